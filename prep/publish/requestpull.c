/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/requestpull.h"

#include "publish/requestbody.h"
#include "publish/requestref.h"
#include "source/lsremote.h"
#include "source/refs.h"

#include <stdlib.h>
#include <string.h>

struct request_end request_end_split(const char *end)
{
	const char *first = end ? strchr(end, ':') : NULL, *last = end ? strrchr(end, ':') : NULL;
	struct request_end out = {.local = mem_dupn(end ? end : "", last ? (size_t)(last - end) : 0)};

	if (end && !last) {
		free(out.local);
		out.local = mem_dup(end);
	}
	if (!*out.local) {
		free(out.local);
		out.local = mem_dup("HEAD");
	}
	out.remote = mem_dup(first ? first + 1 : end ? end : "");
	return out;
}

void request_end_release(struct request_end *end)
{
	free(end->local);
	free(end->remote);
}

/* ---- END, here ---- */

/* What git answers in one line; NULL if it fails. */
static struct error *answer_of(char **out, struct repo *repo, const char *const *args)
{
	struct buf answer = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &answer, NULL, &status, args);

	buf_trim(&answer);
	*out = err || status || !answer.len ? NULL : buf_detach(&answer);
	buf_release(&answer);
	return err;
}

static struct error *resolve_symbolic(char **out, struct repo *repo, const char *name)
{
	return answer_of(out, repo, (const char *const[]){"symbolic-ref", "-q", name, NULL});
}

static struct error *resolve_id(char **out, struct repo *repo, const char *name)
{
	return answer_of(out, repo,
	    (const char *const[]){"rev-parse", "--verify", "--quiet", "--end-of-options", name, NULL});
}

static struct error *find_ending(char **full, struct repo *repo, const char *name)
{
	struct strings refs = STRINGS_INIT;
	struct error *err = requestref_ending(&refs, repo, name);

	if (!err && refs.n > 1) {
		err = error_new(ERROR_NOT_FOUND, "Ambiguous revision: %s", name);
		for (size_t i = 0; i < refs.n; i++)
			error_hint(err, "%s%s", i ? "         or " : "It may be ", refs.v[i]);
	} else if (!err && refs.n) {
		*full = mem_dup(refs.v[0]);
	}
	strings_release(&refs);
	return err;
}

/* A branch or tag, as a name that may be short, or what a symbolic ref stands for; else any revision. */
static struct error *find_end(struct request *request, struct repo *repo, const char *name)
{
	struct error *err = resolve_symbolic(&request->ref, repo, name);

	if (!err && !request->ref)
		err = requestref_find(&request->ref, repo, name);
	if (!err && !request->ref)
		err = find_ending(&request->ref, repo, name);
	if (!err && !request->ref)
		err = resolve_id(&request->ref, repo, name);
	if (!err && !request->ref)
		err = error_hint(error_new(ERROR_NOT_FOUND, "Not a valid revision: %s", name),
		    "git branch --list and git tag --list show what there is.");
	if (!err)
		err = repo_commit(repo, request->ref, &request->head);
	request->tag = request->ref && !strncmp(request->ref, "refs/tags/", 10);
	return err;
}

/* ---- the URL ---- */

/* "korg:linux": what stands before the colon is no host that others know. */
static bool is_shorthand(const char *url)
{
	size_t name = strcspn(url, ":/@.");

	return name && url[name] == ':' && strncmp(url + name, "://", 3) != 0;
}

/* The URL as the text has it. */
static struct error *find_url(
    struct request *request, char **shown, struct repo *repo, const struct config *config, const char *url)
{
	char *key = mem_format("remote.%s.url", url), *public;
	struct strings urls = STRINGS_INIT;
	struct buf rewritten = BUF_INIT;
	const char *as_given;
	int status;
	struct error *err = repo_git_status(repo, &rewritten, NULL, &status,
	    (const char *const[]){"ls-remote", "--get-url", "--", url, NULL});

