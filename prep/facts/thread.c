/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/thread.h"

#include "facts/posted.h"

#include <string.h>

/* ---- who answers whom ---- */

static int by_id(const void *a, const void *b)
{
	const struct mail_id *one = a, *other = b;
	int order = strcmp(one->id, other->id);

	return order ? order : one->mail < other->mail ? -1 : one->mail > other->mail;
}

static void find_ids(struct thread *thread)
{
	for (size_t i = 0; i < thread->count; i++)
		if (thread->mails[i].message_id) {
			const struct mail_id id = {thread->mails[i].message_id, i};

			array_push(&thread->ids, id);
		}
	if (thread->ids.n)
		qsort(thread->ids.v, thread->ids.n, sizeof(*thread->ids.v), by_id);
}

static int id_is(const void *id, const void *entry)
{
	return strcmp(id, ((const struct mail_id *)entry)->id);
}

size_t thread_mail(const struct thread *thread, const char *id)
{
	const struct mail_id *found =
	    thread->ids.n ? bsearch(id, thread->ids.v, thread->ids.n, sizeof(*thread->ids.v), id_is) : NULL;

	return found ? found->mail : THREAD_NONE;
}

/* Would `mail` be its own ancestor if `parent` was its parent? Mails can claim to answer each other. */
static bool goes_round(const struct thread *thread, size_t mail, size_t parent)
{
	for (; parent != THREAD_NONE; parent = thread->places[parent].parent)
		if (parent == mail)
			return true;
	return false;
}

static void find_parents(struct thread *thread)
{
	for (size_t i = 0; i < thread->count; i++) {
		const struct strings *ids = &thread->mails[i].parents;

		for (size_t k = 0; k < ids->n && thread->places[i].parent == THREAD_NONE; k++) {
			size_t parent = thread_mail(thread, ids->v[k]);

			if (parent != THREAD_NONE && !goes_round(thread, i, parent))
				thread->places[i].parent = parent;
		}
	}
}

/* ---- postings ---- */

static bool same_text(const char *one, const char *other)
{
	return one && other && !strcmp(one, other);
}

static bool is_patch(const struct thread *thread, size_t mail)
{
	return thread->subjects[mail].patch && !thread->subjects[mail].answer;
}

static bool agree(const struct thread *thread, size_t one, size_t other)
{
	const struct patch_subject *a = &thread->subjects[one], *b = &thread->subjects[other];

	return a->version == b->version && a->parts == b->parts && a->rfc == b->rfc &&
	       a->resend == b->resend &&
	       same_text(thread->mails[one].from_email, thread->mails[other].from_email);
}

/* Of a mail's id; each is held against many. */
struct stem {
	char *text; /* NULL: it has no id */
	bool of_series;
};

static bool have_one_stem(const struct stem *one, const struct stem *other)
{
	return one->of_series && same_text(one->text, other->text);
}

/* Does one answer the other, or both the same mail, or have they one stem? */
static bool belong_together(const struct thread *thread, const struct stem *stems, size_t one, size_t other)
{
	const struct strings *a = &thread->mails[one].parents, *b = &thread->mails[other].parents;

	for (size_t at = one; at != THREAD_NONE; at = thread->places[at].parent)
		if (thread->places[at].parent == other)
			return true;
	return (a->n && b->n && !strcmp(a->v[0], b->v[0])) || have_one_stem(&stems[one], &stems[other]);
}

static size_t first_mail(const struct posting *posting)
{
	for (int part = 0; part <= posting->parts; part++)
		if (posting->mails[part] != THREAD_NONE)
			return posting->mails[part];
	return THREAD_NONE;
}

static size_t find_posting(const struct thread *thread, const struct stem *stems, size_t mail)
{
	int part = thread->subjects[mail].part;

	for (size_t i = thread->n; thread->subjects[mail].numbered && i-- > 0;) {
		const struct posting *posting = &thread->v[i];
		size_t first = first_mail(posting);

		if (agree(thread, first, mail) && posting->mails[part] == THREAD_NONE &&
		    belong_together(thread, stems, mail, first))
			return i;
	}
	return THREAD_NONE;
}

