/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_HTTP_H
#define SOURCE_HTTP_H

#include "source/httpsettings.h"
#include "util/buf.h"
#include "util/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Questions over HTTP, many at once. The only place that sees libcurl.
 *
 * A server that does not answer is no error: what came of each request is said in the request, and what
 * could not be asked is unknown, with the reason in words.
 *
 * Manners, since the servers are others':
 *  - The User-Agent is "pullprep/VERSION (+CONTACT)", with the contact from pullprep.contact.
 *  - At most 4 requests are under way at once.
 *  - 100 ms (pullprep.httpPause) lie between the starts of two requests to a host. Not so to this machine's own
 *    addresses (127.0.0.0/8, ::1, localhost), where a server is one's own mirror and nobody is to be spared:
 *    300 questions would take half a minute for nothing.
 *  - 429 and 5xx are tried three times more, after 1, 2 and 4 seconds or as long as Retry-After says; the host is
 *    left alone for that long altogether. Who asks for more than a minute is not asked again in this run.
 *    All other 4xx are final.
 *  - A host that cannot be reached or trusted, or three times in a row gave no usable answer, is not asked again in
 *    this run, so that a dead one does not cost a timeout per request.
 *
 * Safety:
 *  - A connection has 5 seconds to come about, a transfer may be slower than 100 bytes a second for 30 seconds,
 *    and each try of a request has pullprep.httpDeadline seconds (120) altogether.
 *  - Certificates are always verified; http.sslCAInfo or pullprep.caFile names a file of those to trust. Nothing
 *    turns that off, http.sslVerify neither.
 *  - Only https is spoken, and http where the URL says so. At most 3 redirects, only to https, or from http to
 *    http on the same host and port.
 *  - Proxies are those of the environment: https_proxy, http_proxy, no_proxy. No ~/.netrc is read, and no cookie
 *    kept.
 *  - Bytes are counted as they come, whatever the server says of its answer's length.
 */
struct http;

enum http_state {
	HTTP_UNKNOWN, /* no usable answer: ->why */
	HTTP_ABSENT,  /* 404; the body is there, for those who know real ones from others */
	HTTP_ANSWER,  /* 200 */
};

struct http_request {
	char *url;   /* owned */
	bool post;   /* with an empty body */
	size_t most; /* bytes of an answer */

	enum http_state state;
	char *why;       /* HTTP_UNKNOWN only: one line, which may hold words of the server's */
	char *type;      /* Content-Type without parameters, in lower case; NULL if it was not said */
	struct buf body; /* empty with HTTP_UNKNOWN */
	int64_t asked;   /* when the answer came, seconds since the epoch; 0: it did not */
	bool cached;     /* it was not asked now (source/fetch.h) */
};
#define HTTP_REQUEST_INIT                                                                                    \
	{                                                                                                    \
		.body = BUF_INIT                                                                             \
	}

void http_request_release(struct http_request *request);

/* Makes it unknown, for that reason (formatted like printf); the answer goes. */
void http_request_fail(struct http_request *request, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Borrows the settings. No connection is made yet. */
struct error *http_new(struct http **out, const struct http_settings *settings);
void http_free(struct http *http);

/*
 * Called for each request as it is done, in the order in which they are. Returns false after making an answer
 * unknown that no server of the kind asked for would give: the host is not asked any further.
 */
typedef bool (*http_done)(struct http_request *request, void *context);

/*
 * Asks all of them, and tells how far it is on a terminal as "TITLE: 12 of 300". While signals are watched
 * (util/signals.h) one of them ends it early: what has not come yet is unknown then. An error only where libcurl
 * itself fails.
 */
struct error *http_run(struct http *http, struct http_request *const *requests, size_t count,
    const char *title, http_done done, void *context);

#endif
