/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assemblebranch.h"

#include "publish/child.h"
#include "util/process.h"
#include "util/safe.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define RECORD "pullprepAssembled"

/* So many lost commits are named, and so many columns of their subjects. */
enum { NAMED = 5, COLUMNS = 60, MOVE_DEADLINE = 60 };

static void read_record(struct assemble_branch *out, const struct config *config)
{
	const char *value = config_branch(config, out->name, RECORD);
	struct strings words = STRINGS_INIT;

	strings_split(&words, value ? value : "", ' ');
	if (words.n > 0 && git_oid_fromstr(&out->recorded, words.v[0]) < 0)
		out->recorded = (git_oid){{0}};
	if (words.n > 1 && git_oid_fromstr(&out->resumed, words.v[1]) < 0)
		out->resumed = (git_oid){{0}};
	strings_release(&words);
}

static struct error *read_tip(git_oid *out, struct repo *repo, const char *ref)
{
	const char *const query[] = {"rev-parse", "--verify", "--quiet", ref, NULL};
	struct buf answer = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(repo, &answer, NULL, &status, query);

	*out = (git_oid){{0}};
	if (!err && !status && git_oid_fromstrn(out, answer.s, GIT_OID_HEXSZ) < 0)
		err = error_failed("git rev-parse answered '%s' for %s", answer.s, ref);
	buf_release(&answer);
	return err;
}

struct error *assemble_branch_read(
    struct assemble_branch *out, const struct project *project, const char *name)
{
	const char *const format[] = {"check-ref-format", "--branch", name, NULL};
	int status = 0;
	struct error *err = repo_git_status(project->repo, NULL, NULL, &status, format);

	*out = (struct assemble_branch){.name = mem_dup(name), .ref = mem_format("refs/heads/%s", name)};
	if (!err && (status || *name == '-' || *name == '@')) {
		err = error_failed("'%s' cannot be the name of a branch", name);
		error_hint(err, "Correct it with:  git config pullprep.branchName for-%%v-%%n");
	}
	if (!err)
		err = read_tip(&out->tip, project->repo, out->ref);
	if (!err)
		read_record(out, project->config);
	if (err)
		assemble_branch_release(out);
	return err;
}

void assemble_branch_release(struct assemble_branch *branch)
{
	free(branch->name);
	free(branch->ref);
	branch->name = branch->ref = NULL;
}

bool assemble_branch_is_ours(const struct assemble_branch *branch)
{
	return !oid_is_zero(&branch->tip) && oid_equal(&branch->tip, &branch->recorded);
}

/* ---- the guard ---- */

static struct error *refuse_name(
    const struct assemble_branch *branch, const struct survey *survey, const size_t *topics, size_t n)
{
	const struct project *project = survey->project;
	const char *is = NULL;

	if (project->mainline_ref && !strcmp(project->mainline_ref, branch->ref))
		is = "is mainline";
	for (size_t i = 0; i < n; i++) {
		const struct topic *topic = &survey->topics.v[topics[i]];

		if ((topic->ref && !strcmp(topic->ref, branch->ref)) ||
		    strings_has(&topic->aliases, branch->name))
			is = "is one of its topics";
	}
	if (!is)
		return NULL;
	return error_hint(error_failed("the batch cannot be assembled as %s, which %s", branch->name, is),
	    "Choose another name with:  git config pullprep.branchName for-%%v-%%n");
}

/* What is assembled would end up on the branch that it stands for. */
static struct error *refuse_symbolic(const struct assemble_branch *branch, struct repo *repo)
{
	const char *const query[] = {"symbolic-ref", "--quiet", branch->ref, NULL};
	struct buf target = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(repo, &target, NULL, &status, query);

	buf_trim(&target);
	if (!err && !status) {
		err = error_failed(
		    "%s is a symbolic ref that stands for %s, which would be moved", branch->name, target.s);
		error_hint(err,
		    "Remove it with:  git symbolic-ref --delete %s   or choose another pullprep.branchName",
		    branch->ref);
	}
	buf_release(&target);
	return err;
}

