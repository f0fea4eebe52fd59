/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mergetree.h"

#include "source/attributes.h"
#include "source/difftree.h"
#include "util/process.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#define GITLINK "160000"

/* ---- what git prints ---- */

/* Behind the tree's id: which versions of a file are left, as one bit per stage. */
struct stages {
	char *path;
	unsigned mask;
	git_oid base; /* stage 1, or zero */
	bool gitlink;
	bool told; /* a message says why */
};

struct answer {
	struct buf text;
	size_t at;
	char *ours, *theirs; /* full ids */
	struct {
		struct stages *v; /* sorted by path, as git has them */
		size_t n, cap;
	} stages;
};

static struct error *not_understood(void)
{
	return error_hint(error_failed("git merge-tree printed what is not understood here"),
	    "pullprep needs git 2.38 or later; `git --version` tells which one this is.");
}

/* The text up to the next NUL, or NULL if there is none. */
static const char *take(struct answer *answer)
{
	const char *text = answer->text.s + answer->at;
	const char *end =
	    answer->at < answer->text.len ? memchr(text, '\0', answer->text.len - answer->at) : NULL;

	if (end)
		answer->at += (size_t)(end - text) + 1;
	return end ? text : NULL;
}

static struct error *take_tree(git_oid *out, struct answer *answer)
{
	const char *tree = take(answer);

	return tree && strlen(tree) == GIT_OID_HEXSZ && !git_oid_fromstr(out, tree) ? NULL : not_understood();
}

/* "MODE ID STAGE TAB PATH" for each version, until an empty text. */
static struct error *take_stages(struct answer *answer)
{
	const char *line;

	while ((line = take(answer)) && *line) {
		const char *tab = strchr(line, '\t');
		struct stages *last = answer->stages.n ? answer->stages.v + answer->stages.n - 1 : NULL;

		if (!tab || tab - line < GIT_OID_HEXSZ + 9 || tab[-1] < '1' || tab[-1] > '3')
			return not_understood();
		if (!last || strcmp(last->path, tab + 1)) {
			array_push(&answer->stages, (struct stages){.path = mem_dup(tab + 1)});
			last = answer->stages.v + answer->stages.n - 1;
		}
		last->mask |= 1u << (tab[-1] - '0');
		if (tab[-1] == '1' &&
		    git_oid_fromstrn(&last->base, line + strlen(GITLINK) + 1, GIT_OID_HEXSZ) < 0)
			return not_understood();
		last->gitlink = last->gitlink || !strncmp(line, GITLINK, strlen(GITLINK));
	}
	return line ? NULL : not_understood();
}

static struct stages *find_stages(struct answer *answer, const char *path)
{
	for (size_t i = 0; i < answer->stages.n; i++)
		if (!strcmp(answer->stages.v[i].path, path))
			return answer->stages.v + i;
	return NULL;
}

/* ---- from messages to conflicts ---- */

static bool ends_in(const char *path, const char *id)
{
	const char *tilde = strrchr(path, '~');

	return tilde && !strncmp(tilde + 1, id, GIT_OID_HEXSZ);
}

/* Has git made up the name, since the real one was taken ("file~ID", "file~ID_0")? */
static bool is_made_up(const struct answer *answer, const char *path)
{
	return ends_in(path, answer->ours) || ends_in(path, answer->theirs);
}

/* "CONFLICT (kind)", "CONFLICT(kind)", "ERROR (kind)": the kind; NULL for what is no conflict
 * ("Auto-merging"). */
static char *kind_of(const char *type)
{
	const char *open = strchr(type, '('), *close = strrchr(type, ')');

	if ((strncmp(type, "CONFLICT", 8) && strncmp(type, "ERROR", 5)) || !open || !close || close < open)
		return NULL;
	return mem_dupn(open + 1, (size_t)(close - open) - 1);
}

/* git's "contents" is a file changed on both sides, one that both have added, or a submodule; and for what it
 * calls "distinct modes" its own words are "distinct types". */
static char *exact_kind(char *kind, const struct stages *stages)
{
	const char *better = NULL;

	if (!strcmp(kind, "contents") && stages && stages->gitlink)
		better = "submodule";
	else if (!strcmp(kind, "contents") && stages && stages->mask == (1u << 2 | 1u << 3))
		better = "add/add";
	else if (!strcmp(kind, "distinct modes"))
		better = "distinct types";
	if (!better)
		return kind;
	free(kind);
	return mem_dup(better);
}

/* Without what says again that it is a conflict, and of which kind; on one line. */
static char *sentence(const char *message)
{
	struct buf out = BUF_INIT;

	if (!strncmp(message, "CONFLICT", 8) || !strncmp(message, "ERROR", 5)) {
		const char *end = strstr(message, "): ");

		message = end ? end + 3 : message;
	} else if (!strncmp(message, "warning: ", 9)) {
		message += 9;
	}
	buf_addstr(&out, message);
	buf_trim(&out);
	for (char *c = out.s; *c; c++)
		if (*c == '\n' || *c == '\r')
			*c = ' ';
	return buf_detach(&out);
}

