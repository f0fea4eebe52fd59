/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/help.h"

#include "completion/words.h"
#include "man/page.h"
#include "source/config.h"
#include "util/fill.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct help_options {
	bool man;
	bool completion;
};

/* For the Makefile: neither help nor completion show them. */
static const struct option hidden_options[] = {
    {"man", 0, OPTION_FLAG, NULL, "write the man page", offsetof(struct help_options, man)},
    {"completion", 0, OPTION_FLAG, NULL, "write the tables of the completion",
	offsetof(struct help_options, completion)},
    OPTION_END,
};

/* Paragraphs as struct command has them: what is filled, and lines that stand as they are, two columns in. */
static void add_manual(struct buf *out, const char *text)
{
	size_t margin = 0;

	while (*text) {
		size_t length = strcspn(text, "\n"), blanks = strspn(text, " ");

		if (!length) {
			buf_addch(out, '\n');
			margin = 0;
		} else if (blanks) {
			margin = margin ? margin : blanks;
			blanks = blanks < margin ? blanks : margin;
			buf_addf(out, "  %.*s\n", (int)(length - blanks), text + blanks);
		} else {
			while (text[length] && text[length + 1] != '\n' && text[length + 1] != ' ' &&
			       text[length + 1])
				length += 1 + strcspn(text + length + 1, "\n");
			fill_words(out, text, length, 0);
			margin = 0;
		}
		text += length + (text[length] == '\n');
	}
}

void help_overview(struct buf *out)
{
	buf_addstr(out, "usage: pullprep [OPTION...] [COMMAND [ARGUMENT...]]\n\n"
			"Assembles the pull requests of a merge window. Without a command: status.\n\n"
			"Commands:\n");
	for (const struct command *const *c = commands; *c; c++)
		buf_addf(out, "    %-12s %s\n", (*c)->name, (*c)->summary);
	buf_addstr(out, "\nOptions, before or after the command:\n");
	option_help(out, global_options);
	buf_addstr(out, "\nExit status:\n");
	for (const struct exit_code *code = exit_codes; code->meaning; code++)
		buf_addf(out, "    %-3d %s\n", code->status, code->meaning);
	buf_addstr(out, "\nMore:  pullprep help COMMAND, pullprep help configuration, man pullprep\n");
}

void help_command(struct buf *out, const struct command *command)
{
	buf_addf(out, "usage: pullprep %s%s%s\n\n%s\n", command->name, *command->usage ? " " : "",
	    command->usage, command->summary);
	if (command->manual) {
		buf_addch(out, '\n');
		add_manual(out, command->manual);
	}
	if (command->options) {
		buf_addstr(out, "\nOptions:\n");
		option_help(out, command->options);
	}
	buf_addstr(out, "\nOptions of every command:\n");
	option_help(out, global_options);
}

void help_configuration(struct buf *out)
{
	buf_addstr(out, "Keys of git's configuration. `git config KEY VALUE` sets one;\n"
			"--config=KEY=VALUE sets it for one run.\n");
	for (const struct config_key *key = config_keys; key->name; key++) {
		buf_addf(out, "\n%s = %s%s\n    ", key->name, key->value, key->many ? " (repeatable)" : "");
		fill_words(out, key->help, strlen(key->help), 4);
		if (key->preset) {
			buf_addstr(out, "    default: ");
			fill_words(out, key->preset, strlen(key->preset), 13);
		}
	}
}

static struct error *help_on(struct buf *out, const char *topic)
{
	const struct command *command = command_find(topic);

	if (command)
		help_command(out, command);
	else if (!strcmp(topic, "configuration"))
		help_configuration(out);
	else
		return command_unknown(topic, "configuration");
	return NULL;
}

static struct error *help_run(struct globals *globals, int argc, const char *const *argv)
{
	struct command reader = command_help;
	struct help_options options = {.man = false};
	struct strings rest = STRINGS_INIT;
	struct buf out = BUF_INIT;
	struct error *err;

	reader.options = hidden_options;
	err = command_arguments(&reader, globals, &options, argc, argv, &rest);
	if (!err && rest.n > 1)
		err = error_new(ERROR_USAGE, "help takes one command, not %zu", rest.n);
	if (err)
		goto done;
	if (options.man)
		man_page(&out);
	else if (options.completion)
		completion_words(&out);
	else if (rest.n)
		err = help_on(&out, rest.v[0]);
	else
		help_overview(&out);
	if (!err)
		err = pager_show(&out, globals->no_pager);
done:
	buf_release(&out);
	strings_release(&rest);
	return err;
}

const struct command command_help = {
    .name = "help",
    .usage = "[COMMAND | configuration]",
    .summary = "list the commands, or tell about one",
    .manual = "Without an argument it lists the commands, the options that all of them take and the exit "
	      "codes. With the name of "
	      "a command it tells what the command prints, the columns of its records, and its options.",
    .run = help_run,
};
