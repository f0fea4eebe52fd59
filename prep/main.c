/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"
#include "cmd/help.h"
#include "util/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A descriptor that the caller closed must not become some file of ours: standard input then is at its end,
 * and a write to the other two fails as it would have.
 */
static void hold_standard_descriptors(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDONLY);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/* Only the character set matters (widths of characters); a C locale would make every letter beyond ASCII
 * unknown. */
static void use_utf8(void)
{
	if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8"))
		setlocale(LC_CTYPE, "C.UTF-8");
}

static struct error *run(
    struct globals *globals, int argc, const char *const *argv, const struct command **command)
{
	const struct option_set sets[] = {{global_options, globals}, {NULL, NULL}};
	static const char *const status[] = {"status", NULL};
	struct error *err;
	int at;

	err = option_leading(argc, argv, sets, &at);
	if (err)
		return err;
	if (globals->version || (globals->help && at == argc))
		return error_new(ERROR_HELP, "help on pullprep");
	*command = command_find(at < argc ? argv[at] : "status");
	if (!*command)
		return command_unknown(at < argc ? argv[at] : "status", NULL);
	return at < argc ? (*command)->run(globals, argc - at, argv + at)
			 : (*command)->run(globals, 1, status);
}

/* --help or --version, wherever it stood. */
static void show_help(const struct globals *globals, const struct command *command)
{
	struct buf out = BUF_INIT;

	if (globals->version)
		buf_addstr(&out, "pullprep " VERSION "\n");
	else if (command)
		help_command(&out, command);
	else
		help_overview(&out);
	fwrite(out.s, 1, out.len, stdout);
	buf_release(&out);
}

/* What the command ran into, unless its output could not be written: then nothing that it says of success
 * counts. */
static struct error *finish(struct error *err)
{
	struct error *written = pager_finish();

	if (!written)
		return err;
	if (err && err->code != ERROR_FINDINGS && err->code != ERROR_HELP) {
		error_free(written);
		return err;
	}
	error_free(err);
	return written;
}

int main(int argc, char **argv)
{
	struct globals globals = {.directory = NULL};
	const struct command *command = NULL;
	struct error *err;
	int status;

	hold_standard_descriptors();
	signal(
	    SIGPIPE, SIG_IGN); /* a closed pipe is an error value, not a death in the middle of something */
	signal(SIGXFSZ, SIG_IGN); /* nor is a file that may grow no further */
	signal(SIGCHLD, SIG_DFL); /* ignored by our parent, no child of ours could be waited for */
	use_utf8();
	err = run(&globals, argc, (const char *const *)argv, &command);
	if (err && err->code == ERROR_HELP)
		show_help(&globals, command);
	err = finish(err);
	error_print(err);
	status = error_exit_status(err);
	error_free(err);
	strings_release(&globals.config);
	return status;
}
