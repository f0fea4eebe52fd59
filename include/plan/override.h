/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_OVERRIDE_H
#define PLAN_OVERRIDE_H

#include "plan/planfile.h"

/*
 * Lays the plan over the verdicts: a line that has another batch than its topic's verdict makes it an
 * override, with the maintainer's reason if there is one. What mainline has wholly stays dropped. Where the
 * topic moved since the line was written, the maintainer's choice stays, and the program's own former verdict
 * does not; the caller has refused or told it. chosen_only: only where the maintainer changed the word, so
 * that the program's own earlier verdicts give way to today's.
 */
void plan_override(const struct planfile *plan, const struct topic *topics, size_t n,
    struct verdict *verdicts, bool chosen_only);

/*
 * Lays the plan's order over split_order()'s: within a batch topics come as the plan lists them, then those
 * that are new in it; what is contained stays before what contains it.
 */
void plan_order(const struct planfile *plan, const struct topic *topics, const struct verdict *verdicts,
    size_t n, size_t *order);

#endif
