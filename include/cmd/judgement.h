/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_JUDGEMENT_H
#define CMD_JUDGEMENT_H

#include "check/rules.h"
#include "cmd/judgedposted.h"
#include "cmd/planned.h"

/*
 * What the table of rules says of some topics: the facts that the rules in force need are found out, the rules
 * judge by them, and what the maintainer has waived is marked. For `check`, and for all that tells in passing
 * what upstream would refuse.
 */
struct rule_wish {
	const struct strings *only, *except; /* names of rules, or lists of them with commas; NULL: none */
	const char *level;                   /* what is below is not asked; NULL: all is */
	bool errors_only;                    /* as level "error" */
	/* How an archive is asked what was posted, where one is configured; NULL: it is not, what is in the cache tells. */
	const struct asking *asking;
};

/* What people are told: all if they name rules or a level, else what is worse than a remark. */
enum finding_level rule_wish_least(const struct rule_wish *wish);

/* Everything is borrowed, the survey's soak is found out if it was not yet. */
struct judged_what {
	struct survey *survey;
	const size_t *topics;
	size_t topic_count;
	enum batch batch;                    /* BATCH_COUNT: none */
	const struct tag_facts *tag;         /* of the batch; NULL: it is not tagged, or not to be judged */
	const struct request_facts *request; /* what was received; NULL: it is one's own */
};

struct judgement {
	struct findings findings;
	struct rule_settings settings;
	struct pull pull; /* what they were found in; borrows from here and from what was judged */
	struct wording *wordings;
	struct extent *extents;
	struct acks acks;
	struct next_takens taken;
	struct duplicate *duplicates;
	struct ground *grounds;
	struct gated gated;
	struct judged_posted posted;
};
#define JUDGEMENT_INIT                                                                                       \
	{                                                                                                    \
		.findings = FINDINGS_INIT, .settings = RULE_SETTINGS_INIT                                    \
	}

/* The findings are in the order of findings_worst_first(). Release it also after an error. */
struct error *judgement_make(
    struct judgement *out, const struct judged_what *what, const struct rule_wish *wish);
/* Judges that tag, too, beside those that were. */
struct error *judgement_add_tag(struct judgement *judgement, const struct tag_facts *tag);
/* How to have it judged what was posted, where nobody has said whether an archive is to be asked. */
void judgement_add_lore_advice(
    struct buf *out, const struct judgement *judgement, const struct config *config);
/* ERROR_FINDINGS if there is an error that nobody waived. */
struct error *judgement_error(const struct judgement *judgement);
void judgement_release(struct judgement *judgement);

/* The topics of that batch that have commits of their own, in the plan's order. The caller frees. */
size_t *judgement_topics(size_t *count, const struct planned *planned, enum batch batch);

#endif
