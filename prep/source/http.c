/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/http.h"

#include "source/httphosts.h"
#include "util/array.h"
#include "util/clock.h"
#include "util/progress.h"
#include "util/signals.h"
#include "util/url.h"

#include <ctype.h>
#include <curl/curl.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { PARALLEL = 4, TRIES = 4, REDIRECTS = 3, LOOK_MS = 100 };

/* A request on its way through tries and redirects. */
struct job {
	struct http_request *request;
	size_t host; /* of the request's own URL, by its place in hosts */
	char *url;   /* what is asked now */
	bool post;
	int redirects, tries;
	int64_t not_before;
	enum { JOB_WAITS, JOB_RUNS, JOB_DONE } state;
};

struct transfer {
	CURL *easy;
	struct job *job; /* NULL: it is free */
	int64_t started;
	bool too_large;
	char words[CURL_ERROR_SIZE];
};

struct http {
	const struct http_settings *settings;
	CURLM *multi;
	struct hosts hosts;
	struct transfer transfers[PARALLEL];
};

struct run {
	struct http *http;
	struct job *jobs;
	size_t count, done, first; /* all jobs before `first` are done */
	http_done tell;
	void *context;
	struct progress progress;
};

/* ---- requests ---- */

void http_request_release(struct http_request *request)
{
	free(request->url);
	free(request->why);
	free(request->type);
	buf_release(&request->body);
	*request = (struct http_request)HTTP_REQUEST_INIT;
}

void http_request_fail(struct http_request *request, const char *format, ...)
{
	struct buf why = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_addv(&why, format, args);
	va_end(args);
	buf_release(&request->body);
	free(request->type);
	free(request->why);
	request->type = NULL;
	request->asked = 0;
	request->state = HTTP_UNKNOWN;
	request->why = buf_detach(&why);
}

static struct host *host_of(struct run *run, const struct job *job)
{
	return run->http->hosts.v + job->host;
}

/* ---- what curl says, in words ---- */

static const struct {
	CURLcode code;
	enum trouble trouble;
	const char *words;
} troubles[] = {
    {CURLE_COULDNT_RESOLVE_HOST, TROUBLE_HOST, "there is no such host, or no name server"},
    {CURLE_COULDNT_RESOLVE_PROXY, TROUBLE_HOST, "there is no such proxy, or no name server"},
    {CURLE_COULDNT_CONNECT, TROUBLE_HOST, "the host refuses the connection"},
    {CURLE_PEER_FAILED_VERIFICATION, TROUBLE_HOST, "its certificate is not trusted"},
    {CURLE_SSL_CONNECT_ERROR, TROUBLE_HOST, "no encrypted connection can be made"},
    {CURLE_SSL_CACERT_BADFILE, TROUBLE_HOST, "the file of certificates to trust cannot be used"},
    {CURLE_UNSUPPORTED_PROTOCOL, TROUBLE_HOST, "what it answers is not HTTP"},
    {CURLE_WEIRD_SERVER_REPLY, TROUBLE_AGAIN, "what it answers is not HTTP"},
    {CURLE_PARTIAL_FILE, TROUBLE_AGAIN, "the answer was cut off"},
    {CURLE_RECV_ERROR, TROUBLE_AGAIN, "the connection broke"},
    {CURLE_SEND_ERROR, TROUBLE_AGAIN, "the connection broke"},
    {CURLE_GOT_NOTHING, TROUBLE_AGAIN, "it closed the connection without an answer"},
    {CURLE_HTTP2, TROUBLE_AGAIN, "the connection broke"},
    {CURLE_HTTP2_STREAM, TROUBLE_AGAIN, "the connection broke"},
};

static bool is_connected(CURL *easy)
{
	curl_off_t spent = 0;

	curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &spent);
	return spent > 0;
}

/* libcurl's own sum may be a little less than what it took for enough. */
static bool is_overdue(const struct transfer *t, const struct http_settings *settings)
{
	enum { SLACK = 20 };

	return clock_ms() - t->started + SLACK >= settings->total_ms;
}

static enum trouble tell_timeout(
    struct buf *out, const struct transfer *t, const struct http_settings *settings)
{
	bool overdue = is_overdue(t, settings);
	long span = overdue ? settings->total_ms : settings->connect_ms;

