/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_TOPICPULLS_H
#define CMD_TOPICPULLS_H

#include "cmd/planned.h"
#include "publish/batch.h"
#include "publish/batchtag.h"
#include "publish/pullstart.h"
#include "source/aside.h"

/*
 * A batch as one pull per topic, in the order in which they are to be pulled: what is contained comes before
 * what contains it, all else as the plan has it.
 *
 * Each is listed as whoever pulls in that order gets it: what a topic has in common with topics before it, by
 * containing them or by sharing commits with them, came with those. So did what the first batch brought,
 * where the second stands on it: a pull that has a tag, of the batch or of a topic, is taken to be sent.
 */
struct topic_pull {
	size_t topic; /* index into the survey's topics */
	struct batch_tag tag;
	/* The topic, and fixes that ride within it; its tip; where it starts, one commit for all starts. */
	struct selection selection;
	git_oid head;             /* what is pulled: the topic's tip, or its tag's commit */
	size_t patches;           /* commits that it brings, merges aside */
	struct ids starts;        /* see publish/pullstart.h */
	bool as_wished;           /* that is where the wished start has it begin, too */
	struct ids bases;         /* those of them that are mainline's, or the wished start's; sorted */
	struct strings stands_on; /* tags of those before it that it contains, the nearest only */
	struct strings shares;    /* tags of those before it, some of whose commits it has */
};
struct topic_pulls {
	struct topic_pull *v;
	size_t n, cap;
	struct aside aside;
};

struct topic_pulls_wish {
	enum batch batch;
	git_oid start;          /* where the first one starts */
	const char *start_name; /* "--base (v6.9-rc4)", "master" */
	/* Already tagged: the tags' commits are what is pulled, and one without a tag is an error. Else the
	 * topics' tips are, which must hold the topic's commits, and no others. */
	bool tagged;
};

/*
 * Errors: no topic in the batch; two that would have the same tag; a topic that brings what is not its own,
 * or nothing. After an error nothing is left to release.
 */
struct error *topic_pulls_find(
    struct topic_pulls *out, const struct planned *planned, const struct topic_pulls_wish *wish);

/* Starts that are made are gone from here on. To be called before anything is written to the repository. */
void topic_pulls_leave(struct topic_pulls *pulls);
void topic_pulls_release(struct topic_pulls *pulls);

#endif
