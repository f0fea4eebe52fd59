/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_ASSEMBLEBRANCH_H
#define PUBLISH_ASSEMBLEBRANCH_H

#include "facts/survey.h"

/*
 * The branch that a batch is assembled as. What pullprep made of it is known from the configuration:
 *
 *	branch.<branch>.pullprepAssembled = TIP RESUMED
 *
 * TIP is what it was moved to, RESUMED what --continue brought when it was assembled ("-": nothing). The
 * branch is moved first and the record written then; if that does not happen, the next run finds all merges
 * there and writes it. `git branch -d` takes the record away together with the branch.
 */
struct assemble_branch {
	char *name;       /* "for-6.9-1" */
	char *ref;        /* "refs/heads/for-6.9-1" */
	git_oid tip;      /* zero: there is no such branch */
	git_oid recorded; /* zero: nothing is */
	git_oid resumed;  /* zero: nothing was */
};

/* name: taken over by copying. An error if it cannot be a branch's. After an error nothing is left to
 * release. */
struct error *assemble_branch_read(
    struct assemble_branch *out, const struct project *project, const char *name);
void assemble_branch_release(struct assemble_branch *branch);

/* Did pullprep make the branch as it is now? */
bool assemble_branch_is_ours(const struct assemble_branch *branch);

/*
 * May the branch be replaced by one that is made of these topics and has all of the kept commits (ids)?
 * Refused: it is mainline, or one of the topics; it stands for another ref; it is checked out somewhere; it
 * has commits that would be lost and that pullprep did not put there (unless `force`).
 */
struct error *assemble_branch_guard(const struct assemble_branch *branch, const struct survey *survey,
    const size_t *topics, size_t n, const struct strings *kept, bool force);

/*
 * Moves it from ->tip to `tip`, which is where `*moved` says whether that happened, then writes the record.
 * An error leaves the ref as it was if *moved is false. Call it between interrupt_begin() and
 * interrupt_end().
 */
struct error *assemble_branch_move(bool *moved, const struct assemble_branch *branch, struct repo *repo,
    const git_oid *tip, const git_oid *resumed, const char *why);

/* Writes the record alone, if it says something else. */
struct error *assemble_branch_record(
    const struct assemble_branch *branch, struct repo *repo, const git_oid *tip, const git_oid *resumed);

#endif
