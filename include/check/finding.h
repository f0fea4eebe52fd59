/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_FINDING_H
#define CHECK_FINDING_H

#include <git2/oid.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * What a rule has to say. Rules are known by their names ("tag-not-public"), which configuration, waivers and
 * whoever reads the output go by; they never change.
 */
enum finding_level { FINDING_INFO, FINDING_WARNING, FINDING_ERROR, FINDING_LEVELS };
extern const char *const finding_level_name[FINDING_LEVELS]; /* "info", "warning", "error" */

struct finding {
	const char *rule; /* a constant */
	enum finding_level level;
	char *
	    about; /* a tag that it is on: "for-linus-6.10-1", or "linux-next"; NULL: it is on a commit or topic */
	char *topic;      /* by its name, or NULL */
	git_oid commit;   /* zero: it is on no commit. A tag's is that which it names */
	char *subject;    /* the commit's; NULL: it is on a topic or tag */
	char *text;       /* what is, then what to do: sentences. On a commit it begins with a verb, which
			     the commit goes before: "is missing ..."; it may have several lines */
	const char *todo; /* what to do where the text does not say: a constant sentence, or NULL */
	char *command;    /* one that mends it; NULL: none does */
	bool waived;  /* the maintainer has recorded why it is fine: it counts for nothing, but is shown */
	char *waiver; /* that reason, who gave it and when; NULL: it is not waived */
	char *reason; /* the reason alone */
};
struct findings {
	struct finding *v;
	size_t n, cap;
};
#define FINDINGS_INIT                                                                                        \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/* The findings own the finding's texts from then on. */
void findings_add(struct findings *findings, struct finding finding);
size_t findings_count(const struct findings *findings, enum finding_level level); /* waived ones aside */
size_t findings_waived(const struct findings *findings);

/* Topics with an error that nobody waived go first, then those with a warning; else all stays in its order, and what
 * is on no topic in front. A topic's findings stand together before, and do so after. */
void findings_worst_first(struct findings *findings);
void findings_release(struct findings *findings);

#endif
