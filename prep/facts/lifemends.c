/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifemends.h"

#include "facts/commitnames.h"
#include "facts/lifenamers.h"
#include "facts/liferefs.h"
#include "facts/mends.h"

#include <string.h>

enum { TURNS_MOST = 6 }; /* a revert of a revert of a revert ... */

/* ---- what it mends itself ---- */

static size_t list_names(struct commit_name *names, const struct mends *mends)
{
	size_t n = 0;

	for (size_t i = 0; i < mends->fixes.n; i++)
		names[n++] = (struct commit_name){.id = mends->fixes.v[i].id};
	for (size_t i = 0; i < mends->reverts.n; i++)
		names[n++] = (struct commit_name){.id = mends->reverts.v[i].id};
	return n;
}

static void add_unresolved(
    struct life *life, enum life_kind kind, const struct mend *mend, const struct commit_name *name)
{
	char *why = mem_format("%s%s%s%s is %s", mend->id, mend->quoted ? " (\"" : "",
	    mend->quoted ? mend->quoted : "", mend->quoted ? "\")" : "",
	    name->ambiguous ? "the beginning of several commits' ids" : "no commit here");

	life_add_unknown(life, kind, why);
	free(why);
}

/* What reverts a commit may say that it fixes it, too: that is told once. */
static bool is_told(const struct life *life, const git_oid *oid)
{
	char *hex = oid_text(oid);
	bool told = false;

	for (size_t i = 0; !told && i < life->events.n; i++)
		told = life->events.v[i].kind == LIFE_REVERTS && life->events.v[i].source &&
		       !strcmp(life->events.v[i].source, hex);
	free(hex);
	return told;
}

static struct error *add_target(
    struct life *life, struct life_subject *subject, enum life_kind kind, const git_oid *oid)
{
	struct buf where = BUF_INIT;
	struct life_place place;
	struct commit commit;
	struct error *err;

	if (is_told(life, oid))
		return NULL;
	err = commit_read(&commit, subject->project->repo, oid);

	if (err)
		return err;
	err = life_place_find(&place, &subject->places, oid);
	if (!err) {
		life_place_describe(&where, &subject->places, &place);
		life_add(life, kind, place.in_mainline ? place.taken : commit.committed,
		    mem_dup(commit.subject), oid_text(oid), buf_detach(&where));
	}
	buf_release(&where);
	commit_release(&commit);
	return err;
}

static struct error *add_list(struct life *life, struct life_subject *subject, enum life_kind kind,
    const struct mend_list *list, const struct commit_name *names, size_t n)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < list->n; i++) {
		const struct commit_name *name = commit_names_find(names, n, list->v[i].id);

		if (name && name->known)
			err = add_target(life, subject, kind, &name->oid);
		else if (name)
			add_unresolved(life, kind, &list->v[i], name);
	}
	return err;
}

static struct error *add_own(struct life *life, struct life_subject *subject)
{
	struct mends mends;
	struct commit_name *names;
	struct error *err;
	size_t n;

	mends_parse(&mends, subject->commit.message);
	names = mem_zero(mends.fixes.n + mends.reverts.n + 1, sizeof(*names));
	n = list_names(names, &mends);
	err = n ? commit_names_resolve(names, n, subject->project->repo) : NULL;
	if (!err)
		err = add_list(life, subject, LIFE_REVERTS, &mends.reverts, names, n);
	if (!err)
		err = add_list(life, subject, LIFE_FIXES, &mends.fixes, names, n);
	free(names);
	mends_release(&mends);
	return err;
}

/* ---- who names it ---- */

static struct error *tell(
    struct life *life, struct life_subject *subject, const struct life_namer *namer, enum life_kind kind)
{
	struct strings branches = STRINGS_INIT;
	struct buf detail = BUF_INIT;
	struct error *err = NULL;

	life_place_describe(&detail, &subject->places, &namer->place);
	if (!namer->place.in_mainline)
		err = life_refs_find(&branches, &subject->places, &namer->commit.oid, life_branches);
	if (branches.n)
		buf_addf(&detail, ", but in %s", branches.v[0]);
	if (!err)
		life_add(life, kind, namer->place.in_mainline ? namer->place.taken : namer->commit.committed,
		    mem_dup(namer->commit.subject), oid_text(&namer->commit.oid), buf_detach(&detail));
	buf_release(&detail);
	strings_release(&branches);
	return err;
}

/* Who reverted a revert, and so on: each turn is the other way round. */
static struct error *follow(
    struct life *life, struct life_subject *subject, const struct life_namer *revert, int turn)
{
	struct life_namers namers = {.v = NULL};
	enum life_kind kind = turn % 2 ? LIFE_REAPPLIED : LIFE_REVERTED;
	struct error *err = life_namers_find(&namers, subject, &revert->commit.oid, &revert->commit);

	life_namers_keep_once(&namers);
	for (size_t i = 0; !err && i < namers.n; i++) {
		if (namers.v[i].kind != LIFE_REVERTED)
			continue;
		err = tell(life, subject, &namers.v[i], kind);
		if (!err && turn < TURNS_MOST)
			err = follow(life, subject, &namers.v[i], turn + 1);
	}
	life_namers_release(&namers);
	return err;
}

struct error *life_add_mends(struct life *life, struct life_subject *subject)
{
	struct life_namers namers = {.v = NULL};
	const struct commit *own = &subject->commit;
	size_t later = 0;
	struct error *err = add_own(life, subject);

	if (!err)
		err = life_namers_find(&namers, subject, &own->oid, own);
	if (!err && !oid_is_zero(&subject->same))
		err = life_namers_find(&namers, subject, &subject->same, own);
	for (size_t i = 0; !err && i < subject->others.n; i++)
		err = life_namers_find(&namers, subject, &subject->others.v[i], own);
	life_namers_keep_once(&namers);
	for (size_t i = 0; !err && i < namers.n; i++) {
		err = tell(life, subject, &namers.v[i], namers.v[i].kind);
		later += namers.v[i].kind != LIFE_BACKPORTED;
		if (!err && namers.v[i].kind == LIFE_REVERTED)
			err = follow(life, subject, &namers.v[i], 1);
	}
	if (!err && namers.more)
		life_add(life, LIFE_FIXED, LIFE_NO_TIME,
		    mem_format("%zu later commits name it, too", namers.more), NULL, NULL);
	if (!err && !later)
		life_add(life, LIFE_FIXED, LIFE_NO_TIME,
		    mem_format("by nothing in %s, or in a branch here", subject->project->mainline_name),
		    NULL, NULL);
	life_namers_release(&namers);
	return err;
}
