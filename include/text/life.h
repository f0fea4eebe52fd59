/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_LIFE_H
#define TEXT_LIFE_H

#include "facts/life.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/term.h"

#include <stdio.h>

/*
 * The life of one change on one page: each event with its day and its source, in order; then what has no
 * day, and what is unknown.
 *
 *	c0ffee15dead  KVM: SVM: allow AVIC to co-exist with a nested guest running
 *	Ann Example <ann@example.org>
 *
 *	2022-02-17  posted      v2, part 1 of 3 (KVM: SVM: nested AVIC)
 *	                        https://lore.kernel.org/all/20220217.4711-2-ann@example.org/
 *	2022-03-24  pulled      551acdc3c3d2 Merge tag 'for-linus' of ... (into origin/master)
 *	2022-04-03  released    v5.18-rc1  refs/tags/v5.18-rc1
 *
 *	-           gate        ...
 *	-           next        unknown: no daily trees here
 */
void life_add_text(struct buf *out, const struct term *term, const struct life *life);

/* As records, one per event, in the same order. */
extern const char *const life_columns[];
struct error *life_records(FILE *out, const char *format, const struct life *life);

#endif
