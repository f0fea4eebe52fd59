/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_DRAFTING_H
#define PUBLISH_DRAFTING_H

#include "plan/split.h"
#include "publish/batch.h"

/*
 * The draft of a tag's message: what the repository has to say of a selection (publish/bullets.h), put into
 * words (text/message.h) and into the template 'tag'.
 */
struct drafting {
	const struct survey *survey;
	const struct verdict *verdicts; /* one per topic of the survey */
	const struct split_rules *rules;
	const struct selection *selection; /* of one batch, or of one topic */
	enum batch batch;
	const char *version; /* "6.9", or NULL */
	const char *tag;     /* its name */
	const char *topic;   /* one pull per topic: its name; else NULL */
	const struct findings
	    *findings; /* in these topics, and others; for the reasons why some are waived */
};

/* What the maintainer should know of a draft, masked. */
struct draft_advice {
	struct strings wordless; /* what would make it better: lines */
	struct strings lettered; /* what in it others wrote: texts of several lines */
};
void draft_advice_release(struct draft_advice *advice);

/*
 * Adds the rendered template to `out`, and what there is to know of it to `advice`. template_file: --template, or NULL. Errors are those of the template, of
 * pullprep.area, and of objects that the repository lacks.
 */
struct error *drafting_message(
    struct buf *out, struct draft_advice *advice, const struct drafting *drafting, const char *template_file);

#endif
