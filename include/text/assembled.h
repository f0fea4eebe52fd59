/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_ASSEMBLED_H
#define TEXT_ASSEMBLED_H

#include "facts/survey.h"
#include "util/term.h"

#include <stdio.h>

/* What came of assembling a batch, for people and for programs. */
enum assembled_how {
	ASSEMBLED_CUT,      /* the branch starts at its tip */
	ASSEMBLED_MERGED,   /* now */
	ASSEMBLED_KEPT,     /* its merge was there already */
	ASSEMBLED_RESOLVED, /* so it was, and git would have made another: by hand */
	ASSEMBLED_HELD,     /* another topic, or the base, holds it */
	ASSEMBLED_HOW_COUNT,
};

struct assembled_topic {
	const char *name; /* borrowed */
	enum assembled_how how;
	const char *by; /* ASSEMBLED_HELD: what holds it; borrowed */
	git_oid tip;
	git_oid merge;  /* zero: none */
	size_t commits; /* merges aside */
};

struct assembled {
	const char *batch, *branch; /* "first", "for-6.9-1"; borrowed */
	char *base_name;
	git_oid base, tip;
	bool unchanged; /* the branch was so already */
	bool dry_run;
	struct {
		struct assembled_topic *v;
		size_t n, cap;
	} topics;
	size_t commits, merges; /* of base..tip */
	char *diffstat;         /* git's one line for base..tip, or NULL */
};
void assembled_release(struct assembled *assembled);

void assembled_add_text(struct buf *out, const struct term *term, const struct assembled *assembled);

/* One row per topic; format "tsv" or "json". */
extern const char *const assembled_columns[];
struct error *assembled_records(FILE *out, const char *format, const struct assembled *assembled);

#endif
