/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/waive.h"

#include "publish/notewrite.h"
#include "util/instant.h"

#include <stdlib.h>
#include <string.h>

/* Each failed attempt is another writer's success, so this is only for those who never stop. */
enum { ATTEMPTS = 100 };

struct error *waive_committer(char **author, int64_t *time, struct repo *repo, day_t as_of)
{
	struct buf answer = BUF_INIT;
	struct error *err = repo_git(repo, &answer, "var", "GIT_COMMITTER_IDENT", NULL);
	char *end;

	*author = NULL;
	if (err)
		goto done;
	end = strrchr(answer.s, '>');
	if (!end) {
		err = error_failed("git var answered '%s' for GIT_COMMITTER_IDENT", answer.s);
		goto done;
	}
	*time = strtoll(end + 1, NULL, 10);
	if (as_of != DAY_NONE)
		*time += day_start(as_of) - day_start(day_of_time(*time));
	*author = mem_dupn(answer.s, (size_t)(end + 1 - answer.s));
done:
	buf_release(&answer);
	return err;
}

/* ---- what is there already ---- */

static bool is_same(const struct waiver *a, const struct waiver *b)
{
	return a && a->time == b->time && a->reason && b->reason && !strcmp(a->reason, b->reason) &&
	       !strcmp(a->author, b->author);
}

static struct error *refuse_changed(const struct waiver *seen, const struct waiver *now)
{
	char *commit = oid_text(&seen->commit);
	struct error *err = error_failed(
	    "the waiver of %s for %.12s was changed meanwhile, and nothing is written", seen->rule, commit);

	if (now && now->reason)
		error_hint(err, "%s says now: %s", now->author, now->reason);
	else if (now)
		error_hint(err, "%s has dropped it.", now->author);
	free(commit);
	return error_hint(err, "See all of them with `pullprep waive`, then do it again.");
}

/* Each change is to be newer than all that concerns its commit. */
static struct error *settle(struct waive_changes *changes, const struct waivers *now, int64_t time)
{
	for (size_t i = 0; i < changes->n; i++) {
		struct waive_change *change = changes->v + i;
		struct waiver *waiver = &change->waiver;
		const struct waiver *last = waiver_last(now, &waiver->commit, &waiver->patch, waiver->rule);

		if (change->seen && !is_same(last, change->seen))
			return refuse_changed(change->seen, last);
		waiver->time = last && last->time >= time ? last->time + 1 : time;
		if (waiver->time > INSTANT_MOST)
			return error_hint(
			    error_failed("a waiver of %s was recorded at the end of time, in the year 9999",
				waiver->rule),
			    "Take it out with:  git notes --ref=%s edit COMMIT", WAIVERS_REF);
	}
	return NULL;
}

/* ---- the notes ---- */

struct note_texts {
	struct note_text *v;
	size_t n, cap;
};

static bool is_overruled(const struct waiver *waiver, const struct waive_changes *changes)
{
	for (size_t i = 0; i < changes->n; i++)
		if (oid_equal(&changes->v[i].waiver.commit, &waiver->commit) &&
		    !strcmp(changes->v[i].waiver.rule, waiver->rule))
			return true;
	return false;
}

/* All lines stay but those that the changes overrule. */
static void keep_lines(struct buf *out, const struct buf *old, const struct waive_changes *changes)
{
	for (size_t at = 0, length; at < old->len; at += length + 1) {
		const char *line = old->s + at, *end = memchr(line, '\n', old->len - at);
		struct waiver waiver;
		bool keep = true;

		length = end ? (size_t)(end - line) : old->len - at;
		if (waiver_line_read(&waiver, line, length)) {
			keep = !is_overruled(&waiver, changes);
			waiver_release(&waiver);
		}
		if (keep) {
			buf_add(out, line, length);
			buf_addch(out, '\n');
		}
	}
}

static struct error *begin_text(struct note_text *out, struct repo *repo, const struct note_ref *base,
    const struct waive_changes *changes)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < base->n; i++) {
		struct buf old = BUF_INIT;

		if (!oid_equal(&base->v[i].object, &out->object))
			continue;
		err = repo_read(repo, &base->v[i].blob, NULL, &old);
		keep_lines(&out->text, &old, changes);
		buf_release(&old);
	}
	return err;
}

/* The note on the change's commit, begun with what it says already. */
static struct error *find_text(struct note_text **out, struct note_texts *texts, struct repo *repo,
    const struct note_ref *base, const struct waive_changes *changes, const git_oid *commit)
{
	for (size_t i = 0; i < texts->n; i++)
		if (oid_equal(&texts->v[i].object, commit)) {
			*out = texts->v + i;
			return NULL;
		}
	array_push(texts, (struct note_text){*commit, BUF_INIT});
	*out = texts->v + texts->n - 1;
	return begin_text(*out, repo, base, changes);
}

static struct error *make_texts(struct note_texts *out, struct repo *repo, const struct note_ref *base,
    const struct waive_changes *changes)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < changes->n; i++) {
		struct note_text *text;

		err = find_text(&text, out, repo, base, changes, &changes->v[i].waiver.commit);
		if (!err)
			waiver_line_add(&text->text, &changes->v[i].waiver);
	}
	return err;
}

/* One attempt. */
static struct error *write_once(bool *moved, bool *first, struct repo *repo, struct waive_changes *changes,
    int64_t time, const char *message)
{
	struct note_texts texts = {.v = NULL};
	struct waivers now = {.v = NULL};
	struct note_ref base;
	struct error *err = note_ref_read(&base, repo, WAIVERS_REF);

	if (err)
		return err;
	*first = oid_is_zero(&base.tip);
	err = waivers_read_notes(&now, repo, &base, DAY_NONE);
	if (!err)
		err = settle(changes, &now, time);
	if (!err)
		err = make_texts(&texts, repo, &base, changes);
	if (!err)
		err = note_write(moved, repo, WAIVERS_REF, &base, texts.v, texts.n, message);
	for (size_t i = 0; i < texts.n; i++)
		buf_release(&texts.v[i].text);
	array_release(&texts);
	waivers_release(&now);
	note_ref_release(&base);
	return err;
}

struct error *waive_write(
    bool *first, struct repo *repo, struct waive_changes *changes, int64_t time, const char *message)
{
	struct error *err = NULL;
	bool moved = true;

	for (int i = 0; !err && moved && i < ATTEMPTS; i++)
		err = write_once(&moved, first, repo, changes, time, message);
	if (!err && moved)
		err = error_hint(
		    error_failed("%s was written to by others %d times meanwhile", WAIVERS_REF, ATTEMPTS),
		    "Nothing of yours is recorded. Do it again when they are done.");
	return error_context(err, "no waiver is changed");
}

void waive_changes_release(struct waive_changes *changes)
{
	for (size_t i = 0; i < changes->n; i++)
		waiver_release(&changes->v[i].waiver);
	array_release(changes);
}
