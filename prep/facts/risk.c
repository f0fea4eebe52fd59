/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/risk.h"

#include "facts/start.h"
#include "source/commit.h"
#include "source/treepairs.h"

#include <stdlib.h>
#include <string.h>

#define EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

static const char *const kernel_paths[] = {"mm/", "kernel/", "lib/", "init/", "include/linux/", NULL};
static const char *const kernel_signs[] = {"Kbuild", "MAINTAINERS", "arch/", "mm/", NULL};

/* Build and bookkeeping files that every change touches are in no area. */
static const char *const no_area[] = {"Kconfig", "Makefile", "MAINTAINERS", NULL};

struct error *risk_shared_paths(struct strings *out, struct project *project)
{
	struct error *err = NULL;
	bool kernel = true;

	config_all(project->config, "pullprep.sharedPath", out);
	if (out->n)
		return NULL;
	for (size_t i = 0; !err && kernel && kernel_signs[i]; i++)
		err = commit_has_entry(&kernel, project->repo, &project->mainline, kernel_signs[i]);
	for (size_t i = 0; !err && kernel && kernel_paths[i]; i++)
		strings_add(out, kernel_paths[i]);
	return err;
}

static bool is_under(const char *path, const char *directory)
{
	size_t n = strlen(directory);

	return !strncmp(path, directory, n) && (!n || directory[n - 1] == '/' || !path[n] || path[n] == '/');
}

static bool in_no_area(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	for (size_t i = 0; no_area[i]; i++)
		if (!strcmp(name, no_area[i]))
			return true;
	return !strncmp(name, "Kconfig.", 8) || !strncmp(path, "uapi/", 5) || strstr(path, "/uapi/");
}

/* The first two directories: "arch/x86", "mm"; "." for a file at the top. */
static char *area_of(const char *path)
{
	const char *first = strchr(path, '/'), *second = first ? strchr(first + 1, '/') : NULL;

	if (!first)
		return mem_dup(".");
	return mem_dupn(path, (size_t)((second ? second : first) - path));
}

static void add_file(struct risk *risk, const struct changed_file *file, const struct strings *shared)
{
	char *area;

	if (file->class != CLASS_CODE || !strchr("MTD", file->status))
		return;
	risk->existing_lines += file->lines.added + file->lines.removed;
	for (size_t i = 0; i < shared->n; i++)
		if (is_under(file->path, shared->v[i]) && !strings_has(&risk->shared, shared->v[i]))
			strings_add(&risk->shared, shared->v[i]);
	if (in_no_area(file->path))
		return;
	area = area_of(file->path);
	if (strings_has(&risk->areas, area))
		free(area);
	else
		strings_take(&risk->areas, area);
}

/* ---- the differences */

/* A topic while it is measured. */
struct measure {
	struct changed_files files;
	bool known, summed;
};

struct measuring {
	const struct survey *survey;
	struct measure *measures; /* by topic */
	struct {
		struct tree_pair *v; /* differences that git counts all at once */
		size_t n, cap;
	} pairs;
	struct {
		size_t *v; /* by pair: the topic that it is of */
		size_t n, cap;
	} of;
};

static struct error *tree_of(git_oid *out, const struct survey *survey, const git_oid *commit)
{
	struct history *history = survey->project->history;
	node_t node = history_node(history, commit);
	struct error *err = history_load(history, node);

	if (!err)
		*out = history_at(history, node)->tree;
	return err;
}

/* from: a commit, or NULL for nothing. */
static struct error *add_pair(struct measuring *m, size_t topic, const git_oid *from, const git_oid *to)
{
	struct tree_pair pair;
	struct error *err = tree_of(&pair.to, m->survey, to);

	if (!err && from)
		err = tree_of(&pair.from, m->survey, from);
	else
		git_oid_fromstr(&pair.from, EMPTY_TREE);
	if (err)
		return err;
	array_push(&m->pairs, pair);
	array_push(&m->of, topic);
	return NULL;
}

/* Each of its commits' differences, to be summed. */
static struct error *add_sum(struct measuring *m, size_t index)
{
	const struct topic *topic = &m->survey->topics.v[index];
	struct error *err = NULL;

