/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/topics.h"

#include "plan/words.h"
#include "text/graph.h"
#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

enum {
	GAP = 2,
	TOPIC_LEAST = 12,
	COMMITS_WIDTH = 7,
	NEEDS_LEAST = 16,
	SHARED_MOST = 20, /* pairs that share commits; the rest are counted */
};

static const struct topic *topic_at(const struct topic_list *list, size_t i)
{
	return &list->survey->topics.v[list->topics[i]];
}

/* --- the table --- */

/* Names of what the topic directly stands on. */
static void find_needs(struct strings *out, const struct topic_list *list, size_t topic)
{
	const struct containment *c = list->containment;
	uint64_t *row = mem_zero(c->words + 1, sizeof(*row));

	sharing_direct(c, topic, row);
	for (size_t i = 0; i < c->n; i++)
		if (row[i / 64] >> i % 64 & 1)
			strings_add(out, list->survey->topics.v[i].name);
	free(row);
}

static const char *const kinds[] = {
    [TOPIC_BRANCH] = "branch", [TOPIC_RANGE] = "range", [TOPIC_MERGE] = "merge", [TOPIC_SERIES] = "series"};

static char *origin(const struct topic *topic)
{
	struct buf text = BUF_INIT;

	if (topic->merged_as && !topic->commits.n) {
		buf_addf(&text, "taken %s", topic->merged_as);
		return buf_detach(&text);
	}
	buf_addstr(&text, kinds[topic->kind]);
	if (topic->kind == TOPIC_MERGE) {
		buf_addch(&text, ' ');
		for (size_t i = 0; i < 6; i++)
			buf_addf(&text, "%02x", topic->merge.id[i]);
	}
	return buf_detach(&text);
}

struct row {
	char *name, *from;
	struct strings needs; /* masked */
};

struct table {
	const struct term *term;
	struct row *rows;
	size_t n, name_width, from_width, needs_width; /* needs_width 0: no such column */
};

static size_t widest(size_t width, const char *text)
{
	size_t own = safe_width(text);

	return own > width ? own : width;
}

static void fill_rows(struct table *t, const struct topic_list *list)
{
	t->n = list->n;
	t->rows = mem_zero(list->n + 1, sizeof(*t->rows));
	t->name_width = strlen("TOPIC");
	t->from_width = strlen("FROM");
	for (size_t i = 0; i < list->n; i++) {
		struct row *row = &t->rows[i];
		struct strings needs = STRINGS_INIT;

		row->name = safe_text(topic_at(list, i)->name);
		row->from = origin(topic_at(list, i));
		find_needs(&needs, list, list->topics[i]);
		for (size_t k = 0; k < needs.n; k++)
			strings_take(&row->needs, safe_text(needs.v[k]));
		strings_release(&needs);
		t->name_width = widest(t->name_width, row->name);
		t->from_width = widest(t->from_width, row->from);
		if (row->needs.n)
			t->needs_width = NEEDS_LEAST;
	}
}

/* Names give way to each other: the topic's gets what is left beside the least of what it needs. */
static void measure(struct table *t)
{
	size_t fixed = GAP + COMMITS_WIDTH + GAP + t->from_width + (t->needs_width ? GAP : 0);
	size_t room = t->term->width > fixed + t->needs_width ? t->term->width - fixed - t->needs_width : 0;

	if (t->name_width > room)
		t->name_width = room > TOPIC_LEAST ? room : TOPIC_LEAST;
	if (t->needs_width && t->term->width > fixed + t->name_width + t->needs_width)
		t->needs_width = t->term->width - fixed - t->name_width;
}

static void add_cell(struct buf *out, const char *text, size_t width, bool filled)
{
	size_t before = out->len, taken;

	safe_add_cut(out, text, width);
	taken = safe_width(out->s + before);
	if (filled)
		buf_addchars(out, ' ', width > taken ? width - taken : 0);
}

