/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_NEAREST_H
#define UTIL_NEAREST_H

#include "util/array.h"

#include <stdbool.h>

/* Adds those of the names, at most `most`, that were probably meant by `word`: few letters differ, or one
 * holds the other. The nearest first. */
void nearest_find(struct strings *out, const char *word, const struct strings *names, size_t most);

/* Is one the other but for one slip of the fingers: a letter too many, too few or another, or two next to each
 * other changed over? Or not even for that. */
bool nearest_is_slip(const char *a, const char *b);

#endif
