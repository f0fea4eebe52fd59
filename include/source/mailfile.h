/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_MAILFILE_H
#define SOURCE_MAILFILE_H

#include "source/email.h"
#include "util/error.h"

/*
 * A mail that was saved, or is piped in by a mail reader: RFC 5322 and MIME, as GMime reads them, or an mbox
 * of one or several; CRLF is fine. A file without headers of a mail is taken for its text alone, such as what
 * git request-pull has printed.
 */

/*
 * path: "-" for standard input. Errors: a file that cannot be read or is a directory, nothing in it, more than
 * 8 MiB, more than 1000 mails, a single mail without text (only HTML, or encrypted). After an error nothing is left to
 * release.
 */
struct error *mailfile_read(struct emails *out, const char *path);

#endif
