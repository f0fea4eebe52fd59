/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FINDER_H
#define FACTS_FINDER_H

#include <stdbool.h>

/*
 * Who found what a commit mends, by its message: Reported-by:, Reported-and-tested-by:, Closes:, Link: and the
 * tags of checkers (Addresses-Coverity:) name a bot, a test or a person; a test or a checker may also be named
 * where the text says that it fails or has found something ("This issue was found with Smatch."). The name that
 * a patch was posted under is no such word: Link: .../20260711-selftest-fix-v1-1-... Of several the first of the
 * list below counts. Pure.
 */
enum finder {
	FINDER_NONE, /* it does not say */
	FINDER_SYZBOT,
	FINDER_ROBOT, /* the kernel test robot */
	FINDER_SELFTEST,
	FINDER_KVM_UNIT_TESTS,
	FINDER_CHECKER, /* a static checker: Coverity, smatch, sparse, Coccinelle, ... */
	FINDER_PERSON,
	FINDER_COUNT
};
extern const char *const finder_name[FINDER_COUNT];

struct finding {
	enum finder finder;
	bool
	    reported; /* there is a report: by a tag other than Link:, which may name anything, or by a bot's link;
			  what the text tells, its author may have found himself */
};
struct finding finder_of(const char *message);

#endif
