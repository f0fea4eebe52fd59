/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SERIESFIND_H
#define FACTS_SERIESFIND_H

#include "facts/mails.h"
#include "facts/series.h"
#include "facts/survey.h"
#include "source/lore.h"

/*
 * What was posted of the commits at hand, asked of an archive. Of a commit with a link, its thread is asked for, once for all
 * commits of one series. One without, or whose link leads nowhere, is searched for by its patch id, then by its subject and
 * author; what is found brings its whole thread, and the commits in it are not asked for any more. So that this saves questions,
 * a topic's are asked for a few at a time: two per series is what it mostly takes. At last, once for each
 * series, its other versions, by its title and who sent it.
 *
 * What cannot be asked is unknown, and never taken for "never posted".
 */
enum series_state {
	SERIES_NONE,    /* a merge, or a commit of no topic that was asked for: it is not asked for */
	SERIES_UNKNOWN, /* ->why */
	SERIES_NEVER,   /* the archive has all been asked, and has none */
	SERIES_FOUND,
};

struct series_of {
	enum series_state state;
	char *why;                 /* SERIES_UNKNOWN only, one line */
	char *link;                /* the id of the mail that its message names, or NULL */
	struct series_match match; /* SERIES_FOUND only */
	struct strings missing;    /* tags, see series_missing_tags() */
	size_t answers, reports;   /* see series_count_answers() */
};

struct series_facts {
	struct emails mails;
	struct thread thread;
	struct answer_tags tags;
	struct refusals refusals;
	git_oid *patches;    /* of each mail */
	struct series_of *v; /* of each of the survey's commits */
	size_t n;
	/* How many series may have other versions that could not be asked for, and why; NULL: none. */
	size_t unasked;
	char *unasked_why;
};

struct error *series_find(struct series_facts *out, const struct survey *survey, const size_t *topics,
    size_t topic_count, struct lore *lore);
void series_facts_release(struct series_facts *facts);

#endif
