/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_MAIL_H
#define TEXT_MAIL_H

#include "text/header.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A mail of one text part (RFC 5322, MIME), with LF line ends as files and `git send-email` have them. The
 * body stays byte for byte: charset UTF-8, 8bit. Only where a line passes the 998 octets that RFC 5322
 * allows, or holds a CR of its own, is it quoted-printable.
 */
struct mail {
	struct mailboxes from, to, cc;
	const char *subject;    /* UTF-8; encoded and folded here */
	const char *replies_to; /* Message-ID of the mail that this one answers, "<...>", or NULL */
	int64_t date;           /* seconds since the epoch */
	int zone;               /* as git writes it: +0130 is 130 */
	const char *body;
	size_t length;
};
#define MAIL_INIT                                                                                            \
	{                                                                                                    \
		.subject = NULL                                                                              \
	}

/* Adds headers, an empty line and the body. There is at least one address in `from`. */
void mail_write(struct buf *out, const struct mail *mail);

/* The Message-ID that mail_write() gives it, "<...>", for mails that answer it. Owned by the caller. */
char *mail_id(const struct mail *mail);

/* Frees the addresses; the rest is borrowed. */
void mail_release(struct mail *mail);

/*
 * Reads an identity as `git var GIT_COMMITTER_IDENT` prints it, "Name <address> SECONDS ZONE", into from,
 * date and zone.
 */
struct error *mail_read_identity(struct mail *mail, const char *identity);

/* Is every byte of it part of well-formed UTF-8? */
bool mail_is_utf8(const char *text, size_t length);

#endif
