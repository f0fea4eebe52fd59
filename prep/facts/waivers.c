/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/waivers.h"

#include "source/commit.h"
#include "source/fingerprint.h"
#include "source/patchid.h"

#include <string.h>

/* ---- reading ---- */

static void read_line(struct waivers *out, const struct note_entry *note, const char *line, size_t length,
    size_t number, day_t as_of)
{
	struct waiver waiver;

	if (waiver_line_read(&waiver, line, length)) {
		if (as_of == DAY_NONE || day_of_time(waiver.time) <= as_of)
			array_push(out, waiver);
		else
			waiver_release(&waiver);
		return;
	}
	for (size_t i = 0; i < length; i++)
		if (!strchr(" \t\r", line[i]) || !line[i]) {
			char *commit = oid_text(&note->object);

			strings_take(&out->odd, mem_format("line %zu of the note on %.12s", number, commit));
			free(commit);
			return;
		}
}

static struct error *read_note(
    struct waivers *out, struct repo *repo, const struct note_entry *note, day_t as_of)
{
	struct buf text = BUF_INIT;
	struct error *err = repo_read(repo, &note->blob, NULL, &text);
	size_t number = 0;

	for (size_t at = 0, length; !err && at < text.len; at += length + 1) {
		const char *end = memchr(text.s + at, '\n', text.len - at);

		length = end ? (size_t)(end - text.s) - at : text.len - at;
		read_line(out, note, text.s + at, length, ++number, as_of);
	}
	buf_release(&text);
	return err;
}

struct error *waivers_read_notes(
    struct waivers *out, struct repo *repo, const struct note_ref *notes, day_t as_of)
{
	struct error *err = NULL;

	*out = (struct waivers){.v = NULL};
	for (size_t i = 0; !err && i < notes->n; i++)
		err = read_note(out, repo, notes->v + i, as_of);
	if (err) {
		waivers_release(out);
		error_context(err, "the waivers in %s", WAIVERS_REF);
		error_hint(
		    err, "Fetch them anew from where they were pushed to, or go back in their reflog.");
	}
	return err;
}

struct error *waivers_read(struct waivers *out, struct repo *repo, day_t as_of)
{
	struct note_ref notes;
	struct error *err = note_ref_read(&notes, repo, WAIVERS_REF);

	if (err)
		return err;
	err = waivers_read_notes(out, repo, &notes, as_of);
	note_ref_release(&notes);
	return err;
}

void waivers_release(struct waivers *waivers)
{
	for (size_t i = 0; i < waivers->n; i++)
		waiver_release(waivers->v + i);
	array_release(waivers);
	strings_release(&waivers->odd);
}

/* ---- asking ---- */

static bool is_newer(const struct waiver *a, const struct waiver *b)
{
	int order;

	if (a->time != b->time)
		return a->time > b->time;
	if (!a->reason || !b->reason)
		return !a->reason && b->reason;
	order = strcmp(a->reason, b->reason);
	return order ? order > 0 : strcmp(a->author, b->author) > 0;
}

const struct waiver *waiver_last(
    const struct waivers *waivers, const git_oid *commit, const git_oid *patch, const char *rule)
{
	const struct waiver *last = NULL;

	for (size_t i = 0; i < waivers->n; i++) {
		const struct waiver *waiver = waivers->v + i;

		if (strcmp(waiver->rule, rule) != 0 || (last && !is_newer(waiver, last)))
			continue;
		if (oid_equal(&waiver->commit, commit) ||
		    (!oid_is_zero(patch) && oid_equal(&waiver->patch, patch)))
			last = waiver;
	}
	return last;
}

const struct waiver *waiver_find(
    const struct waivers *waivers, const git_oid *commit, const git_oid *patch, const char *rule)
{
	const struct waiver *last = waiver_last(waivers, commit, patch, rule);

	return last && last->reason ? last : NULL;
}

bool waiver_counts(const struct waivers *waivers, const struct waiver *waiver)
{
	return waiver_find(waivers, &waiver->commit, &waiver->patch, waiver->rule) == waiver;
}

/* ---- patch ids ---- */