static void conflict_release(struct merge_conflict *conflict)
{
	free(conflict->path);
	free(conflict->kind);
	free(conflict->words);
	strings_release(&conflict->paths);
}

/* The first name that is a real one leads. */
static void choose_path(
    const struct answer *answer, struct merge_conflict *conflict, const struct strings *named)
{
	for (size_t i = 0; i < named->n; i++)
		if (!is_made_up(answer, named->v[i]))
			strings_add(&conflict->paths, named->v[i]);
	if (!conflict->paths.n)
		strings_add(&conflict->paths, named->v[0]);
	conflict->path = mem_dup(conflict->paths.v[0]);
}

static bool same_kind(const char *a, const char *b)
{
	static const char submodule[] = "submodule";

	return !strcmp(a, b) ||
	       (!strncmp(a, submodule, strlen(submodule)) && !strncmp(b, submodule, strlen(submodule)));
}

/* Of a binary file or a submodule git says twice that it is in conflict, the second time as of any file. */
static bool is_known(const struct merge *merge, const struct merge_conflict *conflict)
{
	for (size_t i = 0; i < merge->conflicts.n; i++) {
		const struct merge_conflict *other = merge->conflicts.v + i;

		if (strcmp(other->path, conflict->path))
			continue;
		if (same_kind(other->kind, conflict->kind) ||
		    (!strcmp(other->kind, "binary") &&
			(!strcmp(conflict->kind, "contents") || !strcmp(conflict->kind, "add/add"))))
			return true;
	}
	return false;
}

static void add_conflict(struct merge *merge, struct merge_conflict *conflict)
{
	if (is_known(merge, conflict))
		conflict_release(conflict);
	else
		array_push(&merge->conflicts, *conflict);
}

/* A message: what it is about, of which type it is, and what it says. */
static void add_message(struct merge *out, struct answer *answer, const struct strings *named,
    const char *type, const char *message)
{
	struct merge_conflict conflict = {.kind = kind_of(type)};
	struct stages *stages;

	if (!conflict.kind || !named->n) {
		free(conflict.kind);
		return;
	}
	for (size_t i = 0; i < named->n; i++) {
		stages = find_stages(answer, named->v[i]);
		if (stages)
			stages->told = true;
	}
	choose_path(answer, &conflict, named);
	stages = find_stages(answer, conflict.path);
	conflict.kind = exact_kind(conflict.kind, stages);
	conflict.base = stages ? stages->base : conflict.base;
	conflict.words = sentence(message);
	add_conflict(out, &conflict);
}

/* "COUNT NUL PATH... NUL TYPE NUL MESSAGE NUL" again and again. (Advice on submodules may follow, which has
 * no NUL.) */
static struct error *take_messages(struct merge *out, struct answer *answer)
{
	struct error *err = NULL;
	const char *count;

	while (!err && (count = take(answer)) != NULL) {
		struct strings named = STRINGS_INIT;
		const char *path = count, *type, *message;

		for (long left = strtol(count, NULL, 10); left > 0 && path; left--) {
			path = take(answer);
			if (path)
				strings_add(&named, path);
		}
		type = path ? take(answer) : NULL;
		message = type ? take(answer) : NULL;
		if (message)
			add_message(out, answer, &named, type, message);
		else
			err = not_understood();
		strings_release(&named);
	}
	return err;
}

/* What is in conflict without a word of git's. */
static void add_silent(struct merge *out, struct answer *answer)
{
	for (size_t i = 0; i < answer->stages.n; i++) {
		const struct stages *stages = answer->stages.v + i;
		struct merge_conflict conflict = {.path = NULL};

		if (stages->told || is_made_up(answer, stages->path))
			continue;
		conflict.path = mem_dup(stages->path);
		conflict.kind = exact_kind(mem_dup("contents"), stages);
		if (!strcmp(conflict.kind, "contents") && stages->mask != (1u << 1 | 1u << 2 | 1u << 3)) {
			free(conflict.kind);
			conflict.kind = mem_dup("unknown");
		}
		conflict.words = mem_dup("");
		conflict.base = stages->base;
		strings_add(&conflict.paths, stages->path);
		add_conflict(out, &conflict);
	}
}

static void answer_release(struct answer *answer)
{
	for (size_t i = 0; i < answer->stages.n; i++)
		free(answer->stages.v[i].path);
	array_release(&answer->stages);
	buf_release(&answer->text);
	free(answer->ours);
	free(answer->theirs);
}

/* ---- running it ---- */

