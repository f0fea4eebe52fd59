/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_TAGGING_H
#define CMD_TAGGING_H

#include "check/tagwords.h"
#include "cmd/planned.h"
#include "facts/moves.h"
#include "publish/batch.h"
#include "publish/batchtag.h"
#include "publish/drafting.h"

/*
 * One signed tag on its way, be it of a batch or of one topic of it: a name that is free, a draft, the
 * maintainer's editor, the signature. Each step is a call of its own, so that of several tags none is made
 * before all their messages are written, and all are taken back if one of them fails.
 *
 * From tagging_settle() on the message is a file, which no failure loses.
 */
struct tagging {
	/* Borrowed, and set by the caller: */
	const struct planned *planned;
	const struct selection *selection;
	enum batch batch;
	const char *topic;               /* for one pull per topic: its name; NULL: the tag is the batch's */
	const char *message_file;        /* take the message from there, or NULL */
	const char *template;            /* --template, or NULL */
	const char *keep_in;             /* the directory of kept messages */
	const struct findings *findings; /* in what is tagged: reasons of waivers go into the draft */
	const char *objections; /* "4 errors, 6 warnings", and the command that tells them; NULL: none */
	bool no_edit, again, dry_run;
	/* Found and made: */
	char *name;
	git_oid existing; /* the tag that is there already, or zero */
	git_oid tagged;   /* its commit, or zero */
	git_oid made;     /* the tag object that tagging_make() made, or zero */
	char *stale;      /* what has changed since the tag whose message is the draft, or NULL */
	struct buf message;
	struct draft_advice advice;
	struct moves moves; /* whole files that go or move */
	char *path;         /* of the kept message, while there is one */
	bool flawed;        /* it cannot be a tag's as it stands */
};

/* The name by what is there: refuses a tag that exists, unless it is to be replaced, and one that mainline
 * has pulled. */
struct error *tagging_name(struct tagging *tagging, const struct batch_tag *found);

/* Is there a message already, a file's or the old tag's? Then no draft is made. After tagging_name(). */
bool tagging_has_message(const struct tagging *tagging);

/* Fails where there are daily trees, and it cannot be known of some commits how long they were in them. */
struct error *tagging_check_soak(const struct tagging *tagging);

/* The draft, into ->message. */
struct error *tagging_draft(struct tagging *tagging);

/* The tag as it is to be signed, for the rules that judge tags. Borrows. */
struct tag_facts tagging_facts(const struct tagging *tagging);

/* Between interrupt_begin() and interrupt_end(), see publish/child.h: */

/* Lets the maintainer edit the message, and keeps it in ->path. Warns of what it leaves out. */
struct error *tagging_settle(struct tagging *tagging);
/* Signs. A failure leaves what was there before. */
struct error *tagging_make(struct tagging *tagging);
/* Takes the tag back that tagging_make() made; what cannot be taken back becomes part of `why`, which is
 * returned. */
struct error *tagging_undo(struct tagging *tagging, struct error *why);

/* The tag is there to stay: the kept message is not needed any more. */
void tagging_done(struct tagging *tagging);
void tagging_release(struct tagging *tagging);

#endif
