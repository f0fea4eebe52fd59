/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/conflicts.h"

#include "facts/side.h"
#include "source/aside.h"
#include "source/mergetree.h"
#include "util/parallel.h"
#include "util/progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	TOGETHER = 128, /* pairs merged before their objects are thrown away */
	RUN = 4,        /* neighbours that one process merges in a row */
};

/* ---- one pair ---- */

/* Ids become names. */
static char *with_names(const char *words, const struct merge_head *ours, const struct merge_head *theirs)
{
	char *ids[] = {oid_text(&ours->tip), oid_text(&theirs->tip)};
	const char *const names[] = {ours->name, theirs->name};
	struct buf out = BUF_INIT;

	while (*words) {
		size_t i = 0, length = strlen(ids[0]);

		while (i < 2 && strncmp(words, ids[i], length))
			i++;
		if (i < 2)
			buf_addstr(&out, names[i]);
		else
			buf_addch(&out, *words);
		words += i < 2 ? length : 1;
	}
	free(ids[0]);
	free(ids[1]);
	return buf_detach(&out);
}

static void conflict_release(struct conflict *conflict)
{
	free(conflict->path);
	free(conflict->kind);
	free(conflict->words);
	free(conflict->ours.subject);
	free(conflict->theirs.subject);
	free(conflict->note);
}

static void test_merge_release(struct test_merge *test)
{
	for (size_t i = 0; i < test->conflicts.n; i++)
		conflict_release(test->conflicts.v + i);
	array_release(&test->conflicts);
	free(test->ours);
	free(test->theirs);
}

static struct error *add_conflict(struct test_merge *test, struct repo *repo,
    const struct merge_conflict *found, const struct merge_head *ours, const struct merge_head *theirs)
{
	struct conflict conflict = {.path = mem_dup(found->path),
	    .kind = mem_dup(found->kind),
	    .words = with_names(found->words, ours, theirs)};
	struct error *err = side_find(&conflict.ours, repo, &ours->tip, &theirs->tip, found);

	if (!err)
		err = side_find(&conflict.theirs, repo, &theirs->tip, &ours->tip, found);
	array_push(&test->conflicts, conflict);
	return err;
}

/* Between aside_enter() and aside_leave(). */
static struct error *test_pair(struct test_merges *out, struct project *project,
    const struct merge_head *ours, const struct merge_head *theirs)
{
	struct test_merge test = {.ours = mem_dup(ours->name), .theirs = mem_dup(theirs->name)};
	struct merge merge = MERGE_INIT;
	struct error *err = merge_make(&merge, project->repo, &ours->tip, &theirs->tip);

	for (size_t i = 0; !err && i < merge.conflicts.n; i++)
		err = add_conflict(&test, project->repo, merge.conflicts.v + i, ours, theirs);
	merge_release(&merge);
	if (err)
		test_merge_release(&test);
	else
		array_push(out, test);
	return error_context(err, "merging %s and %s", ours->name, theirs->name);
}

struct error *conflicts_test(struct test_merges *out, struct project *project, const struct merge_head *ours,
    const struct merge_head *theirs)
{
	struct aside aside;
	struct error *err = aside_enter(&aside, project->repo);

	if (!err)
		err = test_pair(out, project, ours, theirs);
	aside_leave(&aside);
	return err;
}

/* ---- many pairs ---- */

struct many {
	struct project *project;
	const struct merge_head *heads;
	const struct head_pair *pairs; /* those at hand */
	size_t before;                 /* done before these */
	struct progress progress;
	pid_t process; /* the one that tells it */
};

enum outcome { OUTCOME_CLEAN, OUTCOME_OTHER /* in conflict, or an error: to be looked at */ };

static void try_pair(void *context, size_t i, void *result)
{
	struct many *many = context;
	const struct head_pair *pair = many->pairs + i;
	char outcome;
	git_oid tree;
	bool clean;
	struct error *err = merge_try(
	    &tree, &clean, many->project->repo, &many->heads[pair->one].tip, &many->heads[pair->other].tip);

	outcome = !err && clean ? OUTCOME_CLEAN : OUTCOME_OTHER;
	memcpy(result, &outcome, sizeof(outcome));
	error_free(err);
	if (getpid() == many->process)
		progress_at(&many->progress, many->before + i);
}

/* One pair that git itself cannot merge is no reason to say nothing of the others. */
static struct error *look_at_pair(struct test_merges *out, struct many *many, const struct head_pair *pair)
{
	size_t before = out->n;
	struct error *err = test_pair(out, many->project, &many->heads[pair->one], &many->heads[pair->other]);

