/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFENEXT_H
#define FACTS_LIFENEXT_H

#include "facts/lifesubject.h"
#include "facts/survey.h"

/*
 * Adds when daily trees had the commit first, or its patch, and under which other ids that was
 * (facts/otherids.h), which the subject keeps. survey: of this commit alone.
 */
struct error *life_add_next(struct life *life, struct life_subject *subject, struct survey *survey);

#endif
