/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/releases.h"

#include "facts/version.h"
#include "source/pattern.h"
#include "source/refs.h"
#include "source/walk.h"

#include <stdlib.h>
#include <string.h>

#define RELEASE_PRESET "^v(\\d[\\d.]*)(?:-rc(\\d+))?$"

enum {
	DAYS_LOOKED_AT = 550, /* enough for a cadence, few enough commits to step over */
	RELEASES_WANTED = 2,
	SKEWED_MOST = 16, /* so many commits in a row must be older before the line is believed to be */
	DAY_SECONDS = 86400,
	WINDOW_MOST = 60, /* days that a window takes at most */
};

/* Where a tag's commit was found. */
enum place { PLACE_ASIDE, PLACE_LINE, PLACE_MERGED };

struct candidate {
	struct release release;
	enum place place;
};
struct candidates {
	struct candidate *v;
	size_t n, cap;
};

static void release_clear(struct release *release)
{
	free(release->name);
	free(release->version);
}

static void candidates_release(struct candidates *list)
{
	for (size_t i = 0; i < list->n; i++)
		release_clear(&list->v[i].release);
	array_release(list);
}

/*
 * A glob that no tag of the regex can miss, so that thousands of other tags need not be read: the regex's
 * letters after '^', up to the first that is more than a letter.
 */
static char *tag_glob(const char *regex)
{
	size_t n = 0;

	if (*regex == '^' && !strchr(regex, '|')) {
		n = strspn(regex + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/");
		if (n && regex[1 + n] && strchr("?*{", regex[1 + n]))
			n--;
	}
	/* for-each-ref takes a path prefix only up to a slash: the star does the rest. */
	return n ? mem_format("refs/tags/%.*s*", (int)n, regex + 1) : mem_dup("refs/tags/");
}

static void add_candidate(
    struct candidates *out, const struct pattern *pattern, const struct ref *ref, day_t as_of)
{
	struct pattern_span groups[3];
	const char *name = ref->name + strlen("refs/tags/");
	struct candidate candidate = {.place = PLACE_ASIDE};

	if (oid_is_zero(&ref->commit) || day_of_time(ref->tagger) > as_of ||
	    !pattern_groups(pattern, name, strlen(name), groups, 3) || groups[1].start == (size_t)-1)
		return;
	candidate.release.name = mem_dup(name);
	candidate.release.version = mem_dupn(name + groups[1].start, groups[1].end - groups[1].start);
	if (groups[2].start != (size_t)-1) {
		int rc = atoi(name + groups[2].start);

		candidate.release.rc = rc > 0 ? rc : 1;
	}
	candidate.release.day = day_of_time(ref->tagger);
	candidate.release.commit = ref->commit;
	array_push(out, candidate);
}

static struct error *list_candidates(
    struct candidates *out, struct repo *repo, const struct config *config, day_t as_of)
{
	const char *regex = config_get(config, "pullprep.release");
	char *glob = tag_glob(regex ? regex : RELEASE_PRESET);
	const char *const globs[] = {glob, NULL};
	struct pattern *pattern = NULL;
	struct refs refs = REFS_INIT;
	struct error *err = pattern_new(&pattern, regex ? regex : RELEASE_PRESET, "pullprep.release");

	if (!err)
		err = refs_list(repo, &refs, globs);
	for (size_t i = 0; !err && i < refs.n; i++)
		add_candidate(out, pattern, &refs.v[i], as_of);
	refs_release(&refs);
	pattern_free(pattern);
	free(glob);
	return err;
}

/* Steps down mainline's first-parent line to that time and notes which commits are on it, and which it
 * merged. */
static struct error *step_line(
    struct history *history, node_t at, int64_t time, unsigned char **places, size_t *count)
{
	struct error *err = NULL;
	int older = 0;

	while (!err && at != NODE_NONE && older < SKEWED_MOST) {
		const struct node *node;

		err = history_load(history, at);
		if (err)
			break;
		if (history_count(history) > *count) {
			size_t more = history_count(history) * 2;

			*places = mem_grow(*places, more, 1);
			memset(*places + *count, PLACE_ASIDE, more - *count);
			*count = more;
		}
		node = history_at(history, at);
		older = node->time < time ? older + 1 : 0;
		(*places)[at] = PLACE_LINE;
		for (size_t i = 1; i < node->parent_count; i++)
			if ((*places)[history_parents(history, at)[i]] == PLACE_ASIDE)
				(*places)[history_parents(history, at)[i]] = PLACE_MERGED;
		at = node->parent_count ? history_parents(history, at)[0] : NODE_NONE;
	}
	return err;
}

static bool touches_up(const struct candidates *list, const struct candidate *candidate)
{
	for (size_t i = 0; i < list->n; i++)
		if (!list->v[i].release.rc &&
		    version_touches_up(candidate->release.version, list->v[i].release.version))
			return true;
	return false;
}

/* Is it worth asking, for a tag beside the line, whether mainline reaches it? */
static struct error *is_doubtful(bool *out, const struct candidates *list, const struct candidate *candidate,
    struct history *history, node_t mainline)
{
	node_t node = history_node(history, &candidate->release.commit);
	struct error *err = NULL;

	*out = candidate->place == PLACE_ASIDE && !touches_up(list, candidate);
	if (*out)
		err = history_load(history, node);
	/* What is newer than mainline's tip (by a day, for clocks) is no ancestor of it. */
	*out = *out && !err &&
	       history_at(history, node)->time <= history_at(history, mainline)->time + DAY_SECONDS;
	return err;
}

/* The rare tags beside the line, all in one walk. */
static struct error *ask_reachable(
    struct candidates *list, struct history *history, node_t mainline, day_t since)
{
	struct walk *walk = walk_new(history, 0);
	bool *asked = mem_zero(list->n + 1, sizeof(*asked)), any = false;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < list->n; i++) {
		if (list->v[i].release.day >= since)
			err = is_doubtful(&asked[i], list, &list->v[i], history, mainline);
		if (asked[i])
			walk_start(walk, history_node(history, &list->v[i].release.commit));
		any = any || asked[i];
	}
	walk_hide(walk, mainline);
	if (!err && any)
		err = walk_run(walk);
	for (size_t i = 0; !err && i < list->n; i++)
		if (asked[i] && !walk_is_visible(walk, history_node(history, &list->v[i].release.commit)))
			list->v[i].place = PLACE_MERGED;
	walk_free(walk);
	free(asked);
	return err;
}

