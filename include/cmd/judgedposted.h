/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_JUDGEDPOSTED_H
#define CMD_JUDGEDPOSTED_H

#include "cmd/asking.h"
#include "facts/howposted.h"

/*
 * What rules are to know of how topics were posted. An archive is asked only where one is configured; what it cannot be
 * asked is unknown, which is no failure.
 */
struct judged_posted {
	bool asked; /* the facts are there; what follows is for them to borrow from */
	struct posted_facts facts;
	struct series_facts series;
	struct lore *lore;
};

/* All borrowed. */
struct posted_question {
	const struct survey *survey;
	const struct wording *wordings; /* of its commits */
	const size_t *topics;
	size_t topic_count;
	const struct asking *asking; /* NULL: by the cache alone, no socket is opened */
};

/* Release it also after an error. */
struct error *judged_posted_find(struct judged_posted *out, const struct posted_question *question);
void judged_posted_release(struct judged_posted *posted);

#endif
