/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "util/error.h"
#include "util/option.h"

#include <stdbool.h>

/*
 * A command is one constant: main() looks it up, `help`, completion and the man page are written from it.
 * Its run function is the command's story: options in, pipeline, error (and so the exit status) out.
 */
struct globals {
	const char *directory; /* -C; command_arguments() changes into it */
	const char *as_of;
	const char *format; /* "text", "tsv" or "json"; NULL: text */
	const char *color;  /* "auto", "always" or "never"; NULL: auto */
	bool no_pager;
	bool help;
	bool version;
	struct strings config; /* KEY=VALUE */
};
extern const struct option global_options[];

struct command {
	const char *name;
	const char *usage;   /* after the name: "[RANGE | TOPIC | ID...]" */
	const char *summary; /* one line, imperative */
	/* For help and the man page: what it prints, columns of its tsv. Paragraphs, split by an empty line, are
	 * filled; lines that begin with a blank stand as they are. */
	const char *manual;
	const struct option *options; /* NULL: none */
	struct error *(*run)(struct globals *globals, int argc, const char *const *argv);
};

/* In the order in which help lists them; ends with NULL. */
extern const struct command *const commands[];

extern const struct command command_status, command_topics, command_soak, command_ratio, command_classes,
    command_split, command_bump, command_assemble, command_conflicts, command_tag, command_mail,
    command_check, command_rules, command_waive, command_gate, command_postmortem, command_request_pull,
    command_cache, command_series, command_elsewhere, command_trace, command_init, command_help;

/* What the program's exit status means; ends with .meaning == NULL. */
struct exit_code {
	int status;
	const char *meaning;
};
extern const struct exit_code exit_codes[];

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

/* ERROR_USAGE that names the commands nearest to what was typed; also: one more word that is known, or NULL. */
struct error *command_unknown(const char *name, const char *also);

/*
 * Reads a command's arguments: its own options into `target`, the global ones into `globals`, the rest
 * (copied) into `rest`, and changes into the directory of -C. ERROR_HELP where --help is among them: the
 * command hands it up like any error.
 */
struct error *command_arguments(const struct command *command, struct globals *globals, void *target,
    int argc, const char *const *argv, struct strings *rest);

#endif
