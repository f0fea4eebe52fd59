/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_DRAFTED_H
#define TESTS_UNIT_DRAFTED_H

#include "text/message.h"
#include "util/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A survey by hand: ten daily trees from Mon 2022-03-07 on, topics added commit by commit. */
struct fixture {
	struct survey survey;
	struct next_tree trees[10];
	struct next_trees next;
	struct verdict verdicts[8];
	size_t topics[16];
	size_t list[8][16];
	char names[10][16];
	struct soaked_facts facts;
};

static inline int survey_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	for (int i = 0; i < 10; i++) {
		snprintf(f->names[i], sizeof(f->names[i]), "next-202203%02d", 7 + i);
		f->trees[i].name = f->names[i];
		f->trees[i].day = day_make(2022, 3, 7 + i);
	}
	f->next.v = f->trees;
	f->next.n = 10;
	f->facts = (struct soaked_facts){.survey = &f->survey,
	    .next = &f->next,
	    .verdicts = f->verdicts,
	    .topics = f->topics,
	    .least = 3,
	    .day_0 = DAY_NONE,
	    .as_of = day_make(2022, 3, 17)};
	*state = f;
	return 0;
}

static inline int survey_teardown(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < f->survey.topics.n; i++)
		array_release(&f->survey.topics.v[i].commits);
	array_release(&f->survey.topics);
	array_release(&f->survey.commits);
	free(f);
	return 0;
}

static inline struct topic *add_topic(struct fixture *f, const char *name)
{
	struct topic topic = {.name = NULL};
	char *const *names = (char *const *)&name;

	topic.name = *names;
	f->topics[f->facts.n++] = f->survey.topics.n;
	array_push(&f->survey.topics, topic);
	return &f->survey.topics.v[f->survey.topics.n - 1];
}

static inline void add_commit(struct fixture *f, enum match match, int first, int releases, bool fix)
{
	static char subject[] = "area: do something";
	struct topic *topic = &f->survey.topics.v[f->survey.topics.n - 1];
	struct commit_facts commit = {.subject = subject, .fix = fix, .committed = day_start(f->facts.as_of)};

	commit.soak = (struct soak){.match = match,
	    .first = match == MATCH_MODIFIED ? SOAK_NONE : first,
	    .was = match == MATCH_MODIFIED ? first : SOAK_NONE,
	    .last = match >= MATCH_REBASED ? 9 : SOAK_NONE,
	    .newest = match >= MATCH_REBASED ? NEWEST_YES : NEWEST_NO,
	    .releases = releases};
	array_push(&topic->commits, f->survey.commits.n);
	array_push(&f->survey.commits, commit);
	topic->patches++;
	topic->fixes += fix;
}

static inline const char *text_of(const struct value *map, const char *name)
{
	return value_as_text(value_get(map, name, strlen(name)));
}

#endif
