/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/risk.h"

#include "facts/start.h"
#include "source/commit.h"
#include "source/numstat.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- the sum of the commits' differences */

struct summing {
	const struct classes *classes;
	struct changed_files *files;
	struct {
		size_t *v; /* by file, which commit it is of */
		size_t n, cap;
	} of;
	bool *announced; /* by commit */
	bool known;
};

/* A commit that is read again has its files again: the former ones go. */
static void sum_commit(void *context, size_t index, bool known)
{
	struct summing *summing = context;
	size_t n = 0;

	summing->known = summing->known && known;
	if (!summing->announced[index]) {
		summing->announced[index] = true;
		return;
	}
	for (size_t i = 0; i < summing->files->n; i++) {
		if (summing->of.v[i] == index) {
			free(summing->files->v[i].path);
			continue;
		}
		summing->files->v[n] = summing->files->v[i];
		summing->of.v[n++] = summing->of.v[i];
	}
	summing->files->n = summing->of.n = n;
}

static void sum_file(void *context, size_t index, const struct difftree_file *file)
{
	struct summing *summing = context;
	struct changed_file changed = {
	    .path = mem_dupn(file->path, file->length),
	    .class = classes_of(summing->classes, file->path, file->length),
	    .status = file->status,
	    .binary = file->binary,
	    .lines = {file->added, file->removed},
	};

	array_push(summing->files, changed);
	array_push(&summing->of, index);
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

static struct error *add_sum(
    const struct survey *survey, const struct topic *topic, struct changed_files *files, bool *known)
{
	struct summing summing = {
	    .classes = survey->project->classes, .files = files, .of = ARRAY_INIT, .known = true};
	const struct numstat_visitor visitor = {sum_commit, sum_file, &summing};
	struct strings missing = STRINGS_INIT;
	ARRAY(git_oid) oids = ARRAY_INIT;
	struct error *err;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge)
			array_push(&oids, commit->oid);
	}
	summing.announced = mem_zero(oids.n + 1, sizeof(*summing.announced));
	err = numstat_commits(survey->project->repo, oids.v, oids.n, &visitor, &missing);
	*known = summing.known;
	fold(files);
	free(summing.announced);
	array_release(&summing.of);
	array_release(&oids);
	strings_release(&missing);
	return err;
}

struct error *risk_measure(const struct survey *survey, struct topic *topic, const struct strings *shared)
{
	struct changed_files files = CHANGED_FILES_INIT;
	bool known = true, found = true;
	struct error *err = NULL;

	if (topic->commits.n)
		err = start_difference(survey, topic, &files, &found);
	if (!err && !found)
		err = add_sum(survey, topic, &files, &known);
	if (err && err->code == ERROR_MISSING) {
		error_free(err);
		err = NULL;
		known = false;
	}
	topic->risk.known = !err && known;
	topic->risk.summed = !err && !found;
	for (size_t i = 0; topic->risk.known && i < files.n; i++)
		add_file(&topic->risk, &files.v[i], shared);
	ratio_of_files(&files, &topic->final);
	topic->final.known = topic->risk.known;
	changed_files_release(&files);
	return err;
}
