/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/range.h"

#include "facts/ancestry.h"
#include "source/commit.h"
#include "source/ids.h"
#include "source/refs.h"

#include <stdlib.h>
#include <string.h>

enum { ID_LEAST = 7, NAMES_LOOKED_UP = 500 };

/* What git makes of the arguments: ids to include and ids to leave out. */
struct ends {
	struct ids with, without;
};

static void ends_release(struct ends *ends)
{
	array_release(&ends->with);
	array_release(&ends->without);
}

static bool is_range(const char *text)
{
	size_t n = strlen(text);

	return *text == '^' || strstr(text, "..") ||
	       (n > 2 && (!strcmp(text + n - 2, "^@") || !strcmp(text + n - 2, "^!"))) || strstr(text, "^-");
}

static bool is_id(const char *text)
{
	size_t n = strspn(text, "0123456789abcdefABCDEF");

	return !text[n] && n >= ID_LEAST && n <= GIT_OID_HEXSZ;
}

/* Short ids that are also names of refs, which go before ids in git's eyes. */
static struct error *find_names(struct project *project, const struct strings *revisions, struct refs *out)
{
	struct strings globs = STRINGS_INIT;
	struct error *err = NULL;

	for (size_t i = 0; i < revisions->n && globs.n < NAMES_LOOKED_UP; i++)
		if (is_id(revisions->v[i]) && strlen(revisions->v[i]) < GIT_OID_HEXSZ) {
			strings_take(&globs, mem_format("refs/heads/%s", revisions->v[i]));
			strings_take(&globs, mem_format("refs/tags/%s", revisions->v[i]));
		}
	if (globs.n) {
		array_push(&globs, NULL);
		err = refs_list(project->repo, out, (const char *const *)globs.v);
		globs.n--;
	}
	strings_release(&globs);
	return err;
}

static bool is_name(const struct refs *refs, const char *text)
{
	for (size_t i = 0; i < refs->n; i++)
		if (!strcmp(strchr(refs->v[i].name + 5, '/') + 1, text))
			return true;
	return false;
}

static struct error *bad_revision(const struct buf *words)
{
	const char *text = words->s;
	struct error *err;

	if (!strncmp(text, "fatal: ", 7))
		text += 7;
	err = error_new(ERROR_NOT_FOUND, "no such commits: git says: %s", *text ? text : "nothing");
	return error_hint(
	    err, "Name a range (A..B), commit ids, a branch or a tag; `git log` shows what there is.");
}

/* git's reading of the arguments, tags followed to their commits. */
static struct error *parse_ends(struct ends *out, struct project *project, const struct strings *revisions)
{
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT, words = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err;
	int status;

	array_push(&args, "rev-parse");
	for (size_t i = 0; i < revisions->n; i++)
		array_push(&args, revisions->v[i]);
	array_push(&args, "--");
	array_push(&args, NULL);
	err = repo_git_status(project->repo, &answer, &words, &status, args.v);
	buf_trim(&words);
	if (!err && status)
		err = bad_revision(&words);
	if (!err)
		strings_split(&lines, answer.s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++) {
		bool without = *lines.v[i] == '^';
		git_oid oid;

		if (git_oid_fromstr(&oid, lines.v[i] + without) < 0)
			continue;
		err = commit_peel(&oid, project->repo, &oid);
		if (!err && without)
			array_push(&out->without, oid);
		else if (!err)
			array_push(&out->with, oid);
	}
	strings_release(&lines);
	buf_release(&answer);
	buf_release(&words);
	array_release(&args);
	return err;
}

static struct error *add_ancestry(struct range *out, struct project *project, const git_oid *tips,
    size_t tip_count, const git_oid *hidden, size_t hidden_count)
{
	struct ancestry ancestry;
	struct error *err = ancestry_find(&ancestry, project->history, tips, tip_count, hidden, hidden_count);

	if (err)
		return err;
	for (size_t i = 0; i < ancestry.n; i++)
		array_push(out, history_at(project->history, ancestry.v[i])->oid);
	ancestry_release(&ancestry);
	return NULL;
}

/* Several starts: git's order among commits of one second depends on how it was asked, so it is asked. */
static struct error *list_by_git(struct range *out, struct project *project, const struct strings *revisions)
{
	ARRAY(const char *) args = ARRAY_INIT;
	struct ids listed = {.v = NULL};
	struct buf answer = BUF_INIT;
	struct error *err;

