/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lore.h"

#include "source/fetch.h"
#include "source/inflate.h"
#include "source/lorequery.h"
#include "source/serverurl.h"
#include "util/array.h"
#include "util/buf.h"
#include "util/url.h"

#include <ctype.h>
#include <string.h>

#define PACKED     ((size_t)32 << 20)  /* bytes that an answer may have */
#define UNPACKED   ((size_t)128 << 20) /* and its text */
#define MAIL       ((size_t)4 << 20)   /* one mail of it: to parse it takes a hundred times as much */
#define NO_RESULTS "No results found"

enum { HOUR = 3600, AGE_PRESET = 24, AGE_MOST = 24 * 3660 };

/* public-inbox cuts longer ones when it indexes them, so that asking for them finds nothing. */
enum { ID_MOST = 244 };

struct lore {
	char *url;   /* without a slash at the end; NULL: off */
	char *shown; /* the same without user and password */
	char *host;
	struct fetch *fetch;
};

/* ---- configuration ---- */

/* As it is copied from a browser: each question adds it. */
static void leave_out_all(char *url)
{
	static const char all[] = "/all";
	size_t length = strlen(url), more = strlen(all);

	if (length > more && !strcmp(url + length - more, all) && url[length - more - 1] != '/')
		url[length - more] = '\0';
}

static struct error *read_url(struct lore *lore, const struct config *config)
{
	struct error *err = server_url(&lore->url, config, "pullprep.lore.url", LORE_URL);

	if (!err && lore->url) {
		leave_out_all(lore->url);
		lore->shown = url_shown(lore->url);
		lore->host = url_host(lore->url);
	}
	return err;
}

bool lore_is_configured(const struct config *config)
{
	const char *url = config_get(config, "pullprep.lore.url");

	return url && *url;
}

struct error *lore_max_age(long *seconds, const struct config *config)
{
	struct error *err = config_number(config, "pullprep.lore.maxAge", AGE_PRESET, 0, seconds);

	if (!err && *seconds > AGE_MOST)
		err = error_hint(
		    error_failed("pullprep.lore.maxAge is %ld hours, but ten years are the most", *seconds),
		    "Set it with:  git config pullprep.lore.maxAge %d", AGE_PRESET);
	*seconds *= HOUR;
	return err;
}

struct error *lore_open(struct lore **out, const struct config *config, bool offline, bool refresh)
{
	struct fetch_policy policy = {.offline = offline, .refresh = refresh};
	struct lore *lore = mem_zero(1, sizeof(*lore));
	struct error *err = read_url(lore, config);

	if (!err)
		err = lore_max_age(&policy.max_age, config);
	if (!err)
		err = fetch_new(&lore->fetch, config, &policy);
	if (err) {
		lore_free(lore);
		lore = NULL;
	}
	*out = lore;
	return err;
}

void lore_free(struct lore *lore)
{
	if (!lore)
		return;
	fetch_free(lore->fetch);
	free(lore->url);
	free(lore->shown);
	free(lore->host);
	free(lore);
}

const char *lore_host(const struct lore *lore)
{
	return lore->host;
}

const char *lore_url(const struct lore *lore)
{
	return lore->shown;
}

/* ---- questions ---- */

/* Why it is no Message-ID, or NULL; *start and *length are without angle brackets. */
static const char *trim_id(const char *text, const char **start, size_t *length)
{
	*start = text + (*text == '<');
	*length = strlen(*start);
	if (*text == '<' && *length && (*start)[*length - 1] == '>')
		--*length;
	if (!*length)
		return "a Message-ID has to be asked for, not nothing";
	if (*length > ID_MOST)
		return "the Message-ID is too long for archives to be found by";
	for (size_t i = 0; i < *length; i++)
		if ((unsigned char)(*start)[i] <= ' ' || (*start)[i] == 0x7f)
			return "a Message-ID has no white space and no control characters";
	return NULL;
}

static const char *add_thread(struct buf *url, const char *text)
{
	const char *id, *refused;
	size_t length;

	refused = trim_id(text, &id, &length);
	if (refused)
		return refused;
	url_add_encoded(url, id, length);
	buf_addstr(url, "/t.mbox.gz");
	return NULL;
}

static const char *add_search(struct buf *url, const char *query, bool threads)
{
	const char *refused = lore_query_refuses(query);

	if (refused)
		return refused;
	buf_addstr(url, "?q=");
	url_add_encoded(url, query, strlen(query));
	buf_addstr(url, threads ? "&x=m&t=1" : "&x=m");
	return NULL;
}

