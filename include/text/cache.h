/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_CACHE_H
#define TEXT_CACHE_H

#include "util/buf.h"
#include "util/error.h"
#include "util/term.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What the cache of servers' answers holds, host by host. Instants are seconds since the epoch, 0 for none. */
struct cache_row {
	const char *host; /* borrowed */
	size_t answers, broken;
	size_t pruned; /* taken away by this run */
	int64_t bytes;
	int64_t oldest, newest;
};

struct cache_rows {
	struct cache_row *v;
	size_t n, cap;
};

/* A table and a sum, with ages as of `now`; `where` is the directory; `prune`: say what was taken away. */
void cache_add_text(struct buf *out, const struct term *term, const struct cache_rows *rows,
    const char *where, int64_t now, bool prune);

/* format: "tsv" or "json" */
struct error *cache_records(FILE *out, const char *format, const struct cache_rows *rows);

#endif
