/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* qsort_r */
#include "facts/testcredit.h"

#include "facts/commitnames.h"
#include "facts/posted.h"
#include "source/commit.h"
#include "util/squeeze.h"

#include <string.h>

/* ---- commits here ---- */

struct error *test_targets_read(struct test_targets *out, struct repo *repo, const git_oid *oids, size_t n)
{
	struct error *err = NULL;

	*out = (struct test_targets){.v = mem_zero(n + 1, sizeof(*out->v)), .since = INT64_MAX};
	for (size_t i = 0; !err && i < n; i++) {
		struct test_target *target = &out->v[i];
		struct commit commit;

		err = commit_read(&commit, repo, &oids[i]);
		if (err)
			break;
		target->oid = oids[i];
		git_oid_tostr(target->hex, sizeof(target->hex), &oids[i]);
		target->stem = posted_of(commit.message);
		target->subject = squeeze(commit.subject);
		target->committed = commit.committed;
		if (commit.committed - TEST_CREDIT_MARGIN < out->since)
			out->since = commit.committed - TEST_CREDIT_MARGIN;
		out->n++;
		commit_release(&commit);
	}
	return err;
}

void test_targets_release(struct test_targets *targets)
{
	for (size_t i = 0; i < targets->n; i++) {
		free(targets->v[i].stem);
		free(targets->v[i].subject);
	}
	free(targets->v);
	*targets = (struct test_targets){.v = NULL};
}

/* ---- what is looked up ---- */

/* Commits here, sorted by what they are looked up by. */
struct index {
	const struct test_target **v;
	size_t n;
	const char *(*key)(const struct test_target *target);
};

static const char *stem_of(const struct test_target *target)
{
	return target->stem;
}

static const char *hex_of(const struct test_target *target)
{
	return target->hex;
}

static const char *subject_of_target(const struct test_target *target)
{
	return target->subject;
}

static int compare_by(const void *a, const void *b, void *key)
{
	const struct test_target *one = *(const struct test_target *const *)a,
				 *other = *(const struct test_target *const *)b;
	const struct index *index = key;

	return strcmp(index->key(one), index->key(other));
}

static void index_make(struct index *index, const struct test_targets *targets,
    const char *(*key)(const struct test_target *target))
{
	*index = (struct index){mem_new(targets->n + 1, sizeof(*index->v)), 0, key};
	for (size_t i = 0; i < targets->n; i++)
		if (key(&targets->v[i]))
			index->v[index->n++] = &targets->v[i];
	qsort_r(index->v, index->n, sizeof(*index->v), compare_by, index);
}

