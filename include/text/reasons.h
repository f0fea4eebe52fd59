/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_REASONS_H
#define TEXT_REASONS_H

#include "check/waivedreasons.h"

/*
 * A waiver's reason as tag message and mail tell it: what it is for, how that stands, and the maintainer's words.
 *
 *	kvm/tsc was never in linux-next: no released userspace calls it yet.
 *	8d1f2a3b4c5d ("KVM: x86: Count exits") was committed on Tue 22 Mar: it was rebased to drop a broken patch.
 *	kvm/xen and 5 of 9 commits of kvm/pmu were changed: review asked for other names.
 *
 * One line, masked (text/plain.h), owned by the caller. left_out: by place, those that have been told; NULL: none.
 * NULL if that leaves none.
 */
char *reasons_sentence(const struct waived_reason *reason, const struct survey *survey, const bool *left_out);

/* The sentences of those reasons that the text does not give yet. */
void reasons_missing(
    struct strings *out, const struct waived_reasons *reasons, const struct survey *survey, const char *text);

#endif
