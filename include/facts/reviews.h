/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_REVIEWS_H
#define FACTS_REVIEWS_H

#include "facts/person.h"

/*
 * Has somebody else than its author looked at a commit, by its message? A line Reviewed-by:, Acked-by: or Tested-by:, or
 * one that says two of these ("Reviewed-and-tested-by:"), in upper or lower case, below the subject. Who stands there is
 * another person than the author as facts/person.h has it. Who committed it may be the one. Pure.
 */
bool reviews_have_other(const char *message, struct person author);

#endif
