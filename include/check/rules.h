/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "check/finding.h"
#include "check/request.h"
#include "check/tagwords.h"
#include "facts/acks.h"
#include "facts/duplicates.h"
#include "facts/extent.h"
#include "facts/gated.h"
#include "facts/grounds.h"
#include "facts/howposted.h"
#include "facts/nexttaken.h"
#include "facts/practice.h"
#include "facts/survey.h"
#include "facts/wording.h"
#include "plan/split.h"

/*
 * What makes a pull bounce, rule by rule. Pure: facts in, findings out. One table (check/table.c) holds all
 * rules and feeds `pullprep rules`, the configuration keys, the man page and the completion.
 */
enum { RULE_OFF = -1 }; /* beside enum finding_level: the rule is not asked */

enum rule_kind {
	RULE_COMMIT,  /* judges each commit that is no merge */
	RULE_MERGE,   /* each merge of a topic that mainline does not have */
	RULE_TOPIC,   /* each topic as a whole */
	RULE_TAG,     /* a batch's tag, here or in the public repository */
	RULE_TREE,    /* the maintainer's tree in linux-next */
	RULE_REQUEST, /* what a received request says, against what is there */
	RULE_KINDS,
};
extern const char *const rule_kind_name[RULE_KINDS]; /* "commit", "merge", ... */

/* All that is judged. Everything is borrowed; ->v arrays have one entry for each of the survey's commits (or
 * topics), and are NULL where their facts were not looked for: the rules that need them are silent then. */
struct pull {
	const struct survey *survey;
	const size_t *topics; /* which to judge */
	size_t topic_count;
	const struct wording *wordings;
	struct practice practice; /* of signing off, in mainline */
	const struct extent *extents;
	const struct next_takens *taken; /* NULL: not looked for, or cannot be told */
	const struct acks *acks;         /* NULL: not looked for */
	const struct duplicate *duplicates;
	const struct ground *grounds;      /* by topic */
	const struct topic_gates *gates;   /* by topic; NULL also where none are configured */
	const struct posted_facts *posted; /* NULL: no archive is configured, or none of its rules is asked */
	enum batch batch;                  /* which is judged; BATCH_COUNT: none */
	const struct tag_facts *tag;       /* the batch's; NULL: no batch is judged, or it is not tagged */
	const struct request_facts *request; /* it was received; NULL: it is one's own */
	bool soak;                           /* the commits' soak is known, and there are daily trees */
};

struct judging;

/* What is RULE_ABOUT_TIME upstream asks about: the reason why a finding of it is waived goes into tag message
 * and mail. */
enum rule_trait {
	RULE_SPARES_FIXES = 1, /* fixes (facts/fix.h) are worth a remark at most */
	RULE_ABOUT_TIME = 2,   /* it is about soak, or about being late */
	RULE_OF_LORE = 4,      /* it is asked only where an archive is configured (pullprep.lore.url) */
};

struct rule {
	const char *name;
	int level; /* by default: enum finding_level, or RULE_OFF */
	enum rule_kind kind;
	unsigned traits;  /* enum rule_trait, or'ed */
	const char *says; /* what is found, for `pullprep rules` */
	const char *todo; /* what to do about it: a sentence */
	const char *source;
	void (*judge)(struct judging *judging);
	long threshold;           /* what it asks for, or tolerates, by default; */
	const char *threshold_of; /* and of what: "releases of linux-next"; NULL: it has no threshold */
};
extern const struct rule rules_table[]; /* ends with .name == NULL */

size_t rules_count(void);
/* The number of the rule of that name in the table; rules_count() if there is none. */
size_t rules_index(const char *name);

/* "error", "warning", "info", "off" to a level, and back; false for anything else. */
bool rule_level_parse(const char *text, int *level);
const char *rule_level_name(int level);

/* Levels and thresholds as they are configured: of those with a glob that matches a topic the last one counts,
 * else the last one without. */
enum rule_value { RULE_LEVEL, RULE_THRESHOLD };
struct rule_setting {
	size_t rule; /* its number in the table */
	char *glob;  /* of topics' names, '*' matches '/' too; NULL: all topics */
	enum rule_value which;
	long value;
};
struct rule_settings {
	struct rule_setting *v;
	size_t n, cap;
	bool *left_out; /* by rule: --only and --except; NULL: none */
	int least;      /* findings below this level are not made */
};
#define RULE_SETTINGS_INIT                                                                                   \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}
/* glob NULL or owned by the settings from then on. */
void rule_settings_add(struct rule_settings *settings, size_t rule, char *glob, int level);
void rule_settings_add_threshold(struct rule_settings *settings, size_t rule, char *glob, long threshold);
/* The level and the threshold for a topic of that name; NULL: for what is of no topic. */
int rule_settings_level(const struct rule_settings *settings, size_t rule, const char *topic);
long rule_settings_threshold(const struct rule_settings *settings, size_t rule, const char *topic);
/* Is it off for all there is, whatever its name? */
bool rule_settings_is_off(const struct rule_settings *settings, size_t rule);
void rule_settings_release(struct rule_settings *settings);

/* Adds the findings on the request, on the tag, on the tree, and then by topic, in the order given; within a topic worst first, then in the table's order, then
 * newest commit first. */
void rules_judge(struct findings *out, const struct pull *pull, const struct rule_settings *settings);

/* Is any rule asked that has this trait? */
bool rules_want_trait(const struct rule_settings *settings, enum rule_trait trait);

/* Is that rule asked of any topic? For those who find the facts. */
bool rules_wants(const struct rule_settings *settings, const char *name);

#endif
