/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/tag.h"

#include "publish/child.h"
#include "publish/signature.h"
#include "text/draft.h"
#include "util/mem.h"

#include <git2/types.h>
#include <stdlib.h>
#include <string.h>

struct error *tag_find(git_oid *out, struct repo *repo, const char *name)
{
	char *ref = mem_format("refs/tags/%s", name);
	const char *const format[] = {"check-ref-format", ref, NULL};
	const char *const query[] = {"rev-parse", "--verify", "--quiet", ref, NULL};
	struct buf answer = BUF_INIT;
	struct error *err;
	sigset_t signals;
	int status;

	memset(out, 0, sizeof(*out));
	interrupt_hold(&signals);
	err = repo_git_status(repo, NULL, NULL, &status, format);
	if (!err && (status || *name == '-')) {
		err = error_failed("'%s' cannot be the name of a tag", name);
		error_hint(err, "Correct pullprep.tagName, or name the tag with --name=NAME.");
	}
	if (!err)
		err = repo_git_status(repo, &answer, NULL, &status, query);
	interrupt_let_go(&signals);
	if (!err && !status && git_oid_fromstrn(out, answer.s, GIT_OID_HEXSZ) < 0)
		err = error_failed("git rev-parse answered '%s' for %s", answer.s, ref);
	buf_release(&answer);
	free(ref);
	return err;
}

struct error *tag_message(struct buf *out, struct repo *repo, const git_oid *tag)
{
	struct buf raw = BUF_INIT;
	int type = 0;
	struct error *err = repo_read(repo, tag, &type, &raw);

	if (!err && type == GIT_OBJECT_TAG) {
		const char *text = strstr(raw.s, "\n\n");

		if (text) {
			text += 2;
			buf_add(out, text, draft_signature(text, strlen(text)));
		}
	}
	buf_release(&raw);
	return err;
}

/* The tag object must be what was ordered; *armour is where its signature begins. */
static struct error *check_object(
    const struct buf *raw, int type, const struct tag_plan *plan, const char **armour)
{
	char *tip = oid_text(&plan->tip);
	char *head = mem_format("object %s\ntype commit\ntag %s\ntagger ", tip, plan->name);
	const char *text = strstr(raw->s, "\n\n");
	struct error *err = NULL;

	if (type != GIT_OBJECT_TAG || strncmp(raw->s, head, strlen(head)) || !text)
		err = error_failed("git made something else than a tag '%s' of %s", plan->name, tip);
	else if (text += 2, strncmp(text, plan->message->s, plan->message->len))
		err = error_failed("git made a tag with another message than it was given");
	else if (strncmp(text + plan->message->len, "-----BEGIN ", 11))
		err = error_failed("git made a tag without a signature");
	else
		*armour = text + plan->message->len;
	free(head);
	free(tip);
	return err;
}

static struct error *read_back(const git_oid *made, struct buf *words, struct repo *repo,
    const struct config *config, const struct tag_plan *plan)
{
	struct buf raw = BUF_INIT, said = BUF_INIT;
	const char *armour = NULL;
	enum signature signature;
	int type = 0;
	struct error *err = repo_read(repo, made, &type, &raw);

	if (!err)
		err = check_object(&raw, type, plan, &armour);
	if (!err)
		err =
		    signature_check(&signature, &said, config, made, raw.s, (size_t)(armour - raw.s), armour);
	if (!err && signature == SIGNATURE_BAD)
		err = error_failed("the tag's signature is broken: %s", said.s);
	else if (!err && signature == SIGNATURE_UNCERTAIN)
		buf_add(words, said.s, said.len);
	buf_release(&raw);
	buf_release(&said);
	return err;
}

/*
 * git failed, or was ended: is the tag that is there now nevertheless the one it was to make (a signal came
 * late), and not one that somebody else made meanwhile?
 */
static bool is_ours(struct repo *repo, const git_oid *made, const struct tag_plan *plan)
{
	struct buf text = BUF_INIT;
	sigset_t signals;
	git_oid commit;
	struct error *err = tag_message(&text, repo, made);
	bool same = !err && text.len == plan->message->len && !memcmp(text.s, plan->message->s, text.len);

	error_free(err);
	interrupt_hold(&signals);
	err = same ? repo_commit(repo, plan->name, &commit) : NULL;
	interrupt_let_go(&signals);
	same = same && !err && git_oid_equal(&commit, &plan->tip);
	error_free(err);
	buf_release(&text);
	return same;
}

struct error *tag_restore(
    struct error *why, struct repo *repo, const char *name, const git_oid *before, const git_oid *made)
{
	char *ref = mem_format("refs/tags/%s", name), *old = oid_text(before), *new = oid_text(made);
	const char *const remove[] = {"update-ref", "-d", ref, new, NULL};
	const char *const restore[] = {"update-ref", ref, old, new, NULL};
	sigset_t signals;
	struct error *err;

