/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/header.h"

#include "util/safe.h"

#include <ctype.h>
#include <gmime/gmime.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LINE 78 /* RFC 5322, 2.1.1 */
#define WORD 66 /* RFC 2047, section 2, has 75; so one also fits behind the name of its header */

static const char word_start[] = "=?UTF-8?q?", word_start_base64[] = "=?UTF-8?b?";
#define PAYLOAD (WORD - (sizeof(word_start) - 1) - 2)

void mailboxes_release(struct mailboxes *list)
{
	struct mailbox *box;

	array_each (box, list) {
		free(box->name);
		free(box->address);
	}
	array_release(list);
}

struct error *header_check(const char *origin, const char *text)
{
	if (!strpbrk(text, "\r\n"))
		return NULL;
	return error_hint(error_failed("%s holds a line break, which no header of a mail may", origin),
	    "Give it a value of one line.");
}

/* ---- reading addresses ---- */

static bool is_address(const char *text)
{
	const char *at = strchr(text, '@');

	if (!at || at == text || !at[1] || strchr(at + 1, '@'))
		return false;
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f)
			return false;
	return true;
}

static struct error *misread(const char *origin, const char *text)
{
	return error_hint(error_failed("%s: '%s' is no list of mail addresses", origin, text),
	    "Write them as  Name <name@example.org>, other@example.org ; a name with a comma or a dot is put "
	    "in "
	    "double quotes.");
}

/* One entry of a list of addresses: as written, and without comments, each quoted string as one letter. */
struct entry {
	struct buf text, bare;
};

/* Behind the quoted string or comment that begins here; NULL if it has no end. */
static const char *skip_closed(const char *at)
{
	bool quoted = *at == '"';
	size_t depth = 0;

	do {
		if (*at == '\\' && at[1])
			at++;
		else if (!quoted && *at == '(')
			depth++;
		else if (!quoted && *at == ')')
			depth--;
		else if (quoted && *at == '"')
			depth = !depth;
		at++;
	} while (*at && depth);
	return depth ? NULL : at;
}

/* Reads up to the next comma, *at is then behind it; false if something is left open. */
static bool next_entry(struct entry *entry, const char **at)
{
	const char *start = *at, *c = start;

	buf_reset(&entry->text);
	buf_reset(&entry->bare);
	while (*c && *c != ',') {
		if (*c == '"' || *c == '(') {
			if (*c == '"')
				buf_addch(&entry->bare, 'q');
			c = skip_closed(c);
			if (!c)
				return false;
		} else {
			if (entry->bare.len || (*c != ' ' && *c != '\t'))
				buf_addch(&entry->bare, *c);
			c++;
		}
	}
	buf_add(&entry->text, start, (size_t)(c - start));
	buf_trim(&entry->text);
	buf_trim(&entry->bare);
	*at = c + (*c == ',');
	return true;
}

/*
 * Is it one mailbox from its first to its last letter? A parser stops where it understands no more, and the
 * one who was named there would get no mail.
 */
static bool is_one_mailbox(const char *bare)
{
	static const char special[] = "()<>:;\\,\"";
	const char *open = strchr(bare, '<'), *close = open ? strchr(open, '>') : NULL;
	char *address;
	bool is;

	if (!open)
		return is_address(bare) && !strpbrk(bare, special);
	if (!close || close[1] || strcspn(bare, ":;>@[]\\") < (size_t)(open - bare))
		return false;
	address = mem_dupn(open + 1, (size_t)(close - open - 1));
	is = is_address(address) && !strpbrk(address, special);
	free(address);
	return is;
}

static struct error *add_parsed(
    struct mailboxes *list, InternetAddressList *parsed, const char *origin, const char *text)
{
	InternetAddress *one = parsed && internet_address_list_length(parsed) == 1
				   ? internet_address_list_get_address(parsed, 0)
				   : NULL;
	const char *name, *address;
	struct mailbox box;

	if (!one || !INTERNET_ADDRESS_IS_MAILBOX(one))
		return misread(origin, text);
	name = internet_address_get_name(one);
	address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
	if (!address || !is_address(address))
		return misread(origin, text);
	box.name = name && *name ? mem_dup(name) : NULL;
	box.address = mem_dup(address);
	array_push(list, box);
	return NULL;
}

struct error *header_read_addresses(struct mailboxes *list, const char *origin, const char *text)
{
	GMimeParserOptions *options;
	struct entry entry = {BUF_INIT, BUF_INIT};
	size_t before = list->n;
	struct error *err = header_check(origin, text);

	if (err)
		return err;
	g_mime_init();
	options = g_mime_parser_options_new();
	g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_STRICT);
	for (const char *at = text; !err && *at;) {
		InternetAddressList *parsed;

		if (!next_entry(&entry, &at) || (entry.text.len && !is_one_mailbox(entry.bare.s))) {
			err = misread(origin, text);
		} else if (entry.text.len) {
			parsed = internet_address_list_parse(options, entry.text.s);
			err = add_parsed(list, parsed, origin, text);
			if (parsed)
				g_object_unref(parsed);
		}
	}
	if (!err && list->n == before)
		err = misread(origin, text);
	g_mime_parser_options_free(options);
	buf_release(&entry.text);
	buf_release(&entry.bare);
	return err;
}

/* ---- encoded words ---- */

/* RFC 2047, 5 (3): what may stand for itself in an encoded word, also within a name. */
static bool stands_for_itself(unsigned char c)
{
	return c < 0x80 && (isalnum(c) || strchr("!*+-/", c));
}

static size_t quoted_size(const char *text, size_t length)
{
	size_t size = 0;

	for (size_t i = 0; i < length; i++)
		size += stands_for_itself((unsigned char)text[i]) || text[i] == ' ' ? 1 : 3;
	return size;
}

