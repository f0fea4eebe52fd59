/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_MBOX_H
#define SOURCE_MBOX_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Mails out of a mailbox in the form "mboxrd", as public-inbox writes it: each mail stands behind a line that
 * begins with "From ", and a line of its own that would look like that, behind any number of '>', has one '>'
 * more, which is taken away here. Pure.
 */
struct raw_mail {
	char *
	    bytes; /* as it was sent, ended by a NUL that length does not count; may hold other NULs; owned */
	size_t length;
	char *id; /* Message-ID without angle brackets; NULL if it has none; owned */
};

struct raw_mails {
	struct raw_mail *v;
	size_t n, cap;
};
#define RAW_MAILS_INIT                                                                                       \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

enum { MBOX_MOST = 100000 }; /* mails in one mailbox */

/*
 * Adds the mails in their order. An id that is there already is left out, also where it came by an earlier
 * call: mails that went to several lists come several times, each with that list's footer. False, with nothing
 * added, if the bytes do not begin with "From " or hold more than MBOX_MOST mails. No bytes are no mails.
 */
bool mbox_read(struct raw_mails *out, const char *bytes, size_t length);

void raw_mails_release(struct raw_mails *mails);

#endif