/* The names if they fit, else how many. */
static void add_needs(struct buf *out, const struct strings *needs, size_t width)
{
	struct buf text = BUF_INIT;

	words_join(&text, needs, ", ");
	if (needs->n > 1 && safe_width(text.s) > width) {
		buf_reset(&text);
		words_count(&text, (long)needs->n, "topic");
	}
	add_cell(out, text.s, width, false);
	buf_release(&text);
}

static void add_table(struct buf *out, struct table *t, const struct topic_list *list)
{
	buf_addf(out, "%s%-*s  %*s  ", term_paint(t->term, PAINT_DIM), (int)t->name_width, "TOPIC",
	    COMMITS_WIDTH, "COMMITS");
	buf_addf(
	    out, t->needs_width ? "%-*s  NEEDS" : "%.*s", t->needs_width ? (int)t->from_width : 4, "FROM");
	buf_addf(out, "%s\n", term_end(t->term));
	for (size_t i = 0; i < t->n; i++) {
		const struct row *row = &t->rows[i];

		buf_addstr(out, term_paint(t->term, PAINT_NAME));
		add_cell(out, row->name, t->name_width, true);
		buf_addf(out, "%s  %*zu  ", term_end(t->term), COMMITS_WIDTH, topic_at(list, i)->patches);
		add_cell(out, row->from, t->from_width, row->needs.n > 0);
		if (row->needs.n) {
			buf_addstr(out, "  ");
			add_needs(out, &row->needs, t->needs_width);
		}
		buf_addch(out, '\n');
	}
}

static void table_release(struct table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->rows[i].name);
		free(t->rows[i].from);
		strings_release(&t->rows[i].needs);
	}
	free(t->rows);
}

/* --- around it --- */

static void add_wrapped(struct buf *out, const struct term *term, const char *text)
{
	char *masked = safe_text(text);

	wrap_add(out, masked, 2, term->width);
	buf_addch(out, '\n');
	free(masked);
}

static void add_head(struct buf *out, const struct term *term, const struct topic_list *list)
{
	const struct survey *survey = list->survey;
	struct buf text = BUF_INIT;
	size_t patches = 0;

	for (size_t i = 0; i < survey->commits.n; i++)
		patches += !survey->commits.v[i].merge;
	if (list->named)
		return;
	words_count(&text, (long)list->n, "topic");
	buf_addstr(&text, ", ");
	words_count(&text, (long)patches, "commit");
	buf_addf(&text, " that %s lacks", survey->project->mainline_name);
	if (list->gathered)
		buf_addf(&text, ", gathered from %s", list->gathered);
	if (list->taken)
		buf_addf(&text, "; %zu more that it has by now", list->taken);
	buf_addstr(out, term_paint(term, PAINT_BOLD));
	add_wrapped(out, term, text.s);
	buf_addf(out, "%s\n", term_end(term));
	buf_release(&text);
}

static void add_graph(struct buf *out, const struct term *term, const struct topic_list *list)
{
	bool *roots = mem_zero(list->containment->n + 1, sizeof(*roots));
	size_t before = out->len;

	for (size_t i = 0; i < list->n; i++)
		roots[list->topics[i]] = true;
	buf_addf(out, "\n%sWhat stands on what:%s\n\n", term_paint(term, PAINT_DIM), term_end(term));
	if (!graph_add(out, term, list->survey->topics.v, list->containment, list->named ? roots : NULL))
		buf_setlen(out, before);
	free(roots);
}

static bool is_listed(const struct topic_list *list, size_t topic)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->topics[i] == topic)
			return true;
	return false;
}

/* Pairs that share commits, as far as they concern the list. */
static void add_shared(struct strings *out, const struct topic_list *list)
{
	const struct sharing *sharing = list->sharing;
	size_t n = 0;

	for (size_t i = 0; i < sharing->n; i++) {
		const struct shared_commits *pair = &sharing->v[i];
		struct buf text = BUF_INIT;

		if (list->named && !is_listed(list, pair->a) && !is_listed(list, pair->b))
			continue;
		if (n++ >= SHARED_MOST)
			continue;
		buf_addf(&text, "%s and %s share ", list->survey->topics.v[pair->a].name,
		    list->survey->topics.v[pair->b].name);
		words_count(&text, (long)pair->commits, "commit");
		strings_take(out, buf_detach(&text));
	}
	if (n > SHARED_MOST)
		strings_take(out, mem_format("and so do %zu more pairs: see --format=tsv", n - SHARED_MOST));
}

