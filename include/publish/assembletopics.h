/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_ASSEMBLETOPICS_H
#define PUBLISH_ASSEMBLETOPICS_H

#include "plan/split.h"
#include "publish/assemblebase.h"

/*
 * Which topics a batch is assembled of: those that the plan puts into it, in the plan's order, then the fixes
 * that go along. Fixes that a topic contains always do; others in the merge window, unless they were sent, or
 * would bring more of mainline than the batch stands on, which is remarked on.
 */
struct assemble_topics {
	size_t *v; /* indices into the survey's topics */
	size_t n, cap;
	bool *may_bring; /* by topic of the survey: its commits may come with what contains them */
};

struct assemble_topics_wish {
	const struct survey *survey;
	const struct verdict *verdicts;
	const size_t *order;
	const struct split_rules *rules;
	enum batch batch;
	git_oid resume;       /* what --continue brings is no topic of its own; zero: nothing */
	git_oid fixes_tagged; /* the commit of the tag of fixes, or zero */
};

/* An error if the plan puts none into the batch. To be released also then. */
struct error *assemble_topics_list(struct assemble_topics *out, const struct assemble_topics_wish *wish);

/* Adds the fixes, once the base is known. */
struct error *assemble_topics_add_fixes(struct assemble_topics *topics, struct strings *remarks,
    const struct assemble_topics_wish *wish, const struct assemble_base *base);
void assemble_topics_release(struct assemble_topics *topics);

#endif
