/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_RULES_H
#define CMD_RULES_H

#include "facts/survey.h"
#include "plan/split.h"

/* What the rules borrow: the tag of this window's first batch, NULL if there is none, and the topics that it
 * holds; the same for the second batch and for fixes. */
struct first_batch {
	char *tag, *second_tag, *fixes_tag;
	struct strings holds, second_holds, fixes_holds;
};

/*
 * The rules that the split goes by: thresholds from the configuration (errors name the key, its value and
 * what is accepted), what the daily trees allow, on which day of the window the second batch goes, and
 * whether the first one is tagged.
 */
struct error *rules_find(struct split_rules *out, struct first_batch *first, const struct survey *survey);
void first_batch_release(struct first_batch *first);

#endif
