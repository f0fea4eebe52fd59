/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_REACH_H
#define FACTS_REACH_H

#include "source/history.h"

/*
 * Which of some commits mainline has, for many commits at once.
 *
 * Mainline is walked down by date until all of them are older than what was looked at. For commits of the
 * last months that is exact. A walk down to one that is years old would cost seconds on a big history (each
 * command would pay for it), so it ends after REACH_MOST commits: what is older than that and is an object of
 * this repository is taken for mainline's, unless it is one of the commits known to be missing there, which
 * the caller leaves out beforehand.
 */
enum { REACH_MOST = 15000 };

/* out[i]: does mainline have commits[i]? ERROR_MISSING if one of them is no commit here. */
struct error *reach_find(
    struct history *history, const git_oid *mainline, const git_oid *commits, size_t n, bool *out);
/* The same for who wants it exact also where clocks were wrong: the walk goes on until all of them are met, or
 * after `most` commits. Only what is older than that is taken for mainline's. */
struct error *reach_find_within(struct history *history, const git_oid *mainline, size_t most,
    const git_oid *commits, size_t n, bool *out);

#endif
