/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_GRAPH_H
#define TEXT_GRAPH_H

#include "facts/containment.h"
#include "util/buf.h"
#include "util/term.h"

/*
 * Which topic stands on which, drawn as a tree: below and to the right of a topic stands what it directly
 * needs.
 *
 *	kvm/tests
 *	├─ kvm/selftests-lib      of what a topic needs, that with the most below it
 *	↓ kvm/xen                 goes straight down, so that a branch of a thousand
 *	↓ ┌ series-a              series stays readable; the rest is drawn aside
 *	  └ series-b              series that are applied in turns need each other
 *	├─ kvm/docs
 *	└─ kvm/lib
 *
 * What several topics need is drawn in full once; elsewhere it is called "(above)" or "(below)", as is what
 * would stand too far to the right. Topics that neither need nor are needed are left out. Plain ASCII unless
 * term->bars.
 */

/* roots: draw these and what they contain; NULL: all. Returns whether anything was drawn. */
bool graph_add(struct buf *out, const struct term *term, const struct topic *topics,
    const struct containment *containment, const bool *roots);

#endif