/* Decides for each tag since that day where its commit is. */
static struct error *place_candidates(
    struct candidates *list, struct history *history, node_t mainline, day_t since)
{
	int64_t until = since == DAY_NONE ? INT64_MIN : day_start(since);
	unsigned char *places = NULL;
	size_t count = 0;
	struct error *err = step_line(history, mainline, until, &places, &count);

	for (size_t i = 0; !err && i < list->n; i++) {
		struct candidate *candidate = &list->v[i];
		node_t node = history_node(history, &candidate->release.commit);

		if (candidate->release.day < since)
			continue;
		candidate->place = node < count ? (enum place)places[node] : PLACE_ASIDE;
		if (candidate->place == PLACE_MERGED && touches_up(list, candidate))
			candidate->place = PLACE_ASIDE;
	}
	if (!err)
		err = ask_reachable(list, history, mainline, since);
	free(places);
	return err;
}

static size_t releases_placed(const struct candidates *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->v[i].place != PLACE_ASIDE && !list->v[i].release.rc;
	return n;
}

static int by_day(const void *a, const void *b)
{
	const struct release *left = a, *right = b;
	int version;

	if (left->day != right->day)
		return left->day < right->day ? -1 : 1;
	version = version_compare(left->version, right->version);
	if (version)
		return version;
	/* The release itself (0) is the last of its version. */
	return (left->rc ? left->rc : INT32_MAX) < (right->rc ? right->rc : INT32_MAX) ? -1 : 1;
}

