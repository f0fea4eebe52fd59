/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_EMAIL_H
#define SOURCE_EMAIL_H

#include "util/array.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * One mail, RFC 5322 and MIME, as GMime reads it. What a header lacks is NULL or empty; nothing in a mail is an error.
 *
 * The text is that of all parts of type text/plain that are no attachments, in turn, decoded (base64,
 * quoted-printable), in UTF-8, with LF, without NUL; flowed lines (RFC 3676) are put together again and the
 * dashes of an inline signature (RFC 4880, 7.1) undone. Signatures are not checked.
 */
#define EMAIL_NO_TIME INT64_MIN

struct email {
	char *subject, *from, *date; /* decoded, on one line */
	char *message_id;            /* without its angle brackets */
	char *from_name,
	    *from_email; /* of the first address in From:, or in X-Original-From:, which b4's relay adds; the latter in lower case;
			    the name may be NULL */
	int64_t time; /* Date:, seconds since the epoch; EMAIL_NO_TIME */
	struct strings
	    parents; /* what it answers, nearest first: In-Reply-To:, then References: from its end; each id
				      once */
	struct strings recipients; /* addresses in To: and Cc:, in lower case, each once */
	char *text;                /* never NULL */
	const char *no_text; /* why there is nothing in it: a constant, "is encrypted"; NULL: there is */
};

struct emails {
	struct email *v;
	size_t n, cap;
};

/* The mail that stands in these bytes, headers first. */
void email_parse(struct email *out, const char *raw, size_t length);
/* Text alone, as somebody typed or piped it: it has no headers. */
void email_from_text(struct email *out, const char *text, size_t length);
/* Adds what these bytes hold: one mail, or those of a mailbox ("From " lines). False: there are more than `most`, which
 * were added; the others are left out. */
bool emails_parse(struct emails *out, const char *raw, size_t length, bool mbox, size_t most);

void email_release(struct email *email);
void emails_release(struct emails *emails);

#endif