	buf_trim(&rewritten);
	config_all(config, key, &urls);
	as_given = urls.n ? urls.v[0] : url;
	if (!err && !status && is_shorthand(as_given))
		as_given = rewritten.s;
	public = remote_shown(as_given);
	if (!err && !status && strcmp(rewritten.s, as_given))
		strings_take(&request->remarks,
		    mem_format(
			"url.*.insteadOf makes another URL of '%s' here; the text has it as it is", public));
	if (strcmp(public, as_given))
		strings_take(&request->remarks,
		    mem_format("the URL holds a name or password: the text has it as %s", public));
	*shown = public;
	buf_release(&rewritten);
	strings_release(&urls);
	free(key);
	return err;
}

/* ---- END, there ---- */

static bool is_under(const char *name, const char *directory, const char *wanted)
{
	size_t length = strlen(directory);

	return !strncmp(name, directory, length) && !strcmp(name + length, wanted);
}

static bool ends_in(const char *name, const char *wanted)
{
	size_t length = strlen(name), end = strlen(wanted);

	return length > end && name[length - end - 1] == '/' && !strcmp(name + length - end, wanted);
}

enum { RANK_ENDS = 4, RANK_NONE };

/* How well the ref's name is what END says: the lower the better. */
static int rank(const char *name, const char *wanted, bool tag)
{
	if (!strcmp(name, wanted))
		return 0;
	if (is_under(name, "refs/", wanted))
		return 1;
	if (is_under(name, tag ? "refs/tags/" : "refs/heads/", wanted))
		return 2;
	if (is_under(name, tag ? "refs/heads/" : "refs/tags/", wanted))
		return 3;
	return ends_in(name, wanted) ? RANK_ENDS : RANK_NONE;
}

/* The ref there that END is; *elsewhere: one of that name that is something else. */
static const struct remote_ref *find_there(const struct request *request, const struct remote_refs *refs,
    const char *wanted, const struct remote_ref **elsewhere)
{
	const struct remote_ref *found = NULL;
	int best = RANK_NONE, other = RANK_ENDS;

	*elsewhere = NULL;
	for (size_t i = 0; i < refs->n; i++) {
		const struct remote_ref *ref = &refs->v[i];
		int its = rank(ref->name, wanted, request->tag);

		if (oid_equal(&ref->peeled, &request->head) && its < best) {
			best = its;
			found = ref;
		} else if (!oid_equal(&ref->peeled, &request->head) && its < other) {
			other = its;
			*elsewhere = ref;
		}
	}
	return found;
}

/* END is an id, and something there is on it. */
static bool has_object(const struct remote_refs *refs, const char *id)
{
	git_oid oid;

	if (strlen(id) != GIT_OID_HEXSZ || git_oid_fromstr(&oid, id) < 0)
		return false;
	for (size_t i = 0; i < refs->n; i++)
		if (oid_equal(&refs->v[i].object, &oid) || oid_equal(&refs->v[i].peeled, &oid))
			return true;
	return false;
}

/* What pullers call it so that they get it: of a tag and a branch that are called the same, the tag. */
static void call_it(struct request *request, const struct remote_refs *refs, const struct remote_ref *found,
    const char *wanted)
{
	char *name = NULL;

	if (is_under(found->name, "refs/tags/", request->shown)) {
		name = mem_format("tags/%s", request->shown);
	} else if (rank(found->name, wanted, request->tag) == RANK_ENDS) {
		name = mem_dup(found->name);
		strings_take(&request->remarks,
		    mem_format("it is called %s there, and so it is in the text", found->name));
	} else if (!strncmp(found->name, "refs/heads/", 11)) {
		char *tag = mem_format("refs/tags/%s", found->name + 11);

		if (remote_find(refs, tag) && strcmp(request->shown, found->name) != 0) {
			name = mem_dup(found->name);
			strings_take(&request->remarks,
			    mem_format(
				"there is a tag %s as well, which would be pulled by that name, so that "
				"the text names the branch in full",
				found->name + 11));
		}
		free(tag);
	}
	if (!name)
		return;
	free(request->shown);
	request->shown = name;
}

static void warn_unpushed(struct buf *words, const char *wanted)
{
	buf_addf(words, "warn: Are you sure you pushed '%s' there?\n", wanted);
}

