/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/cover.h"

#include "text/plain.h"

#include <stdlib.h>
#include <string.h>

static struct value *plain_value(const char *text)
{
	char *plain = plain_text(text ? text : "");
	struct value *value = value_text(plain);

	free(plain);
	return value;
}

static struct value *plain_list(const struct strings *texts)
{
	struct value *list = value_list();

	for (size_t i = 0; i < texts->n; i++)
		value_add(list, plain_value(texts->v[i]));
	return list;
}

/* "a", "a and b", "a, b and c": all of them, since readers look for theirs. */
static void add_list(struct buf *out, const struct strings *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		buf_addf(out, "%s%s", !i ? "" : i + 1 == texts->n ? " and " : ", ", texts->v[i]);
}

static void add_relation(
    struct buf *out, const char *tag, const struct strings *stands_on, const struct strings *shares)
{
	if (!stands_on->n && !shares->n)
		return;
	buf_addstr(out, tag);
	if (stands_on->n) {
		buf_addstr(out, " stands on ");
		add_list(out, stands_on);
	}
	if (shares->n) {
		buf_addf(out, "%s shares commits with ", stands_on->n ? " and" : "");
		add_list(out, shares);
	}
}

char *cover_relation(const struct cover_topic *topic)
{
	struct buf text = BUF_INIT;

	add_relation(&text, topic->tag, topic->stands_on, topic->shares);
	return buf_detach(&text);
}

/* ---- sentences ---- */

static bool is_listed(const struct cover_facts *facts, const char *tag)
{
	for (size_t i = 0; i < facts->n; i++)
		if (!strcmp(facts->topics[i].tag, tag))
			return true;
	return false;
}

static void keep(
    struct strings *out, const struct cover_facts *facts, const struct strings *tags, bool listed)
{
	for (size_t i = 0; i < tags->n; i++)
		if (is_listed(facts, tags->v[i]) == listed)
			strings_add(out, tags->v[i]);
}

/* Which topics stand on others of the list, or on others that are not: "a stands on b; c shares commits with
 * d". */
static void add_relations(struct buf *out, const struct cover_facts *facts, bool listed)
{
	for (size_t i = 0; i < facts->n; i++) {
		struct strings stands_on = STRINGS_INIT, shares = STRINGS_INIT;

		keep(&stands_on, facts, facts->topics[i].stands_on, listed);
		keep(&shares, facts, facts->topics[i].shares, listed);
		if (out->len && (stands_on.n || shares.n))
			buf_addstr(out, "; ");
		add_relation(out, facts->topics[i].tag, &stands_on, &shares);
		strings_release(&stands_on);
		strings_release(&shares);
	}
}

static void add_order(struct buf *out, const struct cover_facts *facts)
{
	struct buf among = BUF_INIT, before = BUF_INIT;

	add_relations(&among, facts, true);
	add_relations(&before, facts, false);
	if (among.len)
		buf_addf(out, "Please pull them in this order, since %s.", among.s);
	else if (facts->n > 1)
		buf_addstr(out, "None of them stands on another, so any order will do.");
	if (before.len)
		buf_addf(
		    out, "%sWhat was sent before should be pulled first: %s.", out->len ? " " : "", before.s);
	buf_release(&among);
	buf_release(&before);
}

struct bases {
	struct base {
		const char *name;
		struct strings tags;
	} * v;
	size_t n, cap;
};

/* What each base is the base of; the one of most topics first. */
static void find_bases(struct bases *out, const struct cover_facts *facts)
{
	for (size_t i = 0; i < facts->n; i++) {
		struct base new = {.name = facts->topics[i].base};
		size_t at = 0;

		if (!new.name)
			continue;
		while (at < out->n && strcmp(out->v[at].name, new.name))
			at++;
		if (at == out->n)
			array_push(out, new);
		strings_add(&out->v[at].tags, facts->topics[i].tag);
	}
	for (size_t i = 1; i < out->n; i++)
		if (out->v[i].tags.n > out->v[0].tags.n) {
			struct base most = out->v[i];

			out->v[i] = out->v[0];
			out->v[0] = most;
		}
}

static void add_bases(struct buf *out, const struct cover_facts *facts)
{
	struct bases bases = {.v = NULL};

	find_bases(&bases, facts);
	if (bases.n)
		buf_addf(out, "%s based on %s", facts->n > 1 ? "These are" : "It is", bases.v[0].name);
	for (size_t i = 1; i < bases.n; i++) {
		buf_addstr(out, i == 1 ? ", except for " : ", ");
		add_list(out, &bases.v[i].tags);
		buf_addf(out, " (%s)", bases.v[i].name);
	}
	if (bases.n)
		buf_addch(out, '.');
	for (size_t i = 0; i < bases.n; i++)
		strings_release(&bases.v[i].tags);
	array_release(&bases);
}

