/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_NEXTSHA1S_H
#define SOURCE_NEXTSHA1S_H

#include "source/config.h"
#include "source/fetch.h"
#include "util/date.h"
#include "util/error.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * At which commits a release of linux-next took each tree, from who serves it, for those who have not its tags:
 *
 *	GET URL/plain/Next/SHA1s?h=next-YYYYMMDD
 *
 * of a cgit, URL being pullprep.next.url. The file has a line "NAME<TAB>ID" for each tree, with as many tabs as it takes
 * to align them, below a heading of two lines ("Name SHA1", dashes) in most of them. cgit answers text/plain; where it has no such tag, 404 with a page that says "Invalid branch", and for a
 * repository that it has not, 404 with a page that says something else (both seen on 1.2.3). So only the former is an
 * absence. A page where the file was asked for is a wall against robots, which is not climbed.
 */
struct next_head {
	char *name; /* "kvm" */
	git_oid commit;
};
struct next_heads {
	struct next_head *v; /* in the file's order */
	size_t n, cap;
};

/* Why the text is no such file, in words, or NULL. Every line has to be one of a tree; then nothing is left to release if it
 * is none. Pure. */
const char *next_heads_parse(struct next_heads *out, const char *text, size_t length);
void next_heads_release(struct next_heads *heads);

/* How many weekdays are looked at for the newest release. Who maintains linux-next is away for a week at times. */
enum { NEXT_WEEKDAYS_MOST = 10 };

enum next_day_state {
	NEXT_DAY_UNKNOWN, /* ->why */
	NEXT_DAY_ABSENT,  /* that day, or none of the days up to it, has a release */
	NEXT_DAY_FOUND,
};

struct next_day {
	enum next_day_state state;
	day_t day;               /* NEXT_DAY_FOUND: which it is; else the day asked for */
	char *why;               /* NEXT_DAY_UNKNOWN only; one line, which may hold words of the server's */
	int64_t asked;           /* when the server said so, seconds since the epoch; 0: it did not */
	bool cached;             /* not now */
	struct next_heads heads; /* NEXT_DAY_FOUND only */
};

/*
 * Fills in *out, which the caller releases. A server that cannot be asked is no error. url: as server_url() has it, or NULL:
 * then all is unknown.
 */
struct error *next_day_ask(struct next_day *out, struct fetch *fetch, const char *url, day_t day);

/*
 * The newest release up to that day: weekdays from there back, one question after the other, until one is answered. Nobody
 * makes releases of linux-next on weekends. Where one cannot be told, older ones are not asked for.
 */
struct error *next_day_ask_newest(struct next_day *out, struct fetch *fetch, const char *url, day_t day);

void next_day_release(struct next_day *day);

#endif
