/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mbox.h"

#include "util/array.h"
#include "util/buf.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char from[] = "From ";

enum { FROM = sizeof(from) - 1 };

/* Behind the line. */
static const char *next_line(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline ? newline + 1 : end;
}

static bool is_from(const char *at, const char *end)
{
	return end - at >= FROM && !memcmp(at, from, FROM);
}

/* ">From ", ">>From " and so on. */
static bool is_quoted(const char *at, const char *end)
{
	const char *c = at;

	while (c < end && *c == '>')
		c++;
	return c > at && is_from(c, end);
}

/* The empty line before the next "From " is the mailbox's, not the mail's. */
static size_t without_last_line(const struct buf *mail)
{
	size_t n = mail->len;

	if (n >= 2 && mail->s[n - 1] == '\n' && mail->s[n - 2] == '\n')
		return n - 1;
	if (n >= 3 && !memcmp(mail->s + n - 3, "\n\r\n", 3))
		return n - 2;
	return n;
}

/* ---- Message-ID ---- */

static bool is_blank(const char *line, const char *end)
{
	return line >= end || *line == '\n' || (*line == '\r' && end - line > 1 && line[1] == '\n');
}

/* Between angle brackets if there are any, else all of it; without white space. */
static char *clean_id(const struct buf *value)
{
	const char *open = strchr(value->s, '<'), *close = open ? strchr(open, '>') : NULL;
	const char *start = close ? open + 1 : value->s, *end = close ? close : value->s + value->len;
	struct buf id = BUF_INIT;

	for (; start < end && *start; start++)
		if (!isspace((unsigned char)*start))
			buf_addch(&id, *start);
	if (id.len)
		return buf_detach(&id);
	buf_release(&id);
	return NULL;
}

/* Its first header line of that name, with what is folded below it. */
static char *find_id(const struct buf *mail)
{
	static const char name[] = "Message-ID:";
	const char *end = mail->s + mail->len;
	struct buf value = BUF_INIT;
	bool inside = false;
	char *id;

	for (const char *line = mail->s; !is_blank(line, end); line = next_line(line, end)) {
		size_t length = (size_t)(next_line(line, end) - line);

		if (inside && *line != ' ' && *line != '\t')
			break;
		if (!inside && length >= strlen(name) && !strncasecmp(line, name, strlen(name))) {
			inside = true;
			buf_add(&value, line + strlen(name), length - strlen(name));
		} else if (inside) {
			buf_add(&value, line, length);
		}
	}
	id = clean_id(&value);
	buf_release(&value);
	return id;
}

/* ---- mails ---- */

/* From behind the "From " line to the next one. */
static const char *take_mail(struct buf *mail, const char *at, const char *end)
{
	while (at < end && !is_from(at, end)) {
		const char *next = next_line(at, end);
		size_t quote = is_quoted(at, end) ? 1 : 0;

		buf_add(mail, at + quote, (size_t)(next - at) - quote);
		at = next;
	}
	buf_setlen(mail, without_last_line(mail));
	return at;
}

static void drop(struct raw_mails *mails, size_t from_place)
{
	while (mails->n > from_place) {
		mails->n--;
		free(mails->v[mails->n].bytes);
		free(mails->v[mails->n].id);
	}
}

struct place {
	const char *id;
	size_t index;
};

static int by_id(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Of those with one id the first stays. */
static void drop_doubles(struct raw_mails *mails)
{
	struct place *places = mem_new(mails->n ? mails->n : 1, sizeof(*places));
	bool *again = mem_zero(mails->n ? mails->n : 1, sizeof(*again));
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < mails->n; i++)
		if (mails->v[i].id)
			places[count++] = (struct place){mails->v[i].id, i};
	if (count)
		qsort(places, count, sizeof(*places), by_id);
	for (size_t i = 1; i < count; i++)
		again[places[i].index] = !strcmp(places[i].id, places[i - 1].id);
	free(places);
	for (size_t i = 0; i < mails->n; i++) {
		if (again[i]) {
			free(mails->v[i].bytes);
			free(mails->v[i].id);
		} else {
			mails->v[kept++] = mails->v[i];
		}
	}
	mails->n = kept;
	free(again);
}

bool mbox_read(struct raw_mails *out, const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;
	size_t before = out->n;

	if (length && !is_from(at, end))
		return false;
	while (at < end) {
		struct buf text = BUF_INIT;
		struct raw_mail mail;

		if (out->n - before >= MBOX_MOST) {
			drop(out, before);
			return false;
		}
		at = take_mail(&text, next_line(at, end), end);
		mail.id = find_id(&text);
		mail.length = text.len;
		mail.bytes = buf_detach(&text);
		array_push(out, mail);
	}
	drop_doubles(out);
	return true;
}

void raw_mails_release(struct raw_mails *mails)
{
	drop(mails, 0);
	array_release(mails);
}
