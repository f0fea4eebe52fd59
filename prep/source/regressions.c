/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/regressions.h"

#include "util/array.h"
#include "util/date.h"
#include "util/url.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A few KiB for each of some thousand regressions, most of it what was said of them. */
enum { FILE_MOST = 16 << 20, MANY = 10000, MINUTE = 60, HOUR = 3600 };

/* ---- the file ---- */

/* Two digits, less than `most`. */
static bool read_pair(int *out, const char *text, int most)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return false;
	*out = (text[0] - '0') * 10 + (text[1] - '0');
	return *out < most;
}

/* "+02:00" in seconds. */
static bool read_zone(int64_t *out, const char *text)
{
	int hours, minutes;

	*out = 0;
	if (!strcmp(text, "Z"))
		return true;
	if ((*text != '+' && *text != '-') || strlen(text) != 6 || text[3] != ':' ||
	    !read_pair(&hours, text + 1, 24) || !read_pair(&minutes, text + 4, 60))
		return false;
	*out = (hours * HOUR + minutes * MINUTE) * (*text == '-' ? -1 : 1);
	return true;
}

/* As Python's isoformat() has it, "2021-09-13T12:22:33.250000+00:00". */
static bool read_time(int64_t *out, const char *text)
{
	enum { DATE = 10, TIME = 19 };
	int hours, minutes, seconds;
	char date[DATE + 1] = "";
	int64_t zone;
	day_t day;

	if (strlen(text) < TIME)
		return false;
	memcpy(date, text, DATE);
	day = day_parse(date);
	if (day == DAY_NONE || text[DATE] != 'T' || text[13] != ':' || text[16] != ':' ||
	    !read_pair(&hours, text + 11, 24) || !read_pair(&minutes, text + 14, 60) ||
	    !read_pair(&seconds, text + 17, 61))
		return false;
	text += TIME;
	if (*text == '.')
		text += 1 + strspn(text + 1, "0123456789");
	if (!read_zone(&zone, text))
		return false;
	*out = day_start(day) + hours * HOUR + minutes * MINUTE + seconds - zone;
	return true;
}

/* Fields of one object, until one is of a wrong type. */
struct reader {
	size_t number; /* of the regression, from 1 */
	char *why;
};

static void refuse(struct reader *reader, const char *name, const char *what)
{
	if (!reader->why)
		reader->why = mem_format("'%s' of regression %zu is %s", name, reader->number, what);
}

static char *take_text(struct reader *reader, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!value || json_is_null(value))
		return NULL;
	if (json_is_string(value))
		return mem_dupn(json_string_value(value), strlen(json_string_value(value)));
	refuse(reader, name, "no text");
	return NULL;
}

static int64_t take_time(struct reader *reader, const json_t *object, const char *name)
{
	char *text = take_text(reader, object, name);
	int64_t time = REGRESSION_NO_TIME;

	if (text && !read_time(&time, text))
		refuse(reader, name, "no time");
	free(text);
	return time;
}

static void take_solved(struct regression *out, struct reader *reader, const json_t *object)
{
	const json_t *solved = json_object_get(object, "solved");

	if (solved && !json_is_null(solved) && !json_is_object(solved))
		refuse(reader, "solved", "no object");
	out->reason = take_text(reader, solved, "reason");
	out->fix = take_text(reader, solved, "commit");
	out->solved = take_time(reader, solved, "timestamp");
}

static struct regression take_regression(struct reader *reader, const json_t *object)
{
	struct regression regression = {.introduced = take_text(reader, object, "introduced"),
	    .subject = take_text(reader, object, "subject"),
	    .tree = take_text(reader, object, "tree"),
	    .url = take_text(reader, object, "url_regzbot"),
	    .filed = take_time(reader, object, "timestamp")};

	take_solved(&regression, reader, object);
	return regression;
}

static void list_release(struct regressions *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->v[i].introduced);
		free(list->v[i].subject);
		free(list->v[i].tree);
		free(list->v[i].url);
		free(list->v[i].reason);
		free(list->v[i].fix);
	}
	array_release(list);
}

static char *take_all(struct regressions *out, const json_t *array)
{
	struct reader reader = {.number = 0};

	if (!json_is_array(array))
		return mem_dup("it is no array");
	if (json_array_size(array) > MANY)
		return mem_format("it has more than %d regressions", MANY);
	for (size_t i = 0; !reader.why && i < json_array_size(array); i++) {
		const json_t *object = json_array_get(array, i);

		reader.number = i + 1;
		if (!json_is_object(object))
			return mem_format("regression %zu is no object", i + 1);
		array_push(out, take_regression(&reader, object));
	}
	return reader.why;
}

char *regressions_parse(struct regressions *out, const char *text, size_t length)
{
	json_error_t error;
	json_t *root = json_loadb(text, length, 0, &error);
	char *why =
	    root ? take_all(out, root) : mem_format("it is not JSON: line %d: %s", error.line, error.text);

	json_decref(root);
	if (why)
		list_release(out);
	return why;
}

/* ---- asking ---- */

static bool is_page(const struct http_request *request)
{
	return (request->type && !strcmp(request->type, "text/html")) || *request->body.s == '<';
}

static bool judge(struct http_request *request, void *context)
{
	struct regressions *out = context;
	char *host = url_host(request->url), *why;
	bool goes_on = true;

	list_release(out);
	if (request->state == HTTP_ABSENT) {
		http_request_fail(request,
		    "%s: it answers with status 404: look whether pullprep.regressions.url is right", host);
	} else if (is_page(request)) {
		goes_on = false;
		http_request_fail(request,
		    "%s: blocked by a bot wall: it answers with a page, not with regressions.json", host);
	} else {
		why = regressions_parse(out, request->body.s, request->body.len);
		if (why)
			http_request_fail(
			    request, "%s: what it answers is no regressions.json: %s", host, why);
		free(why);
	}
	free(host);
	return goes_on;
}

struct error *regressions_ask(struct regressions *out, struct fetch *fetch, const char *url)
{
	struct http_request request, *requests[] = {&request};
	struct error *err;

	*out = (struct regressions){.state = REGRESSIONS_UNKNOWN};
	if (!url) {
		out->why = mem_dup("pullprep.regressions.url names nobody to ask");
		return NULL;
	}
	request = (struct http_request){.url = mem_dup(url), .most = FILE_MOST, .body = BUF_INIT};
	err = fetch_run(fetch, requests, 1, "Asking for regressions", judge, out);
	out->state = request.state == HTTP_ANSWER ? REGRESSIONS_FOUND : REGRESSIONS_UNKNOWN;
	out->why = request.why;
	request.why = NULL;
	out->asked = request.asked;
	out->cached = request.cached;
	http_request_release(&request);
	return err;
}

bool regression_is_open(const struct regression *regression, int64_t instant)
{
	if (regression->filed != REGRESSION_NO_TIME && regression->filed > instant)
		return false;
	if (!regression->reason || !strcmp(regression->reason, "to_be_fixed"))
		return true;
	return regression->solved != REGRESSION_NO_TIME && regression->solved > instant;
}

void regressions_release(struct regressions *regressions)
{
	list_release(regressions);
	free(regressions->why);
	regressions->why = NULL;
}
