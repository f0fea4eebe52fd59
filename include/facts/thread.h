/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_THREAD_H
#define FACTS_THREAD_H

#include "facts/patchsubject.h"
#include "source/email.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What was posted in some mails, and what answers what. Pure: the mails may be those of one thread or of many, in
 * any order, each once.
 *
 * A posting is one version of a series, as it was sent at one time: the mails whose subjects agree in version, number
 * of parts, RFC and RESEND, by one sender, that belong together: one answers the other, or both answer the same mail (which need
 * not be here), or their Message-IDs have one stem (facts/posted.h). A part that is there already begins another posting: it
 * was sent again. Whatever says that it answers another mail ("Re:") is no patch.
 */
#define THREAD_NONE ((size_t)-1)

struct posting {
	int version;
	bool rfc, resend;
	int parts;
	size_t *mails;   /* by number, 0 (the cover letter) to parts; THREAD_NONE: not here */
	int64_t time;    /* of the cover letter, else of the first part that has one; EMAIL_NO_TIME */
	char *change_id; /* what b4 writes below all versions of a series, "change-id: "; NULL */
};

struct thread_place {
	size_t parent;  /* the nearest mail that it answers and that is here, or THREAD_NONE */
	size_t posting; /* that it is a part of, or answers, be it over several mails; or THREAD_NONE */
	int part;       /* its number, or that of the part it answers */
	bool answer;    /* it answers it */
};

/* What leads to mails and postings; each is sorted. */
struct mail_id {
	const char *id;
	size_t mail;
};
struct posting_key {
	uint64_t hash; /* of a subject or the change-id, upper and lower case and white space aside */
	size_t posting;
};

struct thread {
	const struct email *mails; /* borrowed */
	size_t count;
	struct patch_subject *subjects; /* of each mail */
	struct thread_place *places;    /* of each mail */
	struct posting *v;              /* the postings, oldest first; those of no known time at the end */
	size_t n, cap;
	struct {
		struct mail_id *v;
		size_t n, cap;
	} ids;
	struct {
		struct posting_key *v;
		size_t n, cap;
	} keys;
};

void thread_find(struct thread *out, const struct email *mails, size_t count);
void thread_release(struct thread *thread);

/* The mail of that Message-ID (without angle brackets), or THREAD_NONE. */
size_t thread_mail(const struct thread *thread, const char *id);

/* How many keys a subject or change-id has, one after the other: all postings that have it are among theirs, and hardly
 * any other. */
size_t thread_keys(const struct thread *thread, const char *text, const struct posting_key **out);

/* What a posting is called: the subject of its cover letter, else of its first part, without brackets; borrowed. */
const char *posting_title(const struct thread *thread, const struct posting *posting);

/* The subject of one of its parts, without brackets; borrowed, NULL if that is not here. */
const char *posting_subject(const struct thread *thread, const struct posting *posting, int part);

/* The address that it was sent from; borrowed, NULL if it is not known. */
const char *posting_sender(const struct thread *thread, const struct posting *posting);

/* How many of its parts are not here; the cover letter is none. */
size_t posting_missing(const struct posting *posting);

#endif
