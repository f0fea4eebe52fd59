/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/commitids.h"

#include <stdlib.h>
#include <string.h>

static int compare_ids(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

void commit_ids_sort(struct commit_ids *ids)
{
	if (ids->n)
		qsort(ids->v, ids->n, sizeof(*ids->v), compare_ids);
}

bool commit_ids_has(const struct commit_ids *ids, const git_oid *id)
{
	return ids->n && bsearch(id, ids->v, ids->n, sizeof(*ids->v), compare_ids);
}

struct error *commit_ids_between(struct commit_ids *out, struct repo *repo, const git_oid *from,
    const git_oid *without, const git_oid *nor)
{
	char *head = oid_text(from), *hex = oid_text(without), *hidden = mem_format("^%s", hex);
	char *other = nor ? oid_text(nor) : NULL, *too = mem_format("^%s", other ? other : hex);
	struct strings lines = STRINGS_INIT;
	struct buf text = BUF_INIT;
	struct error *err = repo_git(repo, &text, "rev-list", "--no-merges", head, hidden, too, "--", NULL);

	strings_split(&lines, text.s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++) {
		git_oid id;

		if (git_oid_fromstr(&id, lines.v[i]) < 0)
			err = error_failed("git rev-list answered '%s'", lines.v[i]);
		else
			array_push(out, id);
	}
	commit_ids_sort(out);
	strings_release(&lines);
	buf_release(&text);
	free(head);
	free(hex);
	free(hidden);
	free(other);
	free(too);
	return err;
}

void commit_ids_add_own(struct commit_ids *ids, const struct survey *survey, const struct topic *topic)
{
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge)
			array_push(ids, commit->oid);
	}
}
