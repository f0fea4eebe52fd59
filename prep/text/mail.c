/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/mail.h"

#include "util/safe.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

#define QUOTED_LINE  76  /* RFC 2045, 6.7 (5) */
#define LONGEST_LINE 998 /* RFC 5322, 2.1.1, without the line end */

static bool must_be_quoted(const char *body, size_t length)
{
	size_t line = 0;

	for (size_t i = 0; i < length; i++) {
		if (body[i] == '\r' || body[i] == '\0')
			return true;
		line = body[i] == '\n' ? 0 : line + 1;
		if (line > LONGEST_LINE)
			return true;
	}
	return false;
}

/* Does the byte stand for itself in quoted-printable? A blank does but at the end of a line. */
static bool is_literal(const char *byte, const char *end)
{
	if (*byte == ' ' || *byte == '\t')
		return byte + 1 < end && byte[1] != '\n';
	return *byte > ' ' && *byte < 0x7f && *byte != '=';
}

/* RFC 2045, 6.7, with LF as the end of a line: a CR is a byte of the text like another. */
static void add_quoted_printable(struct buf *out, const char *body, size_t length)
{
	const char *end = body + length;
	size_t column = 0;

	for (const char *byte = body; byte < end; byte++) {
		size_t width = is_literal(byte, end) ? 1 : 3;

		if (*byte == '\n') {
			buf_addch(out, '\n');
			column = 0;
			continue;
		}
		if (column + width > QUOTED_LINE - 1) {
			buf_addstr(out, "=\n");
			column = 0;
		}
		if (width == 1)
			buf_addch(out, *byte);
		else
			buf_addf(out, "=%02X", (unsigned char)*byte);
		column += width;
	}
}

/* Day and month are English whatever the locale: RFC 5322 has no others. */
static void add_date(struct buf *out, int64_t date, int zone)
{
	static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t local = (time_t)(date + (zone / 100 * 60 + zone % 100) * 60);
	struct tm tm;

	gmtime_r(&local, &tm);
	buf_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d %c%04d\n", days[tm.tm_wday], tm.tm_mday,
	    months[tm.tm_mon], 1900 + tm.tm_year, tm.tm_hour, tm.tm_min, tm.tm_sec, zone < 0 ? '-' : '+',
	    abs(zone));
}

/* All that stands before the Message-ID. */
static void add_first_headers(struct buf *out, const struct mail *mail)
{
	header_add_addresses(out, "From", &mail->from);
	if (mail->to.n)
		header_add_addresses(out, "To", &mail->to);
	if (mail->cc.n)
		header_add_addresses(out, "Cc", &mail->cc);
	header_add_text(out, "Subject", mail->subject);
	add_date(out, mail->date, mail->zone);
	if (mail->replies_to)
		buf_addf(out, "In-Reply-To: %s\nReferences: %s\n", mail->replies_to, mail->replies_to);
}

/*
 * The time and a hash of all that is said: another mail has another id, also within a second, and making the
 * same mail twice (a build or a test with a fixed date) gives the same bytes.
 */
static void add_id(struct buf *out, const struct mail *mail, const struct buf *headers)
{
	const char *domain = strchr(mail->from.v[0].address, '@') + 1;
	time_t date = (time_t)mail->date;
	struct tm tm;
	char stamp[32];
	XXH64_hash_t hash;

	gmtime_r(&date, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%d%H%M%S", &tm);
	hash = XXH3_64bits_withSeed(mail->body, mail->length, XXH3_64bits(headers->s, headers->len));
	buf_addf(out, "<%s.%016llx-pullprep@%s>", stamp, (unsigned long long)hash, domain);
}

char *mail_id(const struct mail *mail)
{
	struct buf headers = BUF_INIT, id = BUF_INIT;

	add_first_headers(&headers, mail);
	add_id(&id, mail, &headers);
	buf_release(&headers);
	return buf_detach(&id);
}

void mail_write(struct buf *out, const struct mail *mail)
{
	bool quoted = must_be_quoted(mail->body, mail->length);
	char *id = mail_id(mail);

	add_first_headers(out, mail);
	buf_addf(out, "Message-ID: %s\n", id);
	buf_addstr(out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n");
	buf_addf(out, "Content-Transfer-Encoding: %s\n\n", quoted ? "quoted-printable" : "8bit");
	if (quoted)
		add_quoted_printable(out, mail->body, mail->length);
	else
		buf_add(out, mail->body, mail->length);
	free(id);
}

void mail_release(struct mail *mail)
{
	mailboxes_release(&mail->from);
	mailboxes_release(&mail->to);
	mailboxes_release(&mail->cc);
}

struct error *mail_read_identity(struct mail *mail, const char *identity)
{
	const char *open = strrchr(identity, '<'), *close = open ? strchr(open, '>') : NULL;
	const char *at = open ? memchr(open, '@', strcspn(open, ">")) : NULL;
	struct mailbox box;
	struct buf name = BUF_INIT;
	char *end = NULL, *rest;

	if (!close || close == open + 1)
		return error_hint(error_failed("git's identity '%s' has no mail address", identity),
		    "Set it with:  git config user.email NAME@EXAMPLE.ORG");
	mail->date = strtoll(close + 1, &end, 10);
	mail->zone = (int)strtol(end, &rest, 10);
	buf_add(&name, identity, (size_t)(open - identity));
	buf_trim(&name);
	box.address = mem_dupn(open + 1, (size_t)(close - open - 1));
	if (!at || at == open + 1 || at + 1 == close || strpbrk(box.address, " \t\"(),:;<>[]\\")) {
		struct error *err =
		    error_hint(error_failed("git's identity has '%s', which is no mail address", box.address),
			"Set it with:  git config user.email NAME@EXAMPLE.ORG");

		buf_release(&name);
		free(box.address);
		return err;
	}
	box.name = name.len ? buf_detach(&name) : NULL;
	buf_release(&name);
	array_push(&mail->from, box);
	return NULL;
}

bool mail_is_utf8(const char *text, size_t length)
{
	size_t used;

	for (size_t at = 0; at < length; at += used)
		if (safe_decode(text + at, length - at, &used) < 0)
			return false;
	return true;
}
