/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_PLANFILE_H
#define PLAN_PLANFILE_H

#include "plan/split.h"

/*
 * The plan as text: header comment (version, base, window, as-of), then lines
 *
 *	first|second|fixes|hold|drop  TOPIC  TIP(12 digits)  # figures and reason
 *
 * The trailing "#..." is the program's; whole-line comments and the order are the maintainer's. Pure: text in, text out.
 */
struct plan_line {
	enum batch batch;
	char *topic;
	char tip[13];
	char *note; /* without "# ", may be NULL */
	size_t number; /* line number, from 1 */
};
struct planfile {
	struct plan_line *v;
	size_t n, cap;
};

/* Errors name the line: unknown batch word, missing field, tip that is not 12 digits, a topic twice. */
struct error *planfile_parse(struct planfile *out, const char *text);
void planfile_release(struct planfile *plan);

/* Refuses, with the line number: an unknown topic, a tip that moved, an ancestry that is broken (a topic in an earlier batch than one it contains, or listed before it). */
struct error *planfile_check(const struct planfile *plan, const struct topic *topics, size_t n);

/* The whole text for these verdicts. base: "v5.17-rc4" or an id. */
void planfile_write(struct buf *out, const struct survey *survey, const struct verdict *verdicts, const size_t *order, const char *base);

#endif
