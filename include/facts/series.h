/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SERIES_H
#define FACTS_SERIES_H

#include "facts/answers.h"
#include "facts/lineage.h"
#include "source/repo.h"

/*
 * Which mail each commit was, among mails that are here. Pure.
 *
 * The link in its message decides, or the Message-ID stem of that link (facts/posted.h), if the mail itself is not here; else its
 * patch id; else its subject in a patch that its author sent or that names the author, be it in a From: of its own or a
 * Signed-off-by:. Of several postings it is the newest before it was committed; with its patch the one that most commits of its
 * topic are in, too, and a later one only if there is no other. A link to a cover letter, or to an answer, means the part of that posting with the commit's subject.
 */
enum series_by { SERIES_BY_LINK, SERIES_BY_PATCH, SERIES_BY_SUBJECT };
extern const char *const series_by_name[]; /* "link", "patch id", "subject" */

/* What is known of a commit for this. Borrowed. */
struct series_commit {
	const char *link; /* the id of the mail that its message names, or NULL */
	const char *subject, *author_email;
	const char *message; /* for the review tags in it */
	int64_t committed;   /* seconds since the epoch */
	git_oid patch;       /* its patch id, or zero */
	git_oid renamed;     /* the same with renames found, as patches are posted; or zero */
	/* By posting, how many commits of its topic have their patch in it; NULL: not known. One that is in several versions was
	 * applied with the others. */
	const size_t *together;
};

struct series_match {
	bool found;
	enum series_by by;
	size_t posting;  /* the one that was applied, as far as can be told */
	int part;        /* 0: only the series is known, no part of it is this commit */
	bool same_patch; /* that part's mail has the commit's patch id */
	long days; /* from its posting to its commit, rounded down; -1: unknown, or it was posted later */
	size_t
	    newest; /* the newest posting of the series that has this part, by lineage; it may be the same */
	bool
	    newest_same; /* and it has a mail with the commit's patch id, or that of the part that was applied */
};

/* The part of a posting that has the commit's patch, be it under another subject; 0: none has. Here and below, patches: of each of
 * the thread's mails its patch id, or zero. */
int posting_patch(
    const struct thread *thread, const git_oid *patches, size_t posting, const struct series_commit *commit);

void series_match(struct series_match *out, const struct thread *thread, const git_oid *patches,
    const struct series_commit *commit);

/* Has the commit's message the tag, by the address in it, or by its words if it has none? */
bool series_has_tag(const char *message, const struct answer_tag *tag);

/* Tags given to a commit's part, or to its whole series, in any version that has it, from the one
 * applied on, that its message lacks; each as "Reviewed-by: Bob Example <bob@example.org>", each once. Nacked-by is none, and whoever has signed the commit
 * off need not have reviewed it besides: maintainers say "Acked-by" first and apply then. */
void series_missing_tags(struct strings *out, const struct thread *thread, const struct answer_tags *tags,
    const struct series_match *match, const struct series_commit *commit);

/* Answers to the part and to the cover letter: by people other than who posted it, and robots that found a fault. */
void series_count_answers(
    const struct thread *thread, const struct series_match *match, size_t *answers, size_t *reports);

#endif
