/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/grounds.h"

#include "facts/ancestry.h"
#include "facts/footing.h"

#include <stdlib.h>
#include <string.h>

static void name_base(struct ground *ground, const struct survey *survey, const git_oid *base)
{
	const struct cycle *cycle = &survey->project->cycle;
	struct history *history = survey->project->history;
	node_t node = history_node(history, base);
	struct buf id = BUF_INIT;
	struct error *err = history_load(history, node);

	buf_add_oid(&id, base, 12);
	strings_take(&ground->bases, buf_detach(&id));
	ground->releases_known =
	    !err && cycle->count && day_of_time(history_at(history, node)->time) >= cycle->releases[0].day;
	error_free(err);
	for (size_t i = 0; i < cycle->count && !ground->release; i++)
		if (oid_equal(&cycle->releases[i].commit, base))
			ground->release = mem_dup(cycle->releases[i].name);
}

/* git lists them; this is rare. */
static struct error *list_bases(struct ground *ground, const struct survey *survey, const git_oid *tip)
{
	char *mainline = oid_text(&survey->project->mainline), *topic = oid_text(tip);
	struct buf answer = BUF_INIT;
	struct error *err =
	    repo_git(survey->project->repo, &answer, "merge-base", "--all", mainline, topic, NULL);

	if (!err)
		strings_split(&ground->bases, answer.s, '\n');
	for (size_t i = 0; i < ground->bases.n; i++)
		ground->bases.v[i][12] = '\0';
	buf_release(&answer);
	free(mainline);
	free(topic);
	return err;
}

/* Wherever they are in the topic, and not only on its first-parent line; mainline's are its own matter. */
static struct error *find_handmade(struct handmades *out, const struct survey *survey,
    const struct topic *topic, const struct ancestry *unmerged)
{
	struct ids merges = {.v = NULL};
	struct error *err;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (commit->merge && ancestry_has(unmerged, &commit->oid))
			array_push(&merges, commit->oid);
	}
	err = handmade_look(out, survey->project, &merges);
	array_release(&merges);
	return err;
}

static struct error *find_one(struct ground *ground, const struct survey *survey, const struct topic *topic,
    const struct footing *footing, const struct ancestry *unmerged, bool handmade)
{
	struct error *err = NULL;

	ground->known = topic->kind != TOPIC_RANGE && topic->commits.n && !oid_is_zero(&footing->start);
	if (ground->known && footing->several && !footing->newest)
		err = list_bases(ground, survey, &topic->tip);
	else if (ground->known)
		name_base(ground, survey, &footing->start);
	if (!err && handmade)
		err = find_handmade(&ground->handmade, survey, topic, unmerged);
	return err;
}

struct error *grounds_find(struct ground **out, const struct survey *survey, bool handmade)
{
	size_t n = survey->topics.n;
	struct ground *grounds = mem_zero(n + 1, sizeof(*grounds));
	git_oid *tips = mem_new(n + 1, sizeof(*tips));
	struct footing *footings = NULL;
	struct ancestry ancestry;
	struct error *err;

	for (size_t i = 0; i < n; i++)
		tips[i] = survey->topics.v[i].tip;
	err = ancestry_find(&ancestry, survey->project->history, tips, n, &survey->project->mainline, 1);
	if (!err) {
		err = footing_find(&footings, &ancestry, n);
		for (size_t i = 0; !err && i < n; i++)
			err = find_one(
			    &grounds[i], survey, &survey->topics.v[i], &footings[i], &ancestry, handmade);
		ancestry_release(&ancestry);
	}
	free(footings);
	free(tips);
	if (err) {
		grounds_free(grounds, n);
		grounds = NULL;
	}
	*out = grounds;
	return err;
}

void grounds_free(struct ground *grounds, size_t n)
{
	for (size_t i = 0; grounds && i < n; i++) {
		strings_release(&grounds[i].bases);
		free(grounds[i].release);
		handmades_release(&grounds[i].handmade);
	}
	free(grounds);
}
