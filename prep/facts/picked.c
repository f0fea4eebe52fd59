/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/picked.h"

#include <stdlib.h>
#include <string.h>

/* git lists nothing twice in one go: only what was there before counts. */
static void add(struct picked *out, size_t before, const git_oid *oid)
{
	for (size_t i = 0; i < before; i++)
		if (oid_equal(&out->v[i], oid))
			return;
	array_push(out, *oid);
}

static struct error *bad_revision(const char *revision, const char *words)
{
	struct error *err = error_new(ERROR_NOT_FOUND, "'%s' names no commit%s%s", revision,
	    *words ? ": git says: " : "", !strncmp(words, "fatal: ", 7) ? words + 7 : words);

	return error_hint(err, "Name commits (ids, HEAD~2, a tag), or a range A..B that holds some.");
}

static struct error *pick(struct picked *out, struct repo *repo, const char *revision)
{
	const char *const args[] = {
	    "rev-list", "--no-walk=unsorted", "--end-of-options", revision, "--", NULL};
	struct buf answer = BUF_INIT, words = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	size_t before = out->n;
	struct error *err;
	int status;

	if (*revision == '-' || !*revision)
		return error_hint(error_new(ERROR_USAGE, "'%s' is no commit and no range", revision),
		    "Name commits (ids, HEAD~2, a tag), or a range A..B.");
	err = repo_git_status(repo, &answer, &words, &status, args);
	buf_trim(&words);
	strings_split(&lines, answer.s, '\n');
	if (!err && (status || !lines.n))
		err = bad_revision(revision, words.s);
	for (size_t i = 0; !err && i < lines.n; i++) {
		git_oid oid;

		if (git_oid_fromstr(&oid, lines.v[i]) == 0)
			add(out, before, &oid);
	}
	strings_release(&lines);
	buf_release(&answer);
	buf_release(&words);
	return err;
}

struct error *picked_find(struct picked *out, struct repo *repo, const struct strings *revisions)
{
	struct error *err = NULL;

	*out = (struct picked){.v = NULL};
	for (size_t i = 0; !err && i < revisions->n; i++)
		err = pick(out, repo, revisions->v[i]);
	if (err)
		picked_release(out);
	return err;
}

void picked_release(struct picked *picked)
{
	array_release(picked);
}
