/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_REASON_H
#define PLAN_REASON_H

#include "plan/forecast.h"
#include "plan/split.h"

/*
 * The words of a verdict. A clause decides by figures; what it found is said here, in words and numbers, so
 * that the same fact is said the same way wherever it counts.
 */
struct matter { /* one topic before the clauses */
	const struct topic *topic;
	const struct next_trees *next;
	const struct cycle *cycle;
	const struct split_rules *rules;
	struct forecast forecast;
	struct verdict *verdict;   /* filled by the clause that holds */
	int seen;                  /* releases of the least-seen commit */
	int possible;              /* the same by the day that the clause at hand looks at */
	bool only_batch_gone;      /* soaked, but the window's only or last batch is tagged */
	bool unsighted, too_late;  /* clause 5 has that against it; the latter is the last of not_second */
	struct strings risks;      /* what makes it risky */
	struct strings not_first;  /* what clauses 3 and 4 have against it */
	struct strings not_second; /* what clause 5 has against it */
};

/* Why the window's clause lets it go. */
enum passage { SOAKED, SENT_ALREADY, AFTER_FIRST, AFTER_FOREIGN };

/* One line each, owned by the caller: the reason of a verdict. */
char *reason_gone(const struct matter *m);
char *reason_fixes(const struct matter *m);
char *reason_before(const struct matter *m);
char *reason_window(const struct matter *m, enum passage passage);
char *reason_second(const struct matter *m);
char *reason_hold(const struct matter *m);

/* A phrase each for what a clause has against the topic. */
void reason_shortfall(const struct matter *m, struct strings *out); /* not soaked, or not by day 0 */
void reason_unsighted(
    const struct matter *m, struct strings *out); /* commits that were not in linux-next before the window */
void reason_untested(const struct matter *m, struct strings *out); /* too few tests and documentation */
void reason_too_late(
    const struct matter *m, struct strings *out); /* minReleases not reached by the second batch's day */
/* Does it satisfy clause 5 in that: the share that is asked for, or a test elsewhere. The share counts lines, and those
 * of another repository cannot be weighed against the ones here; but who names it in pullprep.testRepo says that this is
 * where tests of this project go, and a commit there that names the series was written to test it. */
bool reason_tested(const struct matter *m);

/* All that was weighed, into verdict->reasons. */
void reason_sentences(struct matter *m);

#endif