/* The request for a question, or why there is none. */
static const char *make_request(
    struct http_request *out, const struct lore *lore, const struct lore_question *question)
{
	struct buf url = BUF_INIT;
	const char *refused;

	if (!lore->url)
		return "pullprep.lore.url is empty, so that no archive is asked";
	buf_addf(&url, "%s/all/", lore->url);
	refused = question->kind == LORE_THREAD
		      ? add_thread(&url, question->text)
		      : add_search(&url, question->text, question->kind == LORE_SEARCH_THREADS);
	if (refused) {
		buf_release(&url);
		return refused;
	}
	*out = (struct http_request){
	    .url = buf_detach(&url), .post = question->kind != LORE_THREAD, .most = PACKED, .body = BUF_INIT};
	return NULL;
}

/* ---- answers ---- */

/* Is it one of public-inbox's own? */
static bool is_real_absence(const struct http_request *request)
{
	const struct buf *body = &request->body;

	if (request->type && strcmp(request->type, "text/plain"))
		return false;
	if (!request->post)
		return !body->len;
	return body->len >= strlen(NO_RESULTS) && !memcmp(body->s, NO_RESULTS, strlen(NO_RESULTS)) &&
	       body->len <= strlen(NO_RESULTS) + 2;
}

static bool is_page(const struct http_request *request)
{
	size_t blank = 0;

	while (blank < request->body.len && isspace((unsigned char)request->body.s[blank]))
		blank++;
	return (request->type && !strcmp(request->type, "text/html")) || request->body.s[blank] == '<';
}

/* What came instead of a mailbox; false where no other question would be answered better. */
static bool refuse(struct http_request *request, enum inflate_result result)
{
	char *host = url_host(request->url);
	bool goes_on = result != INFLATE_NOT_GZIP;

	if (result == INFLATE_NOT_GZIP && is_page(request))
		http_request_fail(
		    request, "%s: blocked by a bot wall: it answers with a page, not with a mailbox", host);
	else if (result == INFLATE_CUT)
		http_request_fail(request, "%s: the answer was cut off", host);
	else if (result == INFLATE_TOO_LARGE)
		http_request_fail(request, "%s: the mailbox is larger than %zu MiB", host, UNPACKED >> 20);
	else
		http_request_fail(request, "%s: what it answers is no mailbox", host);
	free(host);
	return goes_on;
}

/* No list takes such a mail. What it was is unknown, and so is what the thread says. */
static void refuse_large_mails(struct raw_mails *mails, struct http_request *request)
{
	char *host = url_host(request->url);

	for (size_t i = 0; i < mails->n && request->state != HTTP_UNKNOWN; i++)
		if (mails->v[i].length > MAIL)
			http_request_fail(
			    request, "%s: the mailbox has a mail larger than %zu MiB", host, MAIL >> 20);
	if (request->state == HTTP_UNKNOWN)
		raw_mails_release(mails);
	free(host);
}

static bool read_mails(struct raw_mails *out, struct http_request *request)
{
	struct buf text = BUF_INIT;
	enum inflate_result result = inflate_gzip(&text, request->body.s, request->body.len, UNPACKED);
	bool good = true;

	if (result == INFLATE_GOOD && (!text.len || !mbox_read(out, text.s, text.len)))
		result = INFLATE_BROKEN;
	buf_release(&text);
	if (result != INFLATE_GOOD)
		good = refuse(request, result);
	else
		refuse_large_mails(out, request);
	return good;
}

struct batch {
	struct http_request *requests;
	struct lore_answer *results; /* one per request */
};

static bool judge(struct http_request *request, void *context)
{
	const struct batch *batch = context;
	struct raw_mails *mails = &batch->results[request - batch->requests].mails;
	char *host;

	raw_mails_release(mails);
	if (request->state == HTTP_ANSWER)
		return read_mails(mails, request);
	if (!is_real_absence(request)) {
		host = url_host(request->url);
		http_request_fail(request,
		    "%s: it answers with status 404, but not as an archive does: look whether "
		    "pullprep.lore.url is right",
		    host);
		free(host);
	}
	return true;
}