	if (merge_has_crashed(err)) {
		warning("whether they conflict is not known: %s", err->message);
		error_free(err);
		err = NULL;
	}
	if (out->n > before && !out->v[before].conflicts.n)
		test_merge_release(&out->v[--out->n]);
	return err;
}

/* Tries them all on all processors; what does not merge cleanly is merged once more, with its details. */
static struct error *merge_some(struct test_merges *out, struct many *many, size_t n)
{
	char outcomes[TOGETHER];
	struct aside aside;
	struct error *err = aside_enter(&aside, many->project->repo);

	if (!err)
		err = parallel_map(n, RUN, sizeof(*outcomes), outcomes, try_pair, many);
	for (size_t i = 0; !err && i < n; i++) {
		if (outcomes[i] == OUTCOME_CLEAN)
			continue;
		err = look_at_pair(out, many, many->pairs + i);
		progress_at(&many->progress, many->before + i);
	}
	aside_leave(&aside);
	return err;
}

struct error *conflicts_of_pairs(struct test_merges *out, struct project *project,
    const struct merge_head *heads, const struct head_pairs *pairs)
{
	struct many many = {.project = project, .heads = heads, .process = getpid()};
	struct error *err = NULL;

	progress_start(&many.progress, "Merging pairs of topics", pairs->n);
	for (size_t n; !err && many.before < pairs->n; many.before += n) {
		n = pairs->n - many.before < TOGETHER ? pairs->n - many.before : TOGETHER;
		many.pairs = pairs->v + many.before;
		err = merge_some(out, &many, n);
	}
	progress_stop(&many.progress);
	return err;
}

struct error *conflicts_among(
    struct test_merges *out, struct survey *survey, const size_t *topics, size_t n, size_t *merged)
{
	struct merge_head *heads = mem_zero(n + 1, sizeof(*heads));
	struct head_pairs pairs = HEAD_PAIRS_INIT;
	struct error *err;

	for (size_t i = 0; i < n; i++) {
		const struct topic *topic = survey->topics.v + topics[i];

		heads[i] = (struct merge_head){topic->name, topic->tip};
	}
	err = overlap_find(&pairs, survey->project, heads, n);
	if (!err)
		err = conflicts_of_pairs(out, survey->project, heads, &pairs);
	if (!err && merged)
		*merged = pairs.n;
	array_release(&pairs);
	free(heads);
	return err;
}

/* ---- what was resolved before ---- */

static bool is_same(const struct conflict *a, const struct conflict *b)
{
	return !strcmp(a->path, b->path) && !strcmp(a->kind, b->kind) && !oid_is_zero(&a->ours.commit) &&
	       oid_equal(&a->ours.commit, &b->ours.commit) && oid_equal(&a->theirs.commit, &b->theirs.commit);
}

static bool is_among(const struct conflict *conflict, const struct test_merge *merge)
{
	for (size_t i = 0; i < merge->conflicts.n; i++)
		if (is_same(conflict, &merge->conflicts.v[i]))
			return true;
	return false;
}

static struct error *have_same_file(
    bool *out, struct repo *repo, const git_oid *one, const git_oid *other, const char *path)
{
	char *from = oid_text(one), *to = oid_text(other);
	const char *const args[] = {
	    "--literal-pathspecs", "diff-tree", "-r", "--quiet", "--no-ext-diff", from, to, "--", path, NULL};
	struct buf words = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(repo, NULL, &words, &status, args);

	buf_trim(&words);
	if (!err && status > 1)
		err = error_failed("git diff-tree failed (exit %d): %s", status, words.s);
	*out = !status;
	buf_release(&words);
	free(from);
	free(to);
	return err;
}

struct error *conflicts_leave_out(struct test_merge *merge, struct repo *repo, const git_oid *tip,
    const struct test_merge *before, const git_oid *before_tip)
{
	struct error *err = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < merge->conflicts.n; i++) {
		struct conflict *conflict = merge->conflicts.v + i;
		bool same = !err && is_among(conflict, before);

		if (same)
			err = have_same_file(&same, repo, tip, before_tip, conflict->path);
		if (!err && same)
			conflict_release(conflict);
		else
			merge->conflicts.v[kept++] = *conflict;
	}
	merge->conflicts.n = kept;
	return err;
}

void test_merges_release(struct test_merges *merges)
{
	for (size_t i = 0; i < merges->n; i++)
		test_merge_release(merges->v + i);
	array_release(merges);
}
