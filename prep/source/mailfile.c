/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mailfile.h"

#include "util/buf.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <gmime/gmime.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 8 << 20, MAILS_MOST = 1000 };

/* ---- bytes ---- */

static struct error *read_all(struct buf *out, int fd, const char *shown)
{
	enum { PIECE = 65536 };
	ssize_t got;

	do {
		buf_room(out, PIECE);
		got = read(fd, out->s + out->len, PIECE);
		if (got > 0)
			buf_setlen(out, out->len + (size_t)got);
	} while ((got > 0 && out->len <= MOST) || (got < 0 && errno == EINTR));
	if (got < 0)
		return error_errno("cannot read %s", shown);
	if (out->len > MOST)
		return error_hint(error_failed("%s is larger than %d MiB: no mail is", shown, MOST >> 20),
		    "Give one mail, as a mail reader saves it.");
	return NULL;
}

static struct error *read_bytes(struct buf *out, const char *path, const char *shown)
{
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : 0;
	struct error *err = fd < 0 ? error_errno("cannot read %s", shown) : read_all(out, fd, shown);

	if (fd > 0)
		close(fd);
	if (!err && strspn(out->s, " \t\r\n") == out->len)
		err = error_hint(error_failed("%s is empty: there is no mail in it", shown),
		    "Give the mail that asks to pull, as a mail reader saves it.");
	return err;
}

/* ---- what a mail's text is made of ---- */

static size_t line_length(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at));

	return (size_t)((stop ? stop : end) - at);
}

/* The lines with LF for their ends, and without NUL. */
static void add_plain(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] && (text[i] != '\r' || (i + 1 < length && text[i + 1] != '\n')))
			buf_addch(out, text[i]);
	if (out->len && out->s[out->len - 1] != '\n')
		buf_addch(out, '\n');
}

/* RFC 3676: a line that ends in a blank goes on in the next one; a blank in front is not the text's. */
static void unflow(struct buf *text, bool delete_space)
{
	struct buf out = BUF_INIT;
	const char *end = text->s + text->len;

	for (const char *at = text->s; at < end;) {
		size_t n = line_length(at, end);
		const char *line = at + (*at == ' ');
		size_t length = n - (size_t)(line - at);
		bool flows = length && line[length - 1] == ' ' && !(length == 3 && !strncmp(line, "-- ", 3));

		buf_add(&out, line, length - (flows && delete_space));
		if (!flows)
			buf_addch(&out, '\n');
		at += n + 1;
	}
	buf_release(text);
	*text = out;
}

/* "- -----": an inline signature puts "- " before what would look like its own lines. */
static void undash(struct buf *text)
{
	struct buf out = BUF_INIT;
	const char *end = text->s + text->len;

	if (!strstr(text->s, "-----BEGIN PGP SIGNED MESSAGE-----"))
		return;
	for (const char *at = text->s; at < end;) {
		size_t n = line_length(at, end), skip = n > 1 && at[0] == '-' && at[1] == ' ' ? 2 : 0;

		buf_add(&out, at + skip, n - skip);
		buf_addch(&out, '\n');
		at += n + 1;
	}
	buf_release(text);
	*text = out;
}

/* ---- MIME ---- */

struct parts {
	struct buf text;
	bool other;     /* there is text, but not plain */
	bool encrypted; /* there is a part that nobody but its receiver reads */
};

static void add_part(struct parts *parts, GMimePart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	const char *flowed = g_mime_content_type_get_parameter(type, "format");
	const char *delete_space = g_mime_content_type_get_parameter(type, "delsp");
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	struct buf own = BUF_INIT;

	if (!text)
		return;
	add_plain(&own, text, strlen(text));
	if (flowed && !g_ascii_strcasecmp(flowed, "flowed"))
		unflow(&own, delete_space && !g_ascii_strcasecmp(delete_space, "yes"));
	buf_add(&parts->text, own.s, own.len);
	buf_release(&own);
	g_free(text);
}

