/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/brought.h"

#include "source/aside.h"
#include "source/ids.h"

#include <stdlib.h>
#include <string.h>

/* Everything is asked of git itself, as senders do; what they configure for themselves is left out. */
#define PINNED                                                                                               \
	"-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8", "-c",                         \
	    "diff.renameLimit=1000", "-c", "diff.indentHeuristic=true"

/* ---- where it starts ---- */

/* The base that is said, as a commit that is here; *there false if there is none. */
static struct error *find_said(git_oid *out, bool *there, const struct project *project, const char *base)
{
	struct error *err = repo_commit(project->repo, base, out);

	*there = !err;
	if (err && err->code == ERROR_NOT_FOUND) {
		error_free(err);
		return NULL;
	}
	return err;
}

static struct error *count_beside(size_t *out, const struct project *project, const git_oid *base)
{
	char *with = oid_text(base), *without = oid_text(&project->mainline);
	struct buf count = BUF_INIT;
	struct error *err =
	    repo_git(project->repo, &count, "rev-list", "--count", with, "--not", without, "--", NULL);

	*out = err ? 0 : strtoul(count.s, NULL, 10);
	buf_release(&count);
	free(with);
	free(without);
	return err;
}

/* *from: what the lists start from; mainline where the base is no good. */
static struct error *find_base(struct brought *out, git_oid *from, const struct project *project,
    const git_oid *tip, const struct asked *asked)
{
	git_oid base;
	bool there = false, below = false, known = false;
	struct error *err = NULL;

	*from = project->mainline;
	out->base = BASE_UNSAID;
	if (!asked || !asked->base)
		return NULL;
	err = find_said(&base, &there, project, asked->base);
	if (!err && there)
		err = repo_is_ancestor(project->repo, &below, &base, tip);
	if (!err && below)
		err = repo_is_ancestor(project->repo, &known, &base, &project->mainline);
	out->base = !there ? BASE_MISSING : !below ? BASE_ASIDE : !known ? BASE_AHEAD : BASE_KNOWN;
	if (!err && below)
		*from = base;
	if (!err && out->base == BASE_AHEAD)
		err = count_beside(&out->beside, project, &base);
	return err;
}

static struct error *find_shared(git_oid *out, const struct project *project, const git_oid *tip)
{
	size_t count;
	struct error *err = merge_bases(&count, out, project->repo, &project->mainline, tip);
	char *hex = oid_text(tip);

	if (!err && !count)
		err = error_hint(error_new(ERROR_NOT_FOUND, "%s and %.12s have no commit in common",
				     project->mainline_name, hex),
		    "It is of another project, or pullprep.mainline names a branch of another.");
	free(hex);
	return err;
}

/* ---- the shortlog ---- */

/* As git shortlog does it. */
static const char *without_patch(const char *subject)
{
	const char *end = strncmp(subject, "[PATCH", 6) ? NULL : strchr(subject, ']');

	return end ? end + 1 + strspn(end + 1, " \t") : subject;
}

/* The next of the fields, which end in NUL each; NULL behind the last. */
static const char *next_field(const char **at, const char *end)
{
	const char *field = *at;

	if (field >= end)
		return NULL;
	*at = field + strlen(field) + 1;
	return field;
}

/* What is new to mainline, sorted. */
static struct error *list_new(
    struct ids *out, const struct project *project, const char *with, const char *without)
{
	char *mainline = oid_text(&project->mainline);
	struct buf answer = BUF_INIT;
	struct error *err =
	    repo_git(project->repo, &answer, "rev-list", with, "--not", without, mainline, "--", NULL);

	if (!err)
		err = ids_read(out, answer.s);
	ids_sort(out);
	buf_release(&answer);
	free(mainline);
	return err;
}

static void add_commits(struct brought *out, const struct buf *answer, const struct ids *unknown)
{
	const char *at = answer->s, *end = answer->s + answer->len, *id, *subject, *author, *mapped;

	while ((id = next_field(&at, end)) && (subject = next_field(&at, end)) &&
	       (author = next_field(&at, end)) && (mapped = next_field(&at, end))) {
		git_oid oid;
		bool read = !git_oid_fromstr(&oid, id);
		struct brought_commit commit = {.subject = mem_dup(without_patch(subject)),
		    .author = mem_dup(author),
		    .mapped = mem_dup(mapped),
		    .known = read && !ids_has(unknown, &oid)};

		array_push(&out->commits, commit);
	}
}

