/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFENOTES_H
#define FACTS_LIFENOTES_H

#include "facts/lifesubject.h"

/*
 * Adds what git's notes say of the commit: results of gates, on its own tree or on the tip of a topic that
 * had it on its way to mainline (facts/gates.h), and waivers, also dropped ones (facts/waivers.h).
 */
struct error *life_add_gates(struct life *life, struct life_subject *subject);
struct error *life_add_waivers(struct life *life, struct life_subject *subject);

#endif