static void add_posting(struct thread *thread, size_t mail)
{
	const struct patch_subject *subject = &thread->subjects[mail];
	struct posting posting = {.version = subject->version,
	    .rfc = subject->rfc,
	    .resend = subject->resend,
	    .parts = subject->parts,
	    .mails = mem_new((size_t)subject->parts + 1, sizeof(*posting.mails)),
	    .time = EMAIL_NO_TIME};

	for (int part = 0; part <= posting.parts; part++)
		posting.mails[part] = THREAD_NONE;
	array_push(thread, posting);
}

/* Cover letters, then first parts, and so on: who comes later finds what it answers. */
struct patch {
	int part;
	int64_t time;
	size_t mail;
};

static int by_number(const void *a, const void *b)
{
	const struct patch *one = a, *other = b;

	if (one->part != other->part)
		return one->part < other->part ? -1 : 1;
	if (one->time != other->time)
		return one->time < other->time ? -1 : 1;
	return one->mail < other->mail ? -1 : one->mail > other->mail;
}

static void take_patch(struct thread *thread, const struct stem *stems, const struct patch *patch)
{
	size_t posting = find_posting(thread, stems, patch->mail);
	struct posting *of;

	if (posting == THREAD_NONE) {
		posting = thread->n;
		add_posting(thread, patch->mail);
	}
	of = &thread->v[posting];
	of->mails[patch->part] = patch->mail;
	if (of->time == EMAIL_NO_TIME)
		of->time = patch->time;
}

static void find_postings(struct thread *thread)
{
	struct patch *patches = mem_new(thread->count + 1, sizeof(*patches));
	struct stem *stems = mem_zero(thread->count + 1, sizeof(*stems));
	size_t n = 0;

	for (size_t i = 0; i < thread->count; i++) {
		const char *id = thread->mails[i].message_id;

		if (!is_patch(thread, i))
			continue;
		patches[n++] = (struct patch){thread->subjects[i].part, thread->mails[i].time, i};
		stems[i].text = id ? posted_stem(id, &stems[i].of_series) : NULL;
	}
	if (n)
		qsort(patches, n, sizeof(*patches), by_number);
	for (size_t i = 0; i < n; i++)
		take_patch(thread, stems, &patches[i]);
	for (size_t i = 0; i < thread->count; i++)
		free(stems[i].text);
	free(stems);
	free(patches);
}

/* It stands in the cover letter, or below a lone patch. */
static char *find_change_id(const char *text)
{
	static const char key[] = "\nchange-id: ";
	const char *at = strstr(text, key), *value = at ? at + strlen(key) : "";
	size_t length = strcspn(value, " \t\n");

	return length ? mem_dupn(value, length) : NULL;
}

static void find_change_ids(struct thread *thread)
{
	for (size_t i = 0; i < thread->n; i++)
		thread->v[i].change_id = find_change_id(thread->mails[first_mail(&thread->v[i])].text);
}

static int by_time(const void *a, const void *b)
{
	const struct posting *one = a, *other = b;
	size_t first = first_mail(one), other_first = first_mail(other);

	if (one->time != other->time) {
		if (one->time == EMAIL_NO_TIME || other->time == EMAIL_NO_TIME)
			return one->time == EMAIL_NO_TIME ? 1 : -1;
		return one->time < other->time ? -1 : 1;
	}
	if (one->version != other->version)
		return one->version < other->version ? -1 : 1;
	return first < other_first ? -1 : first > other_first;
}

/* ---- keys ---- */

/* FNV-1a, upper and lower case and white space aside. */
static uint64_t hash_of(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c <= ' ' || c == 0x7f)
			continue;
		hash = (hash ^ (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)) * 0x100000001b3u;
	}
	return hash;
}

