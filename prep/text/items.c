/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "text/items.h"

#include "text/wrap.h"
#include "util/buf.h"
#include "util/safe.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What is left of a line of the message behind a bullet's mark. */
enum { ROOM = WRAP_WIDTH - 2, TAB = 8 };

/* ---- lines ---- */

struct line {
	const char *text; /* behind its indentation and mark */
	size_t length;    /* without blanks at its end */
	size_t indent;    /* columns before the mark, or the text */
	size_t mark;      /* bytes of the mark and the blanks behind it; 0: none */
};

static size_t mark_length(const char *text, size_t length)
{
	static const char round[] = "\xe2\x80\xa2";
	size_t mark = length && (*text == '*' || *text == '-') ? 1
		      : length >= 3 && !memcmp(text, round, 3) ? 3
							       : 0;
	size_t end = mark;

	while (end < length && text[end] == ' ')
		end++;
	return mark && end > mark && end < length ? end : 0;
}

static struct line read_line(const char *text, size_t length)
{
	struct line line = {.text = text, .length = length};

	while (line.length && isspace((unsigned char)text[line.length - 1]))
		line.length--;
	for (; line.length && (*line.text == ' ' || *line.text == '\t'); line.text++, line.length--)
		line.indent += *line.text == '\t' ? TAB - line.indent % TAB : 1;
	line.mark = mark_length(line.text, line.length);
	line.text += line.mark;
	line.length -= line.mark;
	return line;
}

/* ---- a bullet while it is read ---- */

/* A paragraph of the bullet, or an item within it. */
struct piece {
	size_t indent;  /* in the bullet: 0, or 2 for items of items */
	bool item, gap; /* gap: a blank line stands before it */
	bool fixed;     /* has lines that are indented: they stay as they are */
	size_t base;    /* the column at which its text began where it was written */
	struct strings lines;
};

struct reader {
	struct items *out;
	const struct strings *headings;
	const char *heading; /* what follows is under it; of `headings`, or NULL */
	ARRAY(struct piece) pieces;
	bool item;     /* the bullet is an item */
	bool list;     /* it is a paragraph that keeps the items behind it */
	size_t level;  /* columns before the bullet's mark */
	size_t nested; /* and before the first mark within it */
	bool gap;      /* the last line was blank */
};

static void add_piece(struct reader *reader, const struct line *line, bool item)
{
	struct piece piece = {.item = item, .gap = reader->gap && !item, .base = line->indent};

	if (item && reader->list)
		reader->nested = reader->pieces.n == 1 ? line->indent : reader->nested;
	if (item)
		piece.indent = line->indent > reader->nested ? 2 : 0;
	if (line->mark)
		piece.base += 2;
	else if (reader->pieces.n)
		piece.base = reader->item ? reader->level + 2 : reader->level;
	array_push(&reader->pieces, piece);
}

/* A line of the last piece, with what it is indented beyond that. */
static void add_line(struct reader *reader, const struct line *line)
{
	struct piece *piece = &reader->pieces.v[reader->pieces.n - 1];
	size_t extra = line->indent > piece->base && !line->mark ? line->indent - piece->base : 0;
	struct buf text = BUF_INIT;

	/* What only stands below the text of a long mark is not indented further. */
	if (extra <= 2 && piece->lines.n && (piece->item || reader->item))
		extra = 0;
	piece->fixed |= extra > 0;
	buf_addchars(&text, ' ', extra);
	buf_add(&text, line->text, line->length);
	strings_take(&piece->lines, buf_detach(&text));
}

/* ---- a bullet that is read ---- */

/* Would breaking lines at blanks help it to fit? A link that is too long stays. */
static bool is_too_long(const char *line, size_t room)
{
	const char *blank = strchr(line, ' ');

	return blank && safe_width(line) > room;
}

