/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LINE_H
#define FACTS_LINE_H

#include "facts/ancestry.h"
#include "facts/survey.h"

/*
 * The first-parent line of an integration branch, or of a linear one, down to what mainline has, sorted into
 * what was merged and what was applied.
 *
 * Each head that a merge brought in belongs to a topic called after what the merge's subject calls it (see
 * facts/mergename.h); merges of the same name from the same repository are one topic, and so are merges of a
 * posted series that have the same subject and name the same posting. The other commits are grouped by their
 * posting (see facts/posted.h), consecutive or not; one that names none is a series of its own, called after
 * its subject.
 *
 * Names are unique and do not change when commits are added on top: where two things would have the same one,
 * the older keeps it, and the younger gets its repository's name before it, or a hash of its own identity
 * behind it.
 */
struct line_head {
	git_oid oid;
	size_t at;    /* position of the merge */
	bool visible; /* mainline lacks it */
};
struct line_topic {
	enum topic_kind kind; /* TOPIC_MERGE or TOPIC_SERIES */
	char *name;
	char *key; /* what makes it another one than all others */
	struct strings aliases;
	char *url;    /* where its newest merge pulled it from, or NULL */
	char *posted; /* stem of its Message-IDs, of a merge that names a posting too; or NULL */
	char *text;   /* what its merges say of it: the newest that says anything; or NULL */
	/* TOPIC_MERGE: the heads that were merged, oldest merge first. */
	struct {
		struct line_head *v;
		size_t n, cap;
	} heads;
	/* TOPIC_SERIES: positions of its commits, oldest first. */
	struct {
		size_t *v;
		size_t n, cap;
	} commits;
};
struct line {
	node_t *v; /* the line, oldest first: a position is an index here */
	size_t n;
	struct {
		struct line_topic *v; /* by their oldest position */
		size_t n, cap;
	} topics;
};

/* unmerged: the walk down from the line's tip with mainline hidden. */
struct error *line_read(
    struct line *out, struct project *project, const git_oid *tip, const struct ancestry *unmerged);
void line_release(struct line *line);

/* The newest head that mainline lacks, else the newest at all. */
const struct line_head *line_newest(const struct line_topic *topic);

#endif
