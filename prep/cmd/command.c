/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

const struct option global_options[] = {
    {"directory", 'C', OPTION_TEXT, "DIR", "run as if started in DIR", offsetof(struct globals, directory)},
    {"as-of", 0, OPTION_TEXT, "DATE", "see everything as it stood on that day, 2026-07-18",
	offsetof(struct globals, as_of)},
    {"config", 0, OPTION_LIST, "KEY=VALUE",
	"a git configuration value for this run; repeatable, the last wins",
	offsetof(struct globals, config)},
    {"format", 0, OPTION_TEXT, "text|tsv|json", "for people (default) or for programs",
	offsetof(struct globals, format)},
    {"color", 0, OPTION_TEXT, "auto|always|never", "colour and bars; auto: only on a terminal",
	offsetof(struct globals, color)},
    {"no-pager", 0, OPTION_FLAG, NULL, "do not page", offsetof(struct globals, no_pager)},
    {"help", 'h', OPTION_FLAG, NULL, "help on the command", offsetof(struct globals, help)},
    {"version", 0, OPTION_FLAG, NULL, "print the version", offsetof(struct globals, version)},
    OPTION_END,
};

const struct command *const commands[] = {
    &command_status,
    &command_soak,
    &command_ratio,
    &command_classes,
    &command_split,
    &command_tag,
    &command_mail,
    &command_init,
    &command_help,
    NULL,
};

const struct exit_code exit_codes[] = {
    {0, "done; a verdict of hold is no failure"},
    {1, "done, and a finding of level error is there that nobody waived"},
    {128, "it could not be done: the message says why, and what to do next"},
    {129, "the command line is wrong"},
    {141, "nobody read the output to its end (128 + SIGPIPE)"},
    {0, NULL},
};

const struct command *command_find(const char *name)
{
	for (const struct command *const *c = commands; *c; c++)
		if (!strcmp((*c)->name, name))
			return *c;
	return NULL;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edits that make one word of the other: a letter more, less, another one, or two neighbours swapped. */
static size_t distance(const char *a, const char *b)
{
	enum { MOST = 32 };
	size_t table[MOST + 1][MOST + 1], n = strlen(a), m = strlen(b);

	if (n > MOST || m > MOST)
		return n + m;
	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			size_t *cell = &table[i][j];

			if (!i || !j) {
				*cell = i + j;
				continue;
			}
			*cell = least(table[i - 1][j], table[i][j - 1]) + 1;
			*cell = least(*cell, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				*cell = least(*cell, table[i - 2][j - 2] + 1);
		}
	return table[n][m];
}

static bool is_near(const char *typed, const char *name)
{
	size_t length = strlen(typed);

	return (length && !strncmp(typed, name, length)) ||
	       distance(typed, name) <= (strlen(name) > 4 ? 2 : 1);
}

struct error *command_unknown(const char *name)
{
	struct error *err = error_new(ERROR_USAGE, "'%s' is not a pullprep command", name);
	struct buf near = BUF_INIT;

	for (const struct command *const *c = commands; *c; c++)
		if (is_near(name, (*c)->name))
			buf_addf(&near, "%s%s", near.len ? ", " : "", (*c)->name);
	if (near.len)
		error_hint(err, "Did you mean: %s", near.s);
	error_hint(err, "All commands are listed by:  pullprep help");
	buf_release(&near);
	return err;
}

struct error *command_arguments(const struct command *command, struct globals *globals, void *target,
    int argc, const char *const *argv, struct strings *rest)
{
	const struct option_set sets[] = {
	    {command->options ? command->options : global_options,
		command->options ? target : (void *)globals},
	    {global_options, globals},
	    {NULL, NULL},
	};
	struct error *err = option_parse(argc, argv, command->options ? sets : sets + 1, rest);

	if (err)
		return err;
	if (globals->help || globals->version)
		return error_new(ERROR_HELP, "help on %s", command->name);
	if (globals->directory && chdir(globals->directory) < 0)
		return error_hint(error_errno("cannot change into %s", globals->directory),
		    "-C takes a directory that exists.");
	return NULL;
}
