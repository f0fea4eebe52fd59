/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_PLANWRITE_H
#define PLAN_PLANWRITE_H

#include "plan/planfile.h"

/*
 * The plan's whole text for these verdicts, in this order. base: "v5.17-rc4" or an id, NULL if there is none.
 *
 * old: the plan so far, NULL if there is none. Its comments are kept above their topics' lines (those of
 * topics that are gone: at the end, with the line itself as a comment where its batch was chosen), and so are
 * its empty lines. Figures and reasons are written anew, but for a batch that stays only as the plan has it
 * (plan_override()), whose note stays too. A topic that the old plan had in another batch is marked: "was
 * second until 2022-03-22", and stays marked until it moves again, or its batch is chosen.
 */
void planfile_write(struct buf *out, const struct survey *survey, const struct verdict *verdicts,
    const size_t *order, const char *base, const struct planfile *old);

#endif
