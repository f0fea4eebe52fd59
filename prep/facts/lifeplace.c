/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifeplace.h"

#include "facts/version.h"
#include "source/walk.h"

#include <stdlib.h>
#include <string.h>

enum {
	SKEW = 86400,          /* clocks are wrong by less, mostly */
	OLDER_ENOUGH = 16,     /* so many commits in a row must be older */
	LOOKED_AT_FIRST = 256, /* of the line; four times as many the next time */
	FURTHER = 4,
};

struct error *life_places_init(struct life_places *out, struct project *project)
{
	*out = (struct life_places){.project = project};
	return releases_list(&out->releases, project->repo, project->config, project->as_of);
}

void life_places_release(struct life_places *places)
{
	releases_release(&places->releases);
	array_release(&places->line);
	free(places->at);
	*places = (struct life_places){.project = NULL};
}

/* ---- mainline's first-parent line ---- */

static void push(struct life_places *places, node_t node)
{
	if (node >= places->known) {
		size_t known = history_count(places->project->history) * 2;

		places->at = mem_grow(places->at, known, sizeof(*places->at));
		memset(places->at + places->known, 0, (known - places->known) * sizeof(*places->at));
		places->known = known;
	}
	array_push(&places->line, node);
	places->at[node] = (uint32_t)places->line.n;
}

/* False if it is not on the line, as far as that is known. */
static bool on_line(const struct life_places *places, node_t node, size_t *index)
{
	if (node >= places->known || !places->at[node])
		return false;
	*index = places->at[node] - 1;
	return true;
}

/* Steps down until all is older than that. */
static struct error *step_down(struct life_places *places, int64_t time)
{
	struct history *history = places->project->history;
	int older = 0;

	if (!places->line.n)
		push(places, history_node(history, &places->project->mainline));
	while (!places->complete && older < OLDER_ENOUGH) {
		node_t last = places->line.v[places->line.n - 1];
		struct error *err = history_load(history, last);

		if (err)
			return err;
		older = history_at(history, last)->time < time ? older + 1 : 0;
		places->complete = !history_at(history, last)->parent_count;
		if (!places->complete)
			push(places, history_parents(history, last)[0]);
	}
	return places->complete ? NULL : history_load(history, places->line.v[places->line.n - 1]);
}

/* The first of the line of which on all are older; the whole line's length if it ends before. */
static size_t first_older(const struct life_places *places, int64_t time)
{
	const struct history *history = places->project->history;
	size_t first = places->line.n;

	while (first && history_at(history, places->line.v[first - 1])->time < time)
		first--;
	return first < places->line.n || places->complete ? first : places->line.n - 1;
}

/* ---- what brought it ---- */

/* The oldest of line[newest..oldest-1] that reaches the commit, -1 for none; line[oldest] and what it has is left
 * out. *hidden: the commit is of that. */
static struct error *reached_from(
    int32_t *out, bool *hidden, const struct life_places *places, size_t newest, size_t oldest, node_t commit)
{
	struct walk *walk = walk_new(places->project->history, 0);
	struct error *err;

	for (size_t i = newest; i < oldest; i++)
		walk_take(walk, places->line.v[i], (int32_t)i);
	if (oldest < places->line.n)
		walk_hide(walk, places->line.v[oldest]);
	walk_start(walk, commit);
	err = walk_run(walk);
	*out = err ? -1 : walk_taken(walk, commit);
	*hidden = !err && !walk_is_visible(walk, commit);
	walk_free(walk);
	return err;
}

/* *brought: -1 if mainline lacks it. */
static struct error *find_above(int32_t *brought, struct life_places *places, node_t commit, int64_t time)
{
	size_t oldest, looked_at = LOOKED_AT_FIRST;
	bool hidden = false;
	struct error *err = step_down(places, time);

	*brought = -1;
	oldest = first_older(places, time);
	while (!err && *brought < 0 && !hidden) {
		size_t newest = oldest > looked_at ? oldest - looked_at : 0;

		err = reached_from(brought, &hidden, places, newest, oldest, commit);
		looked_at *= FURTHER;
		if (!newest)
			break;
	}
	if (err || !hidden || oldest >= places->line.n)
		return err;
	/* A clock was wrong: what is dated before the commit has it. */
	return time == INT64_MIN ? NULL : find_above(brought, places, commit, INT64_MIN);
}

/* *brought: where on the line; -1 if mainline lacks it. */
static struct error *find_brought(int32_t *brought, struct life_places *places, const git_oid *commit)
{
	struct history *history = places->project->history;
	node_t node = history_node(history, commit);
	struct error *err = history_load(history, node);
	size_t at;

	*brought = -1;
	if (!err)
		err = step_down(places, history_at(history, node)->time - SKEW);
	if (!err && on_line(places, node, &at))
		*brought = (int32_t)at;
	else if (!err)
		err = find_above(brought, places, node, history_at(history, node)->time - SKEW);
	return err;
}

/* ---- releases ---- */

static bool touches_up(const struct releases *releases, const struct release *release)
{
	for (size_t i = 0; i < releases->n; i++)
		if (!releases->v[i].rc && version_touches_up(release->version, releases->v[i].version))
			return true;
	return false;
}

