/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_REGRESSIONS_H
#define SOURCE_REGRESSIONS_H

#include "source/fetch.h"
#include "util/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The regressions that the kernel's regression tracker knows of. regzbot writes all of them, open or not, to one file,
 * regressions.json, beside its pages (regression_to_json() and compile() in regzbot/export_web.py, looked at as of May 2026):
 * an array of objects, of which these fields count here:
 *
 *	introduced   an id, or a range "v6.9..v6.10-rc1" whose end may be empty; what reporters wrote, up to the first blank
 *	subject      what it is about
 *	tree         "mainline", "next" or "stable": where it was seen
 *	timestamp    when it was filed: "2021-09-13T12:22:33+00:00"
 *	url_regzbot  its page
 *	solved       an object: reason, commit, timestamp. reason is null as long as nothing is known, "to_be_fixed" while the fix
 *	             is on its way: both are open. Any other ("fixed", "resolved", "invalid", "inconclusive") is not. Duplicates are
 *	             in the file too, without a word that says so.
 *
 * Any other field is passed over; one that is missing or null is not known. One that is of another type than that makes all of
 * it no such file.
 */
#define REGRESSIONS_URL    "https://linux-regtracking.leemhuis.info/regzbot/regressions.json"
#define REGRESSION_NO_TIME INT64_MIN

struct regression {
	char *introduced, *subject, *tree, *url; /* NULL where it is not known */
	int64_t filed;                           /* seconds since the epoch; REGRESSION_NO_TIME */
	char *reason;                            /* of ->solved; NULL: none */
	char *fix;                               /* the commit that mends it, or will; NULL: not known */
	int64_t solved;                          /* when it was; REGRESSION_NO_TIME */
};

enum regressions_state { REGRESSIONS_UNKNOWN, REGRESSIONS_FOUND };

struct regressions {
	enum regressions_state state;
	char *why;     /* REGRESSIONS_UNKNOWN only; one line, which may hold words of the server's */
	int64_t asked; /* when the server said so, seconds since the epoch; 0: it did not */
	bool cached;   /* not now */
	struct regression *v;
	size_t n, cap;
};

/* Adds those of the file, of which there are 10,000 at most. Why it is none, in words, the caller's, or NULL; then nothing is left to release if it is none.
 * Pure. */
char *regressions_parse(struct regressions *out, const char *text, size_t length);

/* Fills in *out, which the caller releases. A server that cannot be asked, or has no such file, is no error. url: NULL, and all
 * is unknown. */
struct error *regressions_ask(struct regressions *out, struct fetch *fetch, const char *url);

/* Was it there, and not solved, at that instant? What is not known of its times counts for it. */
bool regression_is_open(const struct regression *regression, int64_t instant);

void regressions_release(struct regressions *regressions);

#endif
