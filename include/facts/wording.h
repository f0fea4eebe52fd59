/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_WORDING_H
#define FACTS_WORDING_H

#include "facts/fixeslines.h"
#include "facts/survey.h"
#include "source/ids.h"

/*
 * What the survey's commits say in their own words, for those who judge them: who signed off, what is claimed
 * to be fixed, why something was merged.
 */
struct wording {
	char *message;
	char *committer_name, *committer_email;
	git_oid tree;
	bool link;    /* Link: or Message-ID: */
	char *posted; /* what the mails of its series have in common (facts/posted.h), or NULL */
	bool stable;  /* Cc: stable */
	/* Of a commit that is no merge: has that person signed it off? See facts/signoffs.h; addresses and
	 * names count as they are and as .mailmap has them. */
	bool signed_author, signed_committer;
	struct fixes_lines fixes; /* of a commit that is no merge */
	/* Of a merge: what was merged, its parents from the second one on; whether one of them is mainline, a
	 * commit of its first-parent line; what the message says beyond its subject, see facts/mergetext.h,
	 * NULL for nothing. */
	struct ids others;
	bool of_mainline;
	char *reason;
	bool own; /* of a merge: mainline does not have it */
};

/* *out: one for each of survey->commits. ERROR_MISSING if a commit is. */
struct error *wording_find(struct wording **out, const struct survey *survey);
void wording_free(struct wording *wordings, size_t n);

#endif
