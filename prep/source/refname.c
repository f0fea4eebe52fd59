/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/refname.h"

#include "source/refwalk.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The rules of gitrevisions(7), in their order. */
static const char *const ref_rules[] = {
    "%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"};

/* An id is one before it is a ref; libgit2 takes slashes away that git does not. */
static bool is_plain_name(const char *name)
{
	return *name && *name != '-' && *name != '/' && !strpbrk(name, "@^~:?*[\\ ") && !strstr(name, "//") &&
	       strspn(name, "0123456789abcdefABCDEF") != GIT_OID_HEXSZ;
}

/* Others may be of one work tree alone. */
static bool is_shared_ref(const char *ref)
{
	return !strncmp(ref, "refs/heads/", 11) || !strncmp(ref, "refs/tags/", 10) ||
	       !strncmp(ref, "refs/remotes/", 13);
}

static bool has_file(const char *directory, const char *name)
{
	char *path = mem_format("%s/%s", directory, name);
	bool has = !access(path, F_OK);

	free(path);
	return has;
}

/* Any file beside HEAD can be a ref to git, of the work tree or of all. */
static bool is_file(const struct repo *repo, const char *name)
{
	return strncmp(name, "refs/", 5) != 0 &&
	       (has_file(repo_git_dir(repo), name) || has_file(repo_common_dir(repo), name));
}

bool refname_find(struct repo *repo, const char *name, char **out, git_oid *target)
{
	size_t found = 0;
	bool sure = is_plain_name(name) && !is_file(repo, name);

	for (size_t i = 0; sure && i < sizeof(ref_rules) / sizeof(*ref_rules); i++) {
		struct buf full = BUF_INIT;
		git_reference *ref = NULL;
		int status;

		buf_addf(&full, ref_rules[i], name);
		status = git_reference_lookup(&ref, repo_handle(repo), full.s);
		if (status) {
			sure = status == GIT_ENOTFOUND || status == GIT_EINVALIDSPEC;
		} else {
			sure = !found++ && git_reference_type(ref) == GIT_REFERENCE_DIRECT &&
			       is_shared_ref(full.s);
			*out = sure ? mem_dup(full.s) : *out;
			*target = sure ? *git_reference_target(ref) : *target;
		}
		git_reference_free(ref);
		buf_release(&full);
	}
	if (sure && found && refs_are_plain(repo))
		return true;
	free(*out);
	*out = NULL;
	return false;
}

bool refname_commit(struct repo *repo, const char *name, char **ref, git_oid *commit)
{
	git_object *object = NULL, *peeled = NULL;
	git_oid target;
	bool is_one;

	*ref = NULL;
	is_one = refname_find(repo, name, ref, &target) &&
		 !git_object_lookup(&object, repo_handle(repo), &target, GIT_OBJECT_ANY) &&
		 !git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);
	if (is_one) {
		*commit = *git_object_id(peeled);
	} else {
		free(*ref);
		*ref = NULL;
	}
	git_object_free(peeled);
	git_object_free(object);
	return is_one;
}