static void look_at_part(GMimeObject *parent, GMimeObject *part, gpointer context)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);
	struct parts *parts = context;

	(void)parent;
	if (g_mime_content_type_is_type(type, "multipart", "encrypted"))
		parts->encrypted = true;
	if (!GMIME_IS_TEXT_PART(part))
		return;
	if (!g_mime_content_type_is_type(type, "text", "plain"))
		parts->other = true;
	else if (!g_mime_part_is_attachment(GMIME_PART(part)))
		add_part(parts, GMIME_PART(part));
}

/* A header as people read it, on one line; NULL for none. */
static char *copy_header(GMimeMessage *message, const char *name)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
	GMimeHeader *header = g_mime_header_list_get_header(list, name);
	const char *value = header ? g_mime_header_get_value(header) : NULL;
	struct buf line = BUF_INIT;

	if (!value)
		return NULL;
	for (; *value; value++)
		if (!isspace((unsigned char)*value))
			buf_addch(&line, *value);
		else if (line.len && line.s[line.len - 1] != ' ')
			buf_addch(&line, ' ');
	buf_trim(&line);
	return buf_detach(&line);
}

static void add_message(struct mails_read *out, GMimeMessage *message)
{
	struct mail_read mail = {.subject = copy_header(message, "Subject"),
	    .from = copy_header(message, "From"),
	    .date = copy_header(message, "Date")};
	struct parts parts = {.text = BUF_INIT};

	g_mime_message_foreach(message, look_at_part, &parts);
	undash(&parts.text);
	mail.text = buf_detach(&parts.text);
	if (strspn(mail.text, " \t\n") == strlen(mail.text))
		mail.no_text = parts.encrypted ? "is encrypted"
			       : parts.other   ? "has no text but HTML, which no list takes"
					       : "has no text";
	array_push(out, mail);
}

/* ---- whole files ---- */

/* Does it begin with a header, such as "From: "? */
static bool has_header(const char *text)
{
	size_t name;

	text += strspn(text, "\r\n");
	name = strcspn(text, ": \t\r\n");
	for (size_t i = 0; i < name; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '-')
			return false;
	return name && text[name] == ':';
}

static void take_text(struct mails_read *out, const struct buf *raw)
{
	struct mail_read mail = {.text = NULL};
	struct buf text = BUF_INIT;

	add_plain(&text, raw->s, raw->len);
	undash(&text);
	mail.text = buf_detach(&text);
	array_push(out, mail);
}

static struct error *parse(struct mails_read *out, const struct buf *raw, bool mbox, const char *shown)
{
	size_t skip = strspn(raw->s, "\r\n");
	GMimeStream *stream;
	GMimeParser *parser;
	struct error *err = NULL;

	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(raw->s + skip, raw->len - skip);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, mbox ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
	while (!err && (!out->n || (mbox && !g_mime_parser_eos(parser)))) {
		GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

		if (!message)
			break;
		if (out->n == MAILS_MOST)
			err = error_hint(error_failed("%s holds more than %d mails", shown, MAILS_MOST),
			    "Give the one that asks to pull.");
		else
			add_message(out, message);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	if (!err && !out->n)
		err = error_hint(error_failed("%s is no mail that can be read", shown),
		    "Give the mail as a mail reader saves it, or:  pullprep check URL REF");
	if (!err && out->n == 1 && out->v[0].no_text)
		err = error_hint(error_failed("the mail in %s %s", shown, out->v[0].no_text),
		    "Name by hand what it asks for:  pullprep check URL REF");
	return err;
}

struct error *mailfile_read(struct mails_read *out, const char *path)
{
	const char *shown = strcmp(path, "-") ? path : "standard input";
	struct buf raw = BUF_INIT;
	struct error *err = read_bytes(&raw, path, shown);
	bool mbox = !err && !strncmp(raw.s + strspn(raw.s, "\r\n"), "From ", 5);

	*out = (struct mails_read){.v = NULL};
	if (!err && (mbox || has_header(raw.s)))
		err = parse(out, &raw, mbox, shown);
	else if (!err)
		take_text(out, &raw);
	buf_release(&raw);
	if (err)
		mails_read_release(out);
	return err;
}

void mails_read_release(struct mails_read *mails)
{
	for (size_t i = 0; i < mails->n; i++) {
		free(mails->v[i].subject);
		free(mails->v[i].from);
		free(mails->v[i].date);
		free(mails->v[i].text);
	}
	array_release(mails);
}