	array_push(&args, "rev-list");
	for (size_t i = 0; i < revisions->n; i++)
		array_push(&args, revisions->v[i]);
	array_push(&args, "--");
	array_push(&args, NULL);
	err = repo_gitv(project->repo, &answer, args.v);
	if (!err)
		err = ids_read(&listed, answer.s);
	for (size_t i = 0; i < listed.n; i++)
		array_push(out, listed.v[i]);
	array_release(&listed);
	buf_release(&answer);
	array_release(&args);
	return err;
}

static struct error *find_range(struct range *out, struct project *project, const struct strings *revisions)
{
	struct ends ends = {.with = ARRAY_INIT};
	struct error *err = parse_ends(&ends, project, revisions);

	if (!err && ends.with.n)
		out->tip = ends.with.v[0];
	if (!err && ends.with.n == 1 && ends.without.n)
		err = add_ancestry(out, project, ends.with.v, 1, ends.without.v, ends.without.n);
	else if (!err && ends.with.n)
		err = list_by_git(out, project, revisions);
	ends_release(&ends);
	return err;
}

struct dated {
	int64_t time;
	size_t order;
	git_oid oid;
};

static int newest_first(const void *a, const void *b)
{
	const struct dated *left = a, *right = b;

	if (left->time != right->time)
		return left->time > right->time ? -1 : 1;
	return left->order < right->order ? -1 : 1;
}

/* Sorts by date, and drops what is there twice. */
static struct error *sort_range(struct range *range, struct history *history)
{
	struct dated *dated = mem_new(range->n ? range->n : 1, sizeof(*dated));
	bool *met;
	struct error *err = NULL;
	size_t n = 0;

	for (size_t i = 0; !err && i < range->n; i++) {
		node_t node = history_node(history, &range->v[i]);

		err = history_load(history, node);
		dated[i] = (struct dated){history_at(history, node)->time, i, range->v[i]};
	}
	if (!err && range->n)
		qsort(dated, range->n, sizeof(*dated), newest_first);
	met = mem_zero(history_count(history) + 1, sizeof(*met));
	for (size_t i = 0; !err && i < range->n; i++) {
		node_t node = history_node(history, &dated[i].oid);

		if (!met[node])
			range->v[n++] = dated[i].oid;
		met[node] = true;
	}
	range->n = n;
	free(met);
	free(dated);
	return err;
}

/* Each for itself: an id is one commit, another revision all that mainline lacks of it. */
static struct error *find_each(
    struct range *out, struct project *project, const struct strings *revisions, const struct refs *names)
{
	struct ends ends = {.with = ARRAY_INIT};
	ARRAY(git_oid) tips = ARRAY_INIT;
	struct error *err = parse_ends(&ends, project, revisions);
	bool ids;

	for (size_t i = 0; !err && i < ends.with.n && i < revisions->n; i++) {
		if (is_id(revisions->v[i]) && !is_name(names, revisions->v[i]))
			array_push(out, ends.with.v[i]);
		else
			array_push(&tips, ends.with.v[i]);
	}
	if (!err && ends.with.n)
		out->tip = ends.with.v[0];
	ids = out->n > 0;
	if (!err && tips.n)
		err = add_ancestry(out, project, tips.v, tips.n, &project->mainline, 1);
	if (!err && ids)
		err = sort_range(out, project->history);
	array_release(&tips);
	ends_release(&ends);
	return err;
}

static struct error *refuse_options(const struct strings *revisions)
{
	for (size_t i = 0; i < revisions->n; i++)
		if (*revisions->v[i] == '-' || !*revisions->v[i])
			return error_hint(
			    error_new(ERROR_USAGE, "'%s' is no range, commit or topic", revisions->v[i]),
			    "Name a range (A..B), commit ids, a branch or a tag.");
	return NULL;
}

struct error *range_find(struct range *out, struct project *project, const struct strings *revisions)
{
	struct refs names = REFS_INIT;
	struct error *err = refuse_options(revisions);
	bool any = false;

	*out = (struct range){.v = NULL};
	for (size_t i = 0; i < revisions->n; i++)
		any = any || is_range(revisions->v[i]);
	if (!err && any)
		err = find_range(out, project, revisions);
	else if (!err)
		err = find_names(project, revisions, &names);
	if (!err && !any)
		err = find_each(out, project, revisions, &names);
	refs_release(&names);
	if (err)
		range_release(out);
	return err;
}

void range_release(struct range *range)
{
	array_release(range);
}
