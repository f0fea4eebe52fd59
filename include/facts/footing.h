/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FOOTING_H
#define FACTS_FOOTING_H

#include "facts/ancestry.h"

/*
 * Which commit of mainline a tip stands on: of those that are parents of commits which mainline lacks, the
 * one that contains the others. A topic that has merged mainline again stands on several.
 */
struct footing {
	git_oid start; /* zero: it stands on none */
	bool several;
	bool newest; /* it contains all others; else it is one of those of which none does */
};

/* For each of the n tips of an ancestry that hides mainline; the caller frees the array. */
struct error *footing_find(struct footing **out, const struct ancestry *ancestry, size_t n);

#endif
