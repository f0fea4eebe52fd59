/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lsremote.h"

#include "util/process.h"

#include <limits.h>
#include <signal.h>
#include <string.h>

enum { PRESET_DEADLINE = 30, MOST = 64 << 20 };

struct error *remote_deadline(int *out, const struct config *config)
{
	long seconds;
	struct error *err = config_number(config, "pullprep.remoteDeadline", PRESET_DEADLINE, 1, &seconds);

	*out = err || seconds > INT_MAX / 1000 ? INT_MAX / 1000 : (int)seconds;
	return err;
}

/* ---- what may be shown ---- */

/* The "name:password@" of a URL; 0 if it holds no password. */
static size_t find_login(const char *url, size_t *at)
{
	const char *host = strstr(url, "://"), *end;

	if (!host)
		return 0;
	host += 3;
	end = host + strcspn(host, "/");
	while (end > host && end[-1] != '@')
		end--;
	if (end == host || !memchr(host, ':', (size_t)(end - host)))
		return 0;
	*at = (size_t)(host - url);
	return (size_t)(end - host);
}

char *remote_shown(const char *url)
{
	size_t at = 0, login = find_login(url, &at);
	struct buf out = BUF_INIT;

	buf_add(&out, url, at);
	buf_addstr(&out, url + at + login);
	return buf_detach(&out);
}

/* git's words may repeat the URL as it was given. */
static char *without_login(const char *words, const char *url)
{
	size_t at = 0, login = find_login(url, &at);
	char *secret = login ? mem_dupn(url + at, login) : NULL;
	struct buf out = BUF_INIT;

	while (*words) {
		if (secret && !strncmp(words, secret, login))
			words += login;
		else
			buf_addch(&out, *words++);
	}
	free(secret);
	return buf_detach(&out);
}

/* ---- what went wrong ---- */

#define LOOK_AT_URL "Look whether the URL is right."

/* The first sign in git's words, or in those of ssh or curl, decides. */
static const struct {
	const char *sign, *what, *advice;
} troubles[] = {
    {"Could not resolve host", "there is no such host",
	"Look whether the URL is right, and whether this machine is on the network."},
    {"unable to look up", "there is no such host",
	"Look whether the URL is right, and whether this machine is on the network."},
    {"Connection refused", "the host refuses the connection",
	"Look whether the URL and its port are right, and whether the server runs."},
    {"Couldn't connect to server", "the host refuses the connection",
	"Look whether the URL and its port are right, and whether the server runs."},
    {"Could not connect to server", "the host refuses the connection",
	"Look whether the URL and its port are right, and whether the server runs."},
    {"Network is unreachable", "the host cannot be reached", "Look whether this machine is on the network."},
    {"No route to host", "the host cannot be reached", "Look whether this machine is on the network."},
    {"timed out", "the host does not answer", "Look whether the URL is right, and try again later."},
    {"could not read Username", "it wants a name and a password",
	"A public repository is read without. " LOOK_AT_URL " What git may know, a credential helper tells."},
    {"could not read Password", "it wants a password",
	"A public repository is read without. " LOOK_AT_URL " What git may know, a credential helper tells."},
    {"Authentication failed", "it does not take the password",
	"A public repository is read without. Take it out of the URL, or mend what the credential helper "
	"knows."},
    {"Permission denied", "ssh is not let in",
	"Load your key with:  ssh-add   (no passphrase can be asked for here)"},
    {"Host key verification failed", "ssh does not know the host's key, or knows another",
	"Connect once by hand with ssh, and see whether the key is the right one."},
    {"certificate", "its certificate is not trusted",
	"Look at it with:  curl -v URL   (http.sslCAInfo names a file with certificates to trust)"},
    {"SSL", "no encrypted connection can be made",
	"Look whether the URL and its port are right; see more with:  curl -v URL"},
    {"TLS", "no encrypted connection can be made",
	"Look whether the URL and its port are right; see more with:  curl -v URL"},
    {"gnutls", "no encrypted connection can be made",
	"Look whether the URL and its port are right; see more with:  curl -v URL"},
    {"not found", "there is no such repository", LOOK_AT_URL},
    {"does not appear to be a git repository", "there is no such repository", LOOK_AT_URL},
    {"access denied or repository not exported", "there is no such repository, or none for the public",
	"Look whether the URL is right; git daemon shows only what holds a file git-daemon-export-ok."},
    {"returned error: 403", "it may not be read", "Look whether the repository is public."},
    {"returned error: 4", "the server has nothing there", LOOK_AT_URL},
    {"returned error: 5", "the server is in trouble", "Try again later."},
    {"mismatched algorithms", "its objects are named by another hash than those here",
	"Only a repository of the same object format can hold this tag."},
    {"HTTP/0.9", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"not valid: is this a git repository", "what it answers is not git's",
	"Look whether the URL and its port are right."},
    {"protocol error", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"invalid server response", "what it answers is not git's",
	"Look whether the URL and its port are right."},
    {"unexpected", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"expected ", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"Empty reply", "it closes the connection without an answer",
	"Look whether the URL and its port are right."},
    {"Recv failure", "it closes the connection without an answer", "Try again later."},
    {"Could not read from remote repository", "it closes the connection without an answer",
	"Look whether the URL and its port are right."},
    {"hung up", "it closes the connection without an answer", "Look whether the URL and its port are right."},
    {"is not a git command", "git knows no such kind of URL", LOOK_AT_URL},
};

