/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_HTTPCACHE_H
#define SOURCE_HTTPCACHE_H

#include "source/http.h"
#include "util/array.h"
#include "util/error.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Answers of servers, kept as files below $XDG_CACHE_HOME/pullprep, or ~/.cache/pullprep where that is not set
 * or no absolute path: one file each, answers/HOST/HASH. Servers of mail archives give no ETag, so that age is
 * the only sign of what is stale.
 *
 * A file has a header and the body as it came:
 *
 *	pullprep-answer 1
 *	checksum XXH3's 128 bits of all that follows this line
 *	asked SECONDS since the epoch
 *	status 200, or 404
 *	type Content-Type, or -
 *	request GET URL, or POST URL; without user and password
 *	(an empty line)
 *
 * It is written beside its place, synced, and renamed, so that two runs at once do each other no harm. What is
 * not whole, or is of another request with the same hash, is as if it were not there. Only who may read the
 * user's files may read these. A cache that cannot be written is no error: one warning, and the program goes
 * on without.
 */
struct httpcache;

/* Where the cache is; NULL if neither variable says. Owned by the caller. */
char *httpcache_directory(void);

void httpcache_open(struct httpcache **out);
void httpcache_free(struct httpcache *cache);

/* Fills in the answer if there is one that was asked at `since` (seconds since the epoch) or later, and not in
 * the future. */
bool httpcache_get(const struct httpcache *cache, struct http_request *request, int64_t since);

/* May there be one, of that time or later? By a file's name and time alone, which is quick and no promise. */
bool httpcache_may_have(const struct httpcache *cache, const struct http_request *request, int64_t since);

/* Keeps the answer; false if that cannot be. What is unknown never is. It is in its place only after
 * httpcache_settle(), or httpcache_free(): source/syncer.h says why. */
bool httpcache_put(struct httpcache *cache, const struct http_request *request);

/* Waits for what is on its way; returns how many answers were kept since the last time. */
size_t httpcache_settle(struct httpcache *cache);

/* What there is of a host. */
struct httpcache_host {
	char *name;
	size_t answers, pruned, broken;
	int64_t bytes;          /* of the files with answers */
	int64_t oldest, newest; /* when they were asked; 0: there are none */
};
struct httpcache_hosts {
	struct httpcache_host *v;
	size_t n, cap;
};

/*
 * Reads all of it, by the names of hosts. With `prune`, answers asked before `before` go, broken ones, and
 * what an ended run left half-written; a directory that is empty then goes too. No cache is an empty one.
 */
struct error *httpcache_scan(struct httpcache_hosts *out, bool prune, int64_t before);
void httpcache_hosts_release(struct httpcache_hosts *hosts);

#endif
