/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_ELSEWHERE_H
#define TEXT_ELSEWHERE_H

#include "facts/innext.h"
#include "facts/regressed.h"
#include "util/term.h"

#include <stdio.h>

/*
 * What servers know of the topics: which of them are in a release of linux-next, and which open regressions name their commits
 * and the maintainer's other ones. Structs in, text out.
 */
struct elsewhere_view {
	const struct survey *survey;
	const char *next_host; /* who was asked; NULL: nobody */
	const struct next_day *next;
	bool one_day;                        /* that day alone was asked for, and not the newest up to it */
	const struct in_next_facts *in_next; /* only where ->next was found */
	const char *regressions_host;
	const struct regressions *regressions;
	const struct regressed *regressed; /* only where ->regressions were found */
	const struct own_work *own;        /* likewise */
};

void elsewhere_add_text(struct buf *out, const struct term *term, const struct elsewhere_view *view);

/* The same as records, one per topic and then one per regression; format "tsv" or "json". */
extern const char *const elsewhere_columns[];
struct error *elsewhere_records(FILE *out, const char *format, const struct elsewhere_view *view);

#endif
