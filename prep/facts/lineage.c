/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lineage.h"

#include "util/squeeze.h"

#include <string.h>

/* In lower case, each run of white space one blank. */
static char *plain(const char *text)
{
	char *one = squeeze(text), *small = lowered(one ? one : "");

	free(one);
	return small;
}

static bool is_blank(char c)
{
	return c && ((unsigned char)c <= ' ' || c == '\x7f');
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Are they the same but for white space? That needs no copy of either; each is held against all others, and few are alike. */
static bool may_be_alike(const char *a, const char *b)
{
	do {
		while (is_blank(*a))
			a++;
		while (is_blank(*b))
			b++;
		if (small(*a) != small(*b))
			return false;
	} while (*a++ && *b++);
	return true;
}

static bool are_alike(const char *one, const char *other)
{
	char *a, *b;
	bool same;

	if (!may_be_alike(one, other))
		return false;
	a = plain(one);
	b = plain(other);
	same = *a && !strcmp(a, b);
	free(a);
	free(b);
	return same;
}

static const char *subject_of(const struct thread *thread, const struct posting *posting, int part)
{
	const char *subject = posting_subject(thread, posting, part);

	return subject ? subject : "";
}

int posting_part(const struct thread *thread, const struct posting *posting, const char *subject)
{
	for (int part = 1; part <= posting->parts; part++)
		if (are_alike(subject_of(thread, posting, part), subject))
			return part;
	return 0;
}

static int parts_here(const struct posting *posting)
{
	return posting->parts - (int)posting_missing(posting);
}

/* How many parts' subjects of the one the other has, too. */
static int shared_parts(const struct thread *thread, const struct posting *one, const struct posting *other)
{
	int shared = 0;

	for (int part = 1; part <= one->parts; part++)
		shared += one->mails[part] != THREAD_NONE &&
			  posting_part(thread, other, subject_of(thread, one, part)) > 0;
	return shared;
}

static bool share_half(const struct thread *thread, const struct posting *one, const struct posting *other)
{
	int fewest = parts_here(one) < parts_here(other) ? parts_here(one) : parts_here(other);

	return fewest && shared_parts(thread, one, other) * 2 >= fewest;
}

static bool are_by_one(const struct thread *thread, const struct posting *one, const struct posting *other)
{
	const char *sender = posting_sender(thread, one), *other_sender = posting_sender(thread, other);

	return sender && other_sender && !strcmp(sender, other_sender);
}

static bool share_title(const struct thread *thread, const struct posting *one, const struct posting *other)
{
	return are_by_one(thread, one, other) &&
	       are_alike(posting_title(thread, one), posting_title(thread, other));
}

/* "Misc fixes" every other week: postings of one number with that title that have nothing in common. */
static bool recurs(const struct thread *thread, const struct posting *posting)
{
	for (size_t i = 0; i < thread->n; i++)
		for (size_t k = 0; k < i && share_title(thread, posting, &thread->v[i]); k++)
			if (thread->v[i].version == thread->v[k].version &&
			    thread->v[i].rfc == thread->v[k].rfc &&
			    share_title(thread, posting, &thread->v[k]) &&
			    !shared_parts(thread, &thread->v[i], &thread->v[k]))
				return true;
	return false;
}

static bool share_change_id(const struct posting *one, const struct posting *other)
{
	return one->change_id && other->change_id && !strcmp(one->change_id, other->change_id);
}

static bool are_versions(const struct thread *thread, const struct posting *one, const struct posting *other)
{
	if (share_change_id(one, other))
		return true;
	if (!are_by_one(thread, one, other))
		return false;
	if (share_half(thread, one, other))
		return true;
	return share_title(thread, one, other) && (shared_parts(thread, one, other) || !recurs(thread, one));
}

/* Of the postings that have this text. */
static void take_versions(
    struct lineage *out, bool *taken, const struct thread *thread, size_t posting, const char *text)
{
	const struct posting_key *keys;
	size_t n = thread_keys(thread, text, &keys);

	for (size_t i = 0; i < n; i++)
		if (!taken[keys[i].posting] &&
		    are_versions(thread, &thread->v[posting], &thread->v[keys[i].posting])) {
			taken[keys[i].posting] = true;
			array_push(out, keys[i].posting);
		}
}

/* Those that have nothing in common with it are none. */
static void take_all_versions(struct lineage *out, bool *taken, const struct thread *thread, size_t posting)
{
	const struct posting *one = &thread->v[posting];

	if (one->change_id)
		take_versions(out, taken, thread, posting, one->change_id);
	for (int part = 0; part <= one->parts; part++)
		if (one->mails[part] != THREAD_NONE)
			take_versions(out, taken, thread, posting, posting_subject(thread, one, part));
}

/* Postings are numbered by their time. */
static int by_number(const void *a, const void *b)
{
	const size_t *one = a, *other = b;

	return *one < *other ? -1 : *one > *other;
}

void lineage_find(struct lineage *out, const struct thread *thread, size_t posting)
{
	bool *taken = mem_zero(thread->n + 1, sizeof(*taken));

	*out = (struct lineage){.v = NULL};
	array_push(out, posting);
	taken[posting] = true;
	for (size_t at = 0; at < out->n; at++)
		take_all_versions(out, taken, thread, out->v[at]);
	free(taken);
	qsort(out->v, out->n, sizeof(*out->v), by_number);
}

bool posting_is_newer(const struct posting *one, const struct posting *other)
{
	bool later = one->time != EMAIL_NO_TIME && other->time != EMAIL_NO_TIME && one->time > other->time;

	if (one->rfc && !other->rfc)
		return false;
	return later && (one->version > other->version || (other->rfc && !one->rfc));
}

/* Is it another version than the one before it, and not of an unknown or earlier time? */
static bool is_after(const struct posting *posting, const struct posting *before)
{
	bool other = before->version != posting->version || before->rfc != posting->rfc;

	return other && before->time != EMAIL_NO_TIME && posting->time != EMAIL_NO_TIME &&
	       before->time < posting->time;
}

const struct posting *posting_before(const struct thread *thread, size_t posting)
{
	const struct posting *before = NULL;
	struct lineage lineage;

	if (thread->v[posting].resend)
		return NULL;
	lineage_find(&lineage, thread, posting);
	for (size_t i = 0; lineage.v[i] != posting; i++) {
		const struct posting *other = &thread->v[lineage.v[i]];

		if (!other->resend && is_after(&thread->v[posting], other))
			before = other;
	}
	array_release(&lineage);
	return before;
}
