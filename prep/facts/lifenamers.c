/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifenamers.h"

#include "facts/commitnames.h"
#include "facts/liferefs.h"
#include "facts/mends.h"
#include "source/refs.h"

#include <string.h>
#include <strings.h>

enum {
	SKEW = 86400,     /* clocks are wrong by less, mostly */
	DIGITS_LEAST = 6, /* of an id in a message */
	NAMED_MOST = 200, /* the root of a history may be named by thousands */
};

/* ---- candidates ---- */

/* The tips that may have what names a commit of that time: an older one has no younger commit. */
static struct error *add_tips(struct buf *out, struct repo *repo, int64_t time)
{
	struct refs refs = REFS_INIT;
	struct error *err = refs_list(repo, &refs, life_branches);

	for (size_t i = 0; !err && i < refs.n; i++)
		if (!oid_is_zero(&refs.v[i].commit) && refs.v[i].tagger >= time - SKEW) {
			buf_add_oid(out, &refs.v[i].commit, GIT_OID_HEXSZ);
			buf_addch(out, '\n');
		}
	refs_release(&refs);
	return err;
}

/* What git finds by the first digits of the id, in mainline and all branches. */
static struct error *list_candidates(
    struct ids *out, struct life_subject *subject, const git_oid *named, const struct commit *beyond)
{
	struct repo *repo = subject->project->repo;
	char *hex = oid_text(named), *first = mem_format("--grep=%.*s", DIGITS_LEAST, hex);
	const char *const args[] = {
	    "rev-list", "--fixed-strings", "--regexp-ignore-case", "--reverse", first, "--stdin", NULL};
	struct buf tips = BUF_INIT, answer = BUF_INIT;
	struct error *err;

	buf_add_oid(&tips, &subject->project->mainline, GIT_OID_HEXSZ);
	buf_addstr(&tips, "\n^");
	buf_add_oid(&tips, &beyond->oid, GIT_OID_HEXSZ);
	buf_addch(&tips, '\n');
	err = add_tips(&tips, repo, beyond->committed);
	if (!err)
		err = repo_gitv_input(repo, &answer, args, tips.s, tips.len);
	if (!err)
		err = ids_read(out, answer.s);
	buf_release(&tips);
	buf_release(&answer);
	free(first);
	free(hex);
	return err;
}

/* Does a list of ids, as they were written, name that commit, and no other? */
static struct error *names_it(
    bool *out, struct repo *repo, const struct mend_list *list, const git_oid *named)
{
	char *hex = oid_text(named);
	struct error *err = NULL;

	*out = false;
	for (size_t i = 0; !err && !*out && i < list->n; i++) {
		struct commit_name name = {.id = list->v[i].id};

		if (strncmp(hex, name.id, strlen(name.id)) != 0)
			continue;
		err = commit_names_resolve(&name, 1, repo);
		*out = !err && name.known && oid_equal(&name.oid, named);
	}
	free(hex);
	return err;
}

/* Does the message say that it is that commit, taken over? */
static bool is_backport(const char *message, const git_oid *named)
{
	static const char *const before[] = {"commit ", "Upstream commit ", "(cherry picked from commit "};
	static const char *const behind[] = {" upstream", " ]", ")"};
	char *hex = oid_text(named);
	bool found = false;

	for (const char *at = message; !found && (at = strstr(at, hex)); at++)
		for (size_t i = 0; !found && i < sizeof(before) / sizeof(*before); i++) {
			size_t length = strlen(before[i]);

			found = (size_t)(at - message) >= length &&
				!strncmp(at - length, before[i], length) &&
				!strncasecmp(at + GIT_OID_HEXSZ, behind[i], strlen(behind[i]));
		}
	free(hex);
	return found;
}

/* *kind: LIFE_COUNT if it only has such digits. */
static struct error *judge(
    enum life_kind *kind, struct repo *repo, const struct commit *commit, const git_oid *named)
{
	struct mends mends;
	bool fixes = false, reverts;
	struct error *err;

	mends_parse(&mends, commit->message);
	err = names_it(&reverts, repo, &mends.reverts, named);
	if (!err && !reverts)
		err = names_it(&fixes, repo, &mends.fixes, named);
	*kind = reverts                               ? LIFE_REVERTED
		: fixes                               ? LIFE_FIXED
		: is_backport(commit->message, named) ? LIFE_BACKPORTED
						      : LIFE_COUNT;
	mends_release(&mends);
	return err;
}

/* Is it there under another id? Backports are told, one for each branch. */
static bool is_known(const struct life_namers *namers, const struct life_namer *namer)
{
	for (size_t i = 0; i < namers->n; i++) {
		const struct commit *known = &namers->v[i].commit;

		if (oid_equal(&known->oid, &namer->commit.oid) ||
		    (namers->v[i].kind == namer->kind && namer->kind != LIFE_BACKPORTED &&
			!namer->place.in_mainline && !strcmp(known->subject, namer->commit.subject) &&
			!strcmp(known->author_email, namer->commit.author_email)))
			return true;
	}
	return false;
}

/* Takes the commit over, if it names the other one. */
static struct error *take_candidate(
    struct life_namers *out, struct life_subject *subject, struct commit *commit, const git_oid *named)
{
	struct life_namer namer = {.commit = *commit};
	struct error *err = judge(&namer.kind, subject->project->repo, commit, named);

	if (!err && namer.kind != LIFE_COUNT && out->n >= NAMED_MOST) {
		out->more++;
		namer.kind = LIFE_COUNT;
	}
	if (!err && namer.kind != LIFE_COUNT)
		err = life_place_find(&namer.place, &subject->places, &commit->oid);
	if (err || namer.kind == LIFE_COUNT)
		commit_release(commit);
	else
		array_push(out, namer);
	return err;
}

/* Those of mainline first, then the others, each once. */
void life_namers_keep_once(struct life_namers *namers)
{
	struct life_namers kept = {.v = NULL, .more = namers->more};

	for (int elsewhere = 0; elsewhere < 2; elsewhere++)
		for (size_t i = 0; i < namers->n; i++) {
			if (namers->v[i].place.in_mainline == elsewhere)
				continue;
			if (is_known(&kept, &namers->v[i]))
				commit_release(&namers->v[i].commit);
			else
				array_push(&kept, namers->v[i]);
		}
	array_release(namers);
	*namers = kept;
}

/* beyond: what is not looked at, with all it has. */
struct error *life_namers_find(
    struct life_namers *out, struct life_subject *subject, const git_oid *named, const struct commit *beyond)
{
	struct ids candidates = {.v = NULL};
	struct error *err = list_candidates(&candidates, subject, named, beyond);

	for (size_t i = 0; !err && i < candidates.n; i++) {
		struct commit commit;

		err = commit_read(&commit, subject->project->repo, &candidates.v[i]);
		if (err)
			break;
		/* What mainline has under another id names the one that it was made from, maybe. */
		if (oid_equal(&commit.oid, &subject->same) ||
		    (subject->project->asked != DAY_NONE &&
			day_of_time(commit.committed) > subject->project->asked))
			commit_release(&commit);
		else
			err = take_candidate(out, subject, &commit, named);
	}
	array_release(&candidates);
	return err;
}

void life_namers_release(struct life_namers *namers)
{
	for (size_t i = 0; i < namers->n; i++)
		commit_release(&namers->v[i].commit);
	array_release(namers);
}
