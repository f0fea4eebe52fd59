/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"

#include "util/nearest.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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
    &command_topics,
    &command_soak,
    &command_ratio,
    &command_classes,
    &command_split,
    &command_bump,
    &command_assemble,
    &command_conflicts,
    &command_tag,
    &command_mail,
    &command_check,
    &command_rules,
    &command_waive,
    &command_gate,
    &command_postmortem,
    &command_request_pull,
    &command_series,
    &command_trace,
    &command_elsewhere,
    &command_cache,
    &command_init,
    &command_help,
    NULL,
};

const struct exit_code exit_codes[] = {
    {0, "done; a verdict of hold is no failure"},
    {1, "done, and a finding of level error is not waived, or a gate failed"},
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

struct error *command_unknown(const char *name, const char *also)
{
	enum { GUESSES_MOST = 3 };
	struct error *err = error_new(ERROR_USAGE, "'%s' is not a pullprep command", name);
	struct strings names = STRINGS_INIT, near = STRINGS_INIT;
	struct buf guesses = BUF_INIT;

	for (const struct command *const *c = commands; *c; c++)
		strings_add(&names, (*c)->name);
	if (also)
		strings_add(&names, also);
	nearest_find(&near, name, &names, GUESSES_MOST);
	for (size_t i = 0; i < near.n; i++)
		buf_addf(&guesses, "%s%s", i ? ", " : "", near.v[i]);
	if (near.n)
		error_hint(err, "Did you mean: %s", guesses.s);
	error_hint(err, "All commands are listed by:  pullprep help");
	buf_release(&guesses);
	strings_release(&near);
	strings_release(&names);
	return err;
}

static bool is_our_key(const char *setting)
{
	return !strncasecmp(setting, "pullprep.", strlen("pullprep."));
}

/*
 * Keys that are git's own (user.signingKey, gpg.format, core.editor) are for git's children: they get them
 * the way `git -c` hands them on, after those that came to us like that.
 */
static void hand_on(const struct strings *settings)
{
	const char *before = getenv("GIT_CONFIG_COUNT");
	long count = before ? strtol(before, NULL, 10) : 0;
	char *number;

	for (size_t i = 0; i < settings->n; i++) {
		const char *equal = strchr(settings->v[i], '=');
		char *name, *key;

		if (is_our_key(settings->v[i]) || !equal)
			continue;
		key = mem_dupn(settings->v[i], (size_t)(equal - settings->v[i]));
		name = mem_format("GIT_CONFIG_KEY_%ld", count);
		setenv(name, key, 1);
		free(name);
		name = mem_format("GIT_CONFIG_VALUE_%ld", count++);
		setenv(name, equal + 1, 1);
		free(name);
		free(key);
	}
	number = mem_format("%ld", count);
	if (count)
		setenv("GIT_CONFIG_COUNT", number, 1);
	free(number);
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
	hand_on(&globals->config);
	return NULL;
}
