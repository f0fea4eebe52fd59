/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcycle.h"

#include "facts/version.h"

#include <stdlib.h>
#include <string.h>

/* Tags of one commit are few; the newest release among them counts. */
struct line_tag {
	node_t node;
	const struct release *release;
};

struct find {
	struct repo *repo;
	const struct config *config;
	struct history *history;
	struct releases tags; /* all there are */
	struct past_tag from, to;
	ARRAY(struct line_tag) line; /* on the line from ->to down to ->from, oldest first */
	bool met;                    /* that line meets ->from */
};

/* ---- one tag ---- */

static struct past_tag tag_of(const struct release *release)
{
	return (struct past_tag){mem_dup(release->name), release->commit, release->day};
}

static void tag_release(struct past_tag *tag)
{
	free(tag->name);
	tag->name = NULL;
}

static struct past_tag tag_copy(const struct past_tag *tag)
{
	return (struct past_tag){mem_dup(tag->name), tag->commit, tag->day};
}

static const struct release *release_named(const struct find *find, const char *name)
{
	if (!strncmp(name, "refs/tags/", 10))
		name += 10;
	for (size_t i = 0; i < find->tags.n; i++)
		if (!strcmp(find->tags.v[i].name, name))
			return &find->tags.v[i];
	return NULL;
}

/* A tag that is known needs no git to be asked. */
static struct error *resolve(struct find *find, struct past_tag *out, const char *name)
{
	const struct release *release = release_named(find, name);
	struct error *err;
	node_t node;

	if (release) {
		*out = tag_of(release);
		return NULL;
	}
	*out = (struct past_tag){.name = mem_dup(name), .day = DAY_NONE};
	err = repo_commit(find->repo, name, &out->commit);
	if (err)
		return err;
	node = history_node(find->history, &out->commit);
	err = history_load(find->history, node);
	if (!err)
		out->day = day_of_time(history_at(find->history, node)->time);
	return err;
}

/* ---- the line between them ---- */

static struct error *not_above(struct find *find)
{
	struct error *err;
	bool below = false;

	err = repo_is_ancestor(find->repo, &below, &find->to.commit, &find->from.commit);
	if (err)
		return err;
	if (oid_equal(&find->to.commit, &find->from.commit))
		err = error_new(ERROR_NOT_FOUND, "%s and %s are one commit", find->from.name, find->to.name);
	else if (below)
		return error_hint(error_new(ERROR_NOT_FOUND, "%s comes before %s, not after it",
				      find->to.name, find->from.name),
		    "The older one goes first: pullprep postmortem %s..%s", find->to.name, find->from.name);
	else
		err = error_new(ERROR_NOT_FOUND, "%s does not contain %s", find->to.name, find->from.name);
	return error_hint(err, "Name the release before and the release, as in v6.8..v6.9.");
}

static const struct release *release_at(const struct find *find, const git_oid *commit)
{
	const struct release *found = NULL;

	for (size_t i = 0; i < find->tags.n; i++)
		if (oid_equal(&find->tags.v[i].commit, commit))
			found = &find->tags.v[i];
	return found;
}

static bool is_touch_up(const struct find *find, const struct release *release)
{
	for (size_t i = 0; i < find->tags.n; i++)
		if (!find->tags.v[i].rc && version_touches_up(release->version, find->tags.v[i].version))
			return true;
	return false;
}

static int by_oid(const void *a, const void *b)
{
	return git_oid_cmp(
	    &(*(const struct release *const *)a)->commit, &(*(const struct release *const *)b)->commit);
}

/* Steps down the first-parent line of ->to and notes the tags on it, until ->from, or `releases` releases. */
static struct error *step_down(struct find *find, const git_oid *from, size_t releases)
{
	const struct release **sorted = mem_new(find->tags.n + 1, sizeof(const struct release *));
	node_t at = history_node(find->history, &find->to.commit),
	       end = from ? history_node(find->history, from) : NODE_NONE;
	struct error *err = NULL;

	for (size_t i = 0; i < find->tags.n; i++)
		sorted[i] = &find->tags.v[i];
	qsort(sorted, find->tags.n, sizeof(*sorted), by_oid);
	while (at != NODE_NONE && at != end) {
		struct release key_of, *key = &key_of;
		const struct release **found;

		err = history_load(find->history, at);
		if (err)
			break;
		key_of.commit = history_at(find->history, at)->oid;
		found = bsearch(&key, sorted, find->tags.n, sizeof(*sorted), by_oid);
		if (found) {
			const struct release *release = release_at(find, &key_of.commit);

			if (release->rc || !is_touch_up(find, release)) {
				array_push(&find->line, (struct line_tag){at, release});
				if (!release->rc && releases && !--releases)
					break;
			}
		}
		at = history_at(find->history, at)->parent_count ? history_parents(find->history, at)[0]
								 : NODE_NONE;
	}
	find->met = at != NODE_NONE && at == end;
	for (size_t i = 0; i < find->line.n / 2; i++) {
		struct line_tag other = find->line.v[i];

		find->line.v[i] = find->line.v[find->line.n - 1 - i];
		find->line.v[find->line.n - 1 - i] = other;
	}
	free(sorted);
	return err;
}

