/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/stats.h"

#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c & 0x80;
}

void stats_first_word(struct buf *out, const char *subject)
{
	size_t start = out->len;

	while (*subject && !is_letter(*subject) && *subject != '_')
		subject++;
	while (is_letter(*subject) || (*subject && strchr("_-+.", *subject)))
		buf_addch(out, lower(*subject++));
	while (out->len > start && out->s[out->len - 1] == '.')
		buf_setlen(out, out->len - 1);
}

size_t stats_matched(const struct stats *stats)
{
	return stats->same_id + stats->same_patch + stats->same_subject;
}

int stats_percent(const struct stats *stats)
{
	return stats->commits ? (int)(stats_matched(stats) * 100 / stats->commits) : -1;
}

/* --- the same subject --- */

struct line {
	const char *subject;
	size_t side, at;
};

static int by_subject(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = strcmp(x->subject, y->subject);

	if (!order)
		order = (x->side > y->side) - (x->side < y->side);
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void release_commit(struct stats_commit *commit)
{
	for (size_t by = 0; by < STATS_LISTS; by++)
		free(commit->words[by]);
}

static void drop_matched(struct stats_rest *rest, const bool *matched)
{
	size_t keep = 0;

	for (size_t i = 0; i < rest->n; i++)
		if (matched[i])
			release_commit(&rest->v[i]);
		else
			rest->v[keep++] = rest->v[i];
	rest->n = keep;
}

/* Lines of one subject lie together, those of one side first: as many of the other side's can be matched. */
static void match_subjects(struct stats *stats)
{
	struct stats_rest *rests[2] = {&stats->extra, &stats->left};
	bool *matched[2] = {mem_zero(rests[0]->n + 1, 1), mem_zero(rests[1]->n + 1, 1)};
	size_t n = 0;
	struct line *lines = mem_new(rests[0]->n + rests[1]->n + 1, sizeof(*lines));

	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < rests[side]->n; i++)
			lines[n++] = (struct line){rests[side]->v[i].words[STATS_WORD], side, i};
	qsort(lines, n, sizeof(*lines), by_subject);
	for (size_t from = 0, middle, to; from < n; from = to) {
		for (to = from; to < n && !strcmp(lines[to].subject, lines[from].subject); to++)
			;
		for (middle = from; middle < to && !lines[middle].side; middle++)
			;
		for (size_t i = 0; from + i < middle && middle + i < to; i++) {
			matched[0][lines[from + i].at] = matched[1][lines[middle + i].at] = true;
			stats->same_subject++;
		}
	}
	for (size_t side = 0; side < 2; side++) {
		drop_matched(rests[side], matched[side]);
		free(matched[side]);
	}
	free(lines);
}

/* --- lists of ten --- */

static char *name_of(const struct stats_commit *commit, enum stats_by by)
{
	struct buf name = BUF_INIT;

	if (by == STATS_WORD)
		stats_first_word(&name, commit->words[by]);
	else
		for (const char *c = commit->words[by]; *c; c++)
			buf_addch(&name, lower(*c));
	return buf_detach(&name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct stats_count *)a)->name, ((const struct stats_count *)b)->name);
}

static int most_first(const void *a, const void *b)
{
	const struct stats_count *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : by_name(b, a);
}

/* Commits without a name of that kind are in no line. */
static void list_top(struct stats_rest *rest, enum stats_by by)
{
	struct stats_count *all = mem_new(rest->n + 1, sizeof(*all));
	struct stats_top *top = &rest->top[by];
	size_t n = 0, kinds = 0;

	for (size_t i = 0; i < rest->n; i++)
		all[n++] = (struct stats_count){name_of(&rest->v[i], by), 1};
	qsort(all, n, sizeof(*all), by_name);
	for (size_t i = 0; i < n; i++)
		if (!*all[i].name) {
			free(all[i].name);
		} else if (kinds && !strcmp(all[kinds - 1].name, all[i].name)) {
			all[kinds - 1].count++;
			free(all[i].name);
		} else {
			all[kinds++] = all[i];
		}
	qsort(all, kinds, sizeof(*all), most_first);
	for (size_t i = 0; i < kinds; i++)
		if (top->n < STATS_MOST)
			top->v[top->n++] = all[i];
		else
			free(all[i].name);
	free(all);
}

void stats_count(struct stats *stats)
{
	match_subjects(stats);
	for (int by = 0; by < STATS_LISTS; by++) {
		list_top(&stats->extra, (enum stats_by)by);
		list_top(&stats->left, (enum stats_by)by);
	}
}

void stats_rest_release(struct stats_rest *rest)
{
	for (size_t i = 0; i < rest->n; i++)
		release_commit(&rest->v[i]);
	array_release(rest);
	for (size_t by = 0; by < STATS_LISTS; by++) {
		for (size_t i = 0; i < rest->top[by].n; i++)
			free(rest->top[by].v[i].name);
		rest->top[by].n = 0;
	}
}

void stats_release(struct stats *stats)
{
	stats_rest_release(&stats->extra);
	stats_rest_release(&stats->left);
	free(stats->base);
	free(stats->tip);
	free(stats->next);
	free(stats->first);
	*stats = (struct stats){.base = NULL};
}