/* Blanks in the place of each occurrence. */
static void blank_out(char *words, const char *text)
{
	for (char *at = *text ? strstr(words, text) : NULL; at; at = strstr(at, text))
		memset(at, ' ', strlen(text));
}

/* git's words without what they repeat of the URL, which may be called like a trouble: letter for letter in
 * the same place. */
static char *without_url(const char *words, const char *shown)
{
	char *out = mem_dup(words), *host;
	const char *after = strstr(shown, "://"), *path;

	blank_out(out, shown);
	path = after ? strchr(after + 3, '/') : strchr(shown, '/');
	if (path)
		blank_out(out, path);
	if (after) {
		host = mem_dupn(after + 3, strcspn(after + 3, "/"));
		blank_out(out, host);
		free(host);
	}
	return out;
}

/* The line at that place, without what git calls it. */
static char *line_at(const char *words, size_t at)
{
	const char *start = words + at;

	while (start > words && start[-1] != '\n')
		start--;
	if (!strncmp(start, "fatal: ", 7))
		start += 7;
	return mem_dupn(start, strcspn(start, "\r\n"));
}

static struct error *explain(const char *url, const char *said, int status)
{
	char *shown = remote_shown(url), *words = without_login(said, url), *line;
	char *signs = without_url(words, shown);
	struct error *err = NULL;

	for (size_t i = 0; !err && i < sizeof(troubles) / sizeof(*troubles); i++) {
		const char *sign = strstr(signs, troubles[i].sign);

		if (!sign)
			continue;
		line = line_at(words, (size_t)(sign - signs));
		err = error_failed("cannot ask %s: %s (%s)", shown, troubles[i].what, line);
		error_hint(err, "%s", troubles[i].advice);
		free(line);
	}
	if (!err && status == 128 + SIGPIPE) {
		err = error_failed("cannot ask %s: it closes the connection while it is asked", shown);
		error_hint(err, "Look whether the URL and its port are right, and try again later.");
	} else if (!err) {
		line = line_at(words, 0);
		err = error_failed("cannot ask %s: git ls-remote failed (exit %d): %s", shown, status, line);
		error_hint(err, "See more with:  git ls-remote '%s'", shown);
		free(line);
	}
	free(shown);
	free(words);
	free(signs);
	return err;
}

/* It was ended by us. */
static struct error *explain_end(
    const struct remote_question *question, const struct process *p, struct error *err)
{
	char *shown;

	if (p->status != 128 + 9)
		return err; /* it was never started */
	error_free(err);
	shown = remote_shown(question->url);
	if (p->out.len + p->err.len > MOST) {
		err = error_failed("cannot ask %s: its answer has no end", shown);
		error_hint(err, LOOK_AT_URL);
	} else {
		err = error_failed("cannot ask %s: no answer within %d seconds", shown, question->deadline);
		error_hint(err, "Try again later, or wait longer with:  git config pullprep.remoteDeadline "
				"SECONDS");
	}
	free(shown);
	return err;
}

/* ---- the question ---- */

/* Is this OpenSSH's own program, whose options we know? */
static bool is_ssh(const char *command)
{
	size_t length = strcspn(command, " \t"), from = length;

	while (from && command[from - 1] != '/')
		from--;
	return length - from == 3 && !strncmp(command + from, "ssh", 3);
}

/*
 * As git would call ssh, but so that it asks nothing; an option that the user gave stands first, and with ssh
 * the first one counts. Programs that are not ssh stay as they are: they have no terminal to ask on.
 */
