/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_FETCH_H
#define SOURCE_FETCH_H

#include "source/config.h"
#include "source/http.h"
#include "util/error.h"

#include <stdbool.h>

/*
 * Answers from the cache, and from the network where it has none that is new enough. Where all are in the
 * cache, no socket is opened.
 *
 * An absence is believed for an hour at most: archives lag behind, and what was just posted is not absent.
 * Without the network (`offline`) age does not count; with `refresh` nothing old counts.
 */
struct fetch;

struct fetch_policy {
	bool offline; /* opens no socket: what is not in the cache is unknown */
	bool refresh; /* asks again, whatever the cache has; not together with offline */
	long max_age; /* seconds for which an answer in the cache is believed */
};

/* Reads how servers are asked (source/httpsettings.h). */
struct error *fetch_new(struct fetch **out, const struct config *config, const struct fetch_policy *policy);
void fetch_free(struct fetch *fetch);

/* Is the answer likely in the cache, and new enough? */
bool fetch_may_have(const struct fetch *fetch, const struct http_request *request);

/*
 * Looks at an answer, from wherever it is. Returns false after making one unknown (http_request_fail) that no
 * server of the kind asked for would give: it is not kept, and the host is not asked any further.
 */
typedef bool (*fetch_judge)(struct http_request *request, void *context);

/*
 * Answers all requests; equal ones are the caller's to avoid. `judge` may be NULL. `title` is for the progress. Ended by a
 * signal, it keeps what came, says so, and lets the signal do what it would have done: by default the program
 * ends.
 */
struct error *fetch_run(struct fetch *fetch, struct http_request *const *requests, size_t count,
    const char *title, fetch_judge judge, void *context);

#endif
