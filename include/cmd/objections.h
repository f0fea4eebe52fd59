/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_OBJECTIONS_H
#define CMD_OBJECTIONS_H

#include "cmd/judgement.h"

/*
 * What upstream would object to in what is about to be sent. `tag` and `mail` do what was asked (only the
 * maintainer knows what can be said for it), tell the findings on standard error, and then end with exit
 * status 1 if there is an error among them that nobody waived: the design, section 6.
 */
struct objections {
	struct judgement judgement;
	size_t *topics; /* which are judged: those with commits */
	size_t n;
	bool known; /* objections_find() could judge */
};
#define OBJECTIONS_INIT                                                                                      \
	{                                                                                                    \
		.judgement = JUDGEMENT_INIT                                                                  \
	}

/* topics: numbers in the survey, and each counts once. What cannot be judged stops nothing: it is told. */
void objections_find(
    struct objections *out, struct survey *survey, const size_t *topics, size_t n, enum batch batch);
/* Tells that it is unknown what upstream would object to, and why, and frees the error; NULL is fine. */
void objections_unknown(struct error *err);
/* Judges a tag, too: one that is here, or as it is to be signed. */
void objections_add_tag(struct objections *objections, const struct tag_facts *tag);
void objections_release(struct objections *objections);

/* "4 errors, 6 warnings", owned by the caller; NULL: nobody would object. */
char *objections_counts(const struct objections *objections);

/* Would anybody object to more than the tags? `pullprep check` judges a range without the tag that names its
 * end, and a batch with its own tag, not with those of its topics. */
bool objections_beyond_tags(const struct objections *objections);

/* To standard error: the errors in full, and the counts with what tells all: "pullprep check first"; NULL:
 * no command does. */
void objections_tell(const struct objections *objections, const char *command);

#endif
