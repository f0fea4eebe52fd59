/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/postmortemmore.h"

#include "source/commit.h"
#include "source/ids.h"
#include "source/pattern.h"
#include "source/tree.h"
#include "util/parallel.h"

#include <stdlib.h>
#include <string.h>

enum { NEXT_BEFORE = 60 }; /* days before the window in which daily trees count for it */

/* Commits of all post-mortems, to be looked at in one go. */
struct chosen {
	struct ids ids;
	ARRAY(struct past_commit *) commits;
};

static void choose(struct chosen *out, struct past_commit *commit)
{
	array_push(&out->ids, commit->oid);
	array_push(&out->commits, commit);
}

static void chosen_release(struct chosen *chosen)
{
	array_release(&chosen->ids);
	array_release(&chosen->commits);
}

/* The commits meant, each once; no merges. own: only those of the window and of the -rcs. */
static void choose_all(struct chosen *out, struct postmortem *pm, enum past_whom whom, bool own)
{
	bool *meant = mem_zero(pm->commits.n + 1, sizeof(*meant));

	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];

		meant[blame->fix] = true;
		if (blame->culprit != BLAME_NONE && (!own || blame->culprit < pm->own))
			meant[blame->culprit] = true;
	}
	for (size_t i = 0; i < (own ? pm->own : pm->commits.n); i++) {
		struct past_commit *commit = &pm->commits.v[i];

		if (commit->parents < 2 && (meant[i] || (whom == PAST_ALL && past_in_window(commit))))
			choose(out, commit);
	}
	free(meant);
}

struct error *postmortem_sizes(
    struct postmortems *postmortems, struct repo *repo, const struct classes *classes, enum past_whom whom)
{
	struct chosen chosen = {.ids = {.v = NULL}};
	struct ratio *ratios;
	struct error *err;

	for (size_t c = 0; c < postmortems->n; c++)
		choose_all(&chosen, &postmortems->v[c], whom, false);
	ratios = mem_zero(chosen.ids.n + 1, sizeof(*ratios));
	err = ratio_commits(repo, classes, chosen.ids.v, chosen.ids.n, ratios);
	for (size_t i = 0; !err && i < chosen.ids.n; i++) {
		chosen.commits.v[i]->sized = true;
		chosen.commits.v[i]->size = ratios[i];
	}
	free(ratios);
	chosen_release(&chosen);
	return err;
}

/* ---- kinds of work ---- */

/* Of a subject without what stands before the last ": ". */
#define CLEANUP                                                                                              \
	"(?i)\\b(clean[- ]?ups?|cleaning up|(remove|drop|delete|get rid of) "                                \
	"(\\w+ "                                                                                             \
	")?(unused|unneeded|unnecessary|needless|redundant|dead|obsolete|stale|superfluous|duplicate)|"      \
	"unused|typos?|spelling|misspell\\w*|white ?space|coding style|indentation|checkpatch|refactor\\w*|" \
	"renames?|simplify|tidy|dead code|comments?|style fixes|no functional changes?)\\b"

struct looked {
	const struct classes *classes;
	bool files[CLASS_COUNT];
};

/* The first file that is neither ends the look: it is not all tests and documentation then. */
static bool look_at_file(void *context, const struct tree_change *change)
{
	struct looked *looked = context;
	enum path_class class = classes_of(looked->classes, change->path, change->length);

	looked->files[class] = true;
	return class == CLASS_TESTS || class == CLASS_DOCS;
}

static struct error *trees_of(
    git_oid *parent, git_oid *tree, struct repo *repo, const struct past_commit *commit)
{
	struct commit read;
	struct error *err;

	*tree = commit->tree;
	*parent = commit->parent_tree;
	if (commit->has_trees)
		return NULL;
	err = commit_read(&read, repo, &commit->oid);
	if (err)
		return err;
	*tree = read.tree;
	if (read.parent_count)
		err = commit_tree(parent, repo, &read.parents[0]);
	commit_release(&read);
	return err;
}

static enum work work_of(const struct looked *looked, const struct pattern *cleanup, const char *subject)
{
	bool code = looked->files[CLASS_CODE] || looked->files[CLASS_TOOLS];

	if (!code && looked->files[CLASS_TESTS])
		return WORK_TESTS;
	if (!code && looked->files[CLASS_DOCS])
		return WORK_DOCS;
	return pattern_matches(cleanup, subject, strlen(subject)) ? WORK_CLEANUP : WORK_OTHER;
}

