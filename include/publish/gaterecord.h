/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_GATERECORD_H
#define PUBLISH_GATERECORD_H

#include "facts/gates.h"

/* Writes the result into the notes, in place of the gate's older one on that tree. Others that are written at
 * the same time stay. *first: there were no notes before. */
struct error *gate_record(bool *first, struct repo *repo, const struct gate_result *result);

#endif