/* The work tree in which the branch is checked out, or NULL. Owned by the caller. */
static struct error *find_checkout(char **out, struct repo *repo, const char *ref)
{
	struct buf answer = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	const char *place = NULL;
	bool bare = false;
	struct error *err = repo_git(repo, &answer, "worktree", "list", "--porcelain", NULL);

	*out = NULL;
	strings_split(&lines, answer.s, '\n');
	for (size_t i = 0; !err && i < lines.n && !*out; i++) {
		const char *line = lines.v[i];

		if (!strncmp(line, "worktree ", strlen("worktree "))) {
			place = line + strlen("worktree ");
			bare = false;
		}
		bare = bare || !strcmp(line, "bare");
		if (!strncmp(line, "branch ", strlen("branch ")) && !bare &&
		    !strcmp(line + strlen("branch "), ref))
			*out = mem_dup(place);
	}
	strings_release(&lines);
	buf_release(&answer);
	return err;
}

static struct error *refuse_checkout(const struct assemble_branch *branch, struct repo *repo)
{
	char *place;
	struct error *err = find_checkout(&place, repo, branch->ref);

	if (!err && place) {
		err = error_failed("%s is checked out in %s, where moving it would look like changes that "
				   "nobody made",
		    branch->name, place);
		error_hint(err, "Switch away from it there, for example with:  git switch --detach");
	}
	free(place);
	return err;
}

/* What the branch has and none of the others, newest first: "ID SUBJECT" each. */
static struct error *list_lost(
    struct strings *out, const struct assemble_branch *branch, struct repo *repo, const struct strings *kept)
{
	char *tip = oid_text(&branch->tip);
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT;
	struct error *err;

	array_push(&args, "log");
	array_push(&args, "--no-show-signature");
	array_push(&args, "--no-color");
	array_push(&args, "--no-decorate");
	array_push(&args, "--format=%h %s");
	array_push(&args, "--abbrev=12");
	array_push(&args, tip);
	array_push(&args, "--not");
	for (size_t i = 0; i < kept->n; i++)
		array_push(&args, kept->v[i]);
	array_push(&args, "--");
	array_push(&args, NULL);
	err = repo_gitv(repo, &answer, args.v);
	strings_split(out, answer.s, '\n');
	array_release(&args);
	buf_release(&answer);
	free(tip);
	return err;
}

static struct error *refuse_lost(
    const struct assemble_branch *branch, struct repo *repo, const struct strings *kept)
{
	struct strings lost = STRINGS_INIT;
	struct buf names = BUF_INIT;
	struct error *err = list_lost(&lost, branch, repo, kept);

	for (size_t i = 0; i < lost.n && i < NAMED; i++) {
		char *masked = safe_text(lost.v[i]);

		buf_addch(&names, '\n');
		safe_add_cut(&names, masked, COLUMNS + 13);
		free(masked);
	}
	if (lost.n > NAMED)
		buf_addf(&names, "\nand %zu more", lost.n - NAMED);
	if (!err && lost.n) {
		err = error_failed(
		    "%s has %zu commit%s that pullprep did not put there, and that would be lost:%s",
		    branch->name, lost.n, lost.n == 1 ? "" : "s", names.s);
		error_hint(err,
		    "Rename it with:  git branch -m %s NEW   or choose another pullprep.branchName, or "
		    "replace it "
		    "with --force.",
		    branch->name);
	}
	strings_release(&lost);
	buf_release(&names);
	return err;
}

struct error *assemble_branch_guard(const struct assemble_branch *branch, const struct survey *survey,
    const size_t *topics, size_t n, const struct strings *kept, bool force)
{
	struct repo *repo = survey->project->repo;
	struct error *err = refuse_name(branch, survey, topics, n);

	if (!err)
		err = refuse_symbolic(branch, repo);
	if (!err)
		err = refuse_checkout(branch, repo);
	if (!err && !force && !oid_is_zero(&branch->tip) && !assemble_branch_is_ours(branch))
		err = refuse_lost(branch, repo, kept);
	return err;
}

/* ---- the move ---- */

