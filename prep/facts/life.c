/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/life.h"

#include "util/array.h"

const char *const life_name[LIFE_COUNT] = {
    [LIFE_FIXES] = "fixes",
    [LIFE_REVERTS] = "reverts",
    [LIFE_POSTED] = "posted",
    [LIFE_REVIEWED] = "reviewed",
    [LIFE_OBJECTED] = "objected",
    [LIFE_APPLIED] = "applied",
    [LIFE_NEXT] = "next",
    [LIFE_REBASED] = "rebased",
    [LIFE_GATE] = "gate",
    [LIFE_PLANNED] = "planned",
    [LIFE_WAIVED] = "waived",
    [LIFE_MERGED] = "merged",
    [LIFE_PULLED] = "pulled",
    [LIFE_RELEASED] = "released",
    [LIFE_FIXED] = "fixed",
    [LIFE_REVERTED] = "reverted",
    [LIFE_REAPPLIED] = "reapplied",
    [LIFE_BACKPORTED] = "backported",
};

void life_add(struct life *life, enum life_kind kind, int64_t time, char *what, char *source, char *detail)
{
	struct life_event event = {
	    .kind = kind, .time = time, .what = what, .source = source, .detail = detail};

	array_push(&life->events, event);
}

void life_add_unknown(struct life *life, enum life_kind kind, const char *why)
{
	life_add(life, kind, LIFE_NO_TIME, mem_dup(why), NULL, NULL);
	life->events.v[life->events.n - 1].unknown = true;
}

static bool is_before(const struct life_event *left, const struct life_event *right)
{
	return left->time != right->time ? left->time < right->time : left->kind < right->kind;
}

/* By insertion: there are few, and what is equal keeps its order. */
void life_sort(struct life *life)
{
	for (size_t i = 1; i < life->events.n; i++) {
		struct life_event event = life->events.v[i];
		size_t k = i;

		for (; k && is_before(&event, &life->events.v[k - 1]); k--)
			life->events.v[k] = life->events.v[k - 1];
		life->events.v[k] = event;
	}
}

void life_release(struct life *life)
{
	for (size_t i = 0; i < life->events.n; i++) {
		free(life->events.v[i].what);
		free(life->events.v[i].source);
		free(life->events.v[i].detail);
	}
	array_release(&life->events);
	free(life->subject);
	free(life->author);
	*life = (struct life){.subject = NULL};
}

day_t life_day(const struct life_event *event)
{
	return event->time == LIFE_NO_TIME ? DAY_NONE : day_of_time(event->time);
}

int64_t life_time_of_day(day_t day)
{
	return day_start(day + 1) - 1;
}
