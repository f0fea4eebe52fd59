/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_OPTION_H
#define UTIL_OPTION_H

#include "util/array.h"
#include "util/buf.h"
#include "util/error.h"

#include <stdbool.h>

/*
 * Options of a command: one table, which also writes the help text, the completion and the man page. Long
 * options may be cut short while unambiguous; --name=VALUE and --name VALUE are the same; "--" ends the
 * options; what is no option is collected in order.
 */
enum option_type {
	OPTION_FLAG,   /* bool: set to true */
	OPTION_TEXT,   /* const char *: borrowed from argv, the last wins */
	OPTION_LIST,   /* struct strings: added */
	OPTION_NUMBER, /* long: a whole number >= 0 */
	OPTION_MAYBE,  /* const char *: as OPTION_TEXT, but only behind "="; "" where it stands alone */
};

struct option {
	const char *name; /* "format", without dashes */
	char letter;      /* 'C', or 0 */
	enum option_type type;
	const char
	    *value; /* what it takes, for help: "DIR"; NULL for flags; "a|b|c": only these are accepted */
	const char *help; /* one line */
	size_t offset;    /* where in the arguments' struct the value goes */
};
#define OPTION_END                                                                                           \
	{                                                                                                    \
		.name = NULL                                                                                 \
	}

/* A table and the struct that its values go to. */
struct option_set {
	const struct option *table; /* NULL ends a list of sets */
	void *target;
};

/*
 * Reads argv[1..], argv[0] being the command; sets are tried in order (the command's own, then the global ones). Non-options go to
 * `rest` (copied). ERROR_USAGE with a word on what is accepted.
 */
struct error *option_parse(
    int argc, const char *const *argv, const struct option_set *sets, struct strings *rest);

/* Reads only the options in front of the first other word, whose place goes to *next (argc if there is none).
 */
struct error *option_leading(int argc, const char *const *argv, const struct option_set *sets, int *next);

/* The table as help text, two columns. */
void option_help(struct buf *out, const struct option *table);

#endif