static struct error *compare(struct request *request, struct buf *words, bool *there, struct repo *repo,
    const struct remote_refs *refs, const char *wanted, const char *url)
{
	const struct remote_ref *elsewhere, *found = find_there(request, refs, wanted, &elsewhere);
	char *object = NULL, *head = oid_text(&request->head);
	struct error *err = resolve_id(&object, repo, request->ref);

	if (!err && !found && !has_object(refs, wanted)) {
		buf_addf(words, "warn: No match for commit %s found at %s\n", head, url);
		warn_unpushed(words, wanted);
		if (elsewhere) {
			char *other = oid_text(&elsewhere->peeled);

			strings_take(
			    &request->remarks, mem_format("%s there is on %.12s", elsewhere->name, other));
			free(other);
		}
	} else if (!err && found) {
		char *theirs = oid_text(&found->object);

		*there = object && !strcmp(object, theirs);
		if (!*there) {
			buf_addf(words, "warn: %s found at %s but points to a different object\n",
			    request->ref, url);
			warn_unpushed(words, wanted);
		}
		call_it(request, refs, found, wanted);
		free(theirs);
	} else if (!err) {
		*there = true;
	}
	free(object);
	free(head);
	return err;
}

/* Nobody there who answers is no reason to write no text. */
static struct error *look_there(struct request *request, struct buf *words, bool *there, struct repo *repo,
    const struct config *config, const char *url, const char *remote)
{
	struct remote_question question = {.config = config, .url = url};
	struct remote_refs refs = REMOTE_REFS_INIT;
	char *shown = remote_shown(url);
	struct error *err = remote_deadline(&question.deadline, config), *unanswered;

	if (!err) {
		unanswered = remote_ask(&refs, &question);
		if (unanswered)
			strings_take(&request->remarks,
			    mem_format("%s\nwhether %s is there is unknown\n%s", unanswered->message,
				request->shown, unanswered->hint ? unanswered->hint : ""));
		else
			err = compare(request, words, there, repo, &refs, *remote ? remote : "HEAD", shown);
		error_free(unanswered);
	}
	remote_refs_release(&refs);
	free(shown);
	return err;
}

/* ---- all of it ---- */

static const char *without(const char *name, const char *prefix)
{
	return strncmp(name, prefix, strlen(prefix)) ? name : name + strlen(prefix);
}

static struct error *make(struct request *request, struct buf *words, bool *there, struct repo *repo,
    const struct config *config, const struct request_pull *wish, const struct request_end *end)
{
	const struct request_names names = {wish->start, wish->start, NULL};
	char *shown_url = NULL;
	struct error *err = repo_commit(repo, wish->start, &request->start);

	if (err && err->code == ERROR_NOT_FOUND) {
		error_free(err);
		err = error_hint(error_new(ERROR_NOT_FOUND, "Not a valid revision: %s", wish->start),
		    "START is any commit that whoever pulls has already, such as a release.");
	}
	if (!err)
		err = find_end(request, repo, end->local);
	request->shown = mem_dup(*end->remote ? without(without(end->remote, "refs/"), "heads/") : "HEAD");
	if (!err)
		err = requestbody_range(request, repo, NULL, &names);
	if (!err)
		err = look_there(request, words, there, repo, config, wish->url, end->remote);
	if (!err)
		err = find_url(request, &shown_url, repo, config, wish->url);
	if (!err && !*end->remote)
		*request->shown = '\0'; /* "URL " alone is HEAD to pullers */
	if (!err)
		err = requestbody_write(request, repo, shown_url, wish->patch);
	free(shown_url);
	return err;
}

struct error *request_pull_fixed(struct request *out, struct buf *words, bool *there, struct repo *repo,
    const struct config *config, const struct request_pull *wish)
{
	struct request_end end = request_end_split(wish->end);
	struct error *err;

	*out = (struct request){.body = BUF_INIT, .remarks = STRINGS_INIT};
	*there = false;
	err = make(out, words, there, repo, config, wish, &end);
	if (err)
		request_release(out);
	request_end_release(&end);
	return err;
}
