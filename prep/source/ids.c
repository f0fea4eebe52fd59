/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/ids.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

void ids_sort(struct ids *ids)
{
	if (ids->n)
		qsort(ids->v, ids->n, sizeof(*ids->v), compare);
}

bool ids_has(const struct ids *sorted, const git_oid *id)
{
	return sorted->n && bsearch(id, sorted->v, sorted->n, sizeof(*sorted->v), compare);
}

struct error *ids_read(struct ids *out, const char *answer)
{
	struct strings lines = STRINGS_INIT;
	struct error *err = NULL;

	strings_split(&lines, answer, '\n');
	for (size_t i = 0; !err && i < lines.n; i++) {
		git_oid id;

		if (strlen(lines.v[i]) != GIT_OID_HEXSZ || git_oid_fromstr(&id, lines.v[i]) < 0)
			err = error_failed("git answered '%s' where an object's id belongs", lines.v[i]);
		else
			array_push(out, id);
	}
	strings_release(&lines);
	return err;
}

struct error *merge_bases(
    size_t *count, git_oid *first, struct repo *repo, const git_oid *one, const git_oid *other)
{
	char *ours = oid_text(one), *theirs = oid_text(other);
	const char *const args[] = {"merge-base", "--all", ours, theirs, NULL};
	struct buf answer = BUF_INIT, words = BUF_INIT;
	struct ids bases = {.v = NULL};
	int status = 0;
	struct error *err = repo_git_status(repo, &answer, &words, &status, args);

	buf_trim(&words);
	if (!err && status > 1)
		err = error_failed("the merge bases of %.12s and %.12s: %s", ours, theirs, words.s);
	if (!err && !status)
		err = ids_read(&bases, answer.s);
	*count = err ? 0 : bases.n;
	if (*count)
		*first = bases.v[0];
	array_release(&bases);
	buf_release(&answer);
	buf_release(&words);
	free(ours);
	free(theirs);
	return err;
}
