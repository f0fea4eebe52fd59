/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SAMEPATCH_H
#define FACTS_SAMEPATCH_H

#include "source/fingerprint.h"
#include "source/history.h"

/* Have two commits the same patch id? Not where either has none, or an object is missing. See
 * source/fingerprint.h. */
struct error *same_patch(bool *same, struct tree_reader *reader, struct repo *repo, struct history *history,
    node_t one, node_t other);

#endif
