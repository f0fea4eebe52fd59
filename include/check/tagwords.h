/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_TAGWORDS_H
#define CHECK_TAGWORDS_H

#include "facts/cycle.h"
#include "facts/moves.h"
#include "facts/shrinks.h"

/*
 * A batch's tag as the rules see it: what it is worth, and what its message says. The message is what the
 * merge in mainline will say, so it is judged as the tag has it and not as a draft would.
 */
enum tag_state {
	TAG_IS_BRANCH,    /* there is none: a branch is asked for */
	TAG_IS_COMMIT,    /* a lightweight tag */
	TAG_IS_UNSIGNED,  /* a tag object without a signature */
	TAG_IS_BROKEN,    /* its signature does not fit */
	TAG_IS_UNCERTAIN, /* signed, but whose signature it is cannot be told */
	TAG_IS_SIGNED,
};

/* Everything is borrowed. */
struct tag_facts {
	const char *name; /* "for-linus-6.9-1" */
	bool received;    /* it is somebody else's: an uncertain signature is not for them to explain */
	git_oid commit;
	enum tag_state state;
	const char *words;             /* why it is broken or uncertain; "" otherwise */
	const char *message;           /* without the signature; "" for a lightweight tag */
	const char *version;           /* what the batch is for: "6.9"; NULL: unknown */
	const struct moves *moves;     /* of what is pulled with it; NULL: unknown, */
	const struct shrinks *shrinks; /* and likewise */
	const char *subject;           /* pullprep.subject, the mail's; NULL: it is the headline's */
};

/*
 * The first version in the headline (the message's first line) that is another than `version`, provided that
 * `version` is not in it as well; NULL otherwise. 5.20 after
 * 5.19 passes for 6.0, too, which only the release gives its name. Numbers with dots may be anything ("USB 3.1"): a version is
 * one of the cycle's releases, unless "in", "since", "from" or "of" goes before it, or what "for", "into" or
 * "Linux" goes before. The caller frees.
 */
char *tag_other_version(const char *message, const char *version, const struct cycle *cycle);

/* The phrase with which the message talks of itself ("This pull request contains"), which makes no sense in
 * the history; NULL for none. The caller frees. */
char *tag_own_voice(const char *message);

#endif
