/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/request.h"

#include "publish/requestbody.h"
#include "publish/requestref.h"
#include "source/remotetalk.h"

#include <stdlib.h>
#include <string.h>

struct error *request_check_url(const char *origin, const char *url)
{
	char *shown = remote_shown(url);
	bool secret = strcmp(shown, url) != 0;

	free(shown);
	for (const char *c = url; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return error_hint(
			    error_failed(
				"%s holds a blank, a line break or another control character", origin),
			    "Give it the URL that upstream pulls from, on one line.");
	if (!*url)
		return error_hint(
		    error_failed("%s is empty", origin), "Give it the URL that upstream pulls from.");
	if (secret)
		return error_hint(error_failed("%s holds a name or password, which a mail must not", origin),
		    "Give it the public URL that upstream pulls from.");
	return NULL;
}

/* ---- which ref ---- */

/* "HEAD" is the branch that is checked out. */
static struct error *find_ref(struct repo *repo, const char *name, char **full)
{
	bool current = !strcmp(name, "HEAD") || !strcmp(name, "@");
	struct error *err = current ? requestref_head(full, repo) : requestref_find(full, repo, name);

	if (err)
		return err;
	if (!*full && current)
		return error_hint(
		    error_new(ERROR_NOT_FOUND, "HEAD is detached: there is no branch to ask to pull"),
		    "Name a branch or a tag.");
	if (!*full)
		return error_hint(error_new(ERROR_NOT_FOUND, "there is no branch or tag '%s'", name),
		    "git branch --list and git tag --list show what there is.");
	if (strncmp(*full, "refs/heads/", 11) && strncmp(*full, "refs/tags/", 10))
		return error_hint(error_failed("%s is neither a branch nor a tag of this repository", *full),
		    "Upstream pulls branches and tags: make one with git branch or git tag -s.");
	return NULL;
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

/* ---- what else the mail needs ---- */

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
	err = repo_git(repo, &subject, "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8",
	    "show", "-s", "--no-color", "--no-notes", "--format=%s", head, "--", NULL);
	buf_trim(&subject);
	if (!err && subject.len)
		request->headline = buf_detach(&subject);
	buf_release(&subject);
	free(head);
	return err;
}

static struct error *find_commits(struct request *request, struct repo *repo, const struct request_wish *wish)
{
	char *advice = mem_format("The start is %s; name another with --base=REV.", wish->start_origin);
	const char *start = wish->start_words ? wish->start_words : wish->start;
	const struct request_names names = {start, wish->puller_name ? wish->puller_name : start, advice};
	struct error *err = check_peeled(request, repo);

	if (!err)
		err = repo_commit(repo, request->ref, &request->head);
	if (!err)
		err = error_hint(
		    error_context(repo_commit(repo, wish->start, &request->start), "%s", wish->start_origin),
		    "Name the start with --base=REV or pullprep.base.");
	request->start_words = wish->start_words;
	if (!err)
		err = requestbody_range(request, repo, wish->puller, &names);
	free(advice);
	return err;
}

static struct error *refuse_nul(const struct request *request)
{
	if (!memchr(request->body.s, '\0', request->body.len))
		return NULL;
	return error_hint(
	    error_failed(
		"the text of %s, or a commit in it, holds a NUL byte, which no mail may", request->ref),
	    "Make the tag anew without it, or reword the commit with:  git rebase -i");
}

static struct error *make(struct request *out, struct repo *repo, const struct request_wish *wish)
{
	struct error *err = find_ref(repo, wish->ref, &out->ref);

	if (err)
		return err;
	out->tag = !strncmp(out->ref, "refs/tags/", 10);
	out->shown = mem_dup(out->ref + (out->tag ? strlen("refs/") : strlen("refs/heads/")));
	err = find_commits(out, repo, wish);
	if (!err)
		err = requestbody_write(out, repo, wish->url, false);
	if (!err)
		err = refuse_nul(out);
	if (!err)
		err = find_headline(out, repo);
	return err ? err : remark_on_url(out, repo, wish->url);
}

struct error *request_make(struct request *out, struct repo *repo, const struct request_wish *wish)
{
	struct error *err;

	*out = (struct request){.body = BUF_INIT, .remarks = STRINGS_INIT};
	err = make(out, repo, wish);
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