	m->measures[index].summed = true;
	for (size_t i = 0; !err && i < topic->commits.n; i++) {
		const struct commit_facts *commit = &m->survey->commits.v[topic->commits.v[i]];

		if (!commit->merge)
			err = add_pair(
			    m, index, oid_is_zero(&commit->parent) ? NULL : &commit->parent, &commit->oid);
	}
	return err;
}

static struct error *plan_one(struct measuring *m, size_t index)
{
	const struct topic *topic = &m->survey->topics.v[index];
	struct measure *measure = &m->measures[index];
	struct ids starts;
	bool found;
	struct error *err = start_find(&starts, &found, m->survey, topic);

	if (err)
		return err;
	if (found && starts.n > 1)
		err = start_difference(m->survey, &starts, &topic->tip, &measure->files, &found);
	else if (found)
		err = add_pair(m, index, starts.n ? &starts.v[0] : NULL, &topic->tip);
	if (!err && !found)
		err = add_sum(m, index);
	array_release(&starts);
	return err;
}

static void take_file(void *context, size_t pair, const struct difftree_file *file)
{
	struct measuring *m = context;
	struct changed_file changed = {
	    .path = mem_dupn(file->path, file->length),
	    .class = classes_of(m->survey->project->classes, file->path, file->length),
	    .status = file->status,
	    .binary = file->binary,
	    .lines = {file->added, file->removed},
	};

	array_push(&m->measures[m->of.v[pair]].files, changed);
}

static struct error *read_pairs(struct measuring *m)
{
	const struct tree_pair_visitor visitor = {take_file, m};
	bool *known = mem_zero(m->pairs.n + 1, sizeof(*known));
	struct strings missing = STRINGS_INIT;
	struct error *err =
	    tree_pairs_read(m->survey->project->repo, m->pairs.v, m->pairs.n, known, &visitor, &missing);

	for (size_t i = 0; i < m->pairs.n; i++)
		m->measures[m->of.v[i]].known = m->measures[m->of.v[i]].known && known[i];
	strings_release(&missing);
	free(known);
	return err;
}

static int by_path(const void *a, const void *b)
{
	const struct changed_file *left = a, *right = b;
	int path = strcmp(left->path, right->path);

	/* The commit that added the file goes first. */
	return path ? path : (left->status != 'A') - (right->status != 'A');
}

/* One entry a path; a file that the topic itself added was not there before, whatever its later commits do to
 * it. */
static void fold(struct changed_files *files)
{
	size_t n = 0;

	if (files->n)
		qsort(files->v, files->n, sizeof(*files->v), by_path);
	for (size_t i = 0; i < files->n; i++) {
		if (n && !strcmp(files->v[n - 1].path, files->v[i].path)) {
			files->v[n - 1].lines.added += files->v[i].lines.added;
			files->v[n - 1].lines.removed += files->v[i].lines.removed;
			free(files->v[i].path);
		} else {
			files->v[n++] = files->v[i];
		}
	}
	files->n = n;
}

/* ---- the figures */

static void judge(struct topic *topic, struct measure *measure, const struct strings *shared)
{
	if (measure->summed)
		fold(&measure->files);
	topic->risk.known = measure->known;
	topic->risk.summed = measure->known && measure->summed;
	for (size_t i = 0; measure->known && i < measure->files.n; i++)
		add_file(&topic->risk, &measure->files.v[i], shared);
	ratio_of_files(&measure->files, &topic->final);
	topic->final.known = measure->known;
}

struct error *risk_measure(struct survey *survey, const struct strings *shared)
{
	struct measuring m = {.survey = survey};
	struct error *err = NULL;

	m.measures = mem_zero(survey->topics.n + 1, sizeof(*m.measures));
	for (size_t i = 0; !err && i < survey->topics.n; i++) {
		m.measures[i].known = true;
		if (survey->topics.v[i].commits.n)
			err = plan_one(&m, i);
		if (err && err->code == ERROR_MISSING) {
			error_free(err);
			err = NULL;
			m.measures[i].known = false;
		}
		error_context(err, "topic %s", survey->topics.v[i].name);
	}
	if (!err)
		err = read_pairs(&m);
	for (size_t i = 0; i < survey->topics.n; i++) {
		if (!err)
			judge(&survey->topics.v[i], &m.measures[i], shared);
		changed_files_release(&m.measures[i].files);
	}
	free(m.measures);
	array_release(&m.pairs);
	array_release(&m.of);
	return err;
}