/* Hands the tags that are on mainline over. */
static void take_placed(struct releases *out, struct candidates *list)
{
	const struct release *newest;

	for (size_t i = 0; i < list->n; i++) {
		struct candidate *candidate = &list->v[i];

		if (candidate->place == PLACE_ASIDE)
			continue;
		array_push(out, candidate->release);
		candidate->release = (struct release){.name = NULL};
	}
	if (!out->n)
		return;
	qsort(out->v, out->n, sizeof(*out->v), by_day);
	/* The version is written once in a tag's name, and the first place it is found at is where group 1
	 * began. */
	newest = &out->v[out->n - 1];
	out->prefix = mem_dupn(newest->name, (size_t)(strstr(newest->name, newest->version) - newest->name));
}

static int later_first(const void *a, const void *b)
{
	const struct release *left = *(const struct release *const *)a,
			     *right = *(const struct release *const *)b;

	return (left->day < right->day) - (left->day > right->day);
}

/* A day before the last so many windows opened, by the first rc of each version; that of the oldest where
 * there are fewer. DAY_NONE without any. */
static day_t windows_since(const struct candidates *list, size_t windows)
{
	ARRAY(const struct release *) first = ARRAY_INIT;
	const struct release *last = NULL;
	day_t since = DAY_NONE;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].release.rc == 1)
			array_push(&first, &list->v[i].release);
	if (first.n)
		qsort(first.v, first.n, sizeof(*first.v), later_first);
	for (size_t i = 0; i < first.n && windows; i++) {
		windows -= !last || strcmp(last->version, first.v[i]->version) != 0;
		last = first.v[i];
		since = last->day - WINDOW_MOST;
	}
	array_release(&first);
	return since;
}

struct error *releases_of_windows(struct releases *out, struct repo *repo, const struct config *config,
    const git_oid *mainline, day_t as_of, size_t windows)
{
	struct candidates list = {.v = NULL};
	struct history *history = NULL;
	struct error *err;
	node_t tip = NODE_NONE;
	day_t since = DAY_NONE, further;

	*out = (struct releases){.v = NULL};
	err = list_candidates(&list, repo, config, as_of);
	if (err || !list.n)
		goto done;
	err = history_new(&history, repo);
	if (!err)
		err = history_load(history, tip = history_node(history, mainline));
	if (!err)
		since = day_of_time(history_at(history, tip)->time) - DAYS_LOOKED_AT;
	further = windows_since(&list, windows);
	if (further != DAY_NONE && further < since)
		since = further;
	if (!err)
		err = place_candidates(&list, history, tip, since);
	if (!err && releases_placed(&list) < RELEASES_WANTED)
		err = place_candidates(&list, history, tip, DAY_NONE);
	if (!err)
		take_placed(out, &list);
done:
	history_free(history);
	candidates_release(&list);
	return err;
}

struct error *releases_find(struct releases *out, struct repo *repo, const struct config *config,
    const git_oid *mainline, day_t as_of)
{
	return releases_of_windows(out, repo, config, mainline, as_of, 0);
}

struct error *releases_list(struct releases *out, struct repo *repo, const struct config *config, day_t as_of)
{
	struct candidates list = {.v = NULL};
	struct error *err;

	*out = (struct releases){.v = NULL};
	err = list_candidates(&list, repo, config, as_of);
	for (size_t i = 0; i < list.n; i++)
		list.v[i].place = PLACE_LINE;
	if (!err)
		take_placed(out, &list);
	candidates_release(&list);
	return err;
}

void releases_release(struct releases *releases)
{
	for (size_t i = 0; i < releases->n; i++)
		release_clear(&releases->v[i]);
	array_release(releases);
	free(releases->prefix);
	releases->prefix = NULL;
}

struct error *releases_opens(bool *out, const struct config *config, const char *tag)
{
	const char *regex = config_get(config, "pullprep.release");
	struct pattern_span groups[3];
	struct pattern *pattern = NULL;
	struct error *err = pattern_new(&pattern, regex ? regex : RELEASE_PRESET, "pullprep.release");

	*out = !err && pattern_groups(pattern, tag, strlen(tag), groups, 3) &&
	       groups[1].start != (size_t)-1 && groups[2].start == (size_t)-1;
	pattern_free(pattern);
	return err;
}
