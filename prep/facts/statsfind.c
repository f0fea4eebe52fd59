/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/statsfind.h"

#include "facts/ancestry.h"
#include "facts/releases.h"
#include "facts/twins.h"
#include "source/walk.h"
#include "util/nearest.h"

#include <string.h>

/* One side: its commits that are no merges, newest first. */
struct side {
	node_t *v;
	size_t n, cap;
};

struct find {
	struct stats *stats;
	struct project *project;
	struct history *history;
	git_oid base, tip;
	const struct next_tree *tree;
	struct side range, next; /* in the end: those that neither id nor patch matches */
	struct strings *missing;
};

/* --- what the words mean --- */

static struct error *read_range(struct find *find, const char *range)
{
	const char *dots = strstr(range, "..");
	struct stats *stats = find->stats;
	struct error *err;

	if (!dots || dots[2] == '.' || strstr(dots + 2, "..") || *range == '-')
		return error_hint(
		    error_new(ERROR_USAGE, "statistics are of a range A..B, which '%s' is not", range),
		    "For example: pullprep soak --stats v6.18..v6.19-rc1");
	stats->base = dots > range ? mem_dupn(range, (size_t)(dots - range)) : mem_dup("HEAD");
	stats->tip = mem_dup(dots[2] ? dots + 2 : "HEAD");
	err = repo_commit(find->project->repo, stats->base, &find->base);
	if (!err)
		err = repo_commit(find->project->repo, stats->tip, &find->tip);
	if (!err)
		err = releases_opens(&stats->window, find->project->config, stats->base);
	return err;
}

enum { NEAR_MOST = 3 };

static struct error *unknown_tree(const struct next_trees *next, const char *name)
{
	struct error *err = error_new(ERROR_NOT_FOUND, "no linux-next release '%s' in %s", name, next->where);
	struct strings names = STRINGS_INIT, near = STRINGS_INIT;

	for (size_t i = 0; i < next->n; i++)
		strings_add(&names, next->v[i].name);
	nearest_find(&near, name, &names, NEAR_MOST);
	for (size_t i = 0; i < near.n; i++)
		error_hint(err, "Did you mean %s?", near.v[i]);
	error_hint(err, "Here they are from %s to %s.", next->v[0].name, next->v[next->n - 1].name);
	strings_release(&names);
	strings_release(&near);
	return err;
}

/* Which daily trees reach BASE: their marks run down to it; what lies below it is hidden. */
static struct error *trees_with_base(struct find *find, bool *with)
{
	const struct next_trees *next = &find->project->next;
	struct walk *walk = walk_new(find->history, next->n);
	node_t base = history_node(find->history, &find->base);
	struct error *err = history_load(find->history, base);

	for (size_t i = 0; !err && i < history_at(find->history, base)->parent_count; i++)
		walk_hide(walk, history_parents(find->history, base)[i]);
	for (size_t i = 0; !err && i < next->n; i++)
		walk_mark(walk, history_node(find->history, &next->v[i].commit), i);
	if (!err)
		walk_start(walk, base);
	if (!err)
		err = walk_run(walk);
	if (!err && walk_is_visible(walk, base)) {
		const uint64_t *marks = walk_marks(walk, base);

		for (size_t i = 0; i < next->n; i++)
			with[i] = marks[i / 64] >> i % 64 & 1;
	}
	walk_free(walk);
	return err;
}

static struct error *choose_tree(struct find *find, const char *name)
{
	const struct next_trees *next = &find->project->next;
	bool *with;
	size_t first = 0, at = 0;
	struct error *err;

	while (name && at < next->n && strcmp(next->v[at].name, name))
		at++;
	if (at == next->n)
		return unknown_tree(next, name);
	with = mem_zero(next->n, sizeof(*with));
	err = trees_with_base(find, with);
	while (first < next->n && !with[first])
		first++;
	if (!name)
		at = first < next->n ? first : next->n - 1;
	find->tree = next->v + at;
	find->stats->next = mem_dup(find->tree->name);
	find->stats->holds = with[at];
	if (first < next->n)
		find->stats->first = mem_dup(next->v[first].name);
	free(with);
	return err;
}

/* --- both sides, and the same ids --- */

static struct error *list_side(struct find *find, struct side *out, const git_oid *tip)
{
	struct ancestry ancestry;
	struct error *err = ancestry_find(&ancestry, find->history, tip, 1, &find->base, 1);

	if (err)
		return err;
	for (size_t i = 0; i < ancestry.n; i++)
		if (history_at(find->history, ancestry.v[i])->parent_count < 2)
			array_push(out, ancestry.v[i]);
	ancestry_release(&ancestry);
	return NULL;
}

static void keep_others(struct side *side, const bool *drop)
{
	size_t keep = 0;

	for (size_t i = 0; i < side->n; i++)
		if (!drop[i])
			side->v[keep++] = side->v[i];
	side->n = keep;
}

static void match_ids(struct find *find)
{
	size_t nodes = history_count(find->history);
	bool *ours = mem_zero(nodes, 1), *both = mem_zero(nodes, 1), *drop;
	struct side *sides[] = {&find->range, &find->next};

	for (size_t i = 0; i < find->range.n; i++)
		ours[find->range.v[i]] = true;
	for (size_t i = 0; i < find->next.n; i++)
		both[find->next.v[i]] = ours[find->next.v[i]];
	for (size_t s = 0; s < 2; s++) {
		drop = mem_zero(sides[s]->n + 1, 1);
		for (size_t i = 0; i < sides[s]->n; i++)
			drop[i] = both[sides[s]->v[i]];
		keep_others(sides[s], drop);
		free(drop);
	}
	find->stats->same_id = find->stats->commits - find->range.n;
	free(ours);
	free(both);
}

