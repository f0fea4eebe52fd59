/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "facts/extent.h"

#include "facts/abi.h"
#include "facts/scope.h"
#include "facts/testrepos.h"
#include "source/commit.h"
#include "source/tree.h"

#include <string.h>

struct reading {
	const struct survey *survey;
	struct tree_reader *reader;
	bool kernel;           /* the project is one */
	struct strings scope;  /* pullprep.scope */
	struct extent *extent; /* of the commit that is read, */
	bool table;            /* which changes a table of system calls */
};

static bool begins(const char *path, size_t length, const char *start)
{
	return length >= strlen(start) && !memcmp(path, start, strlen(start));
}

static bool is_uapi(const char *path, size_t length)
{
	const char *slash;

	if (begins(path, length, "include/uapi/"))
		return true;
	if (!begins(path, length, "arch/"))
		return false;
	slash = memchr(path + 5, '/', length - 5);
	return slash && begins(slash, length - (size_t)(slash - path), "/include/uapi/");
}

/* arch/x86/entry/syscalls/syscall_64.tbl; one of tools/ is a copy. */
static bool is_syscall_table(const char *path, size_t length)
{
	static const char end[] = ".tbl", name[] = "/syscall";

	return length > strlen(end) && !memcmp(path + length - strlen(end), end, strlen(end)) &&
	       (begins(path, length, "arch/") || begins(path, length, "scripts/")) &&
	       memmem(path, length, name, strlen(name));
}

static bool look_at(void *context, const struct tree_change *change)
{
	struct reading *reading = context;
	struct extent *extent = reading->extent;
	enum path_class class = classes_of(reading->survey->project->classes, change->path, change->length);
	bool tools = begins(change->path, change->length, "tools/");

	extent->tests |= class == CLASS_TESTS;
	extent->docs |= class == CLASS_DOCS;
	extent->tools |= tools && class != CLASS_TESTS && class != CLASS_DOCS;
	extent->kernel |= reading->kernel && !tools && class == CLASS_CODE;
	if (!scope_has(&reading->scope, change->path, change->length))
		strings_take(&extent->outside, mem_dupn(change->path, change->length));
	if (is_uapi(change->path, change->length)) {
		extent->uapi = true;
		if (!change->old_mode)
			strings_take(&extent->additions, mem_dupn(change->path, change->length));
	} else if (is_syscall_table(change->path, change->length)) {
		reading->table = true;
	}
	return true;
}

static void add_all(struct strings *out, const struct strings *names)
{
	for (size_t i = 0; i < names->n; i++)
		strings_add(out, names->v[i]);
}

/* What has a name says more than the file that it is in. */
static struct error *add_names(struct extent *extent, struct repo *repo, const struct commit_facts *commit)
{
	struct strings additions = STRINGS_INIT;
	struct abi abi;
	struct error *err = abi_find(&abi, repo, &commit->parent, &commit->oid);

	if (err)
		return err;
	add_all(&additions, &abi.new_ioctls);
	add_all(&additions, &abi.new_capabilities);
	add_all(&additions, &abi.new_syscalls);
	add_all(&additions, &extent->additions);
	strings_release(&extent->additions);
	extent->additions = additions;
	abi_release(&abi);
	return NULL;
}

static struct error *tree_of(git_oid *out, struct history *history, const git_oid *commit)
{
	node_t node = history_node(history, commit);
	struct error *err = history_load(history, node);

	if (!err)
		*out = history_at(history, node)->tree;
	return err;
}

static struct error *read_one(struct reading *reading, const struct commit_facts *commit)
{
	struct project *project = reading->survey->project;
	git_oid from = {{0}}, to;
	bool stopped;
	struct error *err;

	reading->table = false;
	err = tree_of(&to, project->history, &commit->oid);

	if (!err && !oid_is_zero(&commit->parent))
		err = tree_of(&from, project->history, &commit->parent);
	if (!err)
		err = tree_changes(reading->reader, &from, &to, NULL, look_at, reading, &stopped);
	if (!err && (reading->extent->uapi || reading->table) && !oid_is_zero(&commit->parent))
		err = add_names(reading->extent, project->repo, commit);
	reading->extent->known = !err;
	if (err && err->code == ERROR_MISSING) {
		error_free(err);
		err = NULL;
	}
	return err;
}

/* The repositories of tests are asked once, of all names. */
static struct error *find_untested(struct extent *extents, const struct survey *survey)
{
	struct strings names = STRINGS_INIT, untested = STRINGS_INIT;
	struct error *err;

	for (size_t i = 0; i < survey->commits.n; i++)
		for (size_t k = 0; k < extents[i].additions.n; k++)
			if (!strings_has(&names, extents[i].additions.v[k]))
				strings_add(&names, extents[i].additions.v[k]);
	err = test_repos_find(&untested, survey->project, &names);
	for (size_t i = 0; i < survey->commits.n; i++)
		for (size_t k = 0; k < extents[i].additions.n; k++)
			if (strings_has(&untested, extents[i].additions.v[k]))
				strings_add(&extents[i].untested, extents[i].additions.v[k]);
	strings_release(&names);
	strings_release(&untested);
	return err;
}

struct error *extent_find(struct extent **out, const struct survey *survey)
{
	struct project *project = survey->project;
	struct extent *extents = mem_zero(survey->commits.n + 1, sizeof(*extents));
	struct reading reading = {.survey = survey, .reader = tree_reader_new(project->repo)};
	bool mm = false, arch = false;
	struct error *err = commit_has_entry(&mm, project->repo, &project->mainline, "mm/");

	if (!err)
		err = commit_has_entry(&arch, project->repo, &project->mainline, "arch/");
	reading.kernel = mm && arch;
	config_all(project->config, "pullprep.scope", &reading.scope);
	for (size_t i = 0; !err && i < survey->commits.n; i++) {
		reading.extent = &extents[i];
		if (!survey->commits.v[i].merge)
			err = read_one(&reading, &survey->commits.v[i]);
	}
	if (!err)
		err = find_untested(extents, survey);
	tree_reader_free(reading.reader);
	strings_release(&reading.scope);
	if (err) {
		extent_free(extents, survey->commits.n);
		extents = NULL;
	}
	*out = extents;
	return err;
}

void extent_free(struct extent *extents, size_t n)
{
	for (size_t i = 0; extents && i < n; i++) {
		strings_release(&extents[i].additions);
		strings_release(&extents[i].untested);
		strings_release(&extents[i].outside);
	}
	free(extents);
}