static void add_text(struct buf *out, const struct piece *piece)
{
	size_t indent = piece->indent + (piece->item ? 2 : 0);
	struct buf text = BUF_INIT;
	bool again = false;

	for (size_t i = 0; i < piece->lines.n; i++)
		again |= is_too_long(piece->lines.v[i], ROOM - indent);
	for (size_t i = 0; i < piece->lines.n; i++) {
		if (i)
			buf_addch(&text, again && !piece->fixed ? ' ' : '\n');
		buf_addstr(&text, piece->lines.v[i]);
	}
	if (piece->item) {
		buf_addchars(out, ' ', piece->indent);
		buf_addstr(out, "- ");
	}
	wrap_add(out, text.s, indent, again && !piece->fixed ? ROOM : (size_t)-1);
	buf_release(&text);
}

static void end_bullet(struct reader *reader)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < reader->pieces.n; i++) {
		struct piece *piece = &reader->pieces.v[i];

		if (i)
			buf_addstr(&text, piece->gap ? "\n\n" : "\n");
		add_text(&text, piece);
		strings_release(&piece->lines);
	}
	buf_trim(&text);
	if (text.len)
		array_push(reader->out,
		    (struct item){mem_dup(reader->heading), buf_detach(&text), reader->item || reader->list});
	buf_release(&text);
	reader->pieces.n = 0;
	reader->item = reader->list = false;
}

static void drop_bullet(struct reader *reader)
{
	for (size_t i = 0; i < reader->pieces.n; i++)
		strings_release(&reader->pieces.v[i].lines);
	reader->pieces.n = 0;
}

/* ---- what the lines mean ---- */

/* The heading that the line is, "x86:", or NULL. */
static const char *heading_of(const struct reader *reader, const struct line *line)
{
	size_t length = line->length;

	if (!length || line->mark || line->indent || line->text[length - 1] != ':')
		return NULL;
	length--;
	for (size_t i = 0; reader->headings && i < reader->headings->n; i++)
		if (strlen(reader->headings->v[i]) == length &&
		    !strncasecmp(reader->headings->v[i], line->text, length))
			return reader->headings->v[i];
	return NULL;
}

static char last_of(const char *text)
{
	size_t length = strlen(text);

	return length ? text[length - 1] : '\0';
}

/* The bullet is one line that is no sentence, or NULL. */
static const char *title_of(const struct reader *reader)
{
	const char *line;

	if (reader->item || reader->pieces.n != 1 || reader->pieces.v[0].lines.n != 1)
		return NULL;
	line = reader->pieces.v[0].lines.v[0];
	return strchr(".!?,;", last_of(line)) || strstr(line, "://") ? NULL : line;
}

/* "KVM/arm64 updates for 6.2" */
static bool is_headline(const char *title)
{
	static const char *const words[] = {"updates", "changes", "features", "fixes", "patches"};
	const char *for_what = strstr(title, " for ");

	for (size_t i = 0; for_what && i < sizeof(words) / sizeof(*words); i++) {
		const char *at = strcasestr(title, words[i]);

		if (at && at < for_what)
			return true;
	}
	return !strncasecmp(title, "pull request ", 13);
}

/* Something follows the bullet: a headline is left out then. */
static void go_on(struct reader *reader)
{
	const char *title = title_of(reader);

	if (title && !reader->out->n && is_headline(title))
		drop_bullet(reader);
	else
		end_bullet(reader);
}

/* Items follow the paragraph: does it keep them? */
static void meet_items(struct reader *reader)
{
	const struct piece *last = reader->pieces.n ? &reader->pieces.v[reader->pieces.n - 1] : NULL;
	const char *title = title_of(reader);

	if (!last || reader->item || reader->list || !last->lines.n)
		return;
	reader->list = (title && !(is_headline(title) && !reader->out->n)) ||
		       last_of(last->lines.v[last->lines.n - 1]) == ':';
}

static bool has_item(const struct reader *reader)
{
	for (size_t i = 1; i < reader->pieces.n; i++)
		if (reader->pieces.v[i].item)
			return true;
	return false;
}

