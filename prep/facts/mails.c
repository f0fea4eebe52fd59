/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mails.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct known {
	const char *id;
	bool there;
};

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->id, ((const struct known *)b)->id);
}

/* The answer's ids, sorted, and which of them are there already. There are many answers to few mails each, so that these are
 * sorted, and not the many that are there. */
static size_t find_known(struct known *out, const struct emails *mails, const struct raw_mails *raw)
{
	size_t n = 0;

	for (size_t i = 0; i < raw->n; i++)
		if (raw->v[i].id)
			out[n++] = (struct known){raw->v[i].id, false};
	if (n)
		qsort(out, n, sizeof(*out), by_id);
	for (size_t i = 0; n && i < mails->n; i++) {
		const struct known key = {mails->v[i].message_id, false};
		struct known *same = bsearch(&key, out, n, sizeof(*out), by_id);

		if (same)
			same->there = true;
	}
	return n;
}

/* One answer has each id once (source/mbox.h), so that only what was there before has to be looked at. */
size_t mails_add(struct emails *mails, const struct raw_mails *raw)
{
	struct known *known = mem_new(raw->n + 1, sizeof(*known));
	size_t before = mails->n, n = find_known(known, mails, raw);

	for (size_t i = 0; i < raw->n; i++) {
		const struct known key = {raw->v[i].id, false};
		struct email email;

		if (!key.id || ((const struct known *)bsearch(&key, known, n, sizeof(*known), by_id))->there)
			continue;
		email_parse(&email, raw->v[i].bytes, raw->v[i].length);
		free(email.message_id);
		email.message_id = mem_dup(key.id);
		array_push(mails, email);
	}
	free(known);
	return mails->n - before;
}
