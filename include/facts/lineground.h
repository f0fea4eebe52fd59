/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LINEGROUND_H
#define FACTS_LINEGROUND_H

#include "facts/line.h"

#include <stdint.h>

/*
 * What belongs to which topic of a line, and what each stands on. Pure, once the walk is done.
 *
 * Each commit beside the line came to it with one head: the first merged one that has it. It is that topic's
 * own, unless it contains another one whose own it is. It is another topic's own as well, if that one has it
 * too, contains neither that topic nor has it through another's head below it, or through what it was started
 * on. So each is somebody's.
 */
struct lineground {
	struct history *history; /* borrowed, as are the next two */
	const struct line *line;
	const struct ancestry *ancestry;
	struct {
		struct line_mark {
			size_t topic, at; /* position of the merge */
			node_t node;
		} * v; /* the heads that mainline lacks, by the walk's marks */
		size_t n, cap;
	} marks;
	/* By node: */
	size_t nodes;
	bool *on_line;
	size_t *brought; /* the topic with whose head it came */
	bool *spine;     /* is it on the first-parent line of that head? */
	/* By topic: */
	bool *ahead; /* mainline lacks some of it */
	struct line_ground *grounds;
	uint64_t *inside; /* `words` each: the topics that it contains */
	size_t words;
};

/* The heads that mainline lacks, topic by topic and newest first: the walk's first marks must be theirs. */
void lineground_heads(struct lineground *out, struct history *history, const struct line *line);

/* The rest, after that walk. */
void lineground_find(struct lineground *ground, const struct ancestry *ancestry);
void lineground_release(struct lineground *ground);

/* Does the one contain the other? */
bool lineground_contains(const struct lineground *ground, size_t outer, size_t inner);

/* Is the commit, one of the walk's, the merged topic's own? *former: none but its former heads have it. */
bool lineground_owns(const struct lineground *ground, size_t topic, node_t node, bool *former);

#endif
