/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* qsort_r */
#include "facts/twins.h"

#include "source/fingerprint.h"
#include "util/parallel.h"

#include <string.h>

/* Commits with the same difference, blob for blob: one patch. Their sightings are pooled. */
struct patch {
	struct fingerprint128 paths, exact;
	struct fingerprint128 hunks;
	size_t first, n; /* its members in the sorted list of candidates */
	bool wanted;     /* one of them is */
	bool looked_at;  /* its hunks matter */
	bool unknown;    /* a blob was missing */
	uint64_t *marks; /* of all members */
};

struct job {
	struct repo *repo;
	struct history *history;
	struct twin *twins;
	size_t n, words;
	struct tree_reader *reader;
	struct guide *guide;
	struct fingerprint *prints; /* one per twin */
	size_t *order;              /* candidates, sorted by fingerprint */
	size_t candidates;
	ARRAY(struct patch) patches;
	ARRAY(size_t) asked; /* patches whose hunks are needed */
	struct strings *missing;
};

static bool within(const uint64_t *marks, const uint64_t *others, size_t words)
{
	for (size_t i = 0; i < words; i++)
		if (marks[i] & ~others[i])
			return false;
	return true;
}

static void unite(uint64_t *into, const uint64_t *marks, size_t words)
{
	for (size_t i = 0; i < words; i++)
		into[i] |= marks[i];
}

/* The trees before and after a commit; zero before a root. */
static void trees_of(const struct job *job, size_t i, git_oid *from, git_oid *to)
{
	node_t node = job->twins[i].node;

	memset(from, 0, sizeof(*from));
	*to = history_at(job->history, node)->tree;
	if (history_at(job->history, node)->parent_count)
		*from = history_at(job->history, history_parents(job->history, node)[0])->tree;
}

static void note_missing(struct job *job, char *why)
{
	if (why && !strings_has(job->missing, why))
		strings_add(job->missing, why);
	free(why);
}

/* --- step 1: paths --- */

/* A commit whose sightings every wanted commit has anyway can tell nothing. */
static void mark_candidates(struct job *job)
{
	uint64_t *common = mem_new(job->words, sizeof(*common));

	memset(common, 0xff, job->words * sizeof(*common));
	for (size_t i = 0; i < job->n; i++)
		if (job->twins[i].wanted)
			for (size_t w = 0; w < job->words; w++)
				common[w] &= job->twins[i].marks[w];
	for (size_t i = 0; i < job->n; i++)
		if (job->twins[i].wanted || !within(job->twins[i].marks, common, job->words))
			job->order[job->candidates++] = i;
	free(common);
}

static void print_trees(void *context, size_t i, void *result)
{
	struct job *job = context;
	git_oid from, to;

	trees_of(job, job->order[i], &from, &to);
	fingerprint_trees(result, job->reader, job->guide, &from, &to, NULL);
}

static struct error *make_guide(struct job *job)
{
	job->guide = guide_new();
	for (size_t k = 0; k < job->candidates; k++) {
		size_t i = job->order[k];
		struct error *err;
		git_oid from, to;

		if (!job->twins[i].wanted)
			continue;
		trees_of(job, i, &from, &to);
		err = guide_add(job->guide, job->reader, &from, &to);
		if (err && err->code != ERROR_MISSING)
			return err;
		if (err) {
			job->twins[i].unknown = true;
			note_missing(job, mem_dup(err->message));
			error_free(err);
		}
	}
	return NULL;
}

/* Candidates whose trees are missing are known to be unknown; those without a patch, or elsewhere, drop out.
 */
static struct error *compare_paths(struct job *job)
{
	struct fingerprint *results = mem_new(job->candidates, sizeof(*results));
	struct error *err = make_guide(job);
	size_t keep = 0;

	if (!err)
		err = parallel_map(job->candidates, 64, sizeof(*results), results, print_trees, job);
	for (size_t k = 0; !err && k < job->candidates; k++) {
		size_t i = job->order[k];
		struct fingerprint again;
		char *why = NULL;
		git_oid from, to;

		job->prints[i] = results[k];
		if (results[k].state == FINGERPRINT_OK) {
			job->order[keep++] = i;
		} else if (results[k].state == FINGERPRINT_MISSING) {
			job->twins[i].unknown = true;
			trees_of(job, i, &from, &to);
			fingerprint_trees(&again, job->reader, job->guide, &from, &to, &why);
			note_missing(job, why);
		}
	}
	job->candidates = keep;
	free(results);
	return err;
}

/* --- step 2: equal blobs are one patch --- */

static int by_print(const void *a, const void *b, void *prints)
{
	const struct fingerprint *x = (const struct fingerprint *)prints + *(const size_t *)a;
	const struct fingerprint *y = (const struct fingerprint *)prints + *(const size_t *)b;
	int order = memcmp(&x->paths, &y->paths, sizeof(x->paths));

	if (!order)
		order = memcmp(&x->exact, &y->exact, sizeof(x->exact));
	return order ? order
		     : (*(const size_t *)a > *(const size_t *)b) - (*(const size_t *)a < *(const size_t *)b);
}

