/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ELSEWHERE_H
#define FACTS_ELSEWHERE_H

#include "util/array.h"
#include "util/buf.h"

/*
 * How many tests somebody has elsewhere, by repository: what facts/testcredit.h found of a commit or a topic. They are
 * told beside the share of tests and never added to it: lines of another repository are no lines of this change. Pure.
 */
struct elsewhere_place {
	char *name;           /* of the repository, see facts/testplaces.h */
	struct strings tests; /* commits there: "1a2b3c4d5e6f (\"x86: test it\")", the newest first */
};
struct elsewhere {
	struct elsewhere_place *v; /* those that have any, in the order of the configuration */
	size_t n, cap;
};

void elsewhere_add(struct elsewhere *elsewhere, const char *name, const char *id, const char *subject);
void elsewhere_release(struct elsewhere *elsewhere);

/* "2 tests in kvm-unit-tests, 1 in ltp"; nothing for none. */
void elsewhere_add_words(struct buf *out, const struct elsewhere *elsewhere);
/* The same behind a share: " + 2 tests in kvm-unit-tests, 1 in ltp". */
void elsewhere_add_plus(struct buf *out, const struct elsewhere *elsewhere);
/* For programs: "kvm-unit-tests:2 ltp:1"; nothing for none. */
void elsewhere_add_brief(struct buf *out, const struct elsewhere *elsewhere);

#endif
