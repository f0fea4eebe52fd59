/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/help.h"

#include "util/pager.h"

#include <stdio.h>

static const char *const help_manual = "Without an argument the commands are listed. With the name of a "
				       "command: its options, what it prints, and the "
				       "columns of its output for programs.";

void help_overview(struct buf *out)
{
	buf_addstr(out, "usage: pullprep [OPTION...] [COMMAND [ARGUMENT...]]\n\n"
			"Assembles a maintainer's merge-window pull requests. Without a command: status.\n\n"
			"Commands:\n");
	for (const struct command *const *c = commands; *c; c++)
		buf_addf(out, "    %-9s %s\n", (*c)->name, (*c)->summary);
	buf_addstr(out, "\nOptions, before or after the command:\n");
	option_help(out, global_options);
	buf_addstr(out, "\nMore on a command:  pullprep help COMMAND\n");
}

void help_command(struct buf *out, const struct command *command)
{
	buf_addf(out, "usage: pullprep %s%s%s\n\n%s\n", command->name, *command->usage ? " " : "",
	    command->usage, command->summary);
	if (command->options) {
		buf_addstr(out, "\nOptions:\n");
		option_help(out, command->options);
	}
	buf_addstr(out, "\nOptions of every command:\n");
	option_help(out, global_options);
	if (command->manual)
		buf_addf(out, "\n%s\n", command->manual);
}

static struct error *help_run(struct globals *globals, int argc, const char *const *argv)
{
	struct strings rest = STRINGS_INIT;
	struct buf out = BUF_INIT;
	const struct command *about = NULL;
	struct error *err = command_arguments(&command_help, globals, NULL, argc, argv, &rest);

	if (err)
		goto done;
	if (rest.n)
		about = command_find(rest.v[0]);
	if (rest.n && !about) {
		err = command_unknown(rest.v[0]);
		goto done;
	}
	if (about)
		help_command(&out, about);
	else
		help_overview(&out);
	if (!globals->no_pager)
		err = pager_start();
	if (!err)
		fwrite(out.s, 1, out.len, stdout);
done:
	buf_release(&out);
	strings_release(&rest);
	return err;
}

const struct command command_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .summary = "list the commands, or tell about one",
    .manual = help_manual,
    .run = help_run,
};
