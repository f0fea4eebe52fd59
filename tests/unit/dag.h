/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_DAG_H
#define TESTS_UNIT_DAG_H

#include "scratch.h"
#include "source/repo.h"

#include <git2/oid.h>
#include <stdbool.h>

/*
 * Random histories as real commits: a table of parents, made into commits by one git fast-import. Parents
 * have smaller numbers than their children. What reaches what is found by brute force, to compare with.
 */
#define DAG_MOST    400
#define DAG_PARENTS 80

struct dag_commit {
	size_t parents[DAG_PARENTS];
	size_t parent_count;
	int64_t time;
	git_oid oid;
};

struct dag {
	size_t n;
	struct dag_commit v[DAG_MOST];
	bool reaches[DAG_MOST][DAG_MOST]; /* [a][b]: b is a, or an ancestor of a */
};

enum dag_clock {
	DAG_ORDERED, /* no commit is older than its parents; equal dates are common */
	DAG_WILD,    /* dates say nothing */
};

static inline uint32_t dag_random(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(*seed >> 8) * below >> 24);
}

static inline void dag_add_parent(struct dag_commit *commit, size_t parent)
{
	for (size_t i = 0; i < commit->parent_count; i++)
		if (commit->parents[i] == parent)
			return;
	assert_in_range(commit->parent_count, 0, DAG_PARENTS - 1);
	commit->parents[commit->parent_count++] = parent;
}

/* Adds a commit without parents; a date before its parents' is the caller's wish. */
static inline struct dag_commit *dag_add(struct dag *dag, int64_t time)
{
	struct dag_commit *commit = &dag->v[dag->n];

	assert_in_range(dag->n, 0, DAG_MOST - 1);
	commit->parent_count = 0;
	commit->time = time;
	dag->n++;
	return commit;
}

/* Mostly short lines with merges, some octopuses, some roots. */
static inline void dag_fill(struct dag *dag, uint32_t *seed, size_t n, enum dag_clock clock)
{
	dag->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct dag_commit *commit = dag_add(dag, 1500000000);
		uint32_t kind = dag_random(seed, 100);
		size_t parents = !i || kind < 3 ? 0 : kind < 70 ? 1 : kind < 95 ? 2 : 3 + kind % 4;

		for (size_t k = 0; k < parents; k++) {
			uint32_t most = (uint32_t)(i < 12 || dag_random(seed, 8) == 0 ? i : 12);

			dag_add_parent(commit, i - 1 - dag_random(seed, most));
		}
		for (size_t k = 0; k < commit->parent_count; k++)
			if (dag->v[commit->parents[k]].time > commit->time)
				commit->time = dag->v[commit->parents[k]].time;
		commit->time = clock == DAG_WILD ? 1400000000 + dag_random(seed, 1000000)
						 : commit->time + dag_random(seed, 3);
	}
}

static inline void dag_read_marks(struct dag *dag)
{
	FILE *file = fopen("../marks", "r");
	unsigned long mark;
	char hex[64];
	size_t n = 0;

	assert_non_null(file);
	while (fscanf(file, ":%lu %40s\n", &mark, hex) == 2) {
		assert_in_range(mark, 1, dag->n);
		assert_int_equal(git_oid_fromstr(&dag->v[mark - 1].oid, hex), 0);
		n++;
	}
	fclose(file);
	assert_int_equal(n, dag->n);
}

/* Makes the commits, all with one file that names them, and finds out what reaches what. */
static inline void dag_import(struct dag *dag, const char *name)
{
	FILE *to = popen("git fast-import --quiet --force --export-marks=../marks", "w");

	assert_non_null(to);
	for (size_t i = 0; i < dag->n; i++) {
		const struct dag_commit *commit = &dag->v[i];
		char text[64];

		snprintf(text, sizeof(text), "%s %zu\n", name, i);
		fprintf(to, "reset refs/heads/%s\n\ncommit refs/heads/%s\nmark :%zu\n", name, name, i + 1);
		fprintf(to, "committer M <m@example.org> %lld +0000\ndata %zu\n%s", (long long)commit->time,
		    strlen(text), text);
		for (size_t k = 0; k < commit->parent_count; k++)
			fprintf(to, "%s :%zu\n", k ? "merge" : "from", commit->parents[k] + 1);
		fprintf(to, "M 100644 inline file\ndata %zu\n%s\n", strlen(text), text);
	}
	assert_int_equal(pclose(to), 0);
	dag_read_marks(dag);
	memset(dag->reaches, 0, sizeof(dag->reaches));
	for (size_t i = 0; i < dag->n; i++) {
		dag->reaches[i][i] = true;
		for (size_t k = 0; k < dag->v[i].parent_count; k++)
			for (size_t a = 0; a < dag->n; a++)
				if (dag->reaches[dag->v[i].parents[k]][a])
					dag->reaches[i][a] = true;
	}
}

/* The commits from `tip` down the first parents: how many, and which. */
static inline size_t dag_line(const struct dag *dag, size_t tip, size_t *line)
{
	size_t n = 0;

	for (line[n++] = tip; dag->v[tip].parent_count; n++)
		line[n] = tip = dag->v[tip].parents[0];
	return n;
}

static inline struct repo *dag_repo(void)
{
	struct repo *repo;
	struct error *err = repo_open(&repo);

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
	return repo;
}

#endif