	interrupt_hold(&signals);
	err = repo_gitv(repo, NULL, git_oid_is_zero(before) ? remove : restore);
	interrupt_let_go(&signals);
	if (err) {
		if (git_oid_is_zero(before))
			error_hint(why,
			    "The tag %s could not be removed again (%s). Do so with:  git tag -d %s", name,
			    err->message, name);
		else
			error_hint(why,
			    "The tag %s could not be put back (%s). Do so with:  git update-ref %s %s", name,
			    err->message, ref, old);
		error_free(err);
	}
	free(ref);
	free(old);
	free(new);
	return why;
}

/* Runs git; what it said is part of the error if it failed, and of the next one if it did not. */
static struct error *run_git(struct buf *said, const struct tag_plan *plan)
{
	char *tip = oid_text(&plan->tip);
	const char *const argv[] = {"git", "--no-replace-objects", "tag", "-s", "--cleanup=verbatim", "-F",
	    plan->message_path, plan->replace ? "-f" : "--no-force", "--", plan->name, tip, NULL};
	struct child child = {.argv = argv, .own_group = true, .deadline = plan->deadline, .said = said};
	int status;
	struct error *err = child_run(&child, &status);

	buf_trim(said);
	if (!err && !interrupt_seen() && status)
		err = error_failed(
		    "git could not make the tag (exit %d)%s%s", status, said->len ? ": " : "", said->s);
	free(tip);
	return err;
}

static void hint_signing(struct error *err)
{
	error_hint(err, "git signs with user.signingKey, gpg.format and gpg.program; try:  git tag -s -m "
			"test test-signature");
}

/* What git says where it is not the signer that failed, and what helps. The first that fits counts. */
static const struct {
	const char *words, *advice;
} git_words[] = {
    {"File exists.", "Another git is at work there, or one that died has left the file: then remove it."},
    {"; cannot create 'refs/",
	"A tag cannot be both a name and a directory of others: choose another name with --name=NAME or "
	"pullprep.tagName."},
    {"reference-transaction", "The hook of that name in this repository refused the tag: ask who set it up."},
    {"No space left on device", "Make room where the repository is."},
    {"Disk quota exceeded", "Make room where the repository is."},
    {"File too large", "Files may not grow: see  ulimit -f"},
    {"Permission denied", "See who may write to the repository, and run the signer."},
    {"Read-only file system", "The repository cannot be written to where it is."},
    {"couldn't write '", "Is there room, and may you write there?"},
    {"unable to write ", "Is there room, and may you write there?"},
    {"unable to create temporary file", "Is there room, and may you write there?"},
    {"tell me who you are",
	"Set them with:  git config user.name NAME   and   git config user.email ADDRESS"},
    {"empty ident name", "Set it with:  git config user.name NAME"},
    {"no email was given", "Set it with:  git config user.email ADDRESS"},
};

static void hint_git(struct error *err, const char *said)
{
	for (size_t i = 0; i < sizeof(git_words) / sizeof(*git_words); i++)
		if (strstr(said, git_words[i].words)) {
			error_hint(err, "%s", git_words[i].advice);
			return;
		}
	hint_signing(err);
}

struct error *tag_make(git_oid *made, struct buf *words, struct repo *repo, const struct config *config,
    const struct tag_plan *plan)
{
	git_oid before;
	bool failed;
	struct buf said = BUF_INIT;
	struct error *err = tag_find(&before, repo, plan->name), *late;

	if (!err && !git_oid_is_zero(&before) && !plan->replace)
		err = error_failed("the tag %s exists already", plan->name);
	if (err)
		goto done;
	err = run_git(&said, plan);
	failed = err || interrupt_seen();
	if (err)
		hint_git(err, said.s);
	late = tag_find(made, repo, plan->name);
	if (late) {
		if (err)
			error_free(late);
		else
			err = late;
		goto done;
	}
	/* made again within a second, a tag may well be the very same */
	if (!err && !interrupt_seen() &&
	    (git_oid_is_zero(made) || (!plan->replace && git_oid_equal(made, &before))))
		err = error_failed("git made no tag%s%s", said.len ? ": " : "", said.s);
	if (!err && !git_oid_is_zero(made) && !interrupt_seen()) {
		err = read_back(made, words, repo, config, plan);
		if (err && said.len)
			error_hint(err, "git said: %s", said.s);
		if (err)
			hint_signing(err);
	}
	if (!err)
		err = interrupt_error();
	if (err && !git_oid_is_zero(made) && !git_oid_equal(made, &before) &&
	    (!failed || is_ours(repo, made, plan)))
		err = tag_restore(err, repo, plan->name, &before, made);
done:
	buf_release(&said);
	return err;
}