/* Where ->from is beside the line: of the tags on it, only those that contain it are above it. */
static struct error *drop_older(struct find *find)
{
	size_t first = find->line.n;
	struct error *err = NULL;

	for (bool above = true; !err && first; first--) {
		err = repo_is_ancestor(
		    find->repo, &above, &find->from.commit, &find->line.v[first - 1].release->commit);
		if (!above)
			break;
	}
	find->line.n -= first;
	memmove(find->line.v, find->line.v + first, find->line.n * sizeof(*find->line.v));
	return err;
}

/* ---- cycles ---- */

/* The -rc tags of one cycle are those of the version that the last of them has. */
static void drop_other_rcs(struct past_cycle *cycle, const struct find *find)
{
	const struct release *last;
	size_t keep = 0;

	if (!cycle->rcs.n)
		return;
	last = release_named(find, cycle->rcs.v[cycle->rcs.n - 1].name);
	for (size_t i = 0; i < cycle->rcs.n; i++) {
		const struct release *release = release_named(find, cycle->rcs.v[i].name);

		if (!strcmp(release->version, last->version))
			cycle->rcs.v[keep++] = cycle->rcs.v[i];
		else
			tag_release(&cycle->rcs.v[i]);
	}
	cycle->rcs.n = keep;
}

static struct error *no_rc1(const struct past_cycle *cycle)
{
	struct error *err = error_new(
	    ERROR_NOT_FOUND, "no -rc1 tag between %s and %s", cycle->prev.name, cycle->release.name);

	if (cycle->partial)
		error_hint(err, "If the merge window is still open, there is no -rc to look at yet.");
	return error_hint(
	    err, "Fetch the tags (git fetch --tags), or name the commit that ended the window: --rc1=REV");
}

/* The first -rc is there if it is number 1; others are told by their name's number being larger. */
static struct error *end_cycle(
    struct past_cycles *out, struct past_cycle *cycle, const struct find *find, const struct past_tag *rc1)
{
	const struct release *first;

	drop_other_rcs(cycle, find);
	if (rc1) {
		array_room(&cycle->rcs, 1);
		if (!cycle->rcs.n || !oid_equal(&cycle->rcs.v[0].commit, &rc1->commit)) {
			memmove(cycle->rcs.v + 1, cycle->rcs.v, cycle->rcs.n * sizeof(*cycle->rcs.v));
			cycle->rcs.v[0] = tag_copy(rc1);
			cycle->rcs.n++;
		}
	}
	first = cycle->rcs.n ? release_named(find, cycle->rcs.v[0].name) : NULL;
	if (!rc1 && (!first || first->rc != 1))
		return no_rc1(cycle);
	array_push(out, *cycle);
	*cycle = (struct past_cycle){.prev = tag_copy(&cycle->release)};
	return NULL;
}

static struct error *split(struct past_cycles *out, struct find *find, const struct past_tag *rc1)
{
	struct past_cycle cycle = {.prev = tag_copy(&find->from)};
	struct error *err = NULL;
	node_t tip = history_node(find->history, &find->to.commit);

	for (size_t i = 0; !err && i < find->line.n; i++) {
		const struct line_tag *tag = &find->line.v[i];

		if (oid_equal(&tag->release->commit, &find->from.commit))
			continue;
		if (tag->release->rc) {
			array_push(&cycle.rcs, tag_of(tag->release));
			continue;
		}
		cycle.release = tag_of(tag->release);
		err = end_cycle(out, &cycle, find, rc1);
	}
	/* What is left has no release yet. */
	if (!err && (!find->line.n || find->line.v[find->line.n - 1].node != tip ||
			find->line.v[find->line.n - 1].release->rc)) {
		cycle.release = tag_copy(&find->to);
		cycle.partial = true;
		err = end_cycle(out, &cycle, find, rc1);
	}
	past_cycle_release(&cycle);
	return err;
}

static struct error *check_rc1(struct find *find, const struct past_cycles *cycles, const char *rc1)
{
	const struct past_cycle *cycle = &cycles->v[0];
	bool above = false, below = false;
	struct error *err;

