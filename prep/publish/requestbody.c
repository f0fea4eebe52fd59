/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/requestbody.h"

#include "source/aside.h"
#include "source/ids.h"
#include "source/mergetree.h"
#include "text/draft.h"
#include "text/wrap.h"

#include <stdlib.h>
#include <string.h>

#define RULE "----------------------------------------------------------------\n"

/*
 * Where git's defaults are not what this user has configured, the default is asked for: the text is for
 * others. (--stat=80 is what a pipe gets, whatever COLUMNS says.)
 */
#define PINNED                                                                                               \
	"-c", "color.ui=false", "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8", "-c", \
	    "diff.statGraphWidth=0", "-c", "diff.statNameWidth=0", "-c", "diff.renameLimit=1000", "-c",      \
	    "diff.indentHeuristic=true"

/* ---- the range ---- */

/* Who is merged into: see struct request_wish. */
static struct error *choose_puller(struct request *request, struct repo *repo, const git_oid *puller)
{
	char *start, *theirs;
	int status = 1;
	struct error *err;

	request->puller = request->start;
	if (!puller || oid_equal(puller, &request->start))
		return NULL;
	start = oid_text(&request->start);
	theirs = oid_text(puller);
	err = repo_git_status(repo, NULL, NULL, &status,
	    (const char *const[]){"merge-base", "--is-ancestor", start, theirs, NULL});
	if (!err && !status)
		request->puller = *puller;
	free(start);
	free(theirs);
	return err;
}

static struct error *find_base(struct request *request, struct repo *repo, const struct request_names *names)
{
	git_oid other;
	struct error *err =
	    merge_bases(&request->bases, &request->base, repo, &request->start, &request->head);

	if (!err && !request->bases) {
		err = error_new(
		    ERROR_NOT_FOUND, "%s and %s have no commit in common", names->start, request->shown);
		return names->advice ? error_hint(err, "%s", names->advice) : err;
	}
	if (!err && !oid_equal(&request->puller, &request->start))
		err = merge_bases(&request->bases, &other, repo, &request->puller, &request->head);
	return err;
}

static struct error *refuse_empty(
    const struct request *request, struct repo *repo, const struct request_names *names)
{
	char *from = oid_text(&request->start), *to = oid_text(&request->head),
	     *range = mem_format("%s..%s", from, to);
	struct buf out = BUF_INIT;
	struct error *err = repo_git(repo, &out, "rev-list", "-n", "1", range, "--", NULL);

	if (!err && !out.len) {
		err = error_new(ERROR_NOT_FOUND, "nothing to pull: %s holds no commit that %s lacks",
		    request->shown, names->start);
		if (names->advice)
			error_hint(err, "%s", names->advice);
	}
	buf_release(&out);
	free(range);
	free(from);
	free(to);
	return err;
}

/* How many commits the request lists, or those of them that who pulls lacks. */
static struct error *count_listed(long *out, const struct request *request, struct repo *repo, bool lacking)
{
	char *head = oid_text(&request->head), *start = oid_text(&request->start),
	     *theirs = oid_text(&request->puller);
	struct buf count = BUF_INIT;
	struct error *err = repo_git(
	    repo, &count, "rev-list", "--count", head, "--not", start, lacking ? theirs : start, "--", NULL);

	*out = err ? 0 : strtol(count.s, NULL, 10);
	buf_release(&count);
	free(head);
	free(start);
	free(theirs);
	return err;
}

/* A start that was right when the topic began is not when the topic has merged mainline since, or mainline
 * some of the topic. */
static struct error *remark_on_start(
    struct request *request, struct repo *repo, const struct request_names *names)
{
	long listed, lacking;
	struct error *err;

	if (oid_equal(&request->puller, &request->start))
		return NULL;
	err = count_listed(&listed, request, repo, false);
	if (!err)
		err = count_listed(&lacking, request, repo, true);
	if (!err && lacking < listed)
		strings_take(&request->remarks,
		    mem_format("%s has %ld of the %ld commits that the request lists, since it starts at %s; "
			       "what is new to it is listed with:  --base=%s",
			names->puller, listed - lacking, listed, names->start, names->puller));
	return err;
}

struct error *requestbody_range(
    struct request *request, struct repo *repo, const git_oid *puller, const struct request_names *names)
{
	struct error *err = choose_puller(request, repo, puller);

