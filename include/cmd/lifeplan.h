/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_LIFEPLAN_H
#define CMD_LIFEPLAN_H

#include "facts/lifesubject.h"

/*
 * Adds the topic of the plan that has the commit, and its batch, from the plan file as it stands: of
 * several topics that have it the one that the others contain. A plan of another window says which. One
 * that is not there says nothing; one that cannot be read makes it unknown. path: NULL for the default one.
 */
struct error *life_add_plan(struct life *life, struct life_subject *subject, const char *path);

#endif
