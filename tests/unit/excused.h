/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_EXCUSED_H
#define TESTS_UNIT_EXCUSED_H

#include "check/waivedreasons.h"
#include "drafted.h"

/* Waived findings on the commits of a survey by hand, whose ids are 0101..., 0202... in the order of adding. */
static inline void number_commits(struct fixture *f)
{
	for (size_t i = 0; i < f->survey.commits.n; i++)
		memset(f->survey.commits.v[i].oid.id, (int)i + 1, GIT_OID_RAWSZ);
}

static inline void find_on(struct findings *findings, const struct fixture *f, size_t commit,
    const char *rule, const char *text, const char *reason)
{
	struct finding finding = {.rule = rule,
	    .level = FINDING_ERROR,
	    .commit = f->survey.commits.v[commit].oid,
	    .subject = mem_dup(f->survey.commits.v[commit].subject),
	    .text = mem_dup(text),
	    .waived = reason,
	    .reason = mem_dup(reason)};

	for (size_t i = 0; i < f->survey.topics.n; i++)
		for (size_t k = 0; k < f->survey.topics.v[i].commits.n; k++)
			if (f->survey.topics.v[i].commits.v[k] == commit)
				finding.topic = mem_dup(f->survey.topics.v[i].name);
	findings_add(findings, finding);
}

static const char never[] = "was never in linux-next, whose newest release is next-20220316";

#endif