static struct error *list_commits(
    struct brought *out, const struct project *project, const git_oid *from, const git_oid *tip)
{
	char *without = oid_text(from), *with = oid_text(tip);
	struct ids unknown = {.v = NULL};
	struct buf answer = BUF_INIT;
	struct error *err = list_new(&unknown, project, with, without);

	if (!err)
		err = repo_git(project->repo, &answer, PINNED, "log", "-z", "--no-color", "--no-notes",
		    "--no-decorate", "--format=tformat:%H%x00%s%x00%an%x00%aN", with, "--not", without, "--",
		    NULL);
	if (!err)
		add_commits(out, &answer, &unknown);
	array_release(&unknown);
	buf_release(&answer);
	free(without);
	free(with);
	return err;
}

/* ---- the diffstat ---- */

static struct error *add_stat(struct brought *out, const struct project *project, const git_oid *from,
    const git_oid *to, const char *renames)
{
	char *before = oid_text(from), *after = oid_text(to);
	struct brought_stat stat = {0, 0, 0};
	struct strings lines = STRINGS_INIT;
	struct buf answer = BUF_INIT;
	struct error *err =
	    repo_git(project->repo, &answer, PINNED, "diff", "--numstat", renames, "--no-color",
		"--no-ext-diff", "--no-textconv", "--diff-algorithm=default", before, after, "--", NULL);

	strings_split(&lines, err ? "" : answer.s, '\n');
	for (size_t i = 0; i < lines.n; i++) {
		const char *removed = strchr(lines.v[i], '\t');

		/* a binary file has "-" for both */
		stat.insertions += strtol(lines.v[i], NULL, 10);
		stat.deletions += removed ? strtol(removed + 1, NULL, 10) : 0;
		stat.files++;
	}
	out->stats[out->stat_count++] = stat;
	strings_release(&lines);
	buf_release(&answer);
	free(before);
	free(after);
	return err;
}

static struct error *list_paths(
    struct brought *out, const struct project *project, const git_oid *from, const git_oid *to)
{
	char *before = oid_text(from), *after = oid_text(to);
	struct buf answer = BUF_INIT;
	struct error *err = repo_git(project->repo, &answer, "-c", "core.quotePath=true", "diff",
	    "--name-only", "--no-renames", "--no-color", "--no-ext-diff", before, after, "--", NULL);

	if (!err)
		strings_split(&out->paths, answer.s, '\n');
	strings_sort(&out->paths);
	buf_release(&answer);
	free(before);
	free(after);
	return err;
}

/* What the merge changes for whoever pulls; nothing if it does not go by itself. */
static struct error *add_merge(struct brought *out, const struct project *project, const git_oid *tip)
{
	struct aside aside;
	git_oid merge;
	bool clean = false;
	struct error *err = aside_enter(&aside, project->repo);

	if (err)
		return err;
	err = aside_merge(&merge, &clean, project->repo, &project->mainline, tip);
	if (!err && clean)
		err = add_stat(out, project, &project->mainline, &merge, "-M");
	aside_leave(&aside);
	return err;
}

static struct error *find_stats(struct brought *out, const struct project *project, const git_oid *start,
    const git_oid *tip, const struct asked *asked)
{
	git_oid base = *start;
	size_t count;
	struct error *err = merge_bases(&count, &base, project->repo, start, tip);

	if (!err)
		err = add_stat(out, project, &base, tip, "-M");
	if (!err)
		err = list_paths(out, project, &base, tip);
	if (!err)
		err = add_stat(out, project, &base, tip, "--no-renames");
	if (!err && asked && asked->stat)
		err = add_merge(out, project, tip);
	return err;
}

/* ---- all of it ---- */

struct error *brought_find(
    struct brought *out, const struct project *project, const git_oid *tip, const struct asked *asked)
{
	git_oid start, shared;
	struct error *err = find_shared(&shared, project, tip);

	*out = (struct brought){.base = BASE_UNSAID};
	if (!err)
		err = find_base(out, &start, project, tip, asked);
	if (!err)
		err = list_commits(out, project, &start, tip);
	if (!err)
		err = find_stats(out, project, &start, tip, asked);
	if (err)
		brought_release(out);
	return err;
}

void brought_release(struct brought *brought)
{
	for (size_t i = 0; i < brought->commits.n; i++) {
		free(brought->commits.v[i].subject);
		free(brought->commits.v[i].author);
		free(brought->commits.v[i].mapped);
	}
	array_release(&brought->commits);
	strings_release(&brought->paths);
}
