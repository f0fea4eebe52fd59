/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMRECORDS_H
#define TEXT_POSTMORTEMRECORDS_H

#include "facts/postmortem.h"

#include <stdio.h>

/* A record of tsv for each pair of a fix and a culprit, also of those that came after the release. Pure. */
struct error *postmortem_tsv(FILE *out, const struct postmortems *postmortems);
extern const char *const postmortem_columns[];

#endif