	if (!err)
		err = find_base(request, repo, names);
	if (!err)
		err = refuse_empty(request, repo, names);
	if (!err)
		err = remark_on_start(request, repo, names);
	/* what is said of a start that nobody else has would help nobody */
	if (!err && request->bases > 1 &&
	    !(request->start_words && oid_equal(&request->puller, &request->start)))
		strings_take(&request->remarks,
		    mem_format("%s and %s have %zu merge bases, so the diffstat is that of a test merge of "
			       "the two; git request-pull's shows more than the pull will bring",
			oid_equal(&request->puller, &request->start) ? names->start : names->puller,
			request->shown, request->bases));
	return err;
}

/* ---- the text ---- */

static struct error *add_commit(
    struct request *request, struct repo *repo, const git_oid *oid, const char *format)
{
	char *hex = oid_text(oid), *option = mem_format("--format=%s", format);
	struct error *err = repo_git(
	    repo, &request->body, PINNED, "show", "-s", "--no-color", "--no-notes", option, hex, "--", NULL);

	free(hex);
	free(option);
	return err;
}

/* On one line, as git makes a subject of it. */
static char *first_paragraph(const char *text, size_t length)
{
	struct buf out = BUF_INIT;

	for (size_t at = 0; at < length;) {
		size_t line = strcspn(text + at, "\n");

		line = line < length - at ? line : length - at;
		if (strspn(text + at, " \t\r") >= line)
			break;
		buf_addstr(&out, at ? " " : "");
		buf_add(&out, text + at, line);
		buf_trim(&out);
		at += line + 1;
	}
	return buf_detach(&out);
}

/* The tag's text up to its signature, as `git cat-file tag | sed` gives it: a last line without an end keeps
 * none. */
static struct error *add_tag_text(struct request *request, struct repo *repo)
{
	struct buf raw = BUF_INIT;
	git_oid oid;
	const char *text;
	size_t length;
	struct error *err = repo_git(repo, &raw, "rev-parse", "--verify", request->ref, NULL);

	if (!err && git_oid_fromstrn(&oid, raw.s, GIT_OID_HEXSZ) < 0)
		err = error_failed("git rev-parse answered '%s' for %s", raw.s, request->ref);
	buf_reset(&raw);
	if (!err)
		err = repo_read(repo, &oid, NULL, &raw);
	if (err)
		goto done;
	text = strstr(raw.s, "\n\n");
	text = text ? text + 2 : raw.s + raw.len;
	length = draft_signature(text, (size_t)(raw.s + raw.len - text));
	request->signed_tag = text + length < raw.s + raw.len;
	if (length && *text != '\n')
		request->headline = first_paragraph(text, length);
	buf_add(&request->body, text, length);
	buf_addstr(&request->body, "\n" RULE);
done:
	buf_release(&raw);
	return err;
}

static struct error *add_branch_description(struct request *request, struct repo *repo)
{
	const char *name = request->ref + strlen("refs/heads/");
	char *key;
	struct buf text = BUF_INIT;
	struct error *err;
	int status;

	if (strncmp(request->ref, "refs/heads/", strlen("refs/heads/")))
		return NULL;
	key = mem_format("branch.%s.description", name);
	err = repo_git_status(repo, &text, NULL, &status, (const char *const[]){"config", key, NULL});
	if (!err && !status)
		buf_addf(&request->body, "(from the branch description for %s local branch)\n\n%s" RULE, name,
		    text.s);
	buf_release(&text);
	free(key);
	return err;
}

static struct error *add_shortlog(struct request *request, struct repo *repo)
{
	char *start = oid_text(&request->start), *head = oid_text(&request->head);
	char *without = mem_format("^%s", start);
	struct error *err = repo_git(repo, &request->body, PINNED, "shortlog", without, head, "--", NULL);

	free(start);
	free(head);
	free(without);
	return err;
}

