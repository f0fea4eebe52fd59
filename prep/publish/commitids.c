/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/commitids.h"

#include <stdlib.h>
#include <string.h>

struct error *commit_ids_between(
    struct ids *out, struct repo *repo, const git_oid *from, const git_oid *without, const git_oid *nor)
{
	char *head = oid_text(from), *hex = oid_text(without), *hidden = mem_format("^%s", hex);
	char *other = nor ? oid_text(nor) : NULL, *too = mem_format("^%s", other ? other : hex);
	struct buf text = BUF_INIT;
	struct error *err = repo_git(repo, &text, "rev-list", "--no-merges", head, hidden, too, "--", NULL);

	if (!err)
		err = ids_read(out, text.s);
	ids_sort(out);
	buf_release(&text);
	free(head);
	free(hex);
	free(hidden);
	free(other);
	free(too);
	return err;
}

void commit_ids_add_own(struct ids *ids, const struct survey *survey, const struct topic *topic)
{
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge)
			array_push(ids, commit->oid);
	}
}
