/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/conflicts.h"

#include "text/plain.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS = 12, NAME_MOST = 28 };

const char *const conflicts_columns[] = {
    "ours", "theirs", "path", "kind", "ours_commit", "theirs_commit", "words", "note", NULL};

/* git's sentence, if it says more than the kind does; only its first, for the next is about git's own work
 * tree. Owned by the caller, else NULL. */
static char *telling_words(const struct conflict *conflict)
{
	const char *words = conflict->words, *end = strstr(words, ".  ");

	if (!*words || !strncmp(words, "Merge conflict in ", 18) ||
	    !strncmp(words, "Cannot merge binary files", 25))
		return NULL;
	return end ? mem_dupn(words, (size_t)(end - words) + 1) : mem_dup(words);
}

/* ---- for people ---- */

static void add_masked(struct buf *out, const char *text, size_t columns)
{
	char *masked = safe_text(text);

	safe_add_cut(out, masked, columns);
	free(masked);
}

static void show_side(struct buf *out, const struct term *term, const char *name, size_t column,
    const struct conflict_side *side)
{
	char *masked = safe_text(name);
	struct buf cut = BUF_INIT;
	size_t used;

	safe_add_cut(&cut, masked, column);
	used = safe_width(cut.s);
	buf_addf(out, "    %s", cut.s);
	buf_addchars(out, ' ', column - used + 2);
	if (oid_is_zero(&side->commit)) {
		buf_addch(out, '-');
	} else {
		buf_addstr(out, term_paint(term, PAINT_DIM));
		buf_add_oid(out, &side->commit, DIGITS);
		buf_addstr(out, term_end(term));
		buf_addch(out, ' ');
		used = 4 + column + 2 + DIGITS + 1;
		add_masked(out, side->subject, term->width > used + 10 ? term->width - used : 10);
	}
	buf_addch(out, '\n');
	buf_release(&cut);
	free(masked);
}

static void show_text(struct buf *out, const struct term *term, const char *text)
{
	char *masked = plain_text(text);

	buf_addstr(out, "    ");
	wrap_add(out, masked, 4, term->width);
	buf_addch(out, '\n');
	free(masked);
}

static size_t name_column(const struct test_merge *merge)
{
	char *ours = safe_text(merge->ours), *theirs = safe_text(merge->theirs);
	size_t one = safe_width(ours), other = safe_width(theirs), most = one > other ? one : other;

	free(ours);
	free(theirs);
	return most < NAME_MOST ? most : NAME_MOST;
}

static void show_conflict(
    struct buf *out, const struct term *term, const struct test_merge *merge, const struct conflict *conflict)
{
	size_t kind = strlen(conflict->kind) + 4, column = name_column(merge);
	char *words = telling_words(conflict);

	buf_addf(out, "\n  %s", term_paint(term, PAINT_NAME));
	add_masked(out, conflict->path, term->width > kind + 20 ? term->width - kind : 20);
	buf_addf(out, "%s  %s%s%s\n", term_end(term), term_paint(term, PAINT_WARN), conflict->kind,
	    term_end(term));
	show_side(out, term, merge->ours, column, &conflict->ours);
	show_side(out, term, merge->theirs, column, &conflict->theirs);
	if (words)
		show_text(out, term, words);
	if (conflict->note)
		show_text(out, term, conflict->note);
	free(words);
}

static void show_merge(struct buf *out, const struct term *term, const struct test_merge *merge)
{
	char *ours = safe_text(merge->ours), *theirs = safe_text(merge->theirs);
	size_t n = merge->conflicts.n;

	buf_addf(out, "%s%s%s and %s%s%s: ", term_paint(term, PAINT_BOLD), ours, term_end(term),
	    term_paint(term, PAINT_BOLD), theirs, term_end(term));
	if (n)
		buf_addf(out, "%zu conflict%s\n", n, n == 1 ? "" : "s");
	else
		buf_addstr(out, "no conflicts\n");
	for (size_t i = 0; i < n; i++)
		show_conflict(out, term, merge, merge->conflicts.v + i);
	free(ours);
	free(theirs);
}

void conflicts_show(struct buf *out, const struct test_merges *merges, const struct term *term)
{
	for (size_t i = 0; i < merges->n; i++) {
		if (i && (merges->v[i].conflicts.n || merges->v[i - 1].conflicts.n))
			buf_addch(out, '\n');
		show_merge(out, term, merges->v + i);
	}
}

/* ---- for mails ---- */

