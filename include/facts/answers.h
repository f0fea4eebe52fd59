/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ANSWERS_H
#define FACTS_ANSWERS_H

#include "facts/thread.h"

/*
 * What the answers to postings say: review tags, reports by robots, refusals. Pure.
 *
 * Of an answer's text only that counts which its author wrote: what is quoted ("> "), and a signature (from "-- "
 * on) does not.
 */

/* A line such as "Reviewed-by: Bob Example <bob@example.org>". One on the cover letter is for all parts. A line
 * "Reviewed-and-tested-by:" is two of them. */
struct answer_tag {
	size_t mail, posting;
	int part;
	const char *name; /* a constant: "Reviewed-by", "Acked-by", "Tested-by", "Nacked-by" */
	char *value;      /* "Bob Example <bob@example.org>", its white space single blanks */
	char *email;      /* of the value, in lower case; "" if there is none */
};
struct answer_tags {
	struct answer_tag *v;
	size_t n, cap;
};
/* In the order of the mails. */
void answer_tags_find(struct answer_tags *out, const struct thread *thread);
void answer_tags_release(struct answer_tags *tags);

/* Does a line say that: "Reviewed-by", also as "Reviewed-and-tested-by:"? */
bool answer_tag_says(const char *line, const char *name);

/* The first that a line holds, such as one of a commit message, without its mail and posting. False if it holds none. The
 * caller frees value and email. */
bool answer_tag_read(struct answer_tag *out, const char *line);

/* Who tests or reports without being asked, by the addresses they write from; NULL: a person, as far as can be told. */
struct robot {
	const char *name;    /* "kernel test robot" */
	const char *address; /* a pattern, as of a shell, in lower case */
	bool reports;        /* what it finds wrong; false: it only says what became of a patch */
};
const struct robot *robot_of(const struct email *email);

/*
 * Does the mail tell of something wrong that a robot has found? Robots that report also write where all is well
 * ("BUILD SUCCESS", "did not trigger any issue", a table of tests without a failure): that is none.
 */
bool robot_found_fault(const struct email *email);

/* Has somebody who writes from that address written below that mail? NULL: anybody who is no robot. */
bool mail_answered_by(const struct thread *thread, size_t mail, const char *email);

/*
 * A guess: an answer that says no and that nobody came back to. It says no with "Nacked-by:", with NAK or NACK as a
 * word, or with a phrase of the table in answers.c. It is answered if the posting's author wrote below it, or if whoever wrote it
 * has given a Reviewed-by or Acked-by later, for the same part (by its subject) or the whole of this or another version.
 */
struct refusal {
	size_t mail, posting;
	int part;
	char *words; /* the line that says it; of a long one the sentence, 200 bytes at most */
};
struct refusals {
	struct refusal *v;
	size_t n, cap;
};
void refusals_find(struct refusals *out, const struct thread *thread, const struct answer_tags *tags);
void refusals_release(struct refusals *refusals);

#endif