/* What the user has configured for diffs of their own does not count: others read it. */
static struct error *add_diff(
    struct request *request, struct repo *repo, const git_oid *from, const git_oid *to, bool patch)
{
	static const char *const lists[] = {PINNED, "diff", "-M", "--stat=80", "--summary", "--no-color",
	    "--no-relative", "--diff-algorithm=default", "-O/dev/null", "--no-ext-diff", "--no-textconv"};
	static const char *const patches[] = {
	    "-p", "-U3", "--inter-hunk-context=0", "--submodule=short", "--src-prefix=a/", "--dst-prefix=b/"};
	char *before = oid_text(from), *after = oid_text(to);
	ARRAY(const char *) args = ARRAY_INIT;
	struct error *err;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		array_push(&args, lists[i]);
	for (size_t i = 0; patch && i < sizeof(patches) / sizeof(*patches); i++)
		array_push(&args, patches[i]);
	array_push(&args, before);
	array_push(&args, after);
	array_push(&args, "--");
	array_push(&args, NULL);
	err = repo_gitv(repo, &request->body, args.v);
	array_release(&args);
	free(before);
	free(after);
	return err;
}

static void add_note(struct request *request)
{
	struct buf note = BUF_INIT;

	buf_addstr(&note, "(diffstat of a test merge with ");
	if (request->start_words && oid_equal(&request->puller, &request->start))
		buf_addstr(&note, request->start_words);
	else
		buf_add_oid(&note, &request->puller, 12);
	buf_addf(&note, ", since there are %zu merge bases", request->bases);
	if (request->conflicts)
		buf_addstr(&note, "; the merge has conflicts, whose markers are counted in it");
	buf_addstr(&note, ")");
	wrap_add(&request->body, note.s, 0, WRAP_WIDTH);
	buf_addstr(&request->body, "\n\n");
	buf_release(&note);
}

/* As whoever pulls will see it: what the merge changes for them. Nothing of it stays in the repository. */
static struct error *add_test_merge(struct request *request, struct repo *repo, bool patch)
{
	struct aside aside = {.directory = NULL};
	struct merge merge = MERGE_INIT;
	struct error *err = aside_enter(&aside, repo);

	if (!err)
		err = merge_make(&merge, repo, &request->puller, &request->head);
	request->conflicts = !err && !merge.clean;
	if (!err) {
		add_note(request);
		err = add_diff(request, repo, &request->puller, &merge.tree, patch);
	}
	merge_release(&merge);
	aside_leave(&aside);
	return err;
}

static struct error *add_lists(struct request *request, struct repo *repo, bool patch)
{
	struct error *err = add_shortlog(request, repo);

	if (err)
		return err;
	if (request->bases > 1)
		return add_test_merge(request, repo, patch);
	return add_diff(request, repo, &request->base, &request->head, patch);
}

static struct error *add_all(struct request *request, struct repo *repo, const char *url, bool patch)
{
	struct error *err = add_commit(request, repo, &request->base,
	    "The following changes since commit %H:\n\n  %s (%ci)\n\nare available in the Git repository "
	    "at:\n");

	if (err)
		return err;
	buf_addf(&request->body, "  %s %s\n", url, request->shown);
	err = add_commit(request, repo, &request->head,
	    "\nfor you to fetch changes up to %H:\n\n  %s (%ci)\n\n"
	    "----------------------------------------------------------------");
	if (!err && request->annotated)
		err = add_tag_text(request, repo);
	if (!err)
		err = add_branch_description(request, repo);
	return err ? err : add_lists(request, repo, patch);
}

static struct error *find_type(struct request *request, struct repo *repo)
{
	struct buf type = BUF_INIT;
	struct error *err = repo_git(repo, &type, "cat-file", "-t", request->ref, NULL);

	buf_trim(&type);
	request->annotated = !err && !strcmp(type.s, "tag");
	buf_release(&type);
	return err;
}

static void remark_on_tag(struct request *request)
{
	if (request->tag && !request->annotated)
		strings_take(&request->remarks,
		    mem_format("%s is a lightweight tag: it has no text and no signature", request->shown));
	else if (request->annotated && !request->signed_tag)
		strings_take(&request->remarks, mem_format("%s is not signed", request->shown));
}

struct error *requestbody_write(struct request *request, struct repo *repo, const char *url, bool patch)
{
	struct error *err = find_type(request, repo);

	if (!err)
		err = add_all(request, repo, url, patch);
	if (err)
		error_context(err, "what %s brings cannot be listed", request->shown);
	else
		remark_on_tag(request);
	return error_hint(err, "git fsck names objects that are missing or broken; in a partial clone get "
			       "them with:  git fetch --refetch");
}
