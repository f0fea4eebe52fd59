/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/email.h"

#include "util/buf.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <gmime/gmime.h>
#include <stdbool.h>
#include <string.h>

/* ---- what a mail's text is made of ---- */

static size_t line_length(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at));

	return (size_t)((stop ? stop : end) - at);
}

/* The lines with LF for their ends, and without NUL. */
static void add_plain(struct buf *out, const char *text, size_t length)
{
	size_t from = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] && (text[i] != '\r' || (i + 1 < length && text[i + 1] != '\n')))
			continue;
		buf_add(out, text + from, i - from);
		from = i + 1;
	}
	buf_add(out, text + from, length - from);
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

/* ---- who, when, and in answer to what ---- */

static void add_once(struct strings *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], text))
			return;
	strings_add(list, text);
}

/* Groups ("undisclosed-recipients:;") hold addresses or nothing. */
static void add_addresses(struct strings *out, InternetAddressList *list)
{
	int n = list ? internet_address_list_length(list) : 0;

	for (int i = 0; i < n; i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);
		const char *email;
		char *name;

		if (INTERNET_ADDRESS_IS_GROUP(address)) {
			add_addresses(
			    out, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)));
			continue;
		}
		email = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
		if (!email || !*email)
			continue;
		name = lowered(email);
		add_once(out, name);
		free(name);
	}
}

static void take_first(struct email *out, InternetAddressList *list)
{
	InternetAddress *first =
	    list && internet_address_list_length(list) ? internet_address_list_get_address(list, 0) : NULL;
	const char *email, *name;

	if (!first || !INTERNET_ADDRESS_IS_MAILBOX(first))
		return;
	email = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first));
	name = internet_address_get_name(first);
	out->from_email = email && *email ? lowered(email) : NULL;
	out->from_name = name && *name ? mem_dup(name) : NULL;
}

/* b4's relay sends in its own name, and says for whom. */
static void take_sender(struct email *out, GMimeMessage *message)
{
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(GMIME_OBJECT(message)), "X-Original-From");
	InternetAddressList *list =
	    header ? internet_address_list_parse(NULL, g_mime_header_get_raw_value(header)) : NULL;

	take_first(out, list ? list : g_mime_message_get_from(message));
	if (list)
		g_object_unref(list);
}

static void add_ids(struct strings *out, GMimeMessage *message, const char *header)
{
	const char *value = g_mime_object_get_header(GMIME_OBJECT(message), header);
	GMimeReferences *ids = value ? g_mime_references_parse(NULL, value) : NULL;

	for (int i = ids ? g_mime_references_length(ids) : 0; i-- > 0;)
		add_once(out, g_mime_references_get_message_id(ids, i));
	if (ids)
		g_mime_references_free(ids);
}

static int64_t time_of(GMimeMessage *message)
{
	GDateTime *date = g_mime_message_get_date(message);

	return date ? g_date_time_to_unix(date) : EMAIL_NO_TIME;
}

/* ---- the mail ---- */

static const char *why_no_text(const struct parts *parts)
{
	return parts->encrypted ? "is encrypted"
	       : parts->other   ? "has no text but HTML, which no list takes"
				: "has no text";
}

static void take_text(struct email *out, GMimeMessage *message)
{
	struct parts parts = {.text = BUF_INIT};

	g_mime_message_foreach(message, look_at_part, &parts);
	undash(&parts.text);
	out->text = buf_detach(&parts.text);
	if (strspn(out->text, " \t\n") == strlen(out->text))
		out->no_text = why_no_text(&parts);
}

static void take_message(struct email *out, GMimeMessage *message)
{
	const char *id = g_mime_message_get_message_id(message);

	*out = (struct email){.time = time_of(message)};
	out->message_id = id && *id ? mem_dup(id) : NULL;
	out->subject = copy_header(message, "Subject");
	out->from = copy_header(message, "From");
	out->date = copy_header(message, "Date");
	take_sender(out, message);
	add_ids(&out->parents, message, "In-Reply-To");
	add_ids(&out->parents, message, "References");
	add_addresses(&out->recipients, g_mime_message_get_to(message));
	add_addresses(&out->recipients, g_mime_message_get_cc(message));
	take_text(out, message);
}

bool emails_parse(struct emails *out, const char *raw, size_t length, bool mbox, size_t most)
{
	GMimeStream *stream;
	GMimeParser *parser;
	size_t before = out->n;
	bool fits = true;

	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(raw, length);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, mbox ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
	while (fits && (out->n == before || (mbox && !g_mime_parser_eos(parser)))) {
		GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
		struct email email;

		if (!message)
			break;
		fits = out->n - before < most;
		if (fits) {
			take_message(&email, message);
			array_push(out, email);
		}
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return fits;
}

void email_parse(struct email *out, const char *raw, size_t length)
{
	struct emails one = {.v = NULL};

	emails_parse(&one, raw, length, false, 1);
	*out = one.n
		   ? one.v[0]
		   : (struct email){.time = EMAIL_NO_TIME, .text = mem_dup(""), .no_text = "cannot be read"};
	array_release(&one);
}

void email_from_text(struct email *out, const char *text, size_t length)
{
	struct buf plain = BUF_INIT;

	add_plain(&plain, text, length);
	undash(&plain);
	*out = (struct email){.time = EMAIL_NO_TIME, .text = buf_detach(&plain)};
}

void email_release(struct email *email)
{
	free(email->subject);
	free(email->from);
	free(email->date);
	free(email->message_id);
	free(email->from_name);
	free(email->from_email);
	strings_release(&email->parents);
	strings_release(&email->recipients);
	free(email->text);
	*email = (struct email){.time = EMAIL_NO_TIME};
}

void emails_release(struct emails *emails)
{
	for (size_t i = 0; i < emails->n; i++)
		email_release(&emails->v[i]);
	array_release(emails);
}
