/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_TOPICS_H
#define TEXT_TOPICS_H

#include "facts/sharing.h"
#include "util/term.h"

#include <stdio.h>

/*
 * The topics: where each comes from, and how they hang together. Structs in, text out.
 */
struct topic_list {
	const struct survey *survey;
	const struct containment *containment; /* of all the survey's topics */
	const struct sharing *sharing;
	const size_t *topics; /* which to list, in which order */
	size_t n;
	size_t taken;         /* how many are left out of it, since mainline has them */
	bool named;           /* they were asked for by name: only what concerns them is told */
	const char *gathered; /* the revision whose line they come from, or NULL */
	const char *keep;     /* the command that makes that permanent, or NULL */
};

void topics_add(struct buf *out, const struct term *term, const struct topic_list *list);

/* The same as records, one per topic; format "tsv" or "json". */
extern const char *const topics_columns[];
struct error *topics_records(FILE *out, const char *format, const struct topic_list *list);

#endif
