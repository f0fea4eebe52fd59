/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/liferefs.h"

#include "source/refs.h"
#include "source/walk.h"

#include <stdlib.h>
#include <string.h>

enum { SKEW = 86400 }; /* clocks are wrong by less, mostly */

const char *const life_branches[] = {"refs/heads/", "refs/remotes/", NULL};
const char *const life_tags[] = {"refs/tags/", NULL};

/* What mainline had without it. */
static void hide_mainline(struct walk *walk, const struct life_places *places, const struct life_place *place)
{
	size_t at = place ? place->brought + 1 : 0;

	if (at < places->line.n)
		walk_hide(walk, places->line.v[at]);
}

/* What mainline's first-parent line has come to since the day, the newest first. */
struct later {
	node_t *v;
	size_t n, cap;
};

static struct error *find_later(struct later *out, const struct life_places *places)
{
	struct history *history = places->project->history;
	node_t at = history_node(history, &places->project->mainline_tip);
	struct error *err = NULL;

	while (!err && places->line.n && at != places->line.v[0]) {
		err = history_load(history, at);
		if (err)
			break;
		array_push(out, at);
		if (!history_at(history, at)->parent_count)
			break;
		at = history_parents(history, at)[0];
	}
	return err;
}

/* What brought the commit to mainline, be it after the day; NODE_NONE if nothing did. */
static node_t pull_of(const struct walk *walk, const struct life_places *places,
    const struct life_place *place, const struct later *later, node_t commit)
{
	int32_t taken = place ? -1 : walk_taken(walk, commit);

	if (place)
		return places->line.v[place->brought];
	return taken < 0 ? NODE_NONE : later->v[taken];
}

static bool has_mark(struct walk *walk, node_t node, size_t mark)
{
	return walk_is_visible(walk, node) && walk_marks(walk, node)[mark / 64] >> mark % 64 & 1;
}

struct error *life_holders_find(bool *holds, struct life_places *places, const struct life_place *place,
    const git_oid *commit, const git_oid *tips, size_t n)
{
	struct history *history = places->project->history;
	node_t target = history_node(history, commit);
	struct walk *walk = walk_new(history, n);
	bool *here = mem_zero(n + 1, sizeof(*here));
	struct later later = {.v = NULL};
	struct error *err = place ? NULL : find_later(&later, places);
	node_t pull;

	for (size_t i = 0; i < later.n; i++)
		walk_take(walk, later.v[i], (int32_t)i);
	for (size_t i = 0; !err && i < n; i++) {
		node_t node = history_node(history, &tips[i]);

		err = history_load(history, node);
		here[i] = !err;
		error_free(err);
		err = NULL;
		if (here[i])
			walk_mark(walk, node, i);
	}
	hide_mainline(walk, places, place);
	if (!err)
		err = walk_run(walk);
	pull = err ? NODE_NONE : pull_of(walk, places, place, &later, target);
	/* A tip that has the very commit of mainline's line that brought it stands on mainline. */
	for (size_t i = 0; i < n; i++)
		holds[i] =
		    !err && here[i] &&
		    (oid_equal(&tips[i], commit) ||
			(has_mark(walk, target, i) && (pull == NODE_NONE || !has_mark(walk, pull, i))));
	array_release(&later);
	free(here);
	walk_free(walk);
	return err;
}

/* May it have a commit of that time, that mainline lacks as of the day? Seen from an earlier day
 * mainline's own ref has moved on, and later tags are not there. */
static bool is_asked(const struct project *project, const struct ref *ref, int64_t time)
{
	if (oid_is_zero(&ref->commit) || ref->tagger < time - SKEW)
		return false;
	if (project->mainline_ref && !strcmp(ref->name, project->mainline_ref))
		return false;
	return strncmp(ref->name, "refs/tags/", strlen("refs/tags/")) != 0 ||
	       day_of_time(ref->tagger) <= project->as_of;
}

/* Leaves those at the front. */
static void leave_out_others(struct refs *refs, const struct project *project, int64_t time)
{
	size_t n = 0;

	for (size_t i = 0; i < refs->n; i++) {
		struct ref ref = refs->v[i];

		if (!is_asked(project, &ref, time))
			continue;
		refs->v[i] = refs->v[n];
		refs->v[n++] = ref;
	}
	for (size_t i = n; i < refs->n; i++)
		free(refs->v[i].name);
	refs->n = n;
}

struct error *life_refs_find(
    struct strings *out, struct life_places *places, const git_oid *commit, const char *const *patterns)
{
	struct history *history = places->project->history;
	node_t node = history_node(history, commit);
	struct refs refs = REFS_INIT;
	git_oid *tips = NULL;
	bool *holds = NULL;
	struct error *err = history_load(history, node);

	if (!err)
		err = refs_list(places->project->repo, &refs, patterns);
	if (err)
		goto done;
	leave_out_others(&refs, places->project, history_at(history, node)->time);
	tips = mem_new(refs.n + 1, sizeof(*tips));
	holds = mem_zero(refs.n + 1, sizeof(*holds));
	for (size_t i = 0; i < refs.n; i++)
		tips[i] = refs.v[i].commit;
	err = life_holders_find(holds, places, NULL, commit, tips, refs.n);
	for (size_t i = 0; !err && i < refs.n; i++)
		if (holds[i])
			strings_add(out, refs.v[i].name);
done:
	free(tips);
	free(holds);
	refs_release(&refs);
	return err;
}