static void add_side(struct buf *out, const struct conflict_side *side, const char *before, const char *where)
{
	char *subject = plain_line(side->subject);

	buf_addstr(out, before);
	buf_add_oid(out, &side->commit, DIGITS);
	buf_addf(out, " (\"%s\") %s", subject, where);
	free(subject);
}

static void add_sides(struct buf *out, const struct conflict *conflict, const char *ours, const char *theirs)
{
	bool here = !oid_is_zero(&conflict->ours.commit), there = !oid_is_zero(&conflict->theirs.commit);

	if (here)
		add_side(out, &conflict->ours, ": ", ours);
	if (there)
		add_side(out, &conflict->theirs, here ? " and " : ": ", theirs);
	buf_addch(out, '.');
}

static void add_indented(struct buf *out, const char *text)
{
	char *plain = plain_text(text);

	buf_addstr(out, "\n  ");
	wrap_add(out, plain, 2, WRAP_WIDTH);
	free(plain);
}

/* ours and theirs: where each side's commit is. */
static void add_item(struct buf *out, const struct conflict *conflict, const char *ours, const char *theirs)
{
	char *path = plain_line(conflict->path), *words = telling_words(conflict);
	struct buf item = BUF_INIT;

	buf_addf(&item, "%s (%s)", path, conflict->kind);
	add_sides(&item, conflict, ours, theirs);
	buf_addstr(out, "\n* ");
	wrap_add(out, item.s, 2, WRAP_WIDTH);
	if (words)
		add_indented(out, words);
	if (conflict->note)
		add_indented(out, conflict->note);
	free(path);
	free(words);
	buf_release(&item);
}

static void add_heading(struct buf *out, const char *format, const char *name)
{
	char *plain = plain_line(name);

	buf_addf(out, "%sConflicts %s %s:\n", out->len ? "\n\n" : "", format, plain);
	free(plain);
}

void conflicts_section(struct buf *out, const struct test_merges *merges)
{
	for (size_t i = 0; i < merges->n; i++) {
		const struct test_merge *merge = merges->v + i;

		if (merge->conflicts.n)
			add_heading(out, "when merging into", merge->theirs);
		for (size_t k = 0; k < merge->conflicts.n; k++)
			add_item(out, merge->conflicts.v + k, "here", "there");
	}
}

static void add_pair(struct buf *out, const struct test_merge *merge)
{
	char *names = mem_format("%s and %s", merge->ours, merge->theirs);
	char *ours = plain_line(merge->ours), *theirs = plain_line(merge->theirs);
	char *in_ours = mem_format("in %s", ours), *in_theirs = mem_format("in %s", theirs);

	add_heading(out, "between", names);
	for (size_t k = 0; k < merge->conflicts.n; k++)
		add_item(out, merge->conflicts.v + k, in_ours, in_theirs);
	free(names);
	free(ours);
	free(theirs);
	free(in_ours);
	free(in_theirs);
}

void conflicts_section_among(struct buf *out, const struct test_merges *merges)
{
	for (size_t i = 0; i < merges->n; i++)
		if (merges->v[i].conflicts.n)
			add_pair(out, merges->v + i);
}

/* ---- figures and records ---- */

size_t conflicts_count(const struct test_merges *merges)
{
	size_t n = 0;

	for (size_t i = 0; i < merges->n; i++)
		n += merges->v[i].conflicts.n;
	return n;
}

size_t conflicts_without_note(const struct test_merges *merges)
{
	size_t n = 0;

	for (size_t i = 0; i < merges->n; i++)
		for (size_t k = 0; k < merges->v[i].conflicts.n; k++)
			n += !merges->v[i].conflicts.v[k].note;
	return n;
}

static void record_side(struct records *records, const struct conflict_side *side)
{
	if (oid_is_zero(&side->commit))
		record_none(records);
	else
		record_oid(records, &side->commit);
}

void conflicts_record(struct records *records, const struct test_merges *merges)
{
	for (size_t i = 0; i < merges->n; i++)
		for (size_t k = 0; k < merges->v[i].conflicts.n; k++) {
			const struct conflict *conflict = merges->v[i].conflicts.v + k;

			record_text(records, merges->v[i].ours);
			record_text(records, merges->v[i].theirs);
			record_text(records, conflict->path);
			record_text(records, conflict->kind);
			record_side(records, &conflict->ours);
			record_side(records, &conflict->theirs);
			record_text(records, conflict->words);
			record_text(records, conflict->note);
			record_end(records);
		}
}