	if (!is_connected(t->easy)) {
		buf_addf(out, "no connection within %.3g seconds", (double)span / 1000);
		return TROUBLE_HOST;
	}
	if (overdue)
		buf_addf(out, "no whole answer within %.3g seconds", (double)span / 1000);
	else
		buf_addf(out, "less than %ld bytes a second for %ld seconds", settings->slow_bytes,
		    settings->slow_seconds);
	return TROUBLE_AGAIN;
}

static enum trouble tell_code(
    struct buf *out, const struct transfer *t, CURLcode code, const struct http_settings *settings)
{
	if (t->too_large || code == CURLE_FILESIZE_EXCEEDED) {
		buf_addf(out, "the answer is larger than %zu KiB", t->job->request->most / 1024);
		return TROUBLE_REQUEST;
	}
	if (code == CURLE_OPERATION_TIMEDOUT)
		return tell_timeout(out, t, settings);
	for (size_t i = 0; i < sizeof(troubles) / sizeof(*troubles); i++)
		if (troubles[i].code == code) {
			buf_addstr(out, troubles[i].words);
			if (*t->words)
				buf_addf(out, " (%s)", t->words);
			return troubles[i].trouble;
		}
	buf_addstr(out, *t->words ? t->words : curl_easy_strerror(code));
	return TROUBLE_AGAIN;
}

/* ---- one transfer ---- */

static size_t take_bytes(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *t = context;
	struct http_request *request = t->job->request;

	if (size * count > request->most - request->body.len) {
		t->too_large = true;
		return 0;
	}
	buf_add(&request->body, bytes, size * count);
	return size * count;
}

static void set_limits(CURL *easy, const struct http_settings *settings, size_t most)
{
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, settings->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, settings->total_ms);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, settings->slow_bytes);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, settings->slow_seconds);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)most);
}

static void set_safety(CURL *easy, const struct http_settings *settings, const char *url)
{
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); /* redirects are judged by us */
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	if (settings->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca_file);
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, !strncasecmp(url, "http:", 5) ? "http" : "https");
#else
	curl_easy_setopt(
	    easy, CURLOPT_PROTOCOLS, !strncasecmp(url, "http:", 5) ? CURLPROTO_HTTP : CURLPROTO_HTTPS);
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* no waiting for a name server that is silent */
#endif
}

static void prepare(struct transfer *t, struct job *job, const struct http_settings *settings)
{
	CURL *easy = t->easy;

	curl_easy_reset(easy);
	t->job = job;
	t->too_large = false;
	t->words[0] = '\0';
	set_limits(easy, settings, job->request->most);
	set_safety(easy, settings, job->url);
	curl_easy_setopt(easy, CURLOPT_URL, job->url);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L); /* "/../" may be part of a Message-ID */
	curl_easy_setopt(easy, CURLOPT_USERAGENT, settings->agent);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->words);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	if (job->post) {
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, 0L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "");
	}
}

static struct error *start(struct run *run, struct transfer *t, struct job *job, int64_t now)
{
	const struct http_settings *settings = run->http->settings;
	CURLMcode code;

	buf_reset(&job->request->body);
	prepare(t, job, settings);
	code = curl_multi_add_handle(run->http->multi, t->easy);
	if (code != CURLM_OK) {
		t->job = NULL;
		return error_failed("libcurl cannot start a request: %s", curl_multi_strerror(code));
	}
	t->started = now;
	job->state = JOB_RUNS;
	job->tries++;
	host_started(host_of(run, job), now, settings->pause_ms);
	return NULL;
}

/* ---- what becomes of it ---- */

static void finish(struct run *run, struct job *job, enum trouble trouble)
{
	struct http_request *request = job->request;

	if (request->state != HTTP_UNKNOWN)
		request->asked = time(NULL);
	job->state = JOB_DONE;
	if (!run->tell(request, run->context) && trouble == TROUBLE_NONE)
		trouble = TROUBLE_HOST;
	host_ended(host_of(run, job), trouble, request->why);
	run->done++;
	progress_at(&run->progress, run->done);
}