/* ---- the headline ---- */

/* What all names have before '/', "" if they differ. */
static char *common_prefix(const struct cover_facts *facts)
{
	const char *first = facts->n ? facts->topics[0].name : "";
	size_t length = strcspn(first, "/");

	if (!first[length])
		return mem_dup("");
	for (size_t i = 1; i < facts->n; i++)
		if (strncmp(facts->topics[i].name, first, length + 1))
			return mem_dup("");
	return mem_dupn(first, length);
}

char *cover_headline(const struct cover_facts *facts)
{
	char *prefix = common_prefix(facts);
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s%sull requests", prefix, *prefix ? " p" : "P");
	if (facts->version)
		buf_addf(&text, " for %s", facts->version);
	if (facts->batch != BATCH_FIRST)
		buf_addstr(&text, facts->batch == BATCH_FIXES ? ", fixes" : ", second batch");
	free(prefix);
	return buf_detach(&text);
}

/* ---- lists ---- */

static struct value *topic_values(const struct cover_facts *facts)
{
	struct value *list = value_list();

	for (size_t i = 0; i < facts->n; i++) {
		const struct cover_topic *topic = &facts->topics[i];
		struct value *map = value_map();

		value_set(map, "number", value_number((long)i + 1));
		value_set(map, "name", plain_value(topic->name));
		value_set(map, "tag", plain_value(topic->tag));
		value_set(map, "headline", plain_value(topic->headline));
		value_set(map, "patches", value_number((long)topic->patches));
		value_set(map, "base", plain_value(topic->base));
		value_set(map, "stands_on", plain_list(topic->stands_on));
		value_set(map, "shares", plain_list(topic->shares));
		value_add(list, map);
	}
	return list;
}

static struct value *joined(const struct strings *texts)
{
	struct buf text = BUF_INIT;
	struct value *value;

	for (size_t i = 0; i < texts->n; i++) {
		char *plain = plain_line(texts->v[i]);

		buf_addf(&text, "%s%s", i ? ", " : "", plain);
		free(plain);
	}
	value = value_text(text.s);
	buf_release(&text);
	return value;
}

static struct value *conflict_values(const struct cover_facts *facts)
{
	struct value *list = value_list();

	for (size_t i = 0; i < facts->n; i++) {
		struct value *map;

		if (!facts->topics[i].conflicts->n)
			continue;
		map = value_map();
		value_set(map, "tag", plain_value(facts->topics[i].tag));
		value_set(map, "files", joined(facts->topics[i].conflicts));
		value_add(list, map);
	}
	return list;
}

static struct value *abi_values(const struct cover_facts *facts)
{
	struct value *list = value_list();

	for (size_t i = 0; i < facts->n; i++) {
		const struct cover_topic *topic = &facts->topics[i];
		struct value *map;

		if (!topic->files->n)
			continue;
		map = value_map();
		value_set(map, "tag", plain_value(topic->tag));
		value_set(map, "files", joined(topic->files));
		value_set(map, "ioctls", joined(topic->new_ioctls));
		value_set(map, "gone", joined(topic->gone_ioctls));
		value_add(list, map);
	}
	return list;
}

void cover_values(struct value *map, const struct cover_facts *facts)
{
	char *headline = cover_headline(facts);
	struct buf order = BUF_INIT, bases = BUF_INIT;

	add_order(&order, facts);
	add_bases(&bases, facts);
	value_set(map, "headline", plain_value(headline));
	value_set(map, "count", value_number((long)facts->n));
	value_set(map, "version", plain_value(facts->version));
	value_set(map, "batch", value_text(batch_name[facts->batch]));
	value_set(map, "topics", topic_values(facts));
	value_set(map, "order", plain_value(order.s));
	value_set(map, "bases", plain_value(bases.s));
	value_set(map, "conflicts", value_text(facts->conflicts));
	value_set(map, "mainline", plain_value(facts->mainline));
	value_set(map, "mainline_conflicts", conflict_values(facts));
	value_set(map, "unknown", plain_value(facts->unknown));
	value_set(map, "abi", abi_values(facts));
	buf_release(&order);
	buf_release(&bases);
	free(headline);
}
