/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/picked.h"

#include <stdlib.h>
#include <string.h>

/* git lists nothing twice in one go: only what was there before counts. */
static void add_new(struct ids *out, const struct ids *listed)
{
	size_t before = out->n;

	for (size_t i = 0; i < listed->n; i++) {
		bool known = false;

		for (size_t k = 0; !known && k < before; k++)
			known = oid_equal(&out->v[k], &listed->v[i]);
		if (!known)
			array_push(out, listed->v[i]);
	}
}

static struct error *bad_revision(const char *revision, const char *words)
{
	struct error *err = error_new(ERROR_NOT_FOUND, "'%s' names no commit%s%s", revision,
	    *words ? ": git says: " : "", !strncmp(words, "fatal: ", 7) ? words + 7 : words);

	return error_hint(err, "Name commits (ids, HEAD~2, a tag), or a range A..B that holds some.");
}

static struct error *pick(struct ids *out, struct repo *repo, const char *revision)
{
	const char *const args[] = {
	    "rev-list", "--no-walk=unsorted", "--end-of-options", revision, "--", NULL};
	struct buf answer = BUF_INIT, words = BUF_INIT;
	struct ids listed = {.v = NULL};
	struct error *err;
	int status;

	if (*revision == '-' || !*revision)
		return error_hint(error_new(ERROR_USAGE, "'%s' is no commit and no range", revision),
		    "Name commits (ids, HEAD~2, a tag), or a range A..B.");
	err = repo_git_status(repo, &answer, &words, &status, args);
	buf_trim(&words);
	if (!err && !status)
		err = ids_read(&listed, answer.s);
	if (!err && !listed.n)
		err = bad_revision(revision, words.s);
	if (!err)
		add_new(out, &listed);
	array_release(&listed);
	buf_release(&answer);
	buf_release(&words);
	return err;
}

struct error *picked_find(struct ids *out, struct repo *repo, const struct strings *revisions)
{
	struct error *err = NULL;

	*out = (struct ids){.v = NULL};
	for (size_t i = 0; !err && i < revisions->n; i++)
		err = pick(out, repo, revisions->v[i]);
	if (err)
		array_release(out);
	return err;
}
