/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lsremote.h"
#include "source/refs.h"
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void hides_passwords(void **state)
{
	static const char *const urls[][2] = {
	    {"https://git.example.org/kvm.git", "https://git.example.org/kvm.git"},
	    {"https://me:secret@git.example.org/kvm.git", "https://git.example.org/kvm.git"},
	    {"https://me:se@cr:et@git.example.org/kvm.git", "https://git.example.org/kvm.git"},
	    {"https://:token@git.example.org", "https://git.example.org"},
	    {"https://token@git.example.org/kvm.git", "https://git.example.org/kvm.git"},
	    {"ssh://git@git.example.org/kvm.git", "ssh://git@git.example.org/kvm.git"},
	    {"ssh://git:secret@git.example.org/kvm.git", "ssh://git.example.org/kvm.git"},
	    {"https://git.example.org:8443/kvm@home:2.git", "https://git.example.org:8443/kvm@home:2.git"},
	    {"git@git.example.org:kvm.git", "git@git.example.org:kvm.git"},
	    {"/srv/a:b@c", "/srv/a:b@c"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		char *shown = remote_shown(urls[i][0]);

		assert_string_equal(shown, urls[i][1]);
		free(shown);
	}
}

/* A program called git that answers with the file "answer", so that what no server of git's would say is
 * said. */
static char *directory;

static int make_git(void **state)
{
	char path[256];
	FILE *script;

	(void)state;
	directory = strdup("/tmp/pullprep-lsremote.XXXXXX");
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/git", directory);
	script = fopen(path, "w");
	assert_non_null(script);
	fprintf(script,
	    "#!/bin/sh\n[ \"$1\" = config ] && exit 0\nprintf '%%s\\n' \"$@\" >%s/args\nenv >%s/env\ncat "
	    "%s/answer\n",
	    directory, directory, directory);
	fclose(script);
	chmod(path, 0755);
	snprintf(path, sizeof(path), "%s:%s", directory, getenv("PATH"));
	setenv("PATH", path, 1);
	return 0;
}

static int remove_git(void **state)
{
	static const char *const names[] = {"git", "args", "env", "answer"};
	char path[256];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		unlink(path);
	}
	rmdir(directory);
	free(directory);
	return 0;
}

static struct config *configuration(const char *setting)
{
	struct strings settings = STRINGS_INIT;
	struct config *config;

	if (setting)
		strings_add(&settings, setting);
	assert_null(config_load(&config, &settings));
	strings_release(&settings);
	return config;
}

static struct error *ask(struct remote_refs *out, const char *answer, size_t length, const char *setting)
{
	struct config *config = configuration(setting);
	const struct remote_question question = {.config = config,
	    .url = "https://a=b.example.org/x",
	    .tags = true,
	    .stranger = true,
	    .deadline = 20};
	char path[256];
	FILE *file;
	struct error *err;

	snprintf(path, sizeof(path), "%s/answer", directory);
	file = fopen(path, "w");
	assert_non_null(file);
	fwrite(answer, 1, length, file);
	fclose(file);
	err = remote_ask(out, &question);
	config_free(config);
	return err;
}

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void reads_refs(void **state)
{
	static const char answer[] =
	    A "\tHEAD\n" A "\trefs/tags/one\n" B "\trefs/tags/one^{}\n" B "\trefs/tags/two words\n";
	struct remote_refs refs;
	const struct remote_ref *ref;

	(void)state;
	assert_null(ask(&refs, answer, sizeof(answer) - 1, NULL));
	assert_int_equal(refs.n, 3);
	ref = remote_find(&refs, "refs/tags/one");
	assert_non_null(ref);
	assert_true(ref->annotated);
	assert_int_equal(ref->object.id[0], 0xaa);
	assert_int_equal(ref->peeled.id[0], 0xbb);
	ref = remote_find(&refs, "refs/tags/two words");
	assert_non_null(ref);
	assert_false(ref->annotated);
	assert_int_equal(ref->peeled.id[0], 0xbb);
	assert_null(remote_find(&refs, "one"));
	assert_null(remote_find(&refs, "refs/tags/one^{}"));
	remote_refs_release(&refs);
	assert_null(ask(&refs, "", 0, NULL));
	assert_int_equal(refs.n, 0);
	remote_refs_release(&refs);
}

