/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_OVERRIDE_H
#define PLAN_OVERRIDE_H

#include "plan/planfile.h"

/*
 * Lays the plan over the verdicts: a line that fits its topic and has another batch than the verdict makes it
 * an override, with the maintainer's reason if there is one. What mainline has wholly stays dropped. Lines
 * that do not fit (planfile_check_line()) are left out; the caller has refused or told them. chosen_only:
 * only where the maintainer changed the word, so that the program's own earlier verdicts give way to today's.
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