/* What git says, and what helps. The first that fits counts. */
static const struct {
	const char *words, *advice;
} git_words[] = {
    {"File exists", "Another git is at work there, or one that died has left the file: then remove it."},
    {"but expected", "It was moved meanwhile: look at it, then assemble again."},
    {"already exists", "It was made meanwhile: look at it, then assemble again."},
    {"; cannot create 'refs/",
	"A branch cannot be both a name and a directory of others: choose another name with "
	"pullprep.branchName."},
    {"cannot lock ref",
	"A branch cannot be both a name and a directory of others, and only one can write it at a "
	"time: choose another name with pullprep.branchName, or try again."},
    {"reference-transaction", "The hook of that name in this repository refused it: ask who set it up."},
    {"No space left on device", "Make room where the repository is."},
    {"Permission denied", "See who may write to the repository."},
    {"Read-only file system", "The repository cannot be written to where it is."},
};

static void hint_git(struct error *err, const char *said)
{
	for (size_t i = 0; i < sizeof(git_words) / sizeof(*git_words); i++)
		if (strstr(said, git_words[i].words)) {
			error_hint(err, "%s", git_words[i].advice);
			return;
		}
}

/*
 * It is over in a moment, and a signal at the wrong one would have git leave its lock behind: those that come
 * meanwhile are seen when it is done.
 */
static struct error *run_git(struct buf *said, int *status, const char *const *argv)
{
	struct process git = PROCESS_INIT;
	sigset_t before;
	struct error *err;

	git.argv = argv;
	git.deadline = MOVE_DEADLINE;
	interrupt_hold(&before);
	err = process_run(&git);
	interrupt_let_go(&before);
	*status = git.status;
	buf_add(said, git.err.s, git.err.len);
	buf_trim(said);
	process_release(&git);
	return err;
}

struct error *assemble_branch_record(
    const struct assemble_branch *branch, struct repo *repo, const git_oid *tip, const git_oid *resumed)
{
	char *key = mem_format("branch.%s." RECORD, branch->name), *hex = oid_text(tip),
	     *by_hand = oid_is_zero(resumed) ? mem_dup("-") : oid_text(resumed);
	char *value = mem_format("%s %s", hex, by_hand);
	const char *const argv[] = {"git", "config", "--local", "--replace-all", key, value, NULL};
	struct buf said = BUF_INIT;
	int status = 0;
	struct error *err = NULL;

	(void)repo;
	if (!oid_equal(tip, &branch->recorded) || !oid_equal(resumed, &branch->resumed))
		err = run_git(&said, &status, argv);
	if (!err && status)
		err = error_failed("git config could not write %s: %s", key, said.s);
	free(key);
	free(hex);
	free(by_hand);
	free(value);
	buf_release(&said);
	return err;
}

static struct error *move_ref(
    bool *moved, const struct assemble_branch *branch, struct repo *repo, const git_oid *tip, const char *why)
{
	char *new = oid_text(tip), *old = oid_text(&branch->tip);
	const char *const argv[] = {"git", "--no-replace-objects", "update-ref", "--create-reflog", "-m", why,
	    branch->ref, new, old, NULL};
	struct buf said = BUF_INIT;
	git_oid now;
	int status = 0;
	struct error *err = run_git(&said, &status, argv), *late = read_tip(&now, repo, branch->ref);

	*moved = !late && oid_equal(&now, tip);
	if (!err && !*moved)
		err = interrupt_error();
	if (!err && !*moved) {
		err = error_failed("git could not move %s (exit %d)%s%s", branch->name, status,
		    said.len ? ": " : "", said.s);
		hint_git(err, said.s);
	}
	if (*moved) {
		error_free(err);
		err = NULL;
	}
	error_free(late);
	free(new);
	free(old);
	buf_release(&said);
	return err;
}

struct error *assemble_branch_move(bool *moved, const struct assemble_branch *branch, struct repo *repo,
    const git_oid *tip, const git_oid *resumed, const char *why)
{
	struct error *err = move_ref(moved, branch, repo, tip, why), *unrecorded;

	if (err)
		return err;
	unrecorded = assemble_branch_record(branch, repo, tip, resumed);
	if (unrecorded)
		warning("%s is assembled, but that is not recorded (%s): the same command does so",
		    branch->name, unrecorded->message);
	error_free(unrecorded);
	return NULL;
}
