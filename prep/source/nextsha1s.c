/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/nextsha1s.h"

#include "util/array.h"
#include "util/url.h"

#include <stdlib.h>
#include <string.h>

/* linux-next's file has 20 KiB for some 370 trees. */
enum { FILE_MOST = 4 << 20, SATURDAY = 5 };

#define NO_SUCH_DAY "Invalid branch: "

/* ---- the file ---- */

/* "Name SHA1", or the dashes below it. */
static bool is_heading(const char *line, size_t length)
{
	static const char *const words[][2] = {{"Name", "SHA1"}, {"----", "----"}};
	enum { WORD = 4 };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (length > 2 * WORD && !memcmp(line, words[i][0], WORD) &&
		    !memcmp(line + length - WORD, words[i][1], WORD) &&
		    strspn(line + WORD, "\t ") == length - 2 * WORD)
			return true;
	return false;
}

/* One line: a name, tabs or blanks, an id, and nothing else. */
static bool read_head(struct next_head *out, const char *line, size_t length)
{
	const char *blank = line, *end = line + length, *id;

	while (blank < end && (unsigned char)*blank > ' ' && *blank != 0x7f)
		blank++;
	id = blank;
	while (id < end && (*id == '\t' || *id == ' '))
		id++;
	if (blank == line || id == blank || end - id != GIT_OID_HEXSZ)
		return false;
	for (const char *c = id; c < end; c++)
		if (!strchr("0123456789abcdef", *c) || !*c)
			return false;
	if (git_oid_fromstrn(&out->commit, id, GIT_OID_HEXSZ) < 0)
		return false;
	out->name = mem_dupn(line, (size_t)(blank - line));
	return true;
}

const char *next_heads_parse(struct next_heads *out, const char *text, size_t length)
{
	const char *why = NULL, *newline;
	struct next_head head;

	*out = (struct next_heads){.v = NULL};
	for (const char *end = text + length; !why && text < end; text = newline ? newline + 1 : end) {
		newline = memchr(text, '\n', (size_t)(end - text));
		if (!newline)
			why = "its last line is not whole";
		else if (!out->n && is_heading(text, (size_t)(newline - text)))
			continue;
		else if (read_head(&head, text, (size_t)(newline - text)))
			array_push(out, head);
		else
			why = "it has lines that are not a tree and an id";
	}
	if (!why && !out->n)
		why = "it is empty";
	if (why)
		next_heads_release(out);
	return why;
}

void next_heads_release(struct next_heads *heads)
{
	for (size_t i = 0; i < heads->n; i++)
		free(heads->v[i].name);
	array_release(heads);
}

/* ---- a day ---- */

static bool is_page(const struct http_request *request)
{
	return request->type && !strcmp(request->type, "text/html");
}

/* A 404 of cgit's for a tag that it has not. */
static bool is_no_such_day(const struct http_request *request)
{
	return is_page(request) && request->body.len && strstr(request->body.s, NO_SUCH_DAY);
}

static bool judge(struct http_request *request, void *context)
{
	struct next_heads *heads = context;
	char *host = url_host(request->url);
	bool goes_on = true;
	const char *why;

	next_heads_release(heads);
	if (request->state == HTTP_ABSENT) {
		if (!is_no_such_day(request))
			http_request_fail(request,
			    "%s: it answers with status 404, but not as cgit does of a day that it has not: "
			    "look whether pullprep.next.url is right",
			    host);
	} else if (is_page(request) || *request->body.s == '<') {
		goes_on = false;
		http_request_fail(
		    request, "%s: blocked by a bot wall: it answers with a page, not with Next/SHA1s", host);
	} else {
		why = next_heads_parse(heads, request->body.s, request->body.len);
		if (why)
			http_request_fail(request, "%s: what it answers is no Next/SHA1s: %s", host, why);
	}
	free(host);
	return goes_on;
}

static struct http_request make_request(const char *url, day_t day)
{
	int year, month, date;

	day_split(day, &year, &month, &date);
	return (struct http_request){
	    .url = mem_format("%s/plain/Next/SHA1s?h=next-%04d%02d%02d", url, year, month, date),
	    .most = FILE_MOST,
	    .body = BUF_INIT};
}

struct error *next_day_ask(struct next_day *out, struct fetch *fetch, const char *url, day_t day)
{
	static const enum next_day_state states[] = {
	    [HTTP_UNKNOWN] = NEXT_DAY_UNKNOWN,
	    [HTTP_ABSENT] = NEXT_DAY_ABSENT,
	    [HTTP_ANSWER] = NEXT_DAY_FOUND,
	};
	struct http_request request, *requests[] = {&request};
	struct error *err;

	*out = (struct next_day){.day = day};
	if (!url) {
		out->why = mem_dup("pullprep.next.url names nobody to ask");
		return NULL;
	}
	request = make_request(url, day);
	err = fetch_run(fetch, requests, 1, "Asking for linux-next", judge, &out->heads);
	out->state = states[request.state];
	out->why = request.why;
	request.why = NULL;
	out->asked = request.asked;
	out->cached = request.cached;
	http_request_release(&request);
	return err;
}

struct error *next_day_ask_newest(struct next_day *out, struct fetch *fetch, const char *url, day_t day)
{
	struct error *err = NULL;

	*out = (struct next_day){.day = day, .state = NEXT_DAY_ABSENT};
	for (int tried = 0; !err && out->state == NEXT_DAY_ABSENT && tried < NEXT_WEEKDAYS_MOST; day--) {
		if (day_weekday(day) >= SATURDAY)
			continue;
		next_day_release(out);
		err = next_day_ask(out, fetch, url, day);
		tried++;
	}
	return err;
}

void next_day_release(struct next_day *day)
{
	next_heads_release(&day->heads);
	free(day->why);
	day->why = NULL;
}
