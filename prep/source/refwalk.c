/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/refwalk.h"

#include "source/commit.h"

#include <fnmatch.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PACKED_MOST = 1 << 20 }; /* bytes */

/* ---- which ---- */

static bool is_below(const char *pattern)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/remotes/", "refs/tags/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncmp(pattern, prefixes[i], strlen(prefixes[i])))
			return !strpbrk(pattern, "?[\\") && !strstr(pattern, "**");
	return false;
}

/* "ID NAME", "^ID" or "# words". */
static bool is_packed_ref(const char *line)
{
	const char *id = line + (*line == '^');
	size_t digits = strspn(id, "0123456789abcdef");

	if (*line == '#')
		return true;
	return digits == GIT_OID_HEXSZ && id[digits] == (*line == '^' ? '\n' : ' ');
}

/* libgit2 tells of a line that is broken once, and takes the file for an empty one from then on. */
static bool are_packed_refs(struct repo *repo)
{
	char *path = mem_format("%s/packed-refs", repo_common_dir(repo)), *line = NULL;
	FILE *file = fopen(path, "r");
	size_t size = 0;
	struct stat info;
	bool sound = !file || (!fstat(fileno(file), &info) && info.st_size <= PACKED_MOST);

	while (sound && file && getline(&line, &size, file) > 0)
		sound = is_packed_ref(line);
	if (file)
		fclose(file);
	free(line);
	free(path);
	return sound;
}

static bool can_walk(struct repo *repo, const char *const *patterns)
{
	bool can = true;

	for (; can && *patterns; patterns++)
		can = is_below(*patterns);
	return can && are_packed_refs(repo);
}

/* As git for-each-ref has it: a whole name, the beginning of one up to a slash, or a glob whose "*" holds no slash. */
static bool is_match(const char *name, const char *pattern)
{
	size_t length = strlen(pattern);

	if (!strncmp(name, pattern, length) &&
	    (pattern[length - 1] == '/' || !name[length] || name[length] == '/'))
		return true;
	return !fnmatch(pattern, name, FNM_PATHNAME);
}

static bool is_wanted(const char *name, const char *const *patterns)
{
	for (; *patterns; patterns++)
		if (is_match(name, *patterns))
			return true;
	return false;
}

/* ---- what they point at ---- */

/* A commit's committer date. */
static bool read_date(int64_t *out, struct repo *repo, const git_oid *oid)
{
	struct commit commit;
	struct error *err = commit_read(&commit, repo, oid);

	if (!err)
		*out = commit.committed;
	commit_release(&commit);
	error_free(err);
	return !err;
}

/* A tag of a commit, with a date or without. */
static bool take_tag(struct ref *ref, struct repo *repo)
{
	git_tag *tag = NULL;
	bool good = !git_tag_lookup(&tag, repo_handle(repo), &ref->target) &&
		    git_tag_target_type(tag) == GIT_OBJECT_COMMIT;
	const git_signature *tagger = good ? git_tag_tagger(tag) : NULL;

	ref->annotated = true;
	if (good)
		ref->commit = *git_tag_target_id(tag);
	if (tagger) {
		ref->tagger = tagger->when.time;
		good = git_odb_exists(repo_odb(repo), &ref->commit);
	} else {
		good = good && read_date(&ref->tagger, repo, &ref->commit);
	}
	git_tag_free(tag);
	return good;
}

static bool take_target(struct ref *ref, struct repo *repo)
{
	size_t length;
	git_object_t type;

	if (git_odb_read_header(&length, &type, repo_odb(repo), &ref->target) < 0)
		return false;
	if (type == GIT_OBJECT_TAG)
		return take_tag(ref, repo);
	if (type != GIT_OBJECT_COMMIT)
		return true;
	ref->commit = ref->target;
	return read_date(&ref->tagger, repo, &ref->target);
}

static bool take_ref(struct refs *out, struct repo *repo, const char *name)
{
	struct ref ref = {.name = NULL};
	git_reference *found = NULL, *direct = NULL;
	bool good =
	    !git_reference_lookup(&found, repo_handle(repo), name) && !git_reference_resolve(&direct, found);

	if (good)
		ref.target = *git_reference_target(direct);
	git_reference_free(direct);
	git_reference_free(found);
	if (!good || !take_target(&ref, repo))
		return false;
	ref.name = mem_dup(name);
	array_push(out, ref);
	return true;
}

/* ---- all of them ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct ref *)a)->name, ((const struct ref *)b)->name);
}

bool refs_walk(struct repo *repo, struct refs *out, const char *const *patterns)
{
	git_reference_iterator *walk = NULL;
	struct refs found = REFS_INIT;
	const char *name;
	int status = GIT_ITEROVER;
	bool good = can_walk(repo, patterns) && !git_reference_iterator_new(&walk, repo_handle(repo));

	while (good && !(status = git_reference_next_name(&name, walk)))
		good = !is_wanted(name, patterns) || take_ref(&found, repo, name);
	good = good && status == GIT_ITEROVER;
	git_reference_iterator_free(walk);
	if (good && found.n)
		qsort(found.v, found.n, sizeof(*found.v), by_name);
	for (size_t i = 0; good && i < found.n; i++) {
		array_push(out, found.v[i]);
		found.v[i].name = NULL;
	}
	refs_release(&found);
	return good;
}
