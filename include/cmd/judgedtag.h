/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_JUDGEDTAG_H
#define CMD_JUDGEDTAG_H

#include "check/tagwords.h"
#include "cmd/planned.h"
#include "publish/batchtag.h"
#include "publish/difference.h"
#include "util/buf.h"

/*
 * The tag of the batch at hand with all that is judged of it.
 */
struct judged_tag {
	bool there; /* there is one, and mainline has not pulled it: it can still be mended */
	struct tag_facts facts;
	struct batch_tag tag;
	struct buf message, words;
	struct difference difference;
};
#define JUDGED_TAG_INIT                                                                                      \
	{                                                                                                    \
		.message = BUF_INIT, .words = BUF_INIT                                                       \
	}

/* name: --name, or NULL for the batch's own. No tag is no error, nor is a name that cannot be made. */
struct error *judged_tag_find(
    struct judged_tag *out, const struct planned *planned, enum batch batch, const char *name);

/* Any tag: of that name and object, on that commit; base: what it is pulled into; version: what it is for, or
 * NULL. */
struct judged_tag_wish {
	const char *name;
	git_oid object, commit, base;
	const char *version;
};
struct error *judged_tag_read(
    struct judged_tag *out, const struct project *project, const struct judged_tag_wish *wish);
/*
 * A tag that somebody else asks to be pulled, its object and commit among those here; or, with no tag object
 * (`annotated` false), a lightweight tag or a branch.
 */
struct received_tag {
	const char *name; /* "for-linus" */
	bool tag, annotated;
	git_oid object, commit;
};
struct error *judged_tag_received(
    struct judged_tag *out, const struct project *project, const struct received_tag *received);

void judged_tag_release(struct judged_tag *tag);

#endif
