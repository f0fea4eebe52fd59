/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What servers answer, and what is put together to ask them: gzip, mailboxes, redirects, queries. Whatever the
 * bytes are, nothing crashes, and what is promised of the result holds. For libFuzzer:
 *
 *	clang -g -fsanitize=fuzzer,address,undefined ... tests/fuzz/fuzz_answers.c
 *
 * The ordinary test run does the same with seeds and their mutations: tests/unit/test_fuzz_answers.c.
 */
#include "source/inflate.h"
#include "source/lorequery.h"
#include "source/mbox.h"
#include "util/mem.h"
#include "util/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
	if (!holds)
		abort();
}

/* No mail is longer than what it came from, and no id is there twice. */
static void try_mailbox(const char *text, size_t size)
{
	struct raw_mails mails = RAW_MAILS_INIT;
	size_t sum = 0;

	if (!mbox_read(&mails, text, size))
		require(!mails.n && size);
	for (size_t i = 0; i < mails.n; i++) {
		sum += mails.v[i].length;
		require(mails.v[i].bytes[mails.v[i].length] == '\0');
		require(!mails.v[i].id || *mails.v[i].id);
		for (size_t j = 0; mails.v[i].id && j < i; j++)
			require(!mails.v[j].id || strcmp(mails.v[i].id, mails.v[j].id));
	}
	require(sum <= size);
	raw_mails_release(&mails);
}

static void try_gzip(const char *text, size_t size)
{
	enum { MOST = 1 << 16 };
	struct buf out = BUF_INIT;

	buf_addstr(&out, "before");
	if (inflate_gzip(&out, text, size, MOST) == INFLATE_GOOD)
		require(inflate_is_gzip(text, size) && out.len <= 6 + MOST);
	else
		require(out.len == 6);
	require(!memcmp(out.s, "before", 6));
	buf_release(&out);
}

/* What may be followed is http or https; a host has nothing of a path or a password. */
static void try_url(const char *text)
{
	char *host = url_host(text), *shown = url_shown(text), *again = url_shown(shown);
	struct buf encoded = BUF_INIT;

	require(!strpbrk(host, "/?#@"));
	require(!strcmp(shown, again));
	if (!url_refuses_redirect("https://a.example.org/", text))
		require(url_is_http(text) && strlen(text) > 8);
	url_add_encoded(&encoded, text, strlen(text));
	for (const char *c = encoded.s; *c; c++)
		require(*c > ' ' && *c < 0x7f && !strchr("/?#&=+\"<>", *c));
	free(host);
	free(shown);
	free(again);
	buf_release(&encoded);
}

/* Whatever the words are, what is put together may be sent. */
static void try_query(const char *text)
{
	static const enum lore_term terms[] = {
	    LORE_SUBJECT, LORE_FROM, LORE_LIST, LORE_COMMIT, LORE_PATCH_ID};

	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++) {
		struct buf query = BUF_INIT;

		if (lore_query_add(&query, terms[i], text))
			require(query.len > 1900 || !lore_query_refuses(query.s));
		else
			require(!query.len);
		buf_release(&query);
	}
	if (!lore_query_refuses(text))
		require(strchr(text, ':') != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_dupn((const char *)data, size);

	try_mailbox(text, size);
	try_gzip(text, size);
	try_url(text);
	try_query(text);
	free(text);
	return 0;
}
