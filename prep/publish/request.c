/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/request.h"

#include "text/draft.h"

#include <git2/types.h>
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

struct error *request_check_url(const char *origin, const char *url)
{
	const char *host = strstr(url, "://"), *at;

	for (const char *c = url; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return error_hint(
			    error_failed(
				"%s holds a blank, a line break or another control character", origin),
			    "Give it the URL that upstream pulls from, on one line.");
	if (!*url)
		return error_hint(
		    error_failed("%s is empty", origin), "Give it the URL that upstream pulls from.");
	host = host ? host + 3 : url;
	at = memchr(host, '@', strcspn(host, "/"));
	if (at && strstr(url, "://") && memchr(host, ':', (size_t)(at - host)))
		return error_hint(error_failed("%s holds a password, which a mail must not", origin),
		    "Give it the public URL that upstream pulls from.");
	return NULL;
}

/* ---- which ref ---- */

static bool ref_exists(struct repo *repo, const char *full, struct error **err)
{
	const char *const args[] = {"show-ref", "--verify", "--quiet", full, NULL};
	int status = 1;

	if (!*err)
		*err = repo_git_status(repo, NULL, NULL, &status, args);
	return !*err && !status;
}

/* "HEAD" is the branch that is checked out. */
static struct error *current_branch(struct repo *repo, char **full)
{
	const char *const args[] = {"symbolic-ref", "-q", "HEAD", NULL};
	struct buf out = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &out, NULL, &status, args);

	buf_trim(&out);
	if (!err && status)
		err = error_hint(
		    error_new(ERROR_NOT_FOUND, "HEAD is detached: there is no branch to ask to pull"),
		    "Name a branch or a tag.");
	else if (!err)
		*full = buf_detach(&out);
	buf_release(&out);
	return err;
}

static struct error *find_ref(struct repo *repo, const char *name, char **full)
{
	char *branch, *tag, *as_is;
	struct error *err = NULL;

	if (!strcmp(name, "HEAD") || !strcmp(name, "@"))
		return current_branch(repo, full);
	branch = mem_format("refs/heads/%s", name);
	tag = mem_format("refs/tags/%s", name);
	as_is = !strncmp(name, "heads/", 6) || !strncmp(name, "tags/", 5) ? mem_format("refs/%s", name)
									  : mem_dup(name);
	if (!strncmp(as_is, "refs/", 5) && ref_exists(repo, as_is, &err)) {
		*full = mem_dup(as_is);
	} else {
		bool is_branch = ref_exists(repo, branch, &err), is_tag = ref_exists(repo, tag, &err);

		if (!err && is_branch && is_tag)
			err = error_hint(error_failed("'%s' is both a branch and a tag", name),
			    "Say which: %s or %s", branch, tag);
		else if (!err && !is_branch && !is_tag)
			err = error_hint(error_new(ERROR_NOT_FOUND, "there is no branch or tag '%s'", name),
			    "git branch --list and git tag --list show what there is.");
		else if (!err)
			*full = mem_dup(is_branch ? branch : tag);
	}
	if (!err && strncmp(*full, "refs/heads/", 11) && strncmp(*full, "refs/tags/", 10)) {
		err = error_failed("%s is neither a branch nor a tag of this repository", *full);
		error_hint(err, "Upstream pulls branches and tags: make one with git branch or git tag -s.");
	}
	free(branch);
	free(tag);
	free(as_is);
	return err;
}

/* ---- the range ---- */

static struct error *find_base(struct request *request, struct repo *repo, const char *start)
{
	char *from = oid_text(&request->start), *to = oid_text(&request->head);
	const char *const args[] = {"merge-base", "--all", from, to, NULL};
	struct strings bases = STRINGS_INIT;
	struct buf out = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &out, NULL, &status, args);

	strings_split(&bases, out.s, '\n');
	if (!err && (status || !bases.n))
		err = error_hint(error_failed("%s and %s have no commit in common", start, request->ref),
		    "Name another start with --base=REV.");
	else if (!err && git_oid_fromstr(&request->base, bases.v[0]) < 0)
		err = error_failed("git merge-base answered '%s'", bases.v[0]);
	if (!err && bases.n > 1)
		strings_take(&request->remarks,
		    mem_format("%s and %s have %zu merge bases; the diffstat starts at the first, as "
			       "git request-pull's does, and so shows more than the pull will bring",
			start, request->shown, bases.n));
	strings_release(&bases);
	buf_release(&out);
	free(from);
	free(to);
	return err;
}

static struct error *refuse_empty(
    const struct request *request, struct repo *repo, const char *start, const char *origin)
{
	char *from = oid_text(&request->start), *to = oid_text(&request->head),
	     *range = mem_format("%s..%s", from, to);
	struct buf out = BUF_INIT;
	struct error *err = repo_git(repo, &out, "rev-list", "-n", "1", range, "--", NULL);

	if (!err && !out.len) {
		err =
		    error_failed("nothing to pull: %s holds no commit that %s lacks", request->shown, start);
		error_hint(err, "The start is %s; name another with --base=REV.", origin);
	}
	buf_release(&out);
	free(range);
	free(from);
	free(to);
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
	char *key = mem_format("branch.%s.description", name);
	const char *const args[] = {"config", key, NULL};
	struct buf text = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &text, NULL, &status, args);

	if (!err && !status)
		buf_addf(&request->body, "(from the branch description for %s local branch)\n\n%s" RULE, name,
		    text.s);
	buf_release(&text);
	free(key);
	return err;
}