static const char crashed[] = "git merge-tree has crashed";

/* git could not even try: most often since an object is missing. */
static struct error *not_merged(int status, const char *words)
{
	char *missing = difftree_object(words);
	struct error *err;

	if (missing)
		err = error_hint(error_new(ERROR_MISSING, "object %s is missing", missing),
		    "See what else is with:  git fsck");
	else if (status > 128)
		err = error_failed("%s (signal %d): %s", crashed, status - 128, words);
	else
		err = error_failed("git merge-tree failed (exit %d): %s", status, words);
	free(missing);
	return err;
}

/* git 2.39 goes on where a tree cannot be read, as if that were empty, and where there is no commit it ends
 * as with conflicts. */
static bool has_failed(const struct process *process)
{
	return process->status > 1 || (process->status && !process->out.len) ||
	       !strncmp(process->err.s, "error: ", 7) || strstr(process->err.s, "\nerror: ");
}

/*
 * By the attributes of what is merged into, whatever lies in the work tree: git stands where no
 * .gitattributes can be, since no ref is named like that.
 */
static struct error *run_here(struct process *git, struct repo *repo)
{
	char *refs = mem_format("%s/refs", repo_common_dir(repo));
	char *git_dir = mem_format("GIT_DIR=%s", repo_git_dir(repo));
	char *common_dir = mem_format("GIT_COMMON_DIR=%s", repo_common_dir(repo));
	char *work_tree = mem_format("GIT_WORK_TREE=%s", refs);
	const char *const env[] = {"LC_ALL=C", "LANGUAGE=", git_dir, common_dir, work_tree, NULL};
	struct error *err;

	git->env = env;
	git->directory = refs;
	err = process_run(git);
	free(refs);
	free(git_dir);
	free(common_dir);
	free(work_tree);
	return err;
}

/* In English, and with git's own conflict markers, whatever the user prefers: the words may go into a mail,
 * and the markers count in its diffstat. */
static struct error *run(struct answer *answer, bool *clean, struct repo *repo,
    const git_oid *attributes_from, const char *messages)
{
	const char *path = NULL;
	struct error *err = attributes_of(&path, repo_attributes(repo), attributes_from);
	char *attributes = mem_format("core.attributesFile=%s", path ? path : "");
	const char *const argv[] = {"git", "--no-replace-objects", "-c", "merge.conflictStyle=merge", "-c",
	    attributes, "merge-tree", "--write-tree", "-z", "--allow-unrelated-histories", messages,
	    answer->ours, answer->theirs, NULL};
	struct process process = PROCESS_INIT;

	process.argv = argv;
	if (!err)
		err = run_here(&process, repo);
	if (!err && has_failed(&process)) {
		buf_trim(&process.err);
		err = not_merged(process.status, process.err.s);
	}
	*clean = !err && !process.status;
	buf_add(&answer->text, process.out.s, process.out.len);
	process_release(&process);
	free(attributes);
	return err;
}

static struct error *take_all(struct merge *out, struct answer *answer)
{
	struct error *err = take_tree(&out->tree, answer);

	if (err || out->clean)
		return err;
	err = take_stages(answer);
	if (!err)
		err = take_messages(out, answer);
	if (!err)
		add_silent(out, answer);
	if (!err && !out->conflicts.n)
		err = not_understood();
	return err;
}

struct error *merge_make_by(struct merge *out, struct repo *repo, const git_oid *ours, const git_oid *theirs,
    const git_oid *attributes)
{
	struct answer answer = {.text = BUF_INIT, .ours = oid_text(ours), .theirs = oid_text(theirs)};
	struct error *err;

	*out = (struct merge)MERGE_INIT;
	err = run(&answer, &out->clean, repo, attributes, "--messages");
	if (!err)
		err = take_all(out, &answer);
	if (err)
		merge_release(out);
	answer_release(&answer);
	return err;
}

struct error *merge_make(struct merge *out, struct repo *repo, const git_oid *ours, const git_oid *theirs)
{
	return merge_make_by(out, repo, ours, theirs, ours);
}

struct error *merge_try(
    git_oid *tree, bool *clean, struct repo *repo, const git_oid *ours, const git_oid *theirs)
{
	struct answer answer = {.text = BUF_INIT, .ours = oid_text(ours), .theirs = oid_text(theirs)};
	struct error *err = run(&answer, clean, repo, ours, "--no-messages");

	if (!err && *clean)
		err = take_tree(tree, &answer);
	answer_release(&answer);
	return err;
}

bool merge_has_crashed(const struct error *err)
{
	return err && strstr(err->message, crashed);
}

void merge_release(struct merge *merge)
{
	for (size_t i = 0; i < merge->conflicts.n; i++)
		conflict_release(merge->conflicts.v + i);
	array_release(&merge->conflicts);
}