static void make_patches(struct job *job)
{
	qsort_r(job->order, job->candidates, sizeof(*job->order), by_print, job->prints);
	for (size_t k = 0; k < job->candidates; k++) {
		size_t i = job->order[k];
		const struct fingerprint *print = &job->prints[i];
		struct patch *patch = job->patches.n ? job->patches.v + job->patches.n - 1 : NULL;

		if (!patch || memcmp(&patch->paths, &print->paths, sizeof(print->paths)) ||
		    memcmp(&patch->exact, &print->exact, sizeof(print->exact))) {
			array_push(&job->patches,
			    (struct patch){.paths = print->paths, .exact = print->exact, .first = k});
			patch = job->patches.v + job->patches.n - 1;
			patch->marks = mem_zero(job->words, sizeof(uint64_t));
		}
		patch->n++;
		patch->wanted = patch->wanted || job->twins[i].wanted;
		unite(patch->marks, job->twins[i].marks, job->words);
	}
}

/* Within one set of paths: a wanted patch needs those others that were sighted where it was not. */
static void choose_pairs(struct job *job, size_t from, size_t to)
{
	for (size_t a = from; a < to; a++) {
		struct patch *mine = job->patches.v + a;

		for (size_t b = from; mine->wanted && b < to; b++) {
			struct patch *other = job->patches.v + b;

			if (a != b && !within(other->marks, mine->marks, job->words))
				mine->looked_at = other->looked_at = true;
		}
	}
}

/* Calls `each` for every stretch of patches with the same set of paths. */
static void for_equal_paths(struct job *job, void (*each)(struct job *, size_t from, size_t to))
{
	for (size_t from = 0, to; from < job->patches.n; from = to) {
		for (to = from + 1; to < job->patches.n; to++)
			if (memcmp(&job->patches.v[to].paths, &job->patches.v[from].paths,
				sizeof(struct fingerprint128)))
				break;
		each(job, from, to);
	}
}

/* --- step 3: hunks --- */

static void print_blobs(void *context, size_t k, void *result)
{
	struct job *job = context;
	git_oid from, to;

	trees_of(job, job->order[job->patches.v[job->asked.v[k]].first], &from, &to);
	fingerprint_blobs(result, job->reader, job->repo, &from, &to, NULL);
}

static void explain_missing(struct job *job, struct patch *patch)
{
	struct fingerprint_hunks again;
	char *why = NULL;
	git_oid from, to;

	patch->unknown = true;
	trees_of(job, job->order[patch->first], &from, &to);
	fingerprint_blobs(&again, job->reader, job->repo, &from, &to, &why);
	note_missing(job, why);
	for (size_t k = 0; k < patch->n; k++)
		job->twins[job->order[patch->first + k]].unknown = true;
}

static struct error *compare_hunks(struct job *job)
{
	struct fingerprint_hunks *hunks;
	struct error *err;

	for (size_t i = 0; i < job->patches.n; i++)
		if (job->patches.v[i].looked_at)
			array_push(&job->asked, i);
	hunks = mem_new(job->asked.n, sizeof(*hunks));
	err = parallel_map(job->asked.n, 32, sizeof(*hunks), hunks, print_blobs, job);
	for (size_t k = 0; !err && k < job->asked.n; k++) {
		struct patch *patch = job->patches.v + job->asked.v[k];

		patch->hunks = hunks[k].hunks;
		if (hunks[k].state == FINGERPRINT_MISSING)
			explain_missing(job, patch);
	}
	free(hunks);
	return err;
}

static bool are_twins(const struct patch *a, const struct patch *b)
{
	return a->looked_at && b->looked_at && !a->unknown && !b->unknown &&
	       !memcmp(&a->hunks, &b->hunks, sizeof(a->hunks));
}

/* --- the answer --- */

static void hand_out(struct job *job, size_t from, size_t to)
{
	for (size_t a = from; a < to; a++) {
		struct patch *mine = job->patches.v + a;

		for (size_t k = 0; mine->wanted && k < mine->n; k++) {
			struct twin *twin = job->twins + job->order[mine->first + k];

			if (!twin->wanted)
				continue;
			unite(twin->seen, mine->marks, job->words);
			for (size_t b = from; b < to; b++) {
				const struct patch *other = job->patches.v + b;

				if (a != b && are_twins(mine, other))
					unite(twin->seen, other->marks, job->words);
			}
		}
	}
}

struct error *twins_find(struct repo *repo, struct history *history, struct twin *twins, size_t n,
    size_t words, struct strings *missing)
{
	struct job job = {
	    .repo = repo, .history = history, .twins = twins, .n = n, .words = words, .missing = missing};
	struct error *err = NULL;

	job.reader = tree_reader_new(repo);
	job.prints = mem_zero(n, sizeof(*job.prints));
	job.order = mem_new(n, sizeof(*job.order));
	for (size_t i = 0; i < n; i++)
		if (twins[i].wanted)
			unite(twins[i].seen, twins[i].marks, words);
	mark_candidates(&job);
	err = compare_paths(&job);
	if (err)
		goto done;
	make_patches(&job);
	for_equal_paths(&job, choose_pairs);
	err = compare_hunks(&job);
	if (!err)
		for_equal_paths(&job, hand_out);
done:
	for (size_t i = 0; i < job.patches.n; i++)
		free(job.patches.v[i].marks);
	array_release(&job.patches);
	array_release(&job.asked);
	tree_reader_free(job.reader);
	guide_free(job.guide);
	free(job.prints);
	free(job.order);
	return err;
}
