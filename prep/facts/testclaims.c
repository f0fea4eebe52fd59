/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "facts/testclaims.h"

#include "facts/posted.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { ID_LEAST = 7, ID_MOST = 40, SHA256_DIGITS = 64, SUBJECT_MOST = 400 };

static void add(struct test_claims *out, enum test_by by, char *text, char *before)
{
	array_push(out, (struct test_claim){by, text, before});
}

/* ---- mails ---- */

/* The end of the URL that begins there: what closes a sentence or a bracket around it is not part of it. */
static size_t url_length(const char *url)
{
	size_t length = strcspn(url, " \t\r\n\v\f<>\"");

	while (length && strchr(".,;:!?)]}'", url[length - 1]))
		length--;
	return length;
}

static void read_urls(struct test_claims *out, const char *message)
{
	for (const char *at = message; (at = strcasestr(at, "http")); at++) {
		size_t length = url_length(at);
		char *url = mem_dupn(at, length), *id = posted_id(url);

		if (id)
			add(out, TEST_BY_MAIL, id, NULL);
		free(url);
	}
}

static void read_message_ids(struct test_claims *out, const char *message)
{
	static const char key[] = "message-id:";

	for (const char *line = message; line; line = strchr(line, '\n')) {
		const char *id;
		size_t length;

		line += *line == '\n';
		if (strncasecmp(line, key, strlen(key)) != 0)
			continue;
		id = line + strlen(key);
		id += strspn(id, " \t<");
		length = strcspn(id, " \t\r\n>");
		if (length)
			add(out, TEST_BY_MAIL, mem_dupn(id, length), NULL);
	}
}

/* ---- ids ---- */

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_hex(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isxdigit((unsigned char)text[i]))
			return false;
	return true;
}

static char *hex_word(const char *text, size_t length)
{
	char *word, *small;

	if (length < ID_LEAST || length > ID_MOST || !is_hex(text, length))
		return NULL;
	word = mem_dupn(text, length);
	small = lowered(word);
	free(word);
	return small;
}

static void read_ids(struct test_claims *out, const char *message)
{
	for (const char *at = message; *at;) {
		const char *start = at;
		char *id;

		while (in_word(*at))
			at++;
		id = hex_word(start, (size_t)(at - start));
		if (id)
			add(out, TEST_BY_ID, id, NULL);
		at += at == start;
	}
}

/* ---- subjects ---- */

/* The hex digits that end before `at`, but for blanks. */
static char *word_before(const char *message, const char *at)
{
	const char *end = at, *start;

	while (end > message && isspace((unsigned char)end[-1]))
		end--;
	for (start = end; start > message && in_word(start[-1]);)
		start--;
	return hex_word(start, (size_t)(end - start));
}

static void read_subjects(struct test_claims *out, const char *message)
{
	for (const char *open = message; (open = strstr(open, "(\"")); open++) {
		const char *start = open + 2, *end = start;

		for (; (end = strstr(end, "\")")) && end - start <= SUBJECT_MOST; end++) {
			char *raw = mem_dupn(start, (size_t)(end - start)), *subject = squeeze(raw);

			if (subject)
				add(out, TEST_BY_SUBJECT, subject, word_before(message, open));
			free(raw);
		}
	}
}

void test_claims_read(struct test_claims *out, const char *message)
{
	read_urls(out, message);
	read_message_ids(out, message);
	read_ids(out, message);
	read_subjects(out, message);
}

void test_claims_release(struct test_claims *claims)
{
	for (size_t i = 0; i < claims->n; i++) {
		free(claims->v[i].text);
		free(claims->v[i].before);
	}
	array_release(claims);
}

char *test_claims_reverted(const char *message)
{
	static const char words[] = "This reverts commit ";
	const char *at = strstr(message, words);
	size_t length;

	if (!at)
		return NULL;
	at += strlen(words);
	for (length = 0; isxdigit((unsigned char)at[length]); length++)
		;
	return length == ID_MOST || length == SHA256_DIGITS ? mem_dupn(at, length) : NULL;
}