static void fail(struct run *run, struct job *job, enum trouble trouble, const char *words)
{
	http_request_fail(job->request, "%s: %s", host_of(run, job)->name, words);
	finish(run, job, trouble);
}

/* False: it has been tried often enough, or is asked for more patience than there is. */
static bool again(struct run *run, struct job *job, const struct transfer *t, struct buf *words)
{
	const struct http_settings *settings = run->http->settings;
	int64_t wait = settings->back_off_ms << (job->tries - 1);
	curl_off_t asked = 0;

	if (job->tries >= TRIES) {
		buf_addf(words, ", %d times", job->tries);
		return false;
	}
	curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &asked);
	if (asked > settings->wait_most_ms / 1000) {
		buf_addf(words, ", and wants to be asked again only in %lld seconds", (long long)asked);
		return false;
	}
	if (asked * 1000 > wait)
		wait = asked * 1000;
	job->not_before = clock_ms() + wait;
	if (asked)
		host_rest(host_of(run, job), job->not_before);
	job->state = JOB_WAITS;
	return true;
}

static void redirect(struct run *run, struct job *job, const struct transfer *t, long status)
{
	struct buf words = BUF_INIT;
	const char *refused;
	char *to = NULL, *shown;

	curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &to);
	refused = to ? url_refuses_redirect(job->url, to) : "which nobody can follow";
	shown = url_shown(to ? to : "nowhere");
	if (refused)
		buf_addf(&words, "it redirects to %s, %s", shown, refused);
	else if (job->redirects >= REDIRECTS)
		buf_addf(&words, "it redirects more than %d times", REDIRECTS);
	free(shown);
	if (words.len) {
		fail(run, job, TROUBLE_AGAIN, words.s);
		buf_release(&words);
		return;
	}
	to = mem_dup(to);
	free(job->url);
	job->url = to;
	job->post = job->post && status != 303;
	job->redirects++;
	job->tries--; /* it is still the same try */
	job->state = JOB_WAITS;
}

static char *plain_type(CURL *easy)
{
	const char *type = NULL;
	char *out;

	curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
	if (!type)
		return NULL;
	out = mem_dupn(type, strcspn(type, "; \t"));
	for (char *c = out; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return out;
}

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void take_status(struct run *run, struct job *job, const struct transfer *t)
{
	struct http_request *request = job->request;
	struct buf words = BUF_INIT;
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status == 200 || status == 404) {
		free(request->why);
		request->why = NULL;
		request->state = status == 200 ? HTTP_ANSWER : HTTP_ABSENT;
		free(request->type);
		request->type = plain_type(t->easy);
		finish(run, job, TROUBLE_NONE);
		return;
	}
	if (is_redirect(status)) {
		redirect(run, job, t, status);
		return;
	}
	buf_addf(&words, "it answers with status %ld", status);
	if ((status != 429 && status / 100 != 5) || !again(run, job, t, &words))
		fail(run, job,
		    status == 401 || status == 403 || status == 429 || status / 100 == 5 ? TROUBLE_AGAIN
											 : TROUBLE_REQUEST,
		    words.s);
	buf_release(&words);
}

static void end_transfer(struct run *run, struct transfer *t, CURLcode code)
{
	struct job *job = t->job;
	struct buf words = BUF_INIT;

	curl_multi_remove_handle(run->http->multi, t->easy);
	if (code == CURLE_OK) {
		take_status(run, job, t);
	} else {
		enum trouble trouble = tell_code(&words, t, code, run->http->settings);

		fail(run, job, trouble, words.s);
	}
	t->job = NULL;
	buf_release(&words);
}

/* Has any ended? */
static bool take_messages(struct run *run)
{
	const CURLMsg *message;
	bool any = false;
	int left;

	while ((message = curl_multi_info_read(run->http->multi, &left))) {
		struct transfer *t = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
		end_transfer(run, t, message->data.result);
		any = true;
	}
	return any;
}

/* ---- all of them ---- */