/* --- the same patches --- */

static struct error *add_twin(struct find *find, struct twin *twin, node_t node, uint64_t *marks)
{
	struct error *err = history_load(find->history, node);

	*twin = (struct twin){.node = node, .marks = marks};
	if (!err && history_at(find->history, node)->parent_count)
		err = history_load(find->history, history_parents(find->history, node)[0]);
	return err;
}

/* Each commit left in the daily tree is a mark of its own, so that what a commit of the range has "seen" are
 * the commits there with its patch. The first that is not taken is its match. */
static void take_twins(struct find *find, const struct twin *twins, size_t words)
{
	bool *ours = mem_zero(find->range.n + 1, 1), *theirs = mem_zero(find->next.n + 1, 1);

	for (size_t i = 0; i < find->range.n; i++)
		for (size_t w = 0; !ours[i] && w < words; w++)
			for (uint64_t left = twins[i].seen[w]; left && !ours[i]; left &= left - 1) {
				size_t at = w * 64 + (size_t)__builtin_ctzll(left);

				if (theirs[at])
					continue;
				ours[i] = theirs[at] = true;
				find->stats->same_patch++;
			}
	keep_others(&find->range, ours);
	keep_others(&find->next, theirs);
	free(ours);
	free(theirs);
}

static struct error *match_patches(struct find *find)
{
	size_t words = (find->next.n + 63) / 64, n = 0;
	struct twin *twins = mem_zero(find->range.n + find->next.n + 1, sizeof(*twins));
	uint64_t *seen = mem_zero(find->range.n * words + 1, sizeof(*seen));
	uint64_t *marks = mem_zero((find->next.n + 1) * words + 1, sizeof(*marks)); /* the last: no marks */
	struct error *err = NULL;

	for (size_t i = 0; !err && i < find->range.n; i++) {
		err = add_twin(find, &twins[n], find->range.v[i], marks + find->next.n * words);
		twins[n].wanted = true;
		twins[n++].seen = seen + i * words;
	}
	for (size_t i = 0; !err && i < find->next.n; i++) {
		marks[i * words + i / 64] |= (uint64_t)1 << i % 64;
		err = add_twin(find, &twins[n++], find->next.v[i], marks + i * words);
	}
	if (!err && find->range.n && words)
		err = twins_find(find->project->repo, find->history, twins, n, words, find->missing);
	if (!err)
		take_twins(find, twins, words);
	free(twins);
	free(seen);
	free(marks);
	return err;
}

/* --- whose the others are --- */

/* "ID LF author LF committer LF subject" of one commit. */
static struct error *add_commit(struct stats_rest *out, char *record)
{
	static const enum stats_by order[] = {STATS_AUTHOR, STATS_COMMITTER, STATS_WORD};
	struct stats_commit commit = {.words = {NULL}};
	char *at = strchr(record, '\n');

	if (!at || git_oid_fromstr(&commit.oid, record) < 0)
		return error_failed("cannot read what git log says of a commit: %s", record);
	for (size_t i = 0; i < 3; i++) {
		size_t length = strcspn(at + 1, "\n");

		commit.words[order[i]] = mem_dupn(at + 1, length);
		at += at[1 + length] ? 1 + length : length;
	}
	array_push(out, commit);
	return NULL;
}

/*
 * By git itself, whose .mailmap it is. No setting of the user's may add a word: signatures, and notes.
 */
static struct error *read_people(struct find *find, const struct side *side, struct stats_rest *out)
{
	static const char *const args[] = {"log", "--no-walk=unsorted", "--stdin", "-z", "--encoding=UTF-8",
	    "--no-show-signature", "--no-notes", "--no-color", "--format=%H%n%aE%n%cE%n%s", NULL};
	struct buf input = BUF_INIT, answer = BUF_INIT;
	struct error *err = NULL;

	if (!side->n)
		return NULL;
	for (size_t i = 0; i < side->n; i++) {
		buf_add_oid(&input, &history_at(find->history, side->v[i])->oid, GIT_OID_HEXSZ);
		buf_addch(&input, '\n');
	}
	err = repo_gitv_input(find->project->repo, &answer, args, input.s, input.len);
	for (size_t at = 0; !err && at < answer.len; at += strlen(answer.s + at) + 1)
		err = add_commit(out, answer.s + at);
	if (!err && out->n != side->n)
		err = error_failed("git log told of %zu commits, not of %zu", out->n, side->n);
	buf_release(&input);
	buf_release(&answer);
	return err;
}

struct error *stats_find(
    struct stats *out, struct project *project, const char *next, const char *range, struct strings *missing)
{
	struct find find = {
	    .stats = out, .project = project, .history = project->history, .missing = missing};
	struct error *err;

	*out = (struct stats){.base = NULL};
	if (!project->next.n)
		return next_nothing(&project->next);
	if (project->next.kind == NEXT_DB || !project->repo)
		return error_hint(
		    error_new(ERROR_NOT_FOUND,
			"statistics need linux-next's commits, which a database of ids has not"),
		    "Fetch the tags, and leave out --next-db and pullprep.nextDb.");
	err = read_range(&find, range);
	if (!err)
		err = choose_tree(&find, next);
	if (!err)
		err = list_side(&find, &find.range, &find.tip);
	if (!err)
		err = list_side(&find, &find.next, &find.tree->commit);
	if (!err) {
		out->commits = find.range.n;
		out->next_commits = find.next.n;
		match_ids(&find);
		err = match_patches(&find);
	}
	if (!err)
		err = read_people(&find, &find.range, &out->extra);
	if (!err)
		err = read_people(&find, &find.next, &out->left);
	if (!err)
		stats_count(out);
	array_release(&find.range);
	array_release(&find.next);
	if (err)
		stats_release(out);
	return err;
}
