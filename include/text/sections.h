/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SECTIONS_H
#define TEXT_SECTIONS_H

#include "text/message.h"

/*
 * The bullets of a batch, by area.
 *
 * A topic's bullets are the words that exist already, in this order of preference: its branch description,
 * what the integration branch's merge says of it, the text of the merge that brought it into the batch (each
 * taken apart as text/items.h has it; of what merges say the gist), the cover letters of what was posted, an item each
 * (facts/coverletter.h; also where the merge into the batch repeats them). Words that are no more than the subjects
 * of several commits are none: subjects are what the shortlog is for. Without any, one commit shows its
 * subject; several show the topic's name, their number and the first subject.
 *
 * A section is an area: the one under whose heading the bullet was written, else that of most of the topic's
 * commits, else what its name has before '/' (the next part, if the first is the same in all names), if most
 * topics' names have that. Areas
 * come as configured, then prefixes as they come, then what has none: "Other", or what is the same in all
 * names; topics of nothing but fixes make the last
 * section, "Fixes", unless the batch is one of fixes.
 */
struct section {
	char *title; /* "" where there is but one, or one of no area before the fixes */
	struct strings bullets;
};
struct sections {
	struct section *v;
	size_t n, cap;
};

void sections_make(struct sections *out, const struct message_facts *facts);
void sections_release(struct sections *sections);

/* What all topics have before '/', "" if they differ or have none. Owned by the caller. */
char *sections_name(const struct message_facts *facts);

/* Which topics have no words: lines for the maintainer, masked, with how to describe one; none if all have.
 * The first ten are named. */
void sections_wordless(struct strings *out, const struct message_facts *facts);

/* Which topics have the words of cover letters: a text for each, see text/lettered.h. */
void sections_lettered(struct strings *out, const struct message_facts *facts);

#endif
