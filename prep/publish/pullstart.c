/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/pullstart.h"

#include "facts/ancestry.h"
#include "source/aside.h"

#include <stdlib.h>

/* What the commits that `head` alone holds stand on; where there are none, `head` itself is held. */
static void list_starts(struct ids *out, const struct ancestry *ancestry, const git_oid *head)
{
	struct history *history = ancestry->history;
	bool *listed = mem_zero(history_count(history) + 1, sizeof(*listed));

	for (size_t i = 0; i < ancestry->n; i++)
		for (size_t k = 0; k < history_at(history, ancestry->v[i])->parent_count; k++) {
			node_t parent = history_parents(history, ancestry->v[i])[k];

			if (!listed[parent] && !walk_is_visible(ancestry->walk, parent))
				array_push(out, history_at(history, parent)->oid);
			listed[parent] = true;
		}
	if (!ancestry->n)
		array_push(out, *head);
	free(listed);
}

static void list_brought(struct ids *out, const struct ancestry *ancestry)
{
	for (size_t i = 0; i < ancestry->n; i++) {
		const struct node *node = history_at(ancestry->history, ancestry->v[i]);

		if (node->parent_count < 2)
			array_push(out, node->oid);
	}
	ids_sort(out);
}

struct error *pullstart_find(struct ids *out, struct ids *brought, struct history *history,
    const git_oid *head, const struct ids *having)
{
	struct ancestry ancestry;
	struct error *err = ancestry_find(&ancestry, history, head, 1, having->v, having->n);

	*out = (struct ids){.v = NULL};
	if (brought)
		*brought = (struct ids){.v = NULL};
	if (err)
		return err;
	list_starts(out, &ancestry, head);
	err = ancestry_heads(out->v, &out->n, history);
	ids_sort(out);
	if (err)
		array_release(out);
	else if (brought)
		list_brought(brought, &ancestry);
	ancestry_release(&ancestry);
	return err;
}

struct error *pullstart_holds(
    bool *out, struct history *history, const git_oid *commit, const git_oid *ancestor)
{
	struct ancestry ancestry;
	struct error *err = ancestry_find(&ancestry, history, ancestor, 1, commit, 1);

	*out = !err && !ancestry.n;
	if (!err)
		ancestry_release(&ancestry);
	return err;
}

/* Does the commit hold all of them? */
static struct error *holds_all(
    bool *out, struct history *history, const git_oid *commit, const struct ids *starts)
{
	struct error *err = NULL;

	*out = true;
	for (size_t i = 0; !err && *out && i < starts->n; i++)
		err = pullstart_holds(out, history, commit, &starts->v[i]);
	return err;
}

/* The first merge of `head` that holds all of them, whatever its date: zero if there is none. */
static struct error *find_resolution(
    git_oid *out, struct history *history, const struct ids *starts, const git_oid *head)
{
	struct ancestry ancestry;
	struct error *err = ancestry_find(&ancestry, history, head, 1, starts->v, starts->n);

	*out = (git_oid){{0}};
	if (err)
		return err;
	for (size_t i = ancestry.n; !err && i-- > 0;) {
		const git_oid commit = history_at(history, ancestry.v[i])->oid;
		bool first = history_at(history, ancestry.v[i])->parent_count > 1;

		if (first)
			err = holds_all(&first, history, &commit, starts);
		if (!err && first && !git_oid_is_zero(out))
			err = pullstart_holds(&first, history, out, &commit);
		if (!err && first)
			*out = commit;
	}
	ancestry_release(&ancestry);
	return err;
}

/* Merges them as git does, one after the other. */
static struct error *merge_all(git_oid *out, bool *clean, struct repo *repo, const struct ids *starts)
{
	struct error *err = NULL;

	*out = starts->v[0];
	*clean = true;
	for (size_t i = 1; !err && *clean && i < starts->n; i++) {
		git_oid so_far = *out;

		err = aside_merge(out, clean, repo, &so_far, &starts->v[i]);
	}
	return err;
}

/* A commit on all of them that has the tree of `model`. */
static struct error *merge_like(
    git_oid *out, struct repo *repo, const struct ids *starts, const git_oid *model)
{
	static const char *const make[] = {"-c", "user.name=pullprep", "-c", "user.email=pullprep@localhost",
	    "-c", "commit.gpgSign=false", "commit-tree", "-m", "pulled before"};
	char *hex = oid_text(model), *tree = mem_format("%s^{tree}", hex);
	ARRAY(const char *) args = ARRAY_INIT;
	struct strings ids = STRINGS_INIT;
	struct buf answer = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < sizeof(make) / sizeof(*make); i++)
		array_push(&args, make[i]);
	for (size_t i = 0; i < starts->n; i++) {
		strings_take(&ids, oid_text(&starts->v[i]));
		array_push(&args, "-p");
		array_push(&args, ids.v[i]);
	}
	array_push(&args, tree);
	array_push(&args, NULL);
	err = repo_gitv(repo, &answer, args.v);
	if (!err && git_oid_fromstrn(out, answer.s, GIT_OID_HEXSZ) < 0)
		err = error_failed("git commit-tree answered '%s'", answer.s);
	array_release(&args);
	strings_release(&ids);
	buf_release(&answer);
	free(tree);
	free(hex);
	return err;
}

struct error *pullstart_join(
    git_oid *out, struct repo *repo, struct history *history, const struct ids *starts, const git_oid *head)
{
	bool clean = true;
	git_oid model;
	struct error *err = merge_all(out, &clean, repo, starts);

	if (!err && !clean) {
		err = find_resolution(&model, history, starts, head);
		if (!err)
			err = merge_like(out, repo, starts, git_oid_is_zero(&model) ? head : &model);
	}
	return error_context(err, "what is pulled before cannot be merged");
}