static void take_item(struct reader *reader, const struct line *line)
{
	meet_items(reader);
	if (reader->pieces.n && (reader->list || (reader->item && line->indent > reader->level))) {
		if (!reader->list && !has_item(reader))
			reader->nested = line->indent;
		add_piece(reader, line, true);
	} else {
		go_on(reader);
		reader->item = true;
		reader->level = line->indent;
		add_piece(reader, line, false);
	}
}

static void take_text(struct reader *reader, const struct line *line)
{
	bool below = reader->pieces.n && line->indent > reader->level;

	if (reader->pieces.n && reader->gap && below) {
		add_piece(reader, line, false);
	} else if (!reader->pieces.n || reader->gap) {
		go_on(reader);
		reader->level = line->indent;
		add_piece(reader, line, false);
	}
}

/* The line below a title: "-----" */
static bool is_underline(const struct line *line)
{
	size_t same = 1;

	while (same < line->length && line->text[same] == *line->text)
		same++;
	return !line->mark && same == line->length && same >= 3 && strchr("-=~^", *line->text);
}

static void take_line(struct reader *reader, const struct line *line)
{
	const char *heading = heading_of(reader, line);

	if (is_underline(line)) {
		if (title_of(reader))
			drop_bullet(reader);
		return;
	}
	if (heading) {
		go_on(reader);
		reader->heading = heading;
		return;
	}
	if (line->mark)
		take_item(reader, line);
	else
		take_text(reader, line);
	reader->gap = false;
	add_line(reader, line);
}

void items_read(struct items *out, const char *text, const struct strings *headings)
{
	struct reader reader = {.out = out, .headings = headings, .pieces = ARRAY_INIT};

	while (*text) {
		size_t length = strcspn(text, "\n");
		struct line line = read_line(text, length);

		if (line.length)
			take_line(&reader, &line);
		else
			reader.gap = true;
		text += length + (text[length] == '\n');
	}
	end_bullet(&reader);
	array_release(&reader.pieces);
}

/* ---- the gist */

/* "CI: https://example.org/1": links, and at most a label before them. */
static bool is_link(const char *text)
{
	size_t links = 0, words = 0;

	for (const char *word = text + strspn(text, " \n"); *word; word += strspn(word, " \n")) {
		size_t length = strcspn(word, " \n");

		if (!strncmp(word, "https://", 8) || !strncmp(word, "http://", 7))
			links++;
		else if (words++ || word[length - 1] != ':')
			return false;
		word += length;
	}
	return links > 0;
}

/* "Ann Other <ann@example.org> says:", "From: Ann Other <ann@example.org>" */
static bool is_attribution(const char *text)
{
	static const char *const ends[] = {"> says:", "> wrote:", "> writes:"};
	const char *open = strchr(text, '<'), *close = open ? strchr(open, '>') : NULL;

	if (!close || !memchr(open, '@', (size_t)(close - open)))
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (!strcmp(close, ends[i]))
			return true;
	return !strncmp(text, "From: ", 6) && !close[1];
}

/* Prose that tells nothing of the change: who says it, where it was tested, what it was pulled as. */
static bool is_empty_talk(const char *text)
{
	return is_link(text) || is_attribution(text) || !strpbrk(text, " \n") ||
	       (!strncasecmp(text, "pull request ", 13) && !strchr(text, '\n'));
}

static void item_release(struct item *item)
{
	free(item->heading);
	free(item->text);
}

void items_gist(struct items *items)
{
	size_t kept = 0, prose = 0;

	for (size_t i = 0; i < items->n; i++) {
		struct item *item = &items->v[i];

		if (!item->list && is_empty_talk(item->text)) {
			item_release(item);
			continue;
		}
		prose += !item->list;
		items->v[kept++] = *item;
	}
	items->n = kept;
	for (; prose > 1 && items->n > 1; items->n--)
		item_release(&items->v[items->n - 1]);
}

void items_release(struct items *items)
{
	struct item *item;

	array_each (item, items)
		item_release(item);
	array_release(items);
}
