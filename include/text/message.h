/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_MESSAGE_H
#define TEXT_MESSAGE_H

#include "facts/mergetext.h"
#include "text/soaked.h"
#include "text/value.h"

/*
 * The facts of a batch as variables for templates/tag. A draft for the maintainer, who knows best: bullets
 *are the words that exist already, in this order of preference: the topic's branch description (each
 *paragraph or "* " item one bullet), the text of the merge that brought it in, the subjects of its commits.
 *
 *	headline	"KVM updates for 5.18", "Second batch of KVM updates for 5.18"
 *	name		what all topics have before '/', "" if they differ
 *	batch, version, tag
 *	first, second, fixes	truths: which batch it is
 *	topics		list of {name, patches, description}
 *	sections	list of {title, bullets}; title "" where there is but one; fixes come last
 *	soak		the sentence on soak, "" where nothing can be said
 *	notes		list of texts: the maintainer's reasons that the sentence does not hold
 *	patches		number of commits that are no merges
 *
 * All texts are masked (text/plain.h): they go into what is signed.
 */
struct message_facts {
	struct soaked_facts soaked; /* survey, topics and all */
	enum batch batch;
	const char *version; /* "5.18", or NULL */
	const char *tag;     /* its name */
	const char *const
	    *merge_texts; /* per topic of soaked.topics: body of the merge that brought it in, or NULL */
	const char *const
	    *areas; /* per commit of the survey: its area, or NULL: the topic's prefix. May be NULL itself */
	const struct strings *area_order; /* in which order areas come; may be NULL */
};

/* A map, owned by the caller. */
struct value *message_values(const struct message_facts *facts);

/* The paragraphs and "* " or "- " items of a text, without their marks, hand-made line breaks kept. */
void message_bullets(struct strings *out, const char *text);

#endif
