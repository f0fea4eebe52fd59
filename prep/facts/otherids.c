/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/otherids.h"

#include "facts/samepatch.h"

#include <string.h>

/* What git finds by the author's address. */
static struct error *list_by_author(
    struct ids *out, struct repo *repo, const char *email, const git_oid *tip, const git_oid *without)
{
	char *author = mem_format("--author=<%s>", email), *from = oid_text(tip), *to = oid_text(without);
	struct buf answer = BUF_INIT;
	struct error *err = repo_git(repo, &answer, "rev-list", "--no-merges", "--fixed-strings",
	    "--regexp-ignore-case", author, from, "--not", to, NULL);

	if (!err)
		err = ids_read(out, answer.s);
	buf_release(&answer);
	free(author);
	free(from);
	free(to);
	return err;
}

static struct error *may_be_same(
    bool *out, struct repo *repo, const struct commit *commit, const git_oid *other)
{
	struct commit read;
	struct error *err = commit_read(&read, repo, other);

	*out = false;
	if (err)
		return err;
	*out = !oid_equal(other, &commit->oid) &&
	       (read.authored == commit->authored || !strcmp(read.subject, commit->subject));
	commit_release(&read);
	return NULL;
}

static struct error *keep_same(
    struct ids *out, struct project *project, const struct commit *commit, const struct ids *listed)
{
	struct tree_reader *reader = tree_reader_new(project->repo);
	struct error *err = NULL;

	for (size_t i = 0; !err && i < listed->n; i++) {
		bool same;

		err = may_be_same(&same, project->repo, commit, &listed->v[i]);
		if (!err && same)
			err = same_patch(&same, reader, project->repo, project->history,
			    history_node(project->history, &commit->oid),
			    history_node(project->history, &listed->v[i]));
		if (!err && same)
			array_push(out, listed->v[i]);
	}
	tree_reader_free(reader);
	return err;
}

struct error *other_ids_find(struct ids *out, struct project *project, const struct commit *commit,
    const git_oid *tip, const git_oid *without)
{
	struct ids listed = {.v = NULL};
	struct error *err = NULL;

	*out = (struct ids){.v = NULL};
	if (commit->parent_count > 1)
		return NULL;
	err = list_by_author(&listed, project->repo, commit->author_email, tip, without);
	if (!err)
		err = keep_same(out, project, commit, &listed);
	array_release(&listed);
	if (err)
		array_release(out);
	return err;
}
