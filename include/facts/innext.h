/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_INNEXT_H
#define FACTS_INNEXT_H

#include "facts/survey.h"
#include "source/nextsha1s.h"

/*
 * Which topics are in a release of linux-next, by nothing but the commits at which it took each tree
 * (source/nextsha1s.h): for those who do not have the release itself. By ids: a topic that was rebased since is not in it.
 *
 * A tree's commit tells only where it is here, too. So a topic is in the release if a tree was taken at its tip, or at a
 * commit that is here and has the tip. It is not in it if all trees' commits are here and none has the tip; or if those that
 * are here have it not, and that of the maintainer's own tree is among them: the tree that pullprep.nextTree names, or else
 * each whose commit has one of the topics' tips, or is an own commit of one. In all other cases it is unknown.
 */
enum in_next_state {
	IN_NEXT_UNKNOWN, /* ->why */
	IN_NEXT_NOT,
	IN_NEXT_IN,
	IN_NEXT_MAINLINE, /* mainline has it: that is all that linux-next could do for it */
};

#define HEAD_NONE ((size_t)-1)

struct in_next_of {
	enum in_next_state state;
	char *why; /* IN_NEXT_UNKNOWN only, one line */
	size_t
	    head; /* IN: the tree that has it; NOT: the maintainer's own; index into the heads, or HEAD_NONE */
	size_t have; /* how many of its patches some tree has that is here */
};

struct in_next_facts {
	struct in_next_of *v; /* one per topic of the survey */
	size_t n;
	size_t here; /* of how many trees the commit is here */
};

/* tree: pullprep.nextTree, or NULL. */
struct error *in_next_find(
    struct in_next_facts *out, const struct survey *survey, const struct next_heads *heads, const char *tree);
void in_next_release(struct in_next_facts *facts);

#endif
