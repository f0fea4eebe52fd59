/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/waived.h"

#include "source/commit.h"

#include <string.h>

void waived_add(
    struct waived_list *out, struct repo *repo, const git_oid *commit, const struct waiver *waiver)
{
	struct waived waived = {.commit = *commit, .waiver = waiver};
	struct commit text;
	struct error *err = commit_read(&text, repo, commit);

	if (!err) {
		waived.subject = mem_dup(text.subject);
		commit_release(&text);
	}
	error_free(err);
	array_push(out, waived);
}

static bool is_asked_for(const struct waived_query *query, const char *rule)
{
	return !query->rules || !query->rules->n || strings_has(query->rules, rule);
}

/* Of one rule there may be many lines, of which one counts. */
static void find_of_commit(
    struct waived_list *out, const struct waived_query *query, const git_oid *commit, const git_oid *patch)
{
	size_t before = out->n;

	for (size_t i = 0; i < query->waivers->n; i++) {
		const char *rule = query->waivers->v[i].rule;
		const struct waiver *waiver =
		    is_asked_for(query, rule) ? waiver_find(query->waivers, commit, patch, rule) : NULL;
		bool met = false;

		for (size_t k = before; k < out->n; k++)
			met = met || out->v[k].waiver == waiver;
		if (waiver && !met)
			waived_add(out, query->repo, commit, waiver);
	}
}

static struct error *find_of_commits(struct waived_list *out, const struct waived_query *query)
{
	const struct ids *commits = query->commits;
	git_oid *patches = mem_new(commits->n, sizeof(*patches));
	struct error *err = waivers_patches(patches, query->waivers, query->repo, commits->v, commits->n);

	for (size_t i = 0; !err && i < commits->n; i++)
		find_of_commit(out, query, &commits->v[i], &patches[i]);
	free(patches);
	return err;
}

static int newest_first(const void *a, const void *b)
{
	const struct waived *left = a, *right = b;
	int order;

	if (left->waiver->time != right->waiver->time)
		return left->waiver->time > right->waiver->time ? -1 : 1;
	order = memcmp(left->commit.id, right->commit.id, sizeof(left->commit.id));
	return order ? order : strcmp(left->waiver->rule, right->waiver->rule);
}

struct error *waived_find(struct waived_list *out, const struct waived_query *query)
{
	if (query->commits && query->commits->n)
		return find_of_commits(out, query);
	for (size_t i = 0; i < query->waivers->n; i++) {
		const struct waiver *waiver = query->waivers->v + i;

		if (is_asked_for(query, waiver->rule) && waiver_counts(query->waivers, waiver))
			waived_add(out, query->repo, &waiver->commit, waiver);
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), newest_first);
	return NULL;
}
