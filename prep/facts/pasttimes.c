/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pasttimes.h"

#include "util/quantile.h"

enum { ALL = FINDER_COUNT };

/* Days of fixes, by finder, and those of all. */
struct days {
	struct {
		long *v;
		size_t n, cap;
	} of[FINDER_COUNT + 1][TIME_COUNT];
};

/* Where a fix is measured from. */
struct begin {
	bool found;
	enum time_of of;
	day_t day;
	bool internal, root; /* why it is not found, perhaps */
};

static void look_at(struct begin *begin, const struct blame *blame, const struct past_commit *culprit)
{
	enum time_of of = blame->place == AT_PRIOR ? TIME_PRIOR : TIME_RELEASE;
	day_t day = of == TIME_PRIOR ? day_of_time(culprit->committed) : culprit->taken;

	begin->internal = begin->internal || blame->internal;
	begin->root = begin->root || blame->resolution == RESOLVED_ROOT;
	if (blame->internal || blame->resolution == RESOLVED_ROOT || blame->place > AT_PRIOR)
		return;
	if (begin->found && (of > begin->of || (of == begin->of && day <= begin->day)))
		return;
	begin->found = true;
	begin->of = of;
	begin->day = day;
}

static void add(struct days *days, enum finder finder, enum time_of of, long n)
{
	array_push(&days->of[finder][of], n);
	array_push(&days->of[ALL][of], n);
}

/* All blames of one commit, which lie together. */
static void add_fix(struct past_times *out, struct days *days, const struct postmortem *pm,
    const struct blame *blames, size_t n)
{
	const struct past_commit *fix = &pm->commits.v[blames->fix];
	struct begin begin = {.found = false};
	long time;

	for (size_t i = 0; i < n; i++)
		if (blames[i].fixes && blames[i].culprit != BLAME_NONE)
			look_at(&begin, &blames[i], &pm->commits.v[blames[i].culprit]);
	if (!begin.found) {
		out->internal += begin.internal;
		out->root += !begin.internal && begin.root;
		out->unresolved += !begin.internal && !begin.root;
		return;
	}
	time = fix->taken - begin.day;
	add(days, fix->finder, begin.of, time > 0 ? time : 0);
}

static void add_release(struct past_times *out, struct days *days, const struct postmortem *pm)
{
	for (size_t from = 0, to; from < pm->blames.n; from = to) {
		const struct past_commit *fix = &pm->commits.v[pm->blames.v[from].fix];

		for (to = from; to < pm->blames.n && pm->blames.v[to].fix == pm->blames.v[from].fix; to++)
			;
		if (!pm->blames.v[from].later && past_in_rc(fix) && fix->fix)
			add_fix(out, days, pm, &pm->blames.v[from], to - from);
	}
}

static struct past_time time_of(long *days, size_t n)
{
	quantile_sort(days, n);
	if (!n)
		return (struct past_time){.fixes = 0};
	return (struct past_time){.fixes = n,
	    .lower = quantile_of(days, n, .25),
	    .median = quantile_of(days, n, .5),
	    .upper = quantile_of(days, n, .75)};
}

void past_times_find(struct past_times *out, const struct postmortem *postmortems, size_t n)
{
	struct days days = {.of = {{{.v = NULL}}}};

	*out = (struct past_times){.internal = 0};
	for (size_t i = 0; i < n; i++)
		if (postmortems[i].practice)
			add_release(out, &days, &postmortems[i]);
	for (size_t finder = 0; finder <= ALL; finder++)
		for (size_t of = 0; of < TIME_COUNT; of++) {
			*(finder == ALL ? &out->all[of] : &out->by[finder][of]) =
			    time_of(days.of[finder][of].v, days.of[finder][of].n);
			array_release(&days.of[finder][of]);
		}
}
