/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SIGNOFFS_H
#define FACTS_SIGNOFFS_H

#include "util/array.h"

#include <stdbool.h>

/*
 * Who has signed off a commit, by its message. Pure.
 *
 * Each line that begins with "Signed-off-by" counts, wherever it stands, in upper or lower case, indented or
 * not, with or without its colon; with it also "Signed-off by:" and "Sigend-off-by:", which leave no doubt of
 * what was meant. One that is folded goes on for as long as its address has not ended. NAME
 * <ADDRESS>, the name in quotes of any kind or not; an address may stand alone, and without its brackets.
 */
struct signoff {
	char *name, *email; /* "" where there is none; the name without quotes, its white space single blanks
			     */
};
struct signoffs {
	struct signoff *v;
	size_t n, cap;
};

void signoffs_parse(struct signoffs *out, const char *message);
void signoffs_release(struct signoffs *signoffs);

/* Is one of them that person's? See facts/person.h. */
bool signoffs_by(const struct signoffs *signoffs, const char *name, const char *email);

#endif
