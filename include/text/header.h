/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HEADER_H
#define TEXT_HEADER_H

#include "util/array.h"
#include "util/buf.h"
#include "util/error.h"

/*
 * Header lines of a mail as RFC 5322 and RFC 2047 want them: folded at 78 columns, what is not ASCII in
 * encoded words of UTF-8 that are at most 75 long and never cut a character in two. (GMime 3 writes encoded
 * words of up to 170, so only its parser of addresses is used.)
 */
struct mailbox {
	char *name;    /* UTF-8, may be NULL */
	char *address; /* local@domain, ASCII */
};
struct mailboxes {
	struct mailbox *v;
	size_t n, cap;
};
#define MAILBOXES_INIT                                                                                       \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}
void mailboxes_release(struct mailboxes *list);

/* A value that may not break out of its line: CR and LF are refused. origin: "pullprep.subject", "--subject".
 */
struct error *header_check(const char *origin, const char *text);

/* Adds the addresses of "Name <a@example.org>, b@example.org" to the list. Errors name the origin. */
struct error *header_read_addresses(struct mailboxes *list, const char *origin, const char *text);

/* Add "Name: ...", folded, with its newline. Control characters of a text become blanks. */
void header_add_text(struct buf *out, const char *name, const char *text);
void header_add_addresses(struct buf *out, const char *name, const struct mailboxes *list);

#endif