static void conclude(struct lore_answer *result, struct http_request *request)
{
	static const enum lore_state states[] = {
	    [HTTP_UNKNOWN] = LORE_UNKNOWN,
	    [HTTP_ABSENT] = LORE_ABSENT,
	    [HTTP_ANSWER] = LORE_FOUND,
	};

	result->state = states[request->state];
	result->asked = request->asked;
	result->cached = request->cached;
	result->why = request->why;
	request->why = NULL;
}

static struct error *ask(
    struct lore *lore, struct lore_answer *results, struct http_request *requests, size_t count)
{
	struct batch batch = {requests, results};
	struct http_request **pointers = mem_new(count ? count : 1, sizeof(*pointers));
	char *title = mem_format("Asking %s", lore->host ? lore->host : "nobody");
	struct error *err;

	for (size_t i = 0; i < count; i++)
		pointers[i] = requests + i;
	err = fetch_run(lore->fetch, pointers, count, title, judge, &batch);
	for (size_t i = 0; i < count; i++)
		conclude(results + i, requests + i);
	free(title);
	free(pointers);
	return err;
}

/* ---- equal questions ---- */

struct sought {
	struct http_request request;
	size_t question;
	const struct sought *same; /* the first that asks for the same; NULL: this is it */
	size_t place;              /* of the request in those that are made */
};

static int by_url(const void *a, const void *b)
{
	const struct sought *x = *(const struct sought *const *)a, *y = *(const struct sought *const *)b;
	int order = strcmp(x->request.url, y->request.url);

	if (!order)
		order = x->request.post - y->request.post;
	return order ? order : (x > y) - (x < y);
}

static void find_same(struct sought *sought, size_t count)
{
	struct sought **sorted = mem_new(count ? count : 1, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] = sought + i;
	if (count)
		qsort(sorted, count, sizeof(*sorted), by_url);
	for (size_t i = 1; i < count; i++) {
		const struct sought *before = sorted[i - 1];

		if (before->request.post == sorted[i]->request.post &&
		    !strcmp(before->request.url, sorted[i]->request.url))
			sorted[i]->same = before->same ? before->same : before;
	}
	free(sorted);
}

static void copy_answer(struct lore_answer *out, const struct lore_answer *from)
{
	*out = *from;
	out->why = mem_dup(from->why);
	out->mails = (struct raw_mails)RAW_MAILS_INIT;
	for (size_t i = 0; i < from->mails.n; i++) {
		const struct raw_mail *mail = from->mails.v + i;
		struct raw_mail copy = {mem_dupn(mail->bytes, mail->length), mail->length, mem_dup(mail->id)};

		array_push(&out->mails, copy);
	}
}

static struct error *ask_once(
    struct lore *lore, struct lore_answer *answers, struct sought *sought, size_t count)
{
	struct http_request *requests = mem_zero(count ? count : 1, sizeof(*requests));
	struct lore_answer *results = mem_zero(count ? count : 1, sizeof(*results));
	struct error *err;
	size_t n = 0;

	find_same(sought, count);
	for (size_t i = 0; i < count; i++)
		if (!sought[i].same) {
			requests[n] = sought[i].request;
			sought[i].place = n++;
		}
	err = ask(lore, results, requests, n);
	for (size_t i = 0; i < count; i++) {
		struct lore_answer *answer = answers + sought[i].question;

		if (!sought[i].same) {
			*answer = results[sought[i].place];
			continue;
		}
		copy_answer(answer, answers + sought[i].same->question);
		http_request_release(&sought[i].request);
	}
	for (size_t i = 0; i < n; i++)
		http_request_release(requests + i);
	free(requests);
	free(results);
	return err;
}

struct error *lore_ask(
    struct lore *lore, struct lore_answer *answers, const struct lore_question *questions, size_t count)
{
	struct sought *sought = mem_zero(count ? count : 1, sizeof(*sought));
	struct error *err;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const char *refused = make_request(&sought[n].request, lore, questions + i);

		answers[i] = (struct lore_answer){.why = mem_dup(refused)};
		if (!refused)
			sought[n++].question = i;
	}
	err = ask_once(lore, answers, sought, n);
	free(sought);
	return err;
}

bool lore_may_have(const struct lore *lore, const struct lore_question *question)
{
	struct http_request request = {.url = NULL};
	bool may = !make_request(&request, lore, question) && fetch_may_have(lore->fetch, &request);

	http_request_release(&request);
	return may;
}

void lore_answers_release(struct lore_answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(answers[i].why);
		raw_mails_release(&answers[i].mails);
	}
}