static void refuses_what_is_no_list(void **state)
{
	static const char *const answers[] = {"hello\n", A "\n", A " refs/tags/one\n", A "\t\n",
	    "g" A "\trefs/tags/one\n", B "\trefs/tags/one^{}\n",
	    A "\trefs/tags/one\n" B "\trefs/tags/two^{}\n"};
	struct remote_refs refs;
	struct error *err;

	(void)state;
	for (size_t i = 0; i <= sizeof(answers) / sizeof(*answers); i++) {
		static const char nul[] = A "\trefs/tags/o\0ne\n";

		err = i < sizeof(answers) / sizeof(*answers)
			  ? ask(&refs, answers[i], strlen(answers[i]), NULL)
			  : ask(&refs, nul, sizeof(nul) - 1, NULL);
		assert_non_null(err);
		assert_string_equal(
		    err->message, "cannot ask https://a=b.example.org/x: what it answers is no list of refs");
		assert_non_null(err->hint);
		assert_null(refs.v);
		error_free(err);
	}
}

static void read_lines(struct buf *out, const char *name)
{
	char path[256], bytes[4096];
	size_t got;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "r");
	assert_non_null(file);
	buf_reset(out);
	buf_addch(out, '\n');
	while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buf_add(out, bytes, got);
	fclose(file);
}

/* The command by which git is told to call ssh; NULL: it is not told. */
static void expect_ssh(const char *setting, const char *command)
{
	struct remote_refs refs;
	struct buf env = BUF_INIT;

	assert_null(ask(&refs, "", 0, setting));
	remote_refs_release(&refs);
	read_lines(&env, "env");
	if (command) {
		char *line = mem_format("\nGIT_SSH_COMMAND=%s\n", command);

		assert_non_null(strstr(env.s, line));
		free(line);
	} else {
		assert_null(strstr(env.s, "\nGIT_SSH_COMMAND="));
	}
	buf_release(&env);
}

static void lets_ssh_ask_nothing(void **state)
{
	(void)state;
	unsetenv("GIT_SSH_COMMAND");
	unsetenv("GIT_SSH");
	expect_ssh(NULL, "ssh -o BatchMode=yes");
	expect_ssh("core.sshCommand=/usr/bin/ssh -i key", "/usr/bin/ssh -i key -o BatchMode=yes");
	expect_ssh("core.sshCommand=my-ssh -x", "my-ssh -x");
	setenv("GIT_SSH", "/opt/plink", 1);
	expect_ssh(NULL, NULL);
	expect_ssh("core.sshCommand=ssh", "ssh -o BatchMode=yes");
	setenv("GIT_SSH_COMMAND", "ssh -4", 1);
	expect_ssh("core.sshCommand=my-ssh", "ssh -4 -o BatchMode=yes");
	unsetenv("GIT_SSH_COMMAND");
	unsetenv("GIT_SSH");
}

static void asks_as_a_stranger(void **state)
{
	struct remote_refs refs;
	struct buf text = BUF_INIT;

	(void)state;
	setenv("SSH_ASKPASS", "/opt/ask", 1);
	assert_null(ask(&refs, "", 0, NULL));
	remote_refs_release(&refs);
	read_lines(&text, "args");
	assert_string_equal(text.s,
	    "\n-c\ncredential.helper=\n-c\nhttp.emptyAuth=true\n"
	    "--config-env=http.https://a=b.example.org/x.extraHeader=PULLPREP_NOTHING\n"
	    "--config-env=url.https://a=b.example.org/x.insteadOf=PULLPREP_URL\n"
	    "ls-remote\n--quiet\n--tags\n--\npullprep://public\n");
	read_lines(&text, "env");
	assert_non_null(strstr(text.s, "\nPULLPREP_URL=pullprep://public\n"));
	assert_non_null(strstr(text.s, "\nPULLPREP_NOTHING=\n"));
	assert_non_null(strstr(text.s, "\nGIT_TERMINAL_PROMPT=0\n"));
	assert_non_null(strstr(text.s, "\nGIT_ASKPASS=\n"));
	assert_null(strstr(text.s, "\nSSH_ASKPASS="));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hides_passwords),
	    cmocka_unit_test(reads_refs),
	    cmocka_unit_test(refuses_what_is_no_list),
	    cmocka_unit_test(lets_ssh_ask_nothing),
	    cmocka_unit_test(asks_as_a_stranger),
	};

	return cmocka_run_group_tests_name("lsremote", tests, make_git, remove_git);
}
