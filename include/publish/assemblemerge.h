/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_ASSEMBLEMERGE_H
#define PUBLISH_ASSEMBLEMERGE_H

#include "publish/mergemessage.h"

/*
 * One merge of a topic into what is assembled so far: the tree that git makes of it, the words, the commit.
 * No hooks are run (pre-merge-commit, prepare-commit-msg, commit-msg), and no ref is moved. Identity, dates
 * and signature are git's: `git commit-tree` writes the commit.
 */
struct assemble_merge {
	const struct survey *survey;
	const struct merge_manner *manner;
	const size_t *merged; /* what is in already: for who else touched a file that conflicts */
	size_t merged_count;
	git_oid base;
	const char *base_name;
	git_oid into;
	const struct topic *topic;
	bool may_edit; /* the editor asks for words that are not there; otherwise the subject stands alone */
	bool sign;
};

/* The merge as a commit. Errors: a conflict, with its files and the topics that touch them too; no words;
 * what git says. *conflict: it is the first of these. */
struct error *assemble_merge_make(git_oid *out, const struct assemble_merge *merge, bool *conflict);

#endif