static char *ssh_command(const struct config *config)
{
	const char *command = getenv("GIT_SSH_COMMAND");

	if (!command)
		command = config_get(config, "core.sshCommand");
	if (!command)
		command = getenv("GIT_SSH") ? NULL : "ssh";
	if (!command)
		return mem_dup("GIT_SSH_COMMAND");
	return mem_format("GIT_SSH_COMMAND=%s%s", command, is_ssh(command) ? " -o BatchMode=yes" : "");
}

/* What nobody has an insteadOf for. git rewrites a URL once, so that what this is made of stays as it is. */
#define ALIAS "pullprep://public"

static struct error *ask(struct process *p, const struct remote_question *question)
{
	char *alias = mem_format("--config-env=url.%s.insteadOf=PULLPREP_URL", question->url);
	char *header = mem_format("--config-env=http.%s.extraHeader=PULLPREP_NOTHING", question->url);
	char *ssh = ssh_command(question->config);
	const char *const env[] = {"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS",
	    "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never", "LC_ALL=C", "LANGUAGE",
	    "PULLPREP_URL=" ALIAS, "PULLPREP_NOTHING=", ssh, NULL};
	const char *argv[16];
	size_t n = 0;
	struct error *err;

	argv[n++] = "git";
	if (question->stranger) {
		argv[n++] = "-c";
		argv[n++] = "credential.helper=";
		argv[n++] = "-c";
		argv[n++] = "http.emptyAuth=true"; /* no name: curl looks for none in ~/.netrc */
		argv[n++] = header;
		argv[n++] = alias;
	}
	argv[n++] = "ls-remote";
	argv[n++] = "--quiet";
	if (question->tags)
		argv[n++] = "--tags";
	argv[n++] = "--";
	argv[n++] = question->stranger ? ALIAS : question->url;
	argv[n] = NULL;
	p->argv = argv;
	p->env = env;
	p->deadline = question->deadline;
	p->most = MOST;
	err = process_run(p);
	p->argv = p->env = NULL;
	free(alias);
	free(header);
	free(ssh);
	return err;
}

/* ---- the answer ---- */

/* A line is "ID TAB NAME"; "NAME^{}" tells what the tag object of the line before is on. */
static bool add_line(struct remote_refs *out, const char *line)
{
	static const char peeled[] = "^{}";
	size_t length = strlen(line), mark = sizeof(peeled) - 1;
	struct remote_ref ref = {.annotated = false};
	struct remote_ref *last = out->n ? &out->v[out->n - 1] : NULL;

	if (length < GIT_OID_HEXSZ + 2 || line[GIT_OID_HEXSZ] != '\t' ||
	    git_oid_fromstrn(&ref.object, line, GIT_OID_HEXSZ) < 0)
		return false;
	line += GIT_OID_HEXSZ + 1;
	length -= GIT_OID_HEXSZ + 1;
	if (length > mark && !strcmp(line + length - mark, peeled)) {
		if (!last || strlen(last->name) != length - mark || strncmp(last->name, line, length - mark))
			return false;
		last->peeled = ref.object;
		last->annotated = true;
		return true;
	}
	ref.peeled = ref.object;
	ref.name = mem_dup(line);
	array_push(out, ref);
	return true;
}

static struct error *read_answer(struct remote_refs *out, const struct buf *answer, const char *url)
{
	struct strings lines = STRINGS_INIT;
	bool good = !memchr(answer->s, '\0', answer->len);
	struct error *err = NULL;

	strings_split(&lines, answer->s, '\n');
	for (size_t i = 0; good && i < lines.n; i++)
		good = add_line(out, lines.v[i]);
	if (!good) {
		char *shown = remote_shown(url);

		err = error_failed("cannot ask %s: what it answers is no list of refs", shown);
		error_hint(err, LOOK_AT_URL);
		free(shown);
	}
	strings_release(&lines);
	return err;
}

struct error *remote_ask(struct remote_refs *out, const struct remote_question *question)
{
	struct process p = PROCESS_INIT;
	struct error *err = ask(&p, question);

	*out = (struct remote_refs)REMOTE_REFS_INIT;
	if (err)
		err = explain_end(question, &p, err);
	else if (p.status)
		err = explain(question->url, p.err.s, p.status);
	else
		err = read_answer(out, &p.out, question->url);
	if (err)
		remote_refs_release(out);
	process_release(&p);
	return err;
}

void remote_refs_release(struct remote_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++)
		free(refs->v[i].name);
	array_release(refs);
}

const struct remote_ref *remote_find(const struct remote_refs *refs, const char *name)
{
	for (size_t i = 0; i < refs->n; i++)
		if (!strcmp(refs->v[i].name, name))
			return &refs->v[i];
	return NULL;
}
