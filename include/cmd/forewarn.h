/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_FOREWARN_H
#define CMD_FOREWARN_H

#include "cmd/command.h"
#include "facts/conflicts.h"
#include "facts/moves.h"
#include "publish/pullstart.h"
#include "publish/request.h"

/*
 * What whoever pulls will meet, and the sender should know before: remarks, a sentence each, for standard
 * error. None of it is an error; what cannot be found out is said to be unknown.
 */

/*
 * Remarks on commits at which a pull starts (publish/pullstart.h) that are neither a release, nor an -rc, nor
 * the `known` one (the tip of a pull before, may be NULL). Nothing where there are no releases.
 */
struct error *forewarn_base(
    struct strings *remarks, const struct project *project, const struct ids *starts, const git_oid *known);

/* Remarks on whole files that go or move, and that the message does not mention. */
void forewarn_moves(struct strings *remarks, const struct moves *moves, const char *message);

/* The same for a request: its message is the tag's text, or the branch's description. */
struct error *forewarn_moves_of(
    struct strings *remarks, const struct project *project, const struct request *request);

/*
 * The test merge of `tip` with mainline, with the maintainer's notes on it, is added to `out`. tag: whose
 * notes. False: it is unknown, which is remarked on.
 */
bool forewarn_conflicts(struct test_merges *out, struct strings *remarks, struct project *project,
    const git_oid *tip, const char *tag);

/* A remark on conflicts without a note, with the command that writes one; named: how that command calls the
 * pull ("first", "kvm-xen-6.9"). */
void forewarn_notes(struct strings *remarks, const struct globals *globals, const struct test_merges *merges,
    const struct project *project, const char *named);

#endif
