/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FINDER_H
#define FACTS_FINDER_H

/*
 * Who found what a commit mends, by its message: Reported-by:, Reported-and-tested-by:, Closes:, Link: and the
 * tags of checkers (Addresses-Coverity:) name a bot, a test or a person; a test may also be named where the
 * text says that it fails or has found something. Of several the first of the list below counts. Pure.
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

enum finder finder_of(const char *message);

#endif
