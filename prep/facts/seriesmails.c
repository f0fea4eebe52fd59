/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriesmails.h"

#include <string.h>

/* What has no time comes last. */
static bool is_later(const struct thread *thread, size_t one, size_t other)
{
	int64_t a = thread->mails[one].time, b = thread->mails[other].time;

	if (a == EMAIL_NO_TIME || b == EMAIL_NO_TIME)
		return b != EMAIL_NO_TIME;
	return a > b;
}

static void add_by_time(struct mail_numbers *out, const struct thread *thread, size_t mail)
{
	size_t at = out->n;

	array_push(out, mail);
	for (; at && is_later(thread, out->v[at - 1], mail); at--)
		out->v[at] = out->v[at - 1];
	out->v[at] = mail;
}

void series_replies(struct mail_numbers *out, const struct thread *thread, const struct series_match *match)
{
	*out = (struct mail_numbers){.v = NULL};
	for (size_t i = 0; i < thread->count; i++) {
		const struct thread_place *place = &thread->places[i];

		if (place->answer && place->posting == match->posting &&
		    (!place->part || place->part == match->part))
			add_by_time(out, thread, i);
	}
}

static bool is_of(const struct thread *thread, const struct refusal *refusal,
    const struct series_match *match, const char *subject)
{
	if (!refusal->part || !subject)
		return !refusal->part && !subject;
	if (refusal->posting == match->posting)
		return refusal->part == match->part;
	return refusal->part == posting_part(thread, &thread->v[refusal->posting], subject);
}

void series_objections(struct mail_numbers *out, const struct thread *thread, const struct refusals *refusals,
    const struct series_match *match, const char *subject)
{
	struct lineage lineage;

	*out = (struct mail_numbers){.v = NULL};
	lineage_find(&lineage, thread, match->posting);
	for (size_t i = 0; i < refusals->n; i++) {
		const struct refusal *refusal = &refusals->v[i];
		bool counts = refusal->posting == match->posting;

		for (size_t k = 0; !counts && k < lineage.n; k++)
			counts = lineage.v[k] == refusal->posting &&
				 posting_is_newer(&thread->v[refusal->posting], &thread->v[match->posting]);
		if (counts && is_of(thread, refusal, match, subject))
			array_push(out, i);
	}
	array_release(&lineage);
}
