/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_CONTAINMENT_H
#define FACTS_CONTAINMENT_H

#include "facts/survey.h"

#include <stdint.h>

/*
 * Which topic contains which, asked often: struct topic's lists of names, looked up once, as one bit for each
 * pair. A thousand series of a linear branch contain each other in half a million pairs. Pure.
 *
 * Series that are applied in turns contain each other. Where one topic contains the other and not the
 * reverse, the contained one comes wholly before it: that is called strict, and never goes round in a circle.
 *
 * Topics are spoken of by their index; CONTAINMENT_NONE is none.
 */
#define CONTAINMENT_NONE ((size_t)-1)

struct topic_name {
	const char *name; /* borrowed from the topic: its name, or an alias */
	size_t topic;
};

struct containment {
	size_t n, words;                /* topics; 64-bit words in a row */
	uint64_t *inside;               /* n rows: the topics that this one contains, itself left out */
	ARRAY(struct topic_name) names; /* sorted */
};

/* topics must outlive it. Names of topics that are not here are left out. */
void containment_make(struct containment *out, const struct topic *topics, size_t n);
void containment_release(struct containment *containment);

/* The topic of that name or alias. */
size_t containment_topic(const struct containment *containment, const char *name);

static inline const uint64_t *containment_row(const struct containment *c, size_t outer)
{
	return c->inside + outer * c->words;
}
static inline bool containment_has(const struct containment *c, size_t outer, size_t inner)
{
	return containment_row(c, outer)[inner / 64] >> inner % 64 & 1;
}
static inline bool containment_strict(const struct containment *c, size_t outer, size_t inner)
{
	return containment_has(c, outer, inner) && !containment_has(c, inner, outer);
}
static inline bool containment_mutual(const struct containment *c, size_t a, size_t b)
{
	return containment_has(c, a, b) && containment_has(c, b, a);
}

#endif