/* Many commits, looked at by all processors. */
struct working {
	struct repo *repo;
	const struct classes *classes;
	struct tree_reader *reader;
	struct pattern *cleanup;
	ARRAY(struct past_commit *) commits;
};

static struct error *find_work(
    enum work *out, const struct working *working, const struct past_commit *commit)
{
	struct looked looked = {.classes = working->classes};
	git_oid parent, tree;
	struct error *err;
	bool stopped;

	*out = WORK_REVERT;
	if (commit->revert)
		return NULL;
	err = trees_of(&parent, &tree, working->repo, commit);
	if (!err)
		err = tree_changes(working->reader, &parent, &tree, NULL, look_at_file, &looked, &stopped);
	if (err && err->code == ERROR_MISSING) {
		error_free(err);
		*out = WORK_UNKNOWN;
		return NULL;
	}
	if (!err)
		*out = work_of(&looked, working->cleanup, commit->subject);
	return err;
}

/* An error cannot leave its process: WORK_COUNT stands for it, and it is asked for again. */
static void try_work(void *context, size_t i, void *result)
{
	const struct working *working = context;
	enum work *out = result;
	struct error *err = find_work(out, working, working->commits.v[i]);

	if (err)
		*out = WORK_COUNT;
	error_free(err);
}

static struct error *find_all_work(struct working *working)
{
	enum { RUN = 512 }; /* a process takes as long to start as some hundred commits */
	enum work *results = mem_zero(working->commits.n + 1, sizeof(*results));
	struct error *err =
	    parallel_map(working->commits.n, RUN, sizeof(*results), results, try_work, working);

	for (size_t i = 0; !err && i < working->commits.n; i++) {
		if (results[i] == WORK_COUNT)
			err = find_work(&results[i], working, working->commits.v[i]);
		working->commits.v[i]->work = results[i];
	}
	free(results);
	return err;
}

struct error *postmortem_work(
    struct postmortems *postmortems, struct repo *repo, const struct classes *classes)
{
	struct working working = {.repo = repo, .classes = classes, .reader = tree_reader_new(repo)};
	struct error *err = pattern_new(&working.cleanup, CLEANUP, "cleaning up");

	for (size_t c = 0; !err && c < postmortems->n; c++)
		for (size_t i = 0; i < postmortems->v[c].own; i++) {
			struct past_commit *commit = &postmortems->v[c].commits.v[i];

			if (past_in_rc(commit) && !commit->fix)
				array_push(&working.commits, commit);
		}
	if (!err)
		err = find_all_work(&working);
	array_release(&working.commits);
	pattern_free(working.cleanup);
	tree_reader_free(working.reader);
	return err;
}

/* ---- soak ---- */

static void count_trees(struct postmortem *pm, const struct next_trees *next)
{
	pm->has_next = next->n;
	for (size_t i = 0; i < next->n; i++)
		pm->next_trees += !next->v[i].left_out &&
				  next->v[i].day >= pm->cycle.prev.day - NEXT_BEFORE &&
				  next->v[i].day <= pm->cycle.rcs.v[0].day;
}

struct error *postmortem_soak(struct postmortems *postmortems, struct repo *repo, struct history *history,
    const struct config *config, const git_oid *mainline, enum past_whom whom)
{
	struct chosen chosen = {.ids = {.v = NULL}};
	struct next_trees next = {.v = NULL};
	struct soak_notes notes = {.stale = NULL};
	struct soak *soaks = NULL;
	struct error *err;

	if (!postmortems->n)
		return NULL;
	err = next_load(&next, repo, config, mainline, postmortems->v[0].as_of);
	for (size_t c = 0; !err && c < postmortems->n; c++)
		choose_all(&chosen, &postmortems->v[c], whom, true);
	soaks = mem_zero(chosen.ids.n + 1, sizeof(*soaks));
	if (!err && next.n)
		err = soak_find(repo, history, &next, mainline, chosen.ids.v, chosen.ids.n, soaks, &notes);
	for (size_t i = 0; !err && next.n && i < chosen.ids.n; i++) {
		struct past_commit *commit = chosen.commits.v[i];

		commit->soaked = true;
		commit->soak = soaks[i];
		if (soaks[i].first != SOAK_NONE && soaks[i].match != MATCH_UNKNOWN)
			commit->first_next = next.v[soaks[i].first].day;
	}
	for (size_t c = 0; !err && c < postmortems->n; c++)
		count_trees(&postmortems->v[c], &next);
	soak_notes_release(&notes);
	free(soaks);
	chosen_release(&chosen);
	next_release(&next);
	return err;
}
