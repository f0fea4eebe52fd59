/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/fetch.h"

#include "source/httpcache.h"
#include "util/signals.h"

#include <signal.h>
#include <time.h>

enum { ABSENT_MOST = 3600 /* seconds */ };

struct fetch {
	struct fetch_policy policy;
	struct http_settings settings;
	struct http *http; /* NULL until somebody is asked */
	struct httpcache *cache;
};

struct round {
	struct fetch *fetch;
	fetch_judge judge;
	void *context;
};

struct error *fetch_new(struct fetch **out, const struct config *config, const struct fetch_policy *policy)
{
	struct fetch *fetch = mem_zero(1, sizeof(*fetch));
	struct error *err = http_settings_read(&fetch->settings, config);

	fetch->policy = *policy;
	*out = err ? NULL : fetch;
	if (err)
		free(fetch);
	else
		httpcache_open(&fetch->cache);
	return err;
}

void fetch_free(struct fetch *fetch)
{
	if (!fetch)
		return;
	http_free(fetch->http);
	httpcache_free(fetch->cache);
	http_settings_release(&fetch->settings);
	free(fetch);
}

/* From when on an answer counts. */
static int64_t since(const struct fetch_policy *policy, long most)
{
	return policy->offline ? 0 : (int64_t)time(NULL) - (policy->max_age < most ? policy->max_age : most);
}

static bool is_judged(const struct round *round, struct http_request *request)
{
	return request->state == HTTP_UNKNOWN || !round->judge || round->judge(request, round->context);
}

/* Is the answer there already? One that is judged badly is none: judges are stricter than they once were. */
static bool from_cache(const struct round *round, struct http_request *request)
{
	const struct fetch_policy *policy = &round->fetch->policy;

	if (policy->refresh || !httpcache_get(round->fetch->cache, request, since(policy, policy->max_age)))
		return false;
	if (request->state == HTTP_ABSENT && request->asked < since(policy, ABSENT_MOST))
		return false;
	return is_judged(round, request) && request->state != HTTP_UNKNOWN;
}

bool fetch_may_have(const struct fetch *fetch, const struct http_request *request)
{
	const struct fetch_policy *policy = &fetch->policy;

	return !policy->refresh && httpcache_may_have(fetch->cache, request, since(policy, policy->max_age));
}

static bool take(struct http_request *request, void *context)
{
	struct round *round = context;
	bool good = is_judged(round, request);

	if (request->state == HTTP_UNKNOWN)
		return good;
	httpcache_put(round->fetch->cache, request);
	return good;
}

static struct error *ask(
    struct round *round, struct http_request *const *requests, size_t count, const char *title)
{
	struct fetch *fetch = round->fetch;
	struct error *err = fetch->http ? NULL : http_new(&fetch->http, &fetch->settings);
	struct signals signals;
	size_t kept;
	int number;

	if (err)
		return err;
	signals_watch(&signals);
	err = http_run(fetch->http, requests, count, title, take, round);
	kept = httpcache_settle(fetch->cache);
	number = signals_unwatch(&signals);
	if (!number)
		return err;
	error_free(err);
	warning("interrupted: of %zu answer%s %zu came and %s kept in the cache", count,
	    count == 1 ? "" : "s", kept, kept == 1 ? "is" : "are");
	raise(number);
	return error_failed("interrupted");
}

struct error *fetch_run(struct fetch *fetch, struct http_request *const *requests, size_t count,
    const char *title, fetch_judge judge, void *context)
{
	struct http_request **missing = mem_new(count ? count : 1, sizeof(*missing));
	struct round round = {.fetch = fetch, .judge = judge, .context = context};
	struct error *err = NULL;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (from_cache(&round, requests[i]))
			continue;
		requests[i]->cached = false;
		http_request_fail(requests[i], "it is not in the cache, and nobody is asked with --offline");
		missing[n++] = requests[i];
	}
	if (n && !fetch->policy.offline)
		err = ask(&round, missing, n, title);
	free(missing);
	return err;
}