static void add_quoted(struct buf *out, const char *text, size_t length)
{
	buf_addstr(out, word_start);
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == ' ')
			buf_addch(out, '_');
		else if (c && stands_for_itself(c))
			buf_addch(out, (char)c);
		else
			buf_addf(out, "=%02X", c);
	}
	buf_addstr(out, "?=");
}

static void add_base64(struct buf *out, const char *text, size_t length)
{
	char *coded = g_base64_encode((const unsigned char *)text, length);

	buf_addf(out, "%s%s?=", word_start_base64, coded);
	g_free(coded);
}

/* Cuts the text (valid UTF-8) into encoded words: quoted, which people can nearly read, unless that is far
 * longer. */
static void add_encoded_words(struct strings *atoms, const char *text, size_t length)
{
	bool base64 = quoted_size(text, length) > 2 * length;

	for (size_t at = 0; at < length;) {
		struct buf word = BUF_INIT;
		size_t take = 0, used;

		while (at + take < length) {
			size_t size;

			safe_decode(text + at + take, length - at - take, &used);
			size = base64 ? (take + used + 2) / 3 * 4 : quoted_size(text + at, take + used);
			if (size > PAYLOAD)
				break;
			take += used;
		}
		if (base64)
			add_base64(&word, text + at, take);
		else
			add_quoted(&word, text + at, take);
		strings_take(atoms, buf_detach(&word));
		at += take;
	}
}

/* Valid UTF-8 without control characters. */
static char *cleaned(const char *text)
{
	struct buf out = BUF_INIT;
	size_t length = strlen(text), used;

	for (size_t at = 0; at < length; at += used) {
		long code = safe_decode(text + at, length - at, &used);

		if (code < 0)
			buf_addstr(&out, "\xef\xbf\xbd");
		else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
			buf_addch(&out, ' ');
		else
			buf_add(&out, text + at, used);
	}
	buf_trim(&out);
	return buf_detach(&out);
}

/* RFC 5322, 3.2.3: what may stand in a name without quotes. */
static bool is_plain(char c)
{
	return isalnum((unsigned char)c) || (c && strchr(" !#$%&'*+-/=?^_`{|}~", c));
}

static bool needs_encoding(const char *word, size_t length, bool in_name)
{
	for (size_t i = 0; in_name && i < length; i++)
		if (!is_plain(word[i]))
			return true;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)word[i] >= 0x80 ||
		    (word[i] == '=' && i + 1 < length && word[i + 1] == '?'))
			return true;
	return length > LINE - 2;
}

/* The words of a text: the stretch from the first to the last that needs it is encoded, the others stay. */
static void split_text(struct strings *atoms, const char *text, bool in_name)
{
	size_t first = (size_t)-1, last = 0, length;

	for (const char *word = text; *word; word += length + (word[length] == ' ')) {
		length = strcspn(word, " ");
		if (!needs_encoding(word, length, in_name))
			continue;
		if (first == (size_t)-1)
			first = (size_t)(word - text);
		last = (size_t)(word - text) + length;
	}
	if (first == (size_t)-1) {
		strings_split(atoms, text, ' ');
		return;
	}
	{
		char *before = mem_dupn(text, first);

		strings_split(atoms, before, ' ');
		free(before);
	}
	add_encoded_words(atoms, text + first, last - first);
	strings_split(atoms, text + last, ' ');
}

/* Writes the atoms, one blank apart, on lines that keep to LINE where an atom allows. */
static void add_folded(struct buf *out, const char *name, const struct strings *atoms)
{
	size_t column = strlen(name) + 1;

	buf_addf(out, "%s:", name);
	for (size_t i = 0; i < atoms->n; i++) {
		size_t length = strlen(atoms->v[i]);

		if (i && column + 1 + length > LINE) {
			buf_addch(out, '\n');
			column = 0;
		}
		buf_addf(out, " %s", atoms->v[i]);
		column += 1 + length;
	}
	buf_addch(out, '\n');
}

void header_add_text(struct buf *out, const char *name, const char *text)
{
	struct strings atoms = STRINGS_INIT;
	char *clean = cleaned(text);

	split_text(&atoms, clean, false);
	add_folded(out, name, &atoms);
	free(clean);
	strings_release(&atoms);
}

/* A name as a phrase: plain words, a quoted string, or encoded words. */
static void add_phrase(struct strings *atoms, const char *name)
{
	bool encode = needs_encoding(name, strlen(name), false), quote = false;
	struct buf quoted = BUF_INIT;

	for (const char *c = name; *c; c++)
		quote = quote || !is_plain(*c);
	if (encode || (quote && strlen(name) > LINE - 8)) {
		split_text(atoms, name, true);
	} else if (!quote) {
		strings_split(atoms, name, ' ');
	} else {
		buf_addch(&quoted, '"');
		for (const char *c = name; *c; c++) {
			if (*c == '"' || *c == '\\')
				buf_addch(&quoted, '\\');
			buf_addch(&quoted, *c);
		}
		buf_addch(&quoted, '"');
		strings_take(atoms, buf_detach(&quoted));
	}
}

void header_add_addresses(struct buf *out, const char *name, const struct mailboxes *list)
{
	struct strings atoms = STRINGS_INIT;

	for (size_t i = 0; i < list->n; i++) {
		const struct mailbox *box = &list->v[i];
		const char *comma = i + 1 < list->n ? "," : "";
		char *clean = cleaned(box->name ? box->name : "");

		if (*clean) {
			add_phrase(&atoms, clean);
			strings_take(&atoms, mem_format("<%s>%s", box->address, comma));
		} else {
			strings_take(&atoms, mem_format("%s%s", box->address, comma));
		}
		free(clean);
	}
	add_folded(out, name, &atoms);
	strings_release(&atoms);
}
