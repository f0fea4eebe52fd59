/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_MERGEMESSAGE_H
#define PUBLISH_MERGEMESSAGE_H

#include "facts/survey.h"

/*
 * The message of a merge, as `git merge` writes it: subject, what the maintainer says of it, the shortlog
 * where merge.log asks for one, the maintainer's sign-off where it is asked for.
 */
struct merge_manner {
	const char *branch; /* into which is merged: "for-6.9-1". Borrowed */
	bool ask_git; /* whether subjects name the branch is for git to say: merge.suppressDest is set */
	bool signoff; /* pullprep.signOff, or --signoff in branch.<branch>.mergeOptions */
	bool sign;    /* commit.gpgSign */
	long log;     /* merge.log, or --log in branch.<branch>.mergeOptions: most lines, 0: none */
};

/* Reads the configuration; an error names the key and what it takes. */
struct error *merge_manner_read(struct merge_manner *out, const struct config *config, const char *branch);

/*
 * "Merge branch 'kvm/xen' into for-6.9-1", in git's words for the kind of ref. A topic from an integration
 * branch keeps what its merge there was called; a series is a series.
 */
struct error *merge_subject(
    struct buf *out, struct project *project, const struct merge_manner *manner, const struct topic *topic);

/* What is known to say of a topic: its description, else the words of its merge, else its cover letters. Masked, owned by the caller;
 * NULL: nothing. */
char *merge_words(const struct topic *topic);

/*
 * Adds to the text (subject, empty line, body) what `git merge --log --signoff` does, for a merge into the
 * commit `into`. The text ends in a newline then.
 */
struct error *merge_message_finish(struct buf *text, struct repo *repo, const struct merge_manner *manner,
    const struct topic *topic, const git_oid *into);

#endif