	if (cycles->n > 1)
		return error_new(ERROR_USAGE, "--rc1 is for one release, and %s..%s has %zu", find->from.name,
		    find->to.name, cycles->n);
	err = repo_is_ancestor(find->repo, &above, &cycle->prev.commit, &cycle->rcs.v[0].commit);
	if (!err)
		err = repo_is_ancestor(find->repo, &below, &cycle->rcs.v[0].commit, &cycle->release.commit);
	if (!err && !(above && below))
		err = error_new(ERROR_NOT_FOUND, "--rc1: %s is not between %s and %s", rc1, find->from.name,
		    find->to.name);
	return err;
}

static void find_release(struct find *find)
{
	releases_release(&find->tags);
	tag_release(&find->from);
	tag_release(&find->to);
	array_release(&find->line);
}

static struct error *bad_range(const char *range)
{
	return error_hint(
	    error_new(ERROR_USAGE, "a post-mortem is of a range PREV..RELEASE, which '%s' is not", range),
	    "For example: pullprep postmortem v6.8..v6.9, or --last=8");
}

struct error *pastcycles_of_range(struct past_cycles *out, struct repo *repo, const struct config *config,
    struct history *history, const char *range, const char *rc1)
{
	struct find find = {.repo = repo, .config = config, .history = history};
	const char *dots = strstr(range, "..");
	struct past_tag end = {.name = NULL};
	struct error *err;
	bool above = false;
	char *from;

	*out = (struct past_cycles){.v = NULL};
	if (!dots || dots == range || dots[2] == '.' || strstr(dots + 2, "..") || *range == '-' ||
	    dots[2] == '-')
		return bad_range(range);
	from = mem_dupn(range, (size_t)(dots - range));
	err = releases_list(&find.tags, repo, config, INT32_MAX);
	if (!err)
		err = resolve(&find, &find.from, from);
	if (!err)
		err = resolve(&find, &find.to, dots[2] ? dots + 2 : "HEAD");
	if (!err && rc1)
		err = resolve(&find, &end, rc1);
	if (!err)
		err = step_down(&find, &find.from.commit, 0);
	above = find.met;
	if (!err && !above)
		err = repo_is_ancestor(repo, &above, &find.from.commit, &find.to.commit);
	if (!err && (!above || oid_equal(&find.from.commit, &find.to.commit)))
		err = not_above(&find);
	if (!err && !find.met)
		err = drop_older(&find);
	if (!err)
		err = split(out, &find, rc1 ? &end : NULL);
	if (!err && rc1)
		err = check_rc1(&find, out, rc1);
	if (err)
		pastcycles_release(out);
	tag_release(&end);
	find_release(&find);
	free(from);
	return err;
}

struct error *pastcycles_last(struct past_cycles *out, struct repo *repo, const struct config *config,
    struct history *history, const git_oid *mainline, day_t as_of, size_t n)
{
	struct find find = {.repo = repo, .config = config, .history = history};
	struct error *err = releases_list(&find.tags, repo, config, as_of);
	size_t releases = 0, last = 0;

	*out = (struct past_cycles){.v = NULL};
	find.to = (struct past_tag){.name = mem_dup("mainline"), .commit = *mainline};
	if (!err)
		err = step_down(&find, NULL, n + 1);
	for (size_t i = 0; i < find.line.n; i++)
		if (!find.line.v[i].release->rc) {
			releases++;
			last = i;
		}
	if (!err && releases <= n)
		err = error_hint(error_new(ERROR_NOT_FOUND,
				     "mainline has %zu releases by its tags, and %zu post-mortems need %zu",
				     releases, n, n + 1),
		    "Fetch the tags (git fetch --tags), ask for fewer, or set pullprep.release.");
	if (!err) {
		/* The line begins with the oldest of those releases, and ends with the newest. */
		find.line.n = last + 1;
		find.from = tag_of(find.line.v[0].release);
		tag_release(&find.to);
		find.to = tag_of(find.line.v[last].release);
		err = split(out, &find, NULL);
	}
	if (err)
		pastcycles_release(out);
	find_release(&find);
	return err;
}

void past_cycle_release(struct past_cycle *cycle)
{
	tag_release(&cycle->prev);
	tag_release(&cycle->release);
	for (size_t i = 0; i < cycle->rcs.n; i++)
		tag_release(&cycle->rcs.v[i]);
	array_release(&cycle->rcs);
}

void past_cycle_copy(struct past_cycle *out, const struct past_cycle *from)
{
	*out = (struct past_cycle){
	    .prev = tag_copy(&from->prev), .release = tag_copy(&from->release), .partial = from->partial};
	for (size_t i = 0; i < from->rcs.n; i++)
		array_push(&out->rcs, tag_copy(&from->rcs.v[i]));
}

void pastcycles_release(struct past_cycles *cycles)
{
	for (size_t i = 0; i < cycles->n; i++)
		past_cycle_release(&cycles->v[i]);
	array_release(cycles);
}
