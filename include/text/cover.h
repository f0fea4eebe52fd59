/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_COVER_H
#define TEXT_COVER_H

#include "plan/split.h"
#include "text/value.h"

/*
 * The facts of a batch that is sent topic by topic as variables for templates/cover, the mail to which the
 * topics' mails are replies:
 *
 *	headline	"kvm pull requests for 6.9", "kvm pull requests for 6.9, second batch"
 *	count		how many topics
 *	version, batch
 *	topics		list of {number, name, tag, headline, patches, base, stands_on, shares}; the base
 *			is "" where the topic stands on others of the list; the last two are lists
 *			of tags
 *	order		a sentence: in which order to pull, and why
 *	bases		a sentence: what they are based on
 *	conflicts	the section on conflicts among them, "" if there are none
 *	mainline	its name
 *	mainline_conflicts	list of {tag, files}: files in which a topic conflicts with mainline
 *	unknown		why nothing is said of one of these, ""
 *	abi		list of {tag, files, ioctls, gone}: texts, each a list with commas
 *
 * All texts are masked (text/plain.h).
 */
struct cover_topic {
	const char *name, *tag;
	const char *headline; /* of its tag, may be NULL */
	size_t patches;
	const char *base; /* "v6.9-rc4", or 12 digits; NULL where it stands on others */
	const struct strings *stands_on, *shares;               /* tags */
	const struct strings *files, *new_ioctls, *gone_ioctls; /* facts/abi.h */
	const struct strings *conflicts;                        /* paths in conflict with mainline */
};
struct cover_facts {
	const struct cover_topic *topics;
	size_t n;
	enum batch batch;
	const char *version;   /* "6.9", or NULL */
	const char *mainline;  /* "origin/master" */
	const char *conflicts; /* those among them, see text/conflicts.h; NULL: none */
	const char *unknown;   /* NULL: all is known */
};

/* Sets them in the map. */
void cover_values(struct value *map, const struct cover_facts *facts);

/* What the cover is about, unmasked. Owned by the caller. */
char *cover_headline(const struct cover_facts *facts);

/* "kvm-pmu-6.9 stands on kvm-mmu-6.9 and shares commits with kvm-xen-6.9", "" if it does neither. Owned by
 * the caller. */
char *cover_relation(const struct cover_topic *topic);

#endif
