/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_MISSINGTESTS_H
#define TEXT_MISSINGTESTS_H

#include "facts/missingtests.h"
#include "facts/straytests.h"
#include "util/term.h"

#include <stdio.h>

/* Series without tests, and tests without their other side. All borrowed. */
struct missing_view {
	const struct survey *survey;
	const struct missing_tests *missing;
	const struct test_log *log;
	const struct stray_tests *strays;
};

/*
 * For people:
 *
 *	2 of 5 series ask for tests and have none
 *
 *	kvm/xen
 *	    c0ffee15dead ("KVM: xen: add events") and 2 more commits
 *	        adds KVM_XEN_EVENTS to the interface to programs; 312 lines of code change
 *
 *	1 test elsewhere names a series that is not here (a guess: it may be about something else)
 *
 *	kvm-unit-tests
 *	    1a2b3c4d5e6f ("x86: test events")
 *	        20260510120000.4711-1-ann@example.org
 */
void missing_tests_text(struct buf *out, const struct term *term, const struct missing_view *view);

/* The same as records, series first; format "tsv" or "json". */
extern const char *const missing_columns[];
struct error *missing_tests_records(FILE *out, const char *format, const struct missing_view *view);

#endif
