/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_PLANFILE_H
#define PLAN_PLANFILE_H

#include "plan/split.h"

/*
 * The plan as text: a header comment (version, base, window, as-of, and how to edit), then lines
 *
 *	first|second|fixes|hold|drop  TOPIC  TIP(12 digits)  # VERDICT: figures and reason
 *
 * A TOPIC whose name begins with '#' or '"' (git allows both, but neither blanks nor backslashes) stands in
 * double quotes, which are simply put around it: "#1" is #1, and ""a"" is "a".
 *
 * The header is known line by line, so that whatever stands around and between its lines is kept. The
 *trailing
 * "#..." is the program's and rewritten by it. It starts with the program's own verdict, so that a batch that
 * the maintainer chose is told from one that the program wrote some time ago. Whole-line comments are the
 * maintainer's; they belong to the topic's line below them. One that says
 *
 *	# because: REASON
 *
 * right above a topic's line (no empty line between; several are joined) is the maintainer's reason for
 * overriding the verdict: it reaches the mail. Pure: text in, text out.
 */
struct plan_line {
	enum batch batch;
	char *topic;
	char tip[13];
	char *note;           /* without "# ", may be NULL */
	size_t number;        /* line number, from 1 */
	size_t told;          /* the one that messages name, the same unless a caller sets it; 0: none */
	struct strings above; /* whole-line comments above it, as they stand */
	char *because;        /* the maintainer's reason, or NULL */
};
struct planfile {
	struct plan_line *v;
	size_t n, cap;
	struct strings below; /* whole-line comments after the last topic */
};
#define PLANFILE_INIT                                                                                        \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/* Errors name the line: unknown batch word, missing field, tip that is not 12 digits, a topic twice. */
struct error *planfile_parse(struct planfile *out, const char *text);
void planfile_release(struct planfile *plan);

/* The line of a topic (by its name or an alias), or NULL. */
const struct plan_line *planfile_line(const struct planfile *plan, const struct topic *topic);

/* Did the maintainer choose the batch (true), or is it the verdict that the program wrote there? */
bool plan_line_chosen(const struct plan_line *line);

/* Has the topic, which is the line's, another tip than the line says? */
bool plan_line_moved(const struct plan_line *line, const struct topic *topic);

/*
 * Refuses, with the line number: an unknown topic, a tip that moved, an ancestry that is broken (a topic in
 * an earlier batch than one it contains, or listed before it within the same batch). NULL if the plan fits.
 */
struct error *planfile_check(const struct planfile *plan, const struct topic *topics, size_t n);

/* Does this one line fit, ancestry apart? The error is planfile_check()'s. */
struct error *planfile_check_line(const struct plan_line *line, const struct topic *topics, size_t n);

/*
 * The whole text for these verdicts. base: "v5.17-rc4" or an id, NULL if there is none. old: the plan so far,
 * whose whole-line comments are kept above their topics' lines (those of topics that are gone: at the end);
 * NULL if there is none.
 */
void planfile_write(struct buf *out, const struct survey *survey, const struct verdict *verdicts,
    const size_t *order, const char *base, const struct planfile *old);

#endif