/* Those whose key is the text, or with `prefix` begins with it: where the first is, and how many. */
static size_t index_find(const struct index *index, const char *text, bool prefix, size_t *first)
{
	size_t length = prefix ? strlen(text) : strlen(text) + 1, low = 0, high = index->n, count = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strncmp(index->key(index->v[middle]), text, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	while (low + count < index->n && !strncmp(index->key(index->v[low + count]), text, length))
		count++;
	return count;
}

/* ---- what may name commits here ---- */

/* One claim of one test, and the commits here that it fits, as a part of an index. */
struct wish {
	size_t test;
	enum test_by by;
	char *id; /* hex digits that decide what is meant; NULL: there are none */
	const struct index *index;
	size_t first, count;
	bool other; /* it means something else */
};
struct search {
	const struct test_log *log;
	const struct test_targets *targets;
	struct index stems, hexes, subjects;
	struct {
		struct wish *v;
		size_t n, cap;
	} wishes;
};

static void add_wish(struct search *search, size_t test, const struct test_claim *claim)
{
	struct wish wish = {.test = test, .by = claim->by};

	if (claim->by == TEST_BY_MAIL) {
		char *stem = posted_stem(claim->text, NULL);

		wish.index = &search->stems;
		wish.count = index_find(wish.index, stem, false, &wish.first);
		free(stem);
	} else if (claim->by == TEST_BY_ID) {
		wish.index = &search->hexes;
		wish.count = index_find(wish.index, claim->text, true, &wish.first);
		wish.id = wish.count == 1 ? mem_dup(claim->text) : NULL;
		wish.count = wish.id != NULL;
	} else {
		wish.index = &search->subjects;
		wish.count = index_find(wish.index, claim->text, false, &wish.first);
		wish.id = wish.count ? mem_dup(claim->before) : NULL;
	}
	if (wish.count)
		array_push(&search->wishes, wish);
}

/* A commit that is here is not elsewhere. */
static bool is_target(const struct search *search, const struct test_commit *commit)
{
	size_t first;

	return index_find(&search->hexes, commit->id, false, &first);
}

static void read_claims(struct search *search)
{
	for (size_t i = 0; i < search->log->n; i++) {
		const struct test_commit *commit = &search->log->v[i];
		struct test_claims claims = {.v = NULL};

		if (is_target(search, commit))
			continue;
		test_claims_read(&claims, commit->message);
		for (size_t k = 0; k < claims.n; k++)
			add_wish(search, i, &claims.v[k]);
		test_claims_release(&claims);
	}
}

/* ---- what ids mean ---- */

/* Other commits here may begin as the one that is looked at. */
static struct error *ask_here(struct search *search, struct repo *repo)
{
	ARRAY(struct commit_name) names = ARRAY_INIT;
	struct error *err;

	for (size_t i = 0; i < search->wishes.n; i++)
		if (search->wishes.v[i].by == TEST_BY_ID)
			array_push(&names, (struct commit_name){.id = search->wishes.v[i].id});
	err = commit_names_resolve(names.v, names.n, repo);
	for (size_t i = 0; !err && i < search->wishes.n; i++) {
		struct wish *wish = &search->wishes.v[i];
		const struct commit_name *name;

		if (wish->by != TEST_BY_ID)
			continue;
		name = commit_names_find(names.v, names.n, wish->id);
		wish->other = !name || !name->known || name->ambiguous ||
			      !oid_equal(&name->oid, &wish->index->v[wish->first]->oid);
	}
	array_release(&names);
	return err;
}

/* Is it a commit of the repository of tests, and none of those here? */
static void take_answer(struct wish *wish, const char *line)
{
	bool found = !strchr(line, ' '), same = false;

	for (size_t i = 0; i < wish->count; i++)
		same |= !strcmp(wish->index->v[wish->first + i]->hex, line);
	wish->other |= found && !same;
}

static struct error *ask_there(struct search *search, size_t place)
{
	static const char *const args[] = {"cat-file", "--batch-check=%(objectname)", "--buffer", NULL};
	struct process process = PROCESS_INIT;
	struct strings lines = STRINGS_INIT;
	struct buf input = BUF_INIT;
	struct error *err = NULL;
	size_t at = 0;

	for (size_t i = 0; i < search->wishes.n; i++)
		if (search->wishes.v[i].id && search->log->v[search->wishes.v[i].test].place == place)
			buf_addf(&input, "%s^{commit}\n", search->wishes.v[i].id);
	process.input = input.s;
	process.input_length = input.len;
	if (input.len)
		err = test_place_git(&process, &search->log->places.v[place], 0, args);
	if (!err)
		strings_split(&lines, process.out.s, '\n');
	for (size_t i = 0; !err && i < search->wishes.n && at < lines.n; i++)
		if (search->wishes.v[i].id && search->log->v[search->wishes.v[i].test].place == place)
			take_answer(&search->wishes.v[i], lines.v[at++]);
	process_release(&process);
	strings_release(&lines);
	buf_release(&input);
	return err;
}

/* ---- credits ---- */

static void add_credit(struct test_credits *out, const struct search *search, const struct wish *wish,
    const struct test_target *target)
{
	array_push(out, (struct test_credit){wish->test, (size_t)(target - search->targets->v), wish->by});
}

/* The commits that it names, and those of their series. */
static void grant(struct test_credits *out, const struct search *search, const struct wish *wish)
{
	for (size_t i = 0; i < wish->count; i++) {
		const struct test_target *target = wish->index->v[wish->first + i];
		size_t first, count = 0;

		add_credit(out, search, wish, target);
		if (target->stem && wish->by != TEST_BY_MAIL)
			count = index_find(&search->stems, target->stem, false, &first);
		for (size_t k = 0; k < count; k++)
			add_credit(out, search, wish, search->stems.v[first + k]);
	}
}

static int by_test(const void *a, const void *b)
{
	const struct test_credit *one = a, *other = b;

	if (one->test != other->test)
		return one->test < other->test ? -1 : 1;
	if (one->target != other->target)
		return one->target < other->target ? -1 : 1;
	return (int)one->by - (int)other->by;
}

static void settle(struct test_credits *credits)
{
	size_t n = 0;

	qsort(credits->v, credits->n, sizeof(*credits->v), by_test);
	for (size_t i = 0; i < credits->n; i++)
		if (!n || credits->v[n - 1].test != credits->v[i].test ||
		    credits->v[n - 1].target != credits->v[i].target)
			credits->v[n++] = credits->v[i];
	credits->n = n;
}

struct error *test_credits_find(struct test_credits *out, const struct test_log *log,
    const struct test_targets *targets, struct repo *repo)
{
	struct search search = {.log = log, .targets = targets};
	struct error *err;

	*out = (struct test_credits){.v = NULL};
	index_make(&search.stems, targets, stem_of);
	index_make(&search.hexes, targets, hex_of);
	index_make(&search.subjects, targets, subject_of_target);
	read_claims(&search);
	err = ask_here(&search, repo);
	for (size_t i = 0; !err && i < log->places.n; i++)
		err = ask_there(&search, i);
	for (size_t i = 0; !err && i < search.wishes.n; i++)
		if (!search.wishes.v[i].other)
			grant(out, &search, &search.wishes.v[i]);
	if (out->n)
		settle(out);
	for (size_t i = 0; i < search.wishes.n; i++)
		free(search.wishes.v[i].id);
	array_release(&search.wishes);
	free(search.stems.v);
	free(search.hexes.v);
	free(search.subjects.v);
	return err;
}
