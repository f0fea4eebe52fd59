/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/ratiorange.h"

#include "source/ids.h"
#include "util/process.h"

#include <errno.h>
#include <git2/oid.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Enough to fill the time that git needs, few enough that a wrong guess costs little. */
#define AHEAD_MOST "--max-count=2000"

bool ratiorange_is(const struct strings *revisions)
{
	for (size_t i = 0; i < revisions->n; i++)
		if (*revisions->v[i] == '^' || strstr(revisions->v[i], ".."))
			return true;
	return false;
}

/* ---- what git is asked ---- */

/* What is included and, behind '^', left out, as ids. */
static struct error *resolve(struct strings *ends, struct repo *repo, const struct strings *revisions)
{
	struct buf out = BUF_INIT, words = BUF_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	struct error *err = NULL;
	int status;

	array_push(&args, "rev-parse");
	for (size_t i = 0; !err && i < revisions->n; i++) {
		if (*revisions->v[i] == '-' || !*revisions->v[i])
			err = error_hint(
			    error_new(ERROR_USAGE, "'%s' is no range, commit or topic", revisions->v[i]),
			    "Name a range (A..B), commit ids, a branch or a tag.");
		array_push(&args, revisions->v[i]);
	}
	array_push(&args, "--");
	array_push(&args, NULL);
	if (!err)
		err = repo_git_status(repo, &out, &words, &status, args.v);
	buf_trim(&words);
	if (!err && status)
		err = error_hint(error_new(ERROR_NOT_FOUND, "no such range: git says: %s", words.s),
		    "Name a range (A..B); `git log` shows what there is.");
	if (!err)
		strings_split(ends, out.s, '\n');
	if (ends->n && !strcmp(ends->v[ends->n - 1], "--"))
		free(ends->v[--ends->n]);
	buf_release(&out);
	buf_release(&words);
	array_release(&args);
	return err;
}

/* Committer date of the youngest commit that is left out; 0 if none is, or if that cannot be told. */
static int64_t youngest_left_out(struct repo *repo, const struct strings *ends)
{
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf out = BUF_INIT, words = BUF_INIT;
	int64_t date = 0;
	int status = 0;

	array_push(&args, "rev-list");
	array_push(&args, "--no-walk=sorted");
	array_push(&args, "--timestamp");
	array_push(&args, "--max-count=1");
	for (size_t i = 0; i < ends->n; i++)
		if (*ends->v[i] == '^')
			array_push(&args, ends->v[i] + 1);
	if (args.n > 4) {
		array_push(&args, "--");
		array_push(&args, NULL);
		error_free(repo_git_status(repo, &out, &words, &status, args.v));
		date = status ? 0 : strtoll(out.s, NULL, 10);
	}
	buf_release(&out);
	buf_release(&words);
	array_release(&args);
	return date;
}

static void find_ahead(struct ids *out, struct repo *repo, const struct strings *ends)
{
	int64_t date = youngest_left_out(repo, ends);
	char *age = mem_format("--max-age=%" PRId64, date + 1);
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf text = BUF_INIT, words = BUF_INIT;
	int status;

	array_push(&args, "rev-list");
	array_push(&args, "--no-merges");
	array_push(&args, AHEAD_MOST);
	array_push(&args, age);
	for (size_t i = 0; i < ends->n; i++)
		if (*ends->v[i] != '^')
			array_push(&args, ends->v[i]);
	array_push(&args, "--");
	array_push(&args, NULL);
	if (date > 0)
		error_free(repo_git_status(repo, &text, &words, &status, args.v));
	error_free(ids_read(out, text.s));
	free(age);
	buf_release(&text);
	buf_release(&words);
	array_release(&args);
}

/* git lists the range; it writes nothing before it knows all of it, so that it need not be read from at once.
 */
static struct error *start_listing(struct stream *stream, const struct strings *ends)
{
	ARRAY(const char *) argv = ARRAY_INIT;
	struct error *err;