static void add_others(struct strings *out, const struct topic_list *list)
{
	const char *mainline = list->survey->project->mainline_name;

	for (size_t i = 0; i < list->n; i++) {
		const struct topic *topic = topic_at(list, i);
		struct buf names = BUF_INIT;

		if (topic->foreign)
			strings_take(out, mem_format("%s has commits of %s that %s lacks", topic->name,
					      topic->foreign, mainline));
		words_list(&names, &topic->aliases);
		if (topic->aliases.n)
			strings_take(out, mem_format("%s is also called %s", topic->name, names.s));
		buf_release(&names);
	}
}

static void add_remarks(struct buf *out, const struct term *term, const struct topic_list *list)
{
	struct strings remarks = STRINGS_INIT;

	add_shared(&remarks, list);
	add_others(&remarks, list);
	if (remarks.n)
		buf_addch(out, '\n');
	for (size_t i = 0; i < remarks.n; i++)
		add_wrapped(out, term, remarks.v[i]);
	strings_release(&remarks);
}

void topics_add(struct buf *out, const struct term *term, const struct topic_list *list)
{
	struct table table = {.term = term};

	add_head(out, term, list);
	fill_rows(&table, list);
	measure(&table);
	if (list->n)
		add_table(out, &table, list);
	table_release(&table);
	add_graph(out, term, list);
	add_remarks(out, term, list);
	/* A command stays on its line, to be copied. */
	if (list->keep) {
		char *command = safe_text(list->keep);

		buf_addf(out, "\nGather them so from now on with:\n  %s\n", command);
		free(command);
	}
}

/* --- records --- */

const char *const topics_columns[] = {"topic", "tip", "kind", "source", "commits", "fixes", "contains",
    "needs", "shares", "foreign", "aliases", NULL};

static void record_names(struct records *records, const struct strings *names)
{
	struct buf text = BUF_INIT;

	words_join(&text, names, " ");
	record_text(records, text.s);
	buf_release(&text);
}

static void record_source(struct records *records, const struct topic *topic)
{
	if (topic->kind == TOPIC_MERGE)
		record_oid(records, &topic->merge);
	else
		record_text(records, topic->kind == TOPIC_SERIES ? topic->posted : topic->ref);
}

static void record_shares(struct records *records, const struct topic_list *list, size_t topic)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < list->sharing->n; i++) {
		const struct shared_commits *pair = &list->sharing->v[i];
		size_t other = pair->a == topic ? pair->b : pair->a;

		if (pair->a == topic || pair->b == topic)
			buf_addf(&text, "%s%s:%zu", text.len ? " " : "", list->survey->topics.v[other].name,
			    pair->commits);
	}
	record_text(records, text.s);
	buf_release(&text);
}

struct error *topics_records(FILE *out, const char *format, const struct topic_list *list)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, topics_columns);
	for (size_t i = 0; i < list->n; i++) {
		const struct topic *topic = topic_at(list, i);
		struct strings needs = STRINGS_INIT;

		find_needs(&needs, list, list->topics[i]);
		record_text(&records, topic->name);
		record_oid(&records, &topic->tip);
		record_text(&records, kinds[topic->kind]);
		record_source(&records, topic);
		record_number(&records, (long)topic->patches);
		record_number(&records, (long)topic->fixes);
		record_names(&records, &topic->contains);
		record_names(&records, &needs);
		record_shares(&records, list, list->topics[i]);
		record_text(&records, topic->foreign);
		record_names(&records, &topic->aliases);
		record_end(&records);
		strings_release(&needs);
	}
	return records_finish(&records);
}