static struct error *add_lists(struct request *request, struct repo *repo)
{
	char *start = oid_text(&request->start), *head = oid_text(&request->head),
	     *base = oid_text(&request->base);
	char *without = mem_format("^%s", start), *range = mem_format("%s..%s", base, head);
	struct error *err = repo_git(repo, &request->body, PINNED, "shortlog", without, head, "--", NULL);

	if (!err)
		err = repo_git(repo, &request->body, PINNED, "diff", "-M", "--stat=80", "--summary",
		    "--no-color", "--no-relative", "--diff-algorithm=default", "-O/dev/null", range, "--",
		    NULL);
	free(start);
	free(head);
	free(base);
	free(without);
	free(range);
	return err;
}

/* request-pull would print what the user's own insteadOf makes of the URL, which may be a private one. */
static struct error *remark_on_url(struct request *request, struct repo *repo, const char *url)
{
	const char *const args[] = {"ls-remote", "--get-url", url, NULL};
	struct buf rewritten = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &rewritten, NULL, &status, args);

	buf_trim(&rewritten);
	if (!err && !status && strcmp(rewritten.s, url))
		strings_take(&request->remarks,
		    mem_format(
			"url.*.insteadOf makes '%s' of the URL here; the mail has it as configured: %s",
			rewritten.s, url));
	buf_release(&rewritten);
	return err;
}

static struct error *find_headline(struct request *request, struct repo *repo)
{
	char *head;
	struct buf subject = BUF_INIT;
	struct error *err;

	if (request->headline)
		return NULL;
	head = oid_text(&request->head);
	err = repo_git(repo, &subject, PINNED, "show", "-s", "--no-color", "--no-notes", "--format=%s", head,
	    "--", NULL);
	buf_trim(&subject);
	if (!err && subject.len)
		request->headline = buf_detach(&subject);
	buf_release(&subject);
	free(head);
	return err;
}

static struct error *add_all(struct request *request, struct repo *repo, const char *url)
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
	if (!err && !request->tag)
		err = add_branch_description(request, repo);
	return err ? err : add_lists(request, repo);
}

static struct error *write_body(struct request *request, struct repo *repo, const char *url)
{
	struct error *err = add_all(request, repo, url);

	if (!err && memchr(request->body.s, '\0', request->body.len))
		return error_hint(
		    error_failed("the text of %s, or a commit in it, holds a NUL byte, which no mail may",
			request->ref),
		    "Make the tag anew without it, or reword the commit with:  git rebase -i");
	if (err)
		error_context(err, "what %s brings cannot be listed", request->shown);
	return error_hint(err, "git fsck names objects that are missing or broken; in a partial clone get "
			       "them with:  git fetch --refetch");
}

/* A tag may be on a tree, or on a file. */
static struct error *check_peeled(const struct request *request, struct repo *repo)
{
	char *peeled = mem_format("%s^{}", request->ref);
	struct buf type = BUF_INIT;
	struct error *err = repo_git(repo, &type, "cat-file", "-t", peeled, NULL);

	buf_trim(&type);
	if (!err && strcmp(type.s, "commit"))
		err = error_hint(
		    error_failed("%s is on a %s, and only commits can be pulled", request->shown, type.s),
		    "Name a branch, or a tag that is on a commit.");
	buf_release(&type);
	free(peeled);
	return err;
}

static struct error *find_type(struct request *request, struct repo *repo)
{
	struct buf type = BUF_INIT;
	struct error *err = repo_git(repo, &type, "cat-file", "-t", request->ref, NULL);

	buf_trim(&type);
	request->tag = !strncmp(request->ref, "refs/tags/", 10);
	request->annotated = !err && !strcmp(type.s, "tag");
	request->shown = mem_dup(request->ref + (request->tag ? strlen("refs/") : strlen("refs/heads/")));
	buf_release(&type);
	return err ? err : check_peeled(request, repo);
}

struct error *request_make(struct request *out, struct repo *repo, const char *start,
    const char *start_origin, const char *url, const char *ref)
{
	struct error *err;

	*out = (struct request){.body = BUF_INIT, .remarks = STRINGS_INIT};
	err = find_ref(repo, ref, &out->ref);
	if (!err)
		err = find_type(out, repo);
	if (!err)
		err = repo_commit(repo, out->ref, &out->head);
	if (!err)
		err = error_hint(error_context(repo_commit(repo, start, &out->start), "%s", start_origin),
		    "Name the start with --base=REV or pullprep.base.");
	if (!err)
		err = find_base(out, repo, start);
	if (!err)
		err = refuse_empty(out, repo, start, start_origin);
	if (!err)
		err = write_body(out, repo, url);
	if (!err)
		err = find_headline(out, repo);
	if (!err)
		err = remark_on_url(out, repo, url);
	if (!err && out->tag && !out->annotated)
		strings_take(&out->remarks,
		    mem_format("%s is a lightweight tag: it has no text and no signature", out->shown));
	else if (!err && out->tag && !out->signed_tag)
		strings_take(&out->remarks, mem_format("%s is not signed", out->shown));
	if (err)
		request_release(out);
	return err;
}

void request_release(struct request *request)
{
	free(request->ref);
	free(request->shown);
	free(request->headline);
	buf_release(&request->body);
	strings_release(&request->remarks);
	request->ref = request->shown = request->headline = NULL;
}
