/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/filemerge.h"

#include "source/mergetree.h"

#include <git2.h>
#include <string.h>

/* The trees and commits that are made. */
struct making {
	struct aside *aside;
	const struct tree_merge_files *files;
	size_t version; /* which of the files' versions: where it is in them */
};

static const size_t versions[] = {offsetof(struct tree_merge_file, base),
    offsetof(struct tree_merge_file, ours), offsetof(struct tree_merge_file, theirs),
    offsetof(struct tree_merge_file, merged)};

static void add_entry(struct buf *tree, uint32_t mode, const char *name, size_t length, const git_oid *id)
{
	buf_addf(tree, "%o %.*s", (unsigned)mode, (int)length, name);
	buf_addch(tree, '\0');
	buf_add(tree, (const char *)id->id, sizeof(id->id));
}

/* The tree of the files from `at` on that begin with the first `prefix` bytes of that one's path; *end: behind
 * the last of them. They are in tree order, and so are the entries. */
static struct error *make_tree(
    git_oid *out, size_t *end, const struct making *making, size_t at, size_t prefix)
{
	const struct tree_merge_files *files = making->files;
	const char *directory = files->v[at].path;
	struct buf tree = BUF_INIT;
	struct error *err = NULL;

	while (!err && at < files->n && !strncmp(files->v[at].path, directory, prefix)) {
		const char *name = files->v[at].path + prefix, *slash = strchr(name, '/');
		const struct tree_merge_version *version =
		    (const void *)((const char *)&files->v[at] + making->version);

		if (slash) {
			git_oid inner;

			err = make_tree(&inner, &at, making, at, prefix + (size_t)(slash - name) + 1);
			add_entry(&tree, 040000, name, (size_t)(slash - name), &inner);
		} else {
			add_entry(&tree, version->mode, name, strlen(name), &version->id);
			at++;
		}
	}
	if (!err)
		err = aside_write(out, making->aside, GIT_OBJECT_TREE, &tree);
	*end = at;
	buf_release(&tree);
	return err;
}

static struct error *make_commit(
    git_oid *out, struct aside *aside, const git_oid *tree, const git_oid *parent)
{
	static const char who[] = "pullprep <pullprep@localhost> 0 +0000";
	struct buf text = BUF_INIT;
	struct error *err;

	buf_addstr(&text, "tree ");
	buf_add_oid(&text, tree, GIT_OID_HEXSZ);
	if (parent) {
		buf_addstr(&text, "\nparent ");
		buf_add_oid(&text, parent, GIT_OID_HEXSZ);
	}
	buf_addf(&text, "\nauthor %s\ncommitter %s\n\nmerge\n", who, who);
	err = aside_write(out, aside, GIT_OBJECT_COMMIT, &text);
	buf_release(&text);
	return err;
}

struct error *file_merge_trees(struct tree_merged *out, struct aside *aside, struct repo *repo,
    const struct tree_merge_trees *trees, const git_oid *attributes)
{
	struct merge merge = MERGE_INIT;
	git_oid base;
	struct error *err = make_commit(&base, aside, &trees->base, NULL);

	if (!err)
		err = make_commit(&out->ours, aside, &trees->ours, &base);
	if (!err)
		err = make_commit(&out->theirs, aside, &trees->theirs, &base);
	if (!err)
		err = merge_make_by(&merge, repo, &out->ours, &out->theirs, attributes);
	out->tree = merge.tree;
	out->clean = !err && merge.clean;
	merge_release(&merge);
	return err;
}

struct error *file_merge_try(bool *same, struct aside *aside, struct repo *repo,
    const struct tree_merge_files *files, const git_oid *attributes)
{
	struct tree_merge_trees trees;
	git_oid *const places[] = {&trees.base, &trees.ours, &trees.theirs, &trees.merged};
	struct tree_merged made = {.clean = false};
	struct error *err = NULL;
	size_t end;

	for (size_t i = 0; !err && i < sizeof(places) / sizeof(*places); i++) {
		const struct making making = {aside, files, versions[i]};

		err = make_tree(places[i], &end, &making, 0, 0);
	}
	if (!err)
		err = file_merge_trees(&made, aside, repo, &trees, attributes);
	*same = !err && made.clean && oid_equal(&made.tree, &trees.merged);
	return err;
}
