/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/bumped.h"

#include "plan/ancestry.h"
#include "plan/forecast.h"
#include "plan/planheader.h"
#include "util/safe.h"
#include "util/squeeze.h"

#include <string.h>

enum { FIELD_VERSION, FIELD_TOPIC, FIELD_TIP, FIELD_DAY, FIELD_REASON, FIELDS };

static void bump_release(struct bump *bump)
{
	free(bump->version);
	free(bump->topic);
	free(bump->reason);
}

/* The field without its escapes. */
static char *plain(const char *field, size_t length)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < length; i++) {
		char c = field[i];

		if (c == '\\' && i + 1 < length) {
			c = field[++i];
			c = (char)(c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c);
		}
		buf_addch(&out, c);
	}
	return buf_detach(&out);
}

char *bump_reason(const char *text)
{
	return squeeze(text);
}

static bool read_tip(git_oid *out, const char *text)
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(text) != GIT_OID_HEXSZ || strspn(text, digits) != GIT_OID_HEXSZ)
		return false;
	for (size_t i = 0; i < GIT_OID_RAWSZ; i++)
		out->id[i] = (unsigned char)((strchr(digits, text[2 * i]) - digits) << 4 |
					     (strchr(digits, text[2 * i + 1]) - digits));
	return true;
}

/* Takes the fields over into the record; false if one is wrong. */
static bool fill(struct bump *out, char *const *fields)
{
	out->version = mem_dup(fields[FIELD_VERSION]);
	out->topic = mem_dup(fields[FIELD_TOPIC]);
	out->day = day_parse(fields[FIELD_DAY]);
	out->reason = bump_reason(fields[FIELD_REASON]);
	return *out->version && *out->topic && read_tip(&out->tip, fields[FIELD_TIP]) &&
	       out->day != DAY_NONE && out->reason;
}

static struct error *parse_line(struct bumps *out, const char *line, size_t length, size_t number)
{
	char *fields[FIELDS] = {NULL};
	struct bump bump = {.version = NULL};
	const char *end = line + length;
	size_t n = 0;
	bool good;

	for (; line <= end && n < FIELDS; n++) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));

		fields[n] = plain(line, (size_t)((tab ? tab : end) - line));
		line = (tab ? tab : end) + 1;
	}
	good = n == FIELDS && line > end && fill(&bump, fields);
	if (good)
		array_push(out, bump);
	else
		bump_release(&bump);
	for (size_t i = 0; i < FIELDS; i++)
		free(fields[i]);
	return good ? NULL : error_failed("line %zu is no record of a bumped topic", number);
}

struct error *bumps_parse(struct bumps *out, const char *text)
{
	struct error *err = NULL;

	*out = (struct bumps){.v = NULL};
	for (size_t number = 1; *text && !err; number++) {
		size_t length = strcspn(text, "\n");

		if (length)
			err = parse_line(out, text, length, number);
		text += length + (text[length] == '\n');
	}
	if (err)
		bumps_release(out);
	return err;
}

void bumps_write(struct buf *out, const struct bumps *bumps)
{
	for (size_t i = 0; i < bumps->n; i++) {
		const struct bump *bump = &bumps->v[i];

		safe_add_tsv(out, bump->version);
		buf_addch(out, '\t');
		safe_add_tsv(out, bump->topic);
		buf_addch(out, '\t');
		for (size_t k = 0; k < GIT_OID_RAWSZ; k++)
			buf_addf(out, "%02x", bump->tip.id[k]);
		buf_addch(out, '\t');
		day_add_iso(out, bump->day);
		buf_addch(out, '\t');
		safe_add_tsv(out, bump->reason);
		buf_addch(out, '\n');
	}
}

void bumps_release(struct bumps *bumps)
{
	for (size_t i = 0; i < bumps->n; i++)
		bump_release(&bumps->v[i]);
	array_release(bumps);
}

bool bump_is_of(const struct bump *bump, const struct topic *topic)
{
	return !strcmp(bump->topic, topic->name) || strings_has(&topic->aliases, bump->topic) ||
	       !memcmp(bump->tip.id, topic->tip.id, sizeof(bump->tip.id));
}

const struct bump *bumps_find(const struct bumps *bumps, const char *version, const struct topic *topic)
{
	for (size_t i = 0; i < bumps->n; i++)
		if (!strcmp(bumps->v[i].version, version) && bump_is_of(&bumps->v[i], topic))
			return &bumps->v[i];
	return NULL;
}

void bumps_remove(struct bumps *bumps, size_t at)
{
	bump_release(&bumps->v[at]);
	bumps->n--;
	for (; at < bumps->n; at++)
		bumps->v[at] = bumps->v[at + 1];
}

void bumps_set(
    struct bumps *bumps, const char *version, const struct topic *topic, day_t day, const char *reason)
{
	const struct bump *old = bumps_find(bumps, version, topic);

	if (old)
		bumps_remove(bumps, (size_t)(old - bumps->v));
	array_push(bumps, (struct bump){.version = mem_dup(version),
			      .topic = mem_dup(topic->name),
			      .tip = topic->tip,
			      .day = day,
			      .reason = mem_dup(reason)});
}

static void replace(char **text, char *by)
{
	free(*text);
	*text = by;
}

/* Puts the sentence before all others. */
static void say_first(struct strings *sentences, char *sentence)
{
	strings_take(sentences, sentence);
	for (size_t i = sentences->n - 1; i; i--) {
		sentences->v[i] = sentences->v[i - 1];
		sentences->v[i - 1] = sentence;
	}
}

static char *sentence_of(const struct bump *bump)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "Bumped from %s on ", bump->version);
	day_add_iso(&text, bump->day);
	buf_addf(&text, ": %s", bump->reason);
	if (text.s[text.len - 1] != '.')
		buf_addch(&text, '.');
	return buf_detach(&text);
}

static void hold(struct verdict *v, const struct bump *bump, const struct forecast *forecast)
{
	replace(&v->own_reason, mem_format("bumped to the next window: %s; by itself %s: %s", bump->reason,
				    batch_name[v->own], v->own_reason));
	replace(&v->override, mem_dup(bump->reason));
	v->own = BATCH_HOLD;
	v->clause = CLAUSE_BUMPED;
	v->could_go = forecast->next_window;
}

void bumps_apply(const struct bumps *bumps, const struct topic *topics, size_t n, const struct cycle *cycle,
    const struct split_rules *rules, struct verdict *verdicts)
{
	char *version = planheader_version(cycle);
	struct forecast forecast;
	enum batch sent;

	forecast_make(&forecast, cycle, rules);
	for (size_t i = 0; i < n * (bumps->n > 0); i++) {
		struct verdict *v = &verdicts[i];

		for (size_t k = 0; k < bumps->n && v->clause != CLAUSE_GONE; k++) {
			const struct bump *bump = &bumps->v[k];

			if (bump->done || bump->day > cycle->as_of || !bump_is_of(bump, &topics[i]))
				continue;
			if (!version || strcmp(version, bump->version))
				replace(&v->own_reason, mem_format("%s; bumped from %s: %s", v->own_reason,
							    bump->version, bump->reason));
			else if (!split_sent(rules, topics[i].name, &sent))
				hold(v, bump, &forecast);
			else
				continue;
			say_first(&v->reasons, sentence_of(bump));
		}
	}
	if (bumps->n)
		ancestry_settle(topics, n, verdicts);
	free(version);
}