/* Which commits may be the patch of a waiver, from their paths. */
struct search {
	struct repo *repo;
	struct tree_reader *reader;
	struct guide *guide;
	struct {
		struct fingerprint128 *v;
		size_t n, cap;
	} paths;  /* that waivers' commits change */
	bool all; /* the paths of one are not known */
};

static struct error *find_trees(
    struct repo *repo, const git_oid *oid, git_oid *from, git_oid *to, bool *merge)
{
	struct commit commit, parent;
	struct error *err = commit_read(&commit, repo, oid);

	memset(from, 0, sizeof(*from));
	if (err)
		return err;
	*to = commit.tree;
	*merge = commit.parent_count > 1;
	if (commit.parent_count == 1) {
		err = commit_read(&parent, repo, &commit.parents[0]);
		if (!err) {
			*from = parent.tree;
			commit_release(&parent);
		}
	}
	commit_release(&commit);
	return err;
}

/* What is missing here only leaves its paths unknown. */
static struct error *add_paths(struct search *search, const git_oid *commit)
{
	struct fingerprint print = {.state = FINGERPRINT_MISSING};
	git_oid from, to;
	bool merge = false;
	struct error *err = find_trees(search->repo, commit, &from, &to, &merge);

	if (!err)
		err = guide_add(search->guide, search->reader, &from, &to);
	if (!err)
		fingerprint_trees(&print, search->reader, search->guide, &from, &to, NULL);
	if (print.state == FINGERPRINT_OK)
		array_push(&search->paths, print.paths);
	else
		search->all = true;
	if (err && err->code != ERROR_MISSING)
		return err;
	error_free(err);
	return NULL;
}

static bool is_candidate(const struct search *search, const git_oid *commit)
{
	struct fingerprint print;
	git_oid from, to;
	bool merge = false;
	struct error *err = find_trees(search->repo, commit, &from, &to, &merge);

	if (err || merge) {
		error_free(err);
		return false;
	}
	if (search->all)
		return true;
	fingerprint_trees(&print, search->reader, search->guide, &from, &to, NULL);
	for (size_t i = 0; print.state == FINGERPRINT_OK && i < search->paths.n; i++)
		if (!memcmp(&search->paths.v[i], &print.paths, sizeof(print.paths)))
			return true;
	return false;
}

/* Of a commit that a waiver was recorded on the id is known. */
static bool is_recorded(git_oid *patch, const struct waivers *waivers, const git_oid *commit)
{
	for (size_t i = 0; i < waivers->n; i++)
		if (oid_equal(&waivers->v[i].commit, commit)) {
			*patch = waivers->v[i].patch;
			return true;
		}
	return false;
}

static struct error *find_ids(git_oid *patches, const struct search *search, const struct waivers *waivers,
    const git_oid *commits, size_t n)
{
	git_oid *asked = mem_new(n, sizeof(*asked)), *ids = mem_zero(n, sizeof(*ids));
	size_t *places = mem_new(n, sizeof(*places)), count = 0;
	struct error *err = NULL;

	for (size_t i = 0; i < n; i++) {
		if (is_recorded(&patches[i], waivers, &commits[i]) || !is_candidate(search, &commits[i]))
			continue;
		places[count] = i;
		asked[count++] = commits[i];
	}
	if (count)
		err = patch_ids_pinned(search->repo, asked, count, ids);
	for (size_t k = 0; !err && k < count; k++)
		patches[places[k]] = ids[k];
	free(asked);
	free(ids);
	free(places);
	return err;
}

struct error *waivers_patches(
    git_oid *patches, const struct waivers *waivers, struct repo *repo, const git_oid *commits, size_t n)
{
	struct search search = {.repo = repo};
	struct error *err = NULL;
	bool any = false;

	memset(patches, 0, n * sizeof(*patches));
	search.reader = tree_reader_new(repo);
	search.guide = guide_new();
	for (size_t i = 0; !err && n && i < waivers->n; i++) {
		if (oid_is_zero(&waivers->v[i].patch) || !waiver_counts(waivers, waivers->v + i))
			continue;
		any = true;
		err = add_paths(&search, &waivers->v[i].commit);
	}
	if (!err && any)
		err = find_ids(patches, &search, waivers, commits, n);
	array_release(&search.paths);
	guide_free(search.guide);
	tree_reader_free(search.reader);
	return err;
}
