/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that text/ reads from outside: templates, messages from editors and merges, mail addresses, header
 *texts. Whatever the bytes are, nothing crashes, and what is promised of the result holds. For libFuzzer:
 *
 *	clang -g -fsanitize=fuzzer,address,undefined ... tests/fuzz/fuzz_text.c
 *
 * The ordinary test run does the same with seeds and their mutations: tests/unit/test_fuzz_text.c.
 */
#include "facts/mergetext.h"
#include "text/draft.h"
#include "text/items.h"
#include "text/mail.h"
#include "text/template.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* GMime's parser loses a few bytes on some malformed addresses; what we lose ourselves test_mail would show.
 */
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
	if (!holds)
		abort();
}

static struct value *variables(void)
{
	struct value *map = value_map(), *list = value_list(), *item = value_map();

	value_set(item, "b", value_text("text"));
	value_add(list, item);
	value_add(list, value_text("second"));
	value_set(map, "a",
	    value_text("a long text that is broken somewhere if it is wrapped at the column it starts"));
	value_set(map, "l", list);
	value_set(map, "t", value_truth(true));
	return map;
}

static void try_template(const char *text, size_t size)
{
	struct template *template;
	struct buf out = BUF_INIT;
	struct error *err = template_parse(&template, "t", text, size);

	require((err == NULL) == (template != NULL));
	if (!err) {
		struct value *map = variables();

		err = template_render(template, map, &out);
		value_free(map);
	}
	error_free(err);
	template_free(template);
	buf_release(&out);
}

/* Cleaning twice is cleaning once, and leaves no blank line at the ends. */
static void try_draft(const char *text, size_t size)
{
	struct buf draft = BUF_INIT, again = BUF_INIT;

	buf_add(&draft, text, size);
	draft_clean(&draft);
	buf_add(&again, draft.s, draft.len);
	draft_clean(&again);
	require(draft.len == again.len && !memcmp(draft.s, again.s, draft.len));
	require(!draft.len || (draft.s[0] != '\n' && draft.s[draft.len - 1] == '\n'));
	require(draft_signature(draft.s, draft.len) <= draft.len);
	error_free(draft_check(&draft, "d"));
	buf_release(&draft);
	buf_release(&again);
}

/* Nothing of what is taken apart is empty, and it stands under no heading but those known. */
static void try_message(const char *text)
{
	struct strings headings = STRINGS_INIT;
	struct items items = {.v = NULL};
	struct item *item;
	char *merge = message_of_merge(text);

	strings_add(&headings, "x86");
	items_read(&items, text, &headings);
	array_each (item, &items) {
		require(*item->text != '\0');
		require(!item->heading || !strcmp(item->heading, "x86"));
	}
	items_release(&items);
	strings_release(&headings);
	free(merge);
}

/* Lines of headers keep to their width where words allow, and hold nothing but printable ASCII. */
static void require_header(const struct buf *header)
{
	require(header->len && header->s[header->len - 1] == '\n');
	for (size_t i = 0; i < header->len; i++) {
		unsigned char c = (unsigned char)header->s[i];

		require(c == '\n' || (c >= ' ' && c < 0x7f));
		require(c != '\n' || i + 1 == header->len || header->s[i + 1] == ' ');
	}
}

static void try_header(const char *text)
{
	struct mailboxes list = MAILBOXES_INIT;
	struct buf header = BUF_INIT;
	struct error *err;

	header_add_text(&header, "Subject", text);
	require_header(&header);
	buf_reset(&header);
	__lsan_disable();
	err = header_read_addresses(&list, "--to", text);
	__lsan_enable();
	if (!err) {
		header_add_addresses(&header, "To", &list);
		require_header(&header);
	}
	error_free(err);
	mailboxes_release(&list);
	buf_release(&header);
}

static void try_mail(const char *text, size_t size)
{
	struct mail mail = MAIL_INIT;
	struct buf out = BUF_INIT;
	struct error *err = mail_read_identity(&mail, text);

	if (err) {
		error_free(err);
		error_free(mail_read_identity(&mail, "A <a@example.org> 1 +0000"));
	}
	mail.subject = text;
	mail.body = text;
	mail.length = size;
	mail_write(&out, &mail);
	require(strstr(out.s, "\n\n") != NULL);
	mail_release(&mail);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_dupn((const char *)data, size);

	try_template(text, size);
	try_draft(text, size);
	try_message(text);
	try_header(text);
	try_mail(text, size);
	free(text);
	return 0;
}