/* A tag beside the line: one that mainline has merged, and that has the commit. */
static struct error *has_beside(
    bool *has, struct life_places *places, const struct release *release, const git_oid *commit)
{
	struct error *err;
	int32_t brought = -1;

	*has = false;
	if (touches_up(&places->releases, release))
		return NULL;
	err = repo_is_ancestor(places->project->repo, has, commit, &release->commit);
	if (!err && *has)
		err = find_brought(&brought, places, &release->commit);
	*has = *has && brought >= 0;
	return err;
}

static struct error *has_commit(bool *has, struct life_places *places, const struct release *release,
    const struct life_place *place, const git_oid *commit)
{
	struct history *history = places->project->history;
	int64_t committed = history_at(history, history_node(history, commit))->time;
	size_t at;

	*has = false;
	if (release->day < day_of_time(committed - SKEW))
		return NULL;
	if (!on_line(places, history_node(history, &release->commit), &at))
		return has_beside(has, places, release, commit);
	*has = at <= place->brought;
	return NULL;
}

/* The oldest ones that have it: they are sorted by day. */
static struct error *find_releases(
    struct life_place *place, struct life_places *places, const git_oid *commit)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && !place->release && i < places->releases.n; i++) {
		const struct release *release = &places->releases.v[i];
		bool has = false;

		if (release->rc && place->rc)
			continue;
		err = has_commit(&has, places, release, place, commit);
		if (has && release->rc)
			place->rc = release;
		else if (has)
			place->release = release;
	}
	return err;
}

struct error *life_place_find(struct life_place *out, struct life_places *places, const git_oid *commit)
{
	struct history *history = places->project->history;
	int32_t brought;
	struct error *err = find_brought(&brought, places, commit);

	*out = (struct life_place){.in_mainline = false};
	if (err || brought < 0)
		return err;
	out->in_mainline = true;
	out->brought = (size_t)brought;
	out->pull = history_at(history, places->line.v[brought])->oid;
	out->taken = history_at(history, places->line.v[brought])->time;
	return find_releases(out, places, commit);
}

void life_place_describe(struct buf *out, const struct life_places *places, const struct life_place *place)
{
	if (!place->in_mainline)
		buf_addf(out, "not in %s", places->project->mainline_name);
	else if (!place->rc && !place->release)
		buf_addstr(out, places->releases.n ? "in no release yet" : "no release tags here");
	else
		buf_addf(out, "in %s%s%s", place->rc ? place->rc->name : "",
		    place->rc && place->release ? ", " : "", place->release ? place->release->name : "");
}

/* ---- merges on the way ---- */

struct descent {
	struct history *history;
	struct walk *walk; /* what the pull brought is visible */
	bool *met;         /* by node: what an older part of a line has */
	ARRAY(node_t) flooded;
};

static bool is_open(const struct descent *descent, node_t node)
{
	return walk_is_visible(descent->walk, node) && !descent->met[node];
}

/* All below the node that is still open. */
static void flood(struct descent *descent, node_t node)
{
	ARRAY(node_t) stack = ARRAY_INIT;

	descent->flooded.n = 0;
	array_push(&stack, node);
	while (stack.n) {
		node = stack.v[--stack.n];
		if (!is_open(descent, node))
			continue;
		descent->met[node] = true;
		array_push(&descent->flooded, node);
		for (size_t i = 0; i < history_at(descent->history, node)->parent_count; i++)
			array_push(&stack, history_parents(descent->history, node)[i]);
	}
	array_release(&stack);
}

/* What of a merged head's first-parent line brought the commit; NODE_NONE if nothing did. All that is older stays
 * met. */
static node_t enter_head(struct descent *descent, node_t head, node_t commit)
{
	ARRAY(node_t) line = ARRAY_INIT;
	node_t found = NODE_NONE;

	for (node_t at = head; is_open(descent, at); at = history_parents(descent->history, at)[0]) {
		array_push(&line, at);
		if (!history_at(descent->history, at)->parent_count)
			break;
	}
	for (size_t i = line.n; i-- && found == NODE_NONE;) {
		flood(descent, line.v[i]);
		if (descent->met[commit])
			found = line.v[i];
	}
	for (size_t i = 0; found != NODE_NONE && i < descent->flooded.n; i++)
		descent->met[descent->flooded.v[i]] = false;
	array_release(&line);
	return found;
}

static node_t enter_merge(struct descent *descent, node_t merge, node_t commit)
{
	node_t found = NODE_NONE;

	for (size_t i = 1; found == NODE_NONE && i < history_at(descent->history, merge)->parent_count; i++)
		found = enter_head(descent, history_parents(descent->history, merge)[i], commit);
	return found;
}

struct error *life_merges_find(
    struct ids *out, struct life_places *places, const struct life_place *place, const git_oid *commit)
{
	struct history *history = places->project->history;
	struct descent descent = {.history = history, .walk = walk_new(history, 0)};
	node_t target = history_node(history, commit), at = places->line.v[place->brought];
	struct error *err;

	walk_start(descent.walk, at);
	if (history_at(history, at)->parent_count)
		walk_hide(descent.walk, history_parents(history, at)[0]);
	err = walk_run(descent.walk);
	descent.met = mem_zero(history_count(history) + 1, sizeof(*descent.met));
	while (!err && at != target) {
		at = enter_merge(&descent, at, target);
		if (at == NODE_NONE)
			break;
		if (at != target)
			array_push(out, history_at(history, at)->oid);
	}
	free(descent.met);
	array_release(&descent.flooded);
	walk_free(descent.walk);
	return err;
}
