/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/requestref.h"

#include <stdlib.h>
#include <string.h>

static bool ref_exists(struct repo *repo, const char *full, struct error **err)
{
	const char *const args[] = {"show-ref", "--verify", "--quiet", full, NULL};
	int status = 1;

	if (!*err)
		*err = repo_git_status(repo, NULL, NULL, &status, args);
	return !*err && !status;
}

/* "topic": a branch, or a tag, but not both. */
static struct error *find_short(char **full, struct repo *repo, const char *name)
{
	char *branch = mem_format("refs/heads/%s", name), *tag = mem_format("refs/tags/%s", name);
	struct error *err = NULL;
	bool is_branch = ref_exists(repo, branch, &err), is_tag = ref_exists(repo, tag, &err);

	if (!err && is_branch && is_tag)
		err = error_hint(error_failed("'%s' is both a branch and a tag", name), "Say which: %s or %s",
		    branch, tag);
	else if (!err && (is_branch || is_tag))
		*full = mem_dup(is_branch ? branch : tag);
	free(branch);
	free(tag);
	return err;
}

struct error *requestref_find(char **full, struct repo *repo, const char *name)
{
	char *as_is = !strncmp(name, "heads/", 6) || !strncmp(name, "tags/", 5) ? mem_format("refs/%s", name)
										: mem_dup(name);
	struct error *err = NULL;

	*full = NULL;
	if (!strncmp(as_is, "refs/", 5) && ref_exists(repo, as_is, &err))
		*full = mem_dup(as_is);
	else if (!err)
		err = find_short(full, repo, name);
	free(as_is);
	return err;
}

struct error *requestref_head(char **full, struct repo *repo)
{
	const char *const args[] = {"symbolic-ref", "-q", "HEAD", NULL};
	struct buf out = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &out, NULL, &status, args);

	buf_trim(&out);
	*full = err || status ? NULL : buf_detach(&out);
	buf_release(&out);
	return err;
}

struct error *requestref_ending(struct strings *full, struct repo *repo, const char *name)
{
	const char *const args[] = {"show-ref", "--heads", "--tags", "--", name, NULL};
	struct strings lines = STRINGS_INIT;
	struct buf out = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &out, NULL, &status, args);

	strings_split(&lines, err || status ? "" : out.s, '\n');
	for (size_t i = 0; i < lines.n; i++) {
		const char *blank = strchr(lines.v[i], ' ');

		if (blank)
			strings_add(full, blank + 1);
	}
	strings_release(&lines);
	buf_release(&out);
	return err;
}