	array_push(&argv, "git");
	array_push(&argv, "--no-replace-objects");
	array_push(&argv, "rev-list");
	array_push(&argv, "--no-merges");
	for (size_t i = 0; i < ends->n; i++)
		array_push(&argv, ends->v[i]);
	array_push(&argv, "--");
	array_push(&argv, NULL);
	err = stream_start(stream, argv.v, -1, false);
	array_release(&argv);
	return err;
}

static struct error *read_listing(struct stream *stream, struct ids *out)
{
	struct buf text = BUF_INIT;
	struct error *err;
	size_t got;
	int status;

	do {
		buf_room(&text, 65536);
		got = fread(text.s + text.len, 1, 65536, stream->from);
		buf_setlen(&text, text.len + got);
	} while (got);
	stream_end(stream, false, &status);
	err = status ? error_failed("git rev-list failed (exit %d)", status) : ids_read(out, text.s);
	buf_release(&text);
	return err;
}

/* ---- which ratios are there already ---- */

struct place {
	git_oid oid;
	size_t at;
};

static int by_oid(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct place *)a)->oid, &((const struct place *)b)->oid);
}

static struct place *sort_places(const struct ids *oids)
{
	struct place *places = mem_new(oids->n + 1, sizeof(*places));

	for (size_t i = 0; i < oids->n; i++)
		places[i] = (struct place){oids->v[i], i};
	qsort(places, oids->n, sizeof(*places), by_oid);
	return places;
}

/* Takes what was counted ahead; `rest` gets the ids and `at` the places of all else. */
static void take_counted(struct ratiorange *out, const struct ids *ahead, const struct ratio *counted,
    struct ids *rest, size_t *at)
{
	struct place *places = sort_places(ahead);

	for (size_t i = 0; i < out->n; i++) {
		struct place key = {out->oids[i], 0},
			     *place = bsearch(&key, places, ahead->n, sizeof(*places), by_oid);

		if (place) {
			out->ratios[i] = counted[place->at];
		} else {
			at[rest->n] = i;
			array_push(rest, out->oids[i]);
		}
	}
	free(places);
}

static struct error *count_rest(struct ratiorange *out, struct repo *repo, const struct classes *classes,
    const struct ids *ahead, const struct ratio *counted)
{
	struct ids rest = {.v = NULL};
	size_t *at = mem_new(out->n + 1, sizeof(*at));
	struct ratio *ratios;
	struct error *err;

	take_counted(out, ahead, counted, &rest, at);
	ratios = mem_new(rest.n + 1, sizeof(*ratios));
	err = ratio_commits(repo, classes, rest.v, rest.n, ratios);
	for (size_t i = 0; !err && i < rest.n; i++)
		out->ratios[at[i]] = ratios[i];
	free(ratios);
	free(at);
	array_release(&rest);
	return err;
}

struct error *ratiorange_find(
    struct ratiorange *out, struct repo *repo, const struct classes *classes, const struct strings *revisions)
{
	struct strings ends = STRINGS_INIT;
	struct stream listing = {.pid = -1};
	struct ids ahead = {.v = NULL}, all = {.v = NULL};
	struct ratio *counted = NULL;
	struct error *err = resolve(&ends, repo, revisions);

	*out = (struct ratiorange){.oids = NULL};
	if (!err)
		err = start_listing(&listing, &ends);
	if (!err) {
		find_ahead(&ahead, repo, &ends);
		counted = mem_new(ahead.n + 1, sizeof(*counted));
		err = ratio_commits(repo, classes, ahead.v, ahead.n, counted);
	}
	if (!err)
		err = read_listing(&listing, &all);
	if (!err) {
		*out = (struct ratiorange){all.v, mem_new(all.n + 1, sizeof(*out->ratios)), all.n};
		err = count_rest(out, repo, classes, &ahead, counted);
	}
	stream_end(&listing, true, NULL);
	free(counted);
	strings_release(&ends);
	array_release(&ahead);
	if (err && out->oids)
		ratiorange_release(out);
	else if (err)
		array_release(&all);
	return err;
}

void ratiorange_release(struct ratiorange *range)
{
	free(range->oids);
	free(range->ratios);
	*range = (struct ratiorange){.oids = NULL};
}
