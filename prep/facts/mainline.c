/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mainline.h"

#include "source/commit.h"
#include "source/refname.h"
#include "source/refs.h"

#include <stdlib.h>
#include <string.h>

static const char *const main_branches[] = {"HEAD", "master", "main", "trunk", NULL};
static const char *const upstream_remotes[] = {"upstream", "mainline", "linus", "torvalds", "origin", NULL};

static const struct ref *find_ref(const struct refs *refs, const char *name)
{
	for (size_t i = 0; i < refs->n; i++)
		if (!strcmp(refs->v[i].name, name) && !oid_is_zero(&refs->v[i].commit))
			return &refs->v[i];
	return NULL;
}

/* One remote's main branch, by the first `names` that exist; NULL if it has none of them. */
static struct error *ask_remote(const struct ref **out, struct repo *repo, const struct refs *refs,
    const char *remote, const char *const *names, size_t count)
{
	struct error *err = NULL;
	bool daily;

	*out = NULL;
	for (size_t i = 0; i < count && names[i] && !*out; i++) {
		char *name = mem_format("refs/remotes/%s/%s", remote, names[i]);

		*out = find_ref(refs, name);
		free(name);
	}
	if (!*out)
		return NULL;
	err = commit_has_entry(&daily, repo, &(*out)->commit, "Next/");
	if (!err && daily) {
		char *name = mem_format("refs/remotes/%s/stable", remote);

		*out = find_ref(refs, name);
		free(name);
	}
	return err;
}

/* All other remotes in the order of their names. */
static struct error *ask_others(const struct ref **out, struct repo *repo, const struct refs *refs,
    const char *own, const char *const *names, size_t count)
{
	struct error *err = NULL;

	*out = NULL;
	for (size_t i = 0; i < refs->n && !err && !*out; i++) {
		const char *start = refs->v[i].name + strlen("refs/remotes/"), *slash;
		char *remote;

		if (strncmp(refs->v[i].name, "refs/remotes/", 13) || !(slash = strrchr(start, '/')))
			continue;
		remote = mem_dupn(start, (size_t)(slash - start));
		if (!own || strcmp(remote, own))
			err = ask_remote(out, repo, refs, remote, names, count);
		free(remote);
	}
	return err;
}

/* The local one; the branch that is checked out, or a bare repository's HEAD, goes first. */
static struct error *ask_local(const struct ref **out, struct repo *repo, const struct refs *refs)
{
	char *head = NULL;
	struct error *err = repo_full_ref(repo, "HEAD", &head);

	*out = NULL;
	for (size_t i = 1; !err && main_branches[i]; i++) {
		char *name = mem_format("refs/heads/%s", main_branches[i]);
		const struct ref *ref = find_ref(refs, name);

		if (ref && (!*out || (head && !strcmp(head, name))))
			*out = ref;
		free(name);
	}
	free(head);
	return err;
}

static struct error *choose(
    const struct ref **out, struct repo *repo, const struct refs *refs, const char *own)
{
	struct error *err = NULL;

	*out = NULL;
	for (size_t i = 0; !err && !*out && upstream_remotes[i]; i++)
		if (!own || strcmp(own, upstream_remotes[i]))
			err = ask_remote(out, repo, refs, upstream_remotes[i], main_branches, 4);
	if (!err && !*out)
		err = ask_others(out, repo, refs, own, main_branches, 1);
	if (!err && !*out)
		err = ask_local(out, repo, refs);
	if (!err && !*out)
		err = ask_others(out, repo, refs, own, main_branches, 4);
	return err;
}

static struct error *nothing_found(struct repo *repo)
{
	struct buf any = BUF_INIT;
	struct error *err = repo_git(repo, &any, "for-each-ref", "--count=1", NULL);

	if (!err) {
		err = error_new(ERROR_NOT_FOUND, "%s",
		    any.len ? "no mainline found: neither a remote's main branch nor a local master, main or "
			      "trunk"
			    : "no mainline found: this repository has no commits yet");
		error_hint(err,
		    any.len ? "Name the branch you send to with:  git config pullprep.mainline REMOTE/BRANCH"
			    : "Fetch the project first, then name the branch you send to with:  git config "
			      "pullprep.mainline REMOTE/BRANCH");
	}
	buf_release(&any);
	return err;
}

/* The ref itself where the found one is a remote's HEAD, and its short name. */
static struct error *take_ref(struct mainline *out, struct repo *repo, const struct ref *ref)
{
	struct error *err = repo_full_ref(repo, ref->name, &out->ref);

	if (err)
		return err;
	if (!out->ref)
		out->ref = mem_dup(ref->name);
	out->tip = ref->commit;
	out->name = mem_dup(out->ref + (strncmp(out->ref, "refs/remotes/", 13) ? strlen("refs/heads/") : 13));
	return NULL;
}

/* What is a ref's name is found without a question to git. */
static struct error *find_configured(struct mainline *out, struct repo *repo, const char *revision)
{
	struct error *err = NULL;

	if (!refname_commit(repo, revision, &out->ref, &out->tip)) {
		err = repo_commit(repo, revision, &out->tip);
		if (!err)
			err = repo_full_ref(repo, revision, &out->ref);
	}
	if (err && err->code == ERROR_NOT_FOUND) {
		err = error_context(err, "pullprep.mainline");
		error_hint(
		    err, "Fetch it, or name another with:  git config pullprep.mainline REMOTE/BRANCH");
	}
	out->name = mem_dup(revision);
	return err;
}

struct error *mainline_find(struct mainline *out, struct repo *repo, const struct config *config)
{
	static const char *const globs[] = {"refs/heads/master", "refs/heads/main", "refs/heads/trunk",
	    "refs/remotes/*/HEAD", "refs/remotes/*/master", "refs/remotes/*/main", "refs/remotes/*/trunk",
	    "refs/remotes/*/stable", NULL};
	const char *configured = config_get(config, "pullprep.mainline");
	const struct ref *found = NULL;
	struct refs refs = REFS_INIT;
	struct error *err;

	*out = (struct mainline){.name = NULL};
	if (configured) {
		err = find_configured(out, repo, configured);
	} else {
		err = refs_list(repo, &refs, globs);
		if (!err)
			err = choose(&found, repo, &refs, config_get(config, "pullprep.remote"));
		if (!err)
			err = found ? take_ref(out, repo, found) : nothing_found(repo);
	}
	refs_release(&refs);
	if (err)
		mainline_release(out);
	return err;
}

void mainline_release(struct mainline *mainline)
{
	free(mainline->name);
	free(mainline->ref);
	*mainline = (struct mainline){.name = NULL};
}

struct error *mainline_on(git_oid *out, struct history *history, const git_oid *tip, day_t day)
{
	node_t at = history_node(history, tip);
	int64_t end = day_start(day) + 86400;

	while (at != NODE_NONE) {
		struct error *err = history_load(history, at);

		if (err)
			return err;
		if (history_at(history, at)->time < end) {
			*out = history_at(history, at)->oid;
			return NULL;
		}
		at = history_at(history, at)->parent_count ? history_parents(history, at)[0] : NODE_NONE;
	}
	return error_new(ERROR_NOT_FOUND, "mainline has no commit that is as old as that");
}
