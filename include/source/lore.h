/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_LORE_H
#define SOURCE_LORE_H

#include "source/config.h"
#include "source/mbox.h"
#include "util/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What was posted, from an archive that public-inbox serves: pullprep.lore.url, by default lore.kernel.org.
 *
 *	a thread	GET  URL/all/MESSAGE-ID/t.mbox.gz
 *	a search	POST URL/all/?q=QUERY&x=m, with &t=1 for the whole threads of what is found
 *
 * Both answer with a gzipped mailbox, or with 404: without a word where there is no such mail, "No results found"
 * where nothing is found. Any other 404 is not taken for an absence, since it may be the URL that is wrong; and
 * a page where a mailbox was asked for is a wall against robots, which is not climbed.
 *
 * An archive that cannot be asked is no error: what it would have answered is unknown. Answers are kept for
 * pullprep.lore.maxAge hours (source/fetch.h).
 */
#define LORE_URL "https://lore.kernel.org"
struct lore;

/* An error only for a configuration that is wrong. */
struct error *lore_open(struct lore **out, const struct config *config, bool offline, bool refresh);
void lore_free(struct lore *lore);

/* Is an archive named in the configuration? Commands that are about something else ask one only then. */
bool lore_is_configured(const struct config *config);

/* pullprep.lore.maxAge, in seconds. */
struct error *lore_max_age(long *seconds, const struct config *config);

/* "lore.kernel.org", for what is said to people; NULL if pullprep.lore.url is empty: then all is unknown. */
const char *lore_host(const struct lore *lore);
/* As it is configured, without a slash at its end, and without user and password: it is for links that people see; NULL
 * likewise. */
const char *lore_url(const struct lore *lore);

enum lore_kind {
	LORE_THREAD,         /* of this Message-ID, with or without angle brackets */
	LORE_SEARCH,         /* the mails that this query finds: source/lorequery.h */
	LORE_SEARCH_THREADS, /* their whole threads */
};

struct lore_question {
	enum lore_kind kind;
	const char *text; /* borrowed */
};

/* Is the answer likely in the cache? Whoever may ask many things, and need not ask all, asks those first. */
bool lore_may_have(const struct lore *lore, const struct lore_question *question);

enum lore_state {
	LORE_UNKNOWN, /* could not be asked: ->why */
	LORE_ABSENT,  /* the archive says that it has none */
	LORE_FOUND,
};

struct lore_answer {
	enum lore_state state;
	char *why;              /* LORE_UNKNOWN only; one line, which may hold words of the server's */
	int64_t asked;          /* when the archive said so, seconds since the epoch; 0: it did not */
	bool cached;            /* not now */
	struct raw_mails mails; /* LORE_FOUND only; each Message-ID once */
};

/* Fills answers[0..count-1], which the caller releases. Asks equal questions once, and at most four at the same time. */
struct error *lore_ask(
    struct lore *lore, struct lore_answer *answers, const struct lore_question *questions, size_t count);
void lore_answers_release(struct lore_answer *answers, size_t count);

#endif
