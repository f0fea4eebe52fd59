/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_MAILFILE_H
#define SOURCE_MAILFILE_H

#include "util/array.h"
#include "util/error.h"

/*
 * A mail that was saved, or is piped in by a mail reader: RFC 5322 and MIME, as GMime reads them, or an mbox
 * of one or several; CRLF is fine. A file without headers of a mail is taken for its text alone, such as what
 * git request-pull has printed.
 *
 * The text is that of all parts of type text/plain that are no attachments, in turn, decoded (base64,
 * quoted-printable), in UTF-8, with LF, without NUL; flowed lines (RFC 3676) are put together again and the
 * dashes of an inline signature (RFC 4880, 7.1) undone. Signatures are not checked: what counts is that of the
 * tag.
 */
struct mail_read {
	char *subject, *from, *date; /* decoded; NULL: there is no such header */
	char *text;
	const char *no_text; /* why there is none: a constant, "is encrypted"; NULL: there is */
};
struct mails_read {
	struct mail_read *v; /* at least one */
	size_t n, cap;
};

/*
 * path: "-" for standard input. Errors: a file that cannot be read or is a directory, nothing in it, more than
 * 8 MiB, more than 1000 mails, a single mail without text (only HTML, or encrypted). After an error nothing is left to
 * release.
 */
struct error *mailfile_read(struct mails_read *out, const char *path);
void mails_read_release(struct mails_read *mails);

#endif