static int by_hash(const void *a, const void *b)
{
	const struct posting_key *one = a, *other = b;

	if (one->hash != other->hash)
		return one->hash < other->hash ? -1 : 1;
	return one->posting < other->posting ? -1 : one->posting > other->posting;
}

static void add_key(struct thread *thread, const char *text, size_t posting)
{
	const struct posting_key key = {hash_of(text), posting};

	array_push(&thread->keys, key);
}

static void find_keys(struct thread *thread)
{
	for (size_t i = 0; i < thread->n; i++) {
		const struct posting *posting = &thread->v[i];

		if (posting->change_id)
			add_key(thread, posting->change_id, i);
		for (int part = 0; part <= posting->parts; part++)
			if (posting->mails[part] != THREAD_NONE)
				add_key(thread, thread->subjects[posting->mails[part]].rest, i);
	}
	if (thread->keys.n)
		qsort(thread->keys.v, thread->keys.n, sizeof(*thread->keys.v), by_hash);
}

size_t thread_keys(const struct thread *thread, const char *text, const struct posting_key **out)
{
	const uint64_t hash = hash_of(text);
	size_t from = 0, to = thread->keys.n, n = 0;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (thread->keys.v[middle].hash < hash)
			from = middle + 1;
		else
			to = middle;
	}
	*out = thread->keys.v + from;
	while (from + n < thread->keys.n && thread->keys.v[from + n].hash == hash)
		n++;
	return n;
}

/* ---- places ---- */

static void place_answer(struct thread *thread, size_t mail)
{
	size_t at = thread->places[mail].parent;

	while (at != THREAD_NONE && !is_patch(thread, at))
		at = thread->places[at].parent;
	if (at == THREAD_NONE)
		return;
	thread->places[mail].posting = thread->places[at].posting;
	thread->places[mail].part = thread->places[at].part;
	thread->places[mail].answer = true;
}

static void find_places(struct thread *thread)
{
	for (size_t i = 0; i < thread->n; i++)
		for (int part = 0; part <= thread->v[i].parts; part++) {
			size_t mail = thread->v[i].mails[part];

			if (mail == THREAD_NONE)
				continue;
			thread->places[mail].posting = i;
			thread->places[mail].part = part;
		}
	for (size_t i = 0; i < thread->count; i++)
		if (!is_patch(thread, i))
			place_answer(thread, i);
}

void thread_find(struct thread *out, const struct email *mails, size_t count)
{
	*out = (struct thread){.mails = mails,
	    .count = count,
	    .subjects = mem_new(count + 1, sizeof(*out->subjects)),
	    .places = mem_new(count + 1, sizeof(*out->places))};
	for (size_t i = 0; i < count; i++) {
		patch_subject_parse(&out->subjects[i], mails[i].subject);
		out->places[i] = (struct thread_place){.parent = THREAD_NONE, .posting = THREAD_NONE};
	}
	find_ids(out);
	find_parents(out);
	find_postings(out);
	find_change_ids(out);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_time);
	find_keys(out);
	find_places(out);
}

void thread_release(struct thread *thread)
{
	for (size_t i = 0; i < thread->n; i++) {
		free(thread->v[i].mails);
		free(thread->v[i].change_id);
	}
	array_release(thread);
	array_release(&thread->ids);
	array_release(&thread->keys);
	free(thread->subjects);
	free(thread->places);
}

/* ---- questions ---- */

const char *posting_title(const struct thread *thread, const struct posting *posting)
{
	return thread->subjects[first_mail(posting)].rest;
}

const char *posting_subject(const struct thread *thread, const struct posting *posting, int part)
{
	size_t mail = posting->mails[part];

	return mail == THREAD_NONE ? NULL : thread->subjects[mail].rest;
}

const char *posting_sender(const struct thread *thread, const struct posting *posting)
{
	return thread->mails[first_mail(posting)].from_email;
}

size_t posting_missing(const struct posting *posting)
{
	size_t missing = 0;

	for (int part = 1; part <= posting->parts; part++)
		missing += posting->mails[part] == THREAD_NONE;
	return missing;
}
