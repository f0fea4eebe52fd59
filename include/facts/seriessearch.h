/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SERIESSEARCH_H
#define FACTS_SERIESSEARCH_H

#include "facts/seriesfind.h"
#include "source/commit.h"
#include "source/patchid.h"

/*
 * The search for what was posted while it goes on, for facts/seriesfind.h and facts/seriesask.h: what is known of each commit,
 * the mails that are here, and which of them were the commits.
 */

/* How a commit is asked for. */
enum series_way { WAY_LINK, WAY_PATCH, WAY_SUBJECT, WAYS };

/* What has been asked of a commit. */
struct series_asked {
	struct commit text; /* as it was read */
	git_oid patch, renamed;
	bool wanted;      /* it is to be found */
	char *stem;       /* of the mail that its message names; NULL: it names none */
	bool of_series;   /* all mails of its series have that stem */
	size_t asker;     /* the commit whose link was asked for, for all with this stem */
	bool tried[WAYS]; /* or there is nothing to ask for */
	char *why;        /* of the first question that stayed open */
};

struct series_search {
	struct series_facts *out;
	const struct survey *survey;
	const size_t *topics;
	size_t topic_count;
	struct lore *lore;
	struct series_asked *asked; /* by commit */
	struct {
		struct patch_ids *asked; /* git finds them while the archive is asked; NULL: they are there */
		git_oid *oids;
		size_t *at; /* which commits they are */
		size_t n;
	} wanted;
	size_t asked_for;  /* how many of them */
	bool for_versions; /* what stays open now concerns other versions, and no commit */
	bool matched;      /* with all mails that are there */
};

/* A commit as it is matched. Borrowed. */
struct series_commit search_commit(const struct series_search *search, size_t commit);
/* Is it still to be found? */
bool search_is_open(const struct series_search *search, size_t commit);

/* Waits for the commits' patch ids, which nothing is matched without. */
struct error *search_take_patches(struct series_search *search);
/* Matches all commits with the mails that are here. */
void search_match(struct series_search *search);
/* Adds those mails that are new, but for what is later than the day that is looked from, and matches with them. */
struct error *search_take_mails(
    struct series_search *search, const struct raw_mails *const *answers, size_t count);

#endif
