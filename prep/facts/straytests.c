/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "facts/straytests.h"

#include "facts/posted.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

enum { YEAR = 365 * 24 * 60 * 60, PRACTICE_LEAST = 20 };

/* ---- mails of the tests themselves ---- */

/* Does a line of the message name the mail as the patch itself, by agreement? */
static bool says_own(const char *message)
{
	return !strncasecmp(message, "Message-ID:", 11) || strcasestr(message, "\nMessage-ID:") ||
	       strcasestr(message, "\nLink: https://patch.msgid.link/");
}

/* Which of the repositories link what their commits were. */
static bool *find_practice(const struct test_log *log)
{
	bool *practice = mem_zero(log->places.n + 1, sizeof(*practice));

	for (size_t place = 0; place < log->places.n; place++) {
		size_t all = 0, linked = 0;

		for (size_t i = 0; i < log->n; i++) {
			char *mail = log->v[i].place == place ? posted_mail(log->v[i].message) : NULL;

			all += log->v[i].place == place;
			linked += mail != NULL;
			free(mail);
		}
		practice[place] = all >= PRACTICE_LEAST && linked * 2 > all;
	}
	return practice;
}

/* The stems of what was posted for the tests themselves, sorted. */
static void list_own(struct strings *out, const struct test_log *log)
{
	bool *practice = find_practice(log);

	for (size_t i = 0; i < log->n; i++) {
		char *stem = practice[log->v[i].place] || says_own(log->v[i].message)
				 ? posted_of(log->v[i].message)
				 : NULL;

		if (stem)
			strings_take(out, stem);
	}
	strings_sort(out);
	free(practice);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_sorted(const struct strings *sorted, const char *text)
{
	return sorted->n && bsearch(&text, sorted->v, sorted->n, sizeof(*sorted->v), by_text);
}

/* Adds the ids of mails that the message names, and whose series is none of those. */
static void list_mails(struct strings *out, const char *message, const struct strings *but)
{
	struct test_claims claims = {.v = NULL};

	test_claims_read(&claims, message);
	for (size_t i = 0; i < claims.n; i++) {
		char *stem = claims.v[i].by == TEST_BY_MAIL ? posted_stem(claims.v[i].text, NULL) : NULL;

		if (stem && !has_sorted(but, stem) && !strings_has(out, claims.v[i].text))
			strings_add(out, claims.v[i].text);
		free(stem);
	}
	test_claims_release(&claims);
}

static void list_candidates(
    struct stray_tests *out, const struct test_log *log, const struct test_credits *credits)
{
	struct strings own = STRINGS_INIT;
	size_t credit = 0;

	list_own(&own, log);
	for (size_t i = 0; i < log->n; i++) {
		struct stray_test stray = {.test = i};

		while (credit < credits->n && credits->v[credit].test < i)
			credit++;
		if (credit < credits->n && credits->v[credit].test == i)
			continue;
		list_mails(&stray.ids, log->v[i].message, &own);
		if (stray.ids.n)
			array_push(out, stray);
	}
	strings_release(&own);
}

/* ---- commits here ---- */

/*
 * What the ids of all mails of its series have in common and no URL encodes: what git may search for. That is what
 * stands before the number of the mail, or all of the stem where the number is in front (git format-patch).
 */
static char *common_part(const char *id)
{
	static const char plain[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_";
	bool series;
	char *stem = posted_stem(id, &series), *part;
	const char *dot = strchr(id, '.');
	size_t length = strspn(stem, plain);

	if (series && (!dot || strncmp(dot + 1, stem, strcspn(stem, "@")) != 0)) {
		for (size_t i = 0; i < length; i++)
			if (id[i] != stem[i])
				length = i;
		/* What follows the number may begin as it does. */
		while (length && stem[length - 1] != '-')
			length--;
	}
	part = mem_dupn(stem, length);
	free(stem);
	return part;
}

/* The messages of commits here that may be of these series. */
static struct error *find_here(
    struct buf *out, const struct stray_tests *strays, const struct project *project, int64_t since)
{
	char *age = mem_format("--max-age=%" PRId64, since > YEAR ? since - YEAR : 0), *mainline;
	struct strings words = STRINGS_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	const char *const first[] = {"log", "-z", "--no-merges", "--no-show-signature", "--no-color",
	    "--encoding=UTF-8", "--format=%B", age, "-F"};
	struct error *err;

	mainline = oid_text(&project->mainline);
	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
		array_push(&args, first[i]);
	for (size_t i = 0; i < strays->n; i++)
		for (size_t k = 0; k < strays->v[i].ids.n; k++) {
			char *part = common_part(strays->v[i].ids.v[k]);

			strings_take(&words, mem_format("--grep=%s", part));
			free(part);
		}
	for (size_t i = 0; i < words.n; i++)
		array_push(&args, words.v[i]);
	array_push(&args, mainline);
	array_push(&args, "--branches");
	array_push(&args, "--remotes");
	array_push(&args, "--");
	array_push(&args, NULL);
	err = repo_gitv(project->repo, out, args.v);
	free(mainline);
	free(age);
	strings_release(&words);
	array_release(&args);
	return err;
}

static void list_here(struct strings *out, const struct buf *messages)
{
	for (const char *at = messages->s; at < messages->s + messages->len; at += strlen(at) + 1) {
		struct strings none = STRINGS_INIT, ids = STRINGS_INIT;

		list_mails(&ids, at, &none);
		for (size_t i = 0; i < ids.n; i++)
			strings_take(out, posted_stem(ids.v[i], NULL));
		strings_release(&ids);
	}
	strings_sort(out);
}

static bool is_here(const struct stray_test *stray, const struct strings *here)
{
	bool found = false;

	for (size_t i = 0; i < stray->ids.n && !found; i++) {
		char *stem = posted_stem(stray->ids.v[i], NULL);

		found = has_sorted(here, stem);
		free(stem);
	}
	return found;
}

struct error *stray_tests_find(struct stray_tests *out, const struct test_log *log,
    const struct test_credits *credits, const struct project *project, int64_t since)
{
	struct strings here = STRINGS_INIT;
	struct buf messages = BUF_INIT;
	struct error *err = NULL;
	size_t n = 0;

	*out = (struct stray_tests){.v = NULL};
	list_candidates(out, log, credits);
	if (out->n)
		err = find_here(&messages, out, project, since);
	if (!err)
		list_here(&here, &messages);
	for (size_t i = 0; !err && i < out->n; i++)
		if (is_here(&out->v[i], &here))
			strings_release(&out->v[i].ids);
		else
			out->v[n++] = out->v[i];
	out->n = err ? out->n : n;
	strings_release(&here);
	buf_release(&messages);
	return err;
}

void stray_tests_release(struct stray_tests *strays)
{
	for (size_t i = 0; i < strays->n; i++)
		strings_release(&strays->v[i].ids);
	array_release(strays);
}
