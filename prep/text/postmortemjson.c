/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemjson.h"

#include "facts/pastcount.h"
#include "util/safe.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

static json_t *number(size_t n)
{
	return json_integer((json_int_t)n);
}

/* JSON has only valid UTF-8: other bytes become U+FFFD. */
static json_t *text(const char *words)
{
	struct buf valid = BUF_INIT;
	size_t length = words ? strlen(words) : 0;
	json_t *json;

	if (!words)
		return json_null();
	for (size_t i = 0, used; i < length; i += used) {
		if (safe_decode(words + i, length - i, &used) < 0)
			buf_addstr(&valid, "\xef\xbf\xbd");
		else
			buf_add(&valid, words + i, used);
	}
	json = json_stringn(valid.s, valid.len);
	buf_release(&valid);
	return json;
}

static json_t *day(day_t when)
{
	struct buf iso = BUF_INIT;
	json_t *json;

	if (when == DAY_NONE)
		return json_null();
	day_add_iso(&iso, when);
	json = json_string(iso.s);
	buf_release(&iso);
	return json;
}

static json_t *oid(const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	return json_string(git_oid_tostr(hex, sizeof(hex), id));
}

static json_t *places(const size_t *counts)
{
	static const enum blame_place order[] = {AT_WINDOW, AT_RC, AT_PRIOR, AT_UNREACHABLE, AT_UNRESOLVED};
	json_t *json = json_object();

	for (size_t i = 0; i < AT_COUNT; i++)
		json_object_set_new(json, blame_place_name[order[i]], number(counts[order[i]]));
	return json;
}

static json_t *resolutions(const struct past_counts *counts)
{
	json_t *json = json_object();

	for (size_t i = 0; i < RESOLUTION_COUNT; i++)
		json_object_set_new(json, resolution_name[i], number(counts->resolved[i]));
	return json;
}

/* What depends on Fixes: being written at all. */
static void add_fixes(json_t *json, const struct past_counts *counts, bool practice)
{
	json_object_set_new(json, "fixes", practice ? number(counts->fixes) : json_null());
	json_object_set_new(json, "culprits", practice ? places(counts->culprits) : json_null());
	json_object_set_new(json, "tags", practice ? number(counts->tags) : json_null());
	json_object_set_new(json, "culprits_by_tag", practice ? places(counts->by_tag) : json_null());
	json_object_set_new(json, "resolution", practice ? resolutions(counts) : json_null());
	json_object_set_new(json, "recovered", practice ? number(counts->recovered) : json_null());
	json_object_set_new(json, "internal", practice ? number(counts->internal) : json_null());
}

static json_t *span(const struct postmortem *pm, enum blame_place at, size_t rc)
{
	json_t *json = json_object(), *reverts = json_object();
	struct past_counts counts;

	past_count(&counts, pm, at, rc);
	json_object_set_new(json, "commits", number(counts.commits));
	add_fixes(json, &counts, pm->practice);
	json_object_set_new(reverts, "raw", number(counts.reverts));
	json_object_set_new(reverts, "net", number(counts.reverts_net));
	json_object_set_new(reverts, "culprits", places(counts.reverted));
	json_object_set_new(json, "reverts", reverts);
	json_object_set_new(json, "either", pm->practice ? number(counts.either) : json_null());
	return json;
}

static json_t *tag(const struct past_tag *at)
{
	json_t *json = json_object();

	json_object_set_new(json, "name", text(at->name));
	json_object_set_new(json, "commit", oid(&at->commit));
	json_object_set_new(json, "date", day(at->day));
	return json;
}

/* Each -rc after the first has the commits since the one before; the release those since the last. */
static json_t *each_rc(const struct postmortem *pm)
{
	json_t *list = json_array();
	const struct past_cycle *cycle = &pm->cycle;

	for (size_t i = 1; i <= cycle->rcs.n; i++) {
		json_t *json;

		if (i == cycle->rcs.n && cycle->partial &&
		    oid_equal(&cycle->rcs.v[i - 1].commit, &cycle->release.commit))
			break;
		json = span(pm, AT_RC, i);
		json_object_set_new(
		    json, "tag", text(i < cycle->rcs.n ? cycle->rcs.v[i].name : cycle->release.name));
		json_array_append_new(list, json);
	}
	return list;
}

static json_t *pulls(const struct postmortem *pm)
{
	json_t *list = json_array();

	for (size_t i = 0; i < pm->pulls.n; i++) {
		const struct past_pull *pull = &pm->pulls.v[i];
		json_t *json = json_object();

		if (!pull->commits) {
			json_decref(json);
			continue;
		}
		json_object_set_new(json, "merge", oid(&pull->merge));
		json_object_set_new(json, "subject", text(pull->subject));
		json_object_set_new(json, "tree", text(pull->tree));
		json_object_set_new(json, "date", day(pull->taken));
		json_object_set_new(json, "window", json_boolean(pull->window));
		json_object_set_new(json, "batch", pull->batch ? json_integer(pull->batch) : json_null());
		json_object_set_new(json, "week", pull->week ? json_integer(pull->week) : json_null());
		json_object_set_new(json, "commits", number(pull->commits));
		json_array_append_new(list, json);
	}
	return list;
}

static json_t *object(const struct postmortem *pm)
{
	json_t *json = json_object();

	json_object_set_new(json, "release", text(pm->cycle.release.name));
	json_object_set_new(json, "partial", json_boolean(pm->cycle.partial));
	json_object_set_new(json, "practice", json_boolean(pm->practice));
	json_object_set_new(json, "filtered", json_boolean(pm->filtered));
	json_object_set_new(json, "corrections", number(pm->corrections));
	json_object_set_new(json, "from", tag(&pm->cycle.prev));
	json_object_set_new(json, "rc1", tag(&pm->cycle.rcs.v[0]));
	json_object_set_new(json, "to", tag(&pm->cycle.release));
	json_object_set_new(json, "window", span(pm, AT_WINDOW, PAST_ALL_RCS));
	json_object_set_new(json, "rc", span(pm, AT_RC, PAST_ALL_RCS));
	json_object_set_new(json, "rcs", each_rc(pm));
	json_object_set_new(json, "pulls", pulls(pm));
	return json;
}

struct error *postmortem_json(FILE *out, const struct postmortems *postmortems)
{
	json_t *list = json_array();
	int fd = fileno(out), failed;

	for (size_t i = 0; i < postmortems->n; i++)
		json_array_append_new(list, object(&postmortems->v[i]));
	failed = json_dumpf(list, out, JSON_INDENT(2) | (fd >= 0 && isatty(fd) ? JSON_ENSURE_ASCII : 0));
	json_decref(list);
	fputc('\n', out);
	if (failed || fflush(out))
		return error_new(errno == EPIPE ? ERROR_PIPE : ERROR_FAILED, "cannot write the figures: %s",
		    strerror(errno));
	return NULL;
}
