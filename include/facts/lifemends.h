/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFEMENDS_H
#define FACTS_LIFEMENDS_H

#include "facts/lifesubject.h"

/*
 * Adds what a commit mends by its own message, and who mended it later, by any id that it had
 * (facts/lifenamers.h): fixes and reverts, reverts of these reverts in turn, and backports; each with the
 * releases that have it.
 */
struct error *life_add_mends(struct life *life, struct life_subject *subject);

#endif
