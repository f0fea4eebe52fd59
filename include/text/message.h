/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_MESSAGE_H
#define TEXT_MESSAGE_H

#include "facts/acks.h"
#include "facts/sharing.h"
#include "text/soaked.h"
#include "text/value.h"

/*
 * The facts of a batch as variables for templates/tag. A draft for the maintainer, who knows best. Its
 * bullets are text/sections.h's, its remarks text/remarks.h's.
 *
 *	headline	"KVM updates for 5.18", "Second batch of KVM updates for 5.18": pullprep.title, else
 *			name, or for one pull per topic "kvm/pmu updates for 5.18"
 *	name		what all topics have before '/', "" if they differ
 *	batch, version, tag
 *	first, second, fixes	truths: which batch it is
 *	topics		list of {name, patches, description}
 *	sections	list of {title, bullets}; title may be ""; fixes come last
 *	soak		the sentence on soak, "" where nothing can be said
 *	tested		the sentence on tests and documentation, "" where nothing can be said
 *	notes		list of texts: the maintainer's reasons, those of waivers, too, that the sentence on
 *			soak does not hold, merges made by hand, branches shared with others
 *	acks		list of texts: who acked from outside, one for each topic
 *	patches		number of commits that are no merges
 *
 * All texts are masked (text/plain.h): they go into what is signed.
 */

/* A merge of the batch that git would not have made like that (facts/handmade.h). */
struct message_merge {
	const char *what;            /* the topic that was merged, or NULL */
	const char *subject;         /* the merge's */
	const struct strings *paths; /* where it differs from git's */
	bool unseen;                 /* it is known that linux-next never held this very merge */
};

struct message_facts {
	struct soaked_facts soaked; /* survey, topics and all */
	enum batch batch;
	const char *version; /* "5.18", or NULL */
	const char *tag;     /* its name */
	const char *title;   /* what headlines call the tree: "KVM/arm64"; NULL: ${name} */
	const char *topic;   /* one pull per topic: its name, which then heads it; else NULL */
	const char *const
	    *merge_texts; /* per topic of soaked.topics: body of the merge that brought it in, or NULL */
	const char *const
	    *areas; /* per commit of the survey: its area, or NULL: the topic's prefix. May be NULL itself */
	const struct strings *area_order;   /* in which order areas come; may be NULL */
	const struct ratio *ratio;          /* of the batch's final difference, NULL: unknown */
	const struct acks *acks;            /* may be NULL */
	const size_t *foreign;              /* per topic of soaked.topics: how many of its commits the branch
					       topic->foreign has too. May be NULL */
	const struct sharing *sharing;      /* of the survey's topics; may be NULL */
	const struct message_merge *merges; /* made by hand */
	size_t merge_count;
};

/* A map, owned by the caller. */
struct value *message_values(const struct message_facts *facts);

#endif
