/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FIGURES_H
#define FACTS_FIGURES_H

#include "facts/survey.h"

/* A topic's figures, from those of its commits. */
void figures_of_soak(const struct survey *survey, struct topic *topic);
void figures_of_ratio(const struct survey *survey, struct topic *topic);

#endif