/* The next job that may start now; otherwise *wait is lowered to the time until one may. */
static struct job *next_job(struct run *run, int64_t now, int64_t *wait)
{
	while (run->first < run->count && run->jobs[run->first].state == JOB_DONE)
		run->first++;
	for (size_t i = run->first; i < run->count; i++) {
		struct job *job = run->jobs + i;
		const struct host *host = host_of(run, job);
		int64_t at = host->next_ms > job->not_before ? host->next_ms : job->not_before;

		if (job->state != JOB_WAITS)
			continue;
		if (host->given_up) {
			http_request_fail(job->request, "%s (so it was not asked again)", host->given_up);
			finish(run, job, TROUBLE_REQUEST);
			continue;
		}
		if (at <= now)
			return job;
		if (at - now < *wait)
			*wait = at - now;
	}
	return NULL;
}

static struct error *start_some(struct run *run, int64_t *wait)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < PARALLEL; i++) {
		struct transfer *t = run->http->transfers + i;
		int64_t now = clock_ms();
		struct job *job;

		if (t->job)
			continue;
		job = next_job(run, now, wait);
		if (!job)
			break;
		err = start(run, t, job, now);
	}
	return err;
}

static struct error *work(struct run *run)
{
	CURLM *multi = run->http->multi;
	struct error *err = NULL;
	CURLMcode code = CURLM_OK;
	int running;

	while (!err && !signals_seen() && code == CURLM_OK && run->done < run->count) {
		int64_t wait = LOOK_MS;

		err = start_some(run, &wait);
		if (err)
			break;
		code = curl_multi_perform(multi, &running);
		if (!take_messages(run) && code == CURLM_OK && run->done < run->count)
			code = curl_multi_poll(multi, NULL, 0, (int)wait, NULL);
		progress_at(&run->progress, run->done);
	}
	if (!err && code != CURLM_OK)
		err = error_failed("libcurl cannot go on: %s", curl_multi_strerror(code));
	return err;
}

/* What has not come is given up: cut answers must not pass for whole ones. */
static void drop_rest(struct run *run)
{
	for (size_t i = 0; i < PARALLEL; i++) {
		struct transfer *t = run->http->transfers + i;

		if (t->job)
			curl_multi_remove_handle(run->http->multi, t->easy);
		t->job = NULL;
	}
	for (size_t i = 0; i < run->count; i++)
		if (run->jobs[i].state != JOB_DONE)
			http_request_fail(run->jobs[i].request, "%s: it was interrupted",
			    host_of(run, run->jobs + i)->name);
}

struct error *http_run(struct http *http, struct http_request *const *requests, size_t count,
    const char *title, http_done done, void *context)
{
	struct run run = {
	    .http = http, .jobs = mem_zero(count ? count : 1, sizeof(*run.jobs)), .count = count};
	struct error *err;

	run.tell = done;
	run.context = context;
	for (size_t i = 0; i < count; i++) {
		run.jobs[i] = (struct job){.request = requests[i],
		    .host = hosts_find(&http->hosts, requests[i]->url),
		    .url = mem_dup(requests[i]->url),
		    .post = requests[i]->post};
		http_request_fail(requests[i], "it was not asked");
	}
	progress_start(&run.progress, title, count);
	err = work(&run);
	drop_rest(&run);
	progress_stop(&run.progress);
	for (size_t i = 0; i < count; i++)
		free(run.jobs[i].url);
	free(run.jobs);
	return err;
}

struct error *http_new(struct http **out, const struct http_settings *settings)
{
	struct http *http = mem_zero(1, sizeof(*http));
	bool good = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;

	http->settings = settings;
	http->multi = good ? curl_multi_init() : NULL;
	good = good && http->multi;
	for (size_t i = 0; good && i < PARALLEL; i++) {
		http->transfers[i].easy = curl_easy_init();
		good = http->transfers[i].easy;
	}
	*out = good ? http : NULL;
	if (good)
		return NULL;
	http_free(http);
	return error_failed("libcurl cannot be used: it does not start");
}

void http_free(struct http *http)
{
	if (!http)
		return;
	for (size_t i = 0; i < PARALLEL; i++)
		curl_easy_cleanup(http->transfers[i].easy);
	curl_multi_cleanup(http->multi);
	hosts_release(&http->hosts);
	curl_global_cleanup();
	free(http);
}
