/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mails.h"

#include <string.h>

static int by_id(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids that are there, sorted; they stay the mails'. */
static const char **list_ids(const struct emails *mails)
{
	const char **ids = mem_new(mails->n + 1, sizeof(*ids));

	for (size_t i = 0; i < mails->n; i++)
		ids[i] = mails->v[i].message_id;
	if (mails->n)
		qsort(ids, mails->n, sizeof(*ids), by_id);
	return ids;
}

/* One answer has each id once (source/mbox.h), so that only what was there before has to be looked at. */
size_t mails_add(struct emails *mails, const struct raw_mails *raw)
{
	const char **ids = list_ids(mails);
	size_t before = mails->n;

	for (size_t i = 0; i < raw->n; i++) {
		const char *id = raw->v[i].id;
		struct email email;

		if (!id || (before && bsearch(&id, ids, before, sizeof(*ids), by_id)))
			continue;
		email_parse(&email, raw->v[i].bytes, raw->v[i].length);
		free(email.message_id);
		email.message_id = mem_dup(id);
		array_push(mails, email);
	}
	free(ids);
	return mails->n - before;
}
