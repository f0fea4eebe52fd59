/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_BATCHTAG_H
#define PUBLISH_BATCHTAG_H

#include "facts/project.h"

/*
 * The tag of a batch as it is in the repository. What mainline has pulled is history: such a tag is not
 * replaced. The batches of a window are sent once, but fixes once for each -rc: their tags are numbered,
 * NAME, NAME-2, NAME-3 and so on, and the newest is the one with the highest number.
 */
struct batch_tag {
	char *name;     /* of the newest; the first name if there is none */
	char *next;     /* the name behind it; NULL where tags are not numbered */
	git_oid object; /* zero: there is no such tag */
	git_oid commit; /* zero: it names no commit */
	bool pulled;    /* mainline as of the day holds its commit */
};

/* name: the first name. An error if it cannot be a tag's. After an error nothing is left to release. */
struct error *batch_tag_find(
    struct batch_tag *out, const struct project *project, const char *name, bool numbered);
void batch_tag_release(struct batch_tag *tag);

#endif
