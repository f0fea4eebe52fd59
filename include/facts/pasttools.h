/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTTOOLS_H
#define FACTS_PASTTOOLS_H

#include "facts/pasttouch.h"

/*
 * Which tool's development (tools/...) came with which change of the kernel, or of whatever the tools belong to: the
 * commits and series of a release that change both, and the fixes that were credited to a tool. Window and -rcs
 * together; merges are left out. Pure.
 *
 * Both: files of the tool, and code outside tools/: documentation and tests are none. A fix is credited by
 * its words: to the tool itself ("found by tools/testing/selftests/kvm"), else to selftests, kvm-unit-tests or static
 * checkers as facts/finder.h tells them, which are listed behind the tools that are in the tree.
 */
struct past_list { /* commits, oldest last, as in postmortem->commits */
	size_t *v;
	size_t n, cap;
};
struct past_tool {
	char *name;              /* "tools/perf"; "selftests", "kvm-unit-tests", "static checkers" */
	bool in_tree;            /* not one of these three */
	size_t changes;          /* commits that change it */
	struct past_list both;   /* of these, those that change code too */
	struct past_list series; /* of each series that changes both its newest commit */
	struct past_list fixes;  /* credited to it; nothing is known of them where nobody writes Fixes: */
};
struct past_tools {
	struct past_tool *v; /* those with most in `both` first, then most changes, then by name */
	size_t n, cap;
	size_t commits; /* that count and are known; */
	size_t linked;  /* of these, that say which mail they were: of series nothing else is known */
	size_t unknown; /* commits of which an object is missing */
};

/* Wants ->touches. */
void past_tools_find(struct past_tools *out, const struct postmortem *postmortem);
void past_tools_release(struct past_tools *tools);

#endif
