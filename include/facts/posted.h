/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_POSTED_H
#define FACTS_POSTED_H

#include <stdbool.h>

/*
 * Which patches were posted together: they have the stem of their Message-IDs in common, which is the
 * Message-ID without the number of the mail. Pure.
 *
 *	git send-email		DATE.PID-N-AUTHOR@HOST		DATE.PID-AUTHOR@HOST
 *	... before git 2.7	TIME-PID-N-git-send-email-AUTHOR@HOST	the same without N
 *	b4			DATE-NAME-vV-N-HASH@HOST	DATE-NAME-vV-HASH@HOST
 *	git format-patch --thread	COMMIT.TIME.git.AUTHOR@HOST, cover.TIME...	TIME.git.AUTHOR@HOST
 *
 * (b4's HASH is the same in all mails of a series, and another one when it is sent again.) An id of no such
 * form is its own stem. The host is in lower case, all else as it was written.
 *
 * A commit says which mail it was in a trailer (upper and lower case are alike, at the start of a line):
 *
 *	Link: https://lore.kernel.org/r/ID	any list instead of r; "/", "/T/#u" and the like behind it
 *	Link: https://patch.msgid.link/ID	lkml.kernel.org/r/ID, msgid.link/ID
 *	Link: https://example.org/patch/ID/	any URL whose last part is an id
 *	Message-ID: <ID>
 *
 * in which ID may be percent-encoded. A link with words behind it ("[1]", "# v2") is a reference to something
 * else. Of several, Message-ID: and patch.msgid.link, which name the patch itself, go before those with the
 * form of a series, and these before all others; of equals the last one counts, since whoever applies a patch
 * adds the link at the end. What Message-ID: and patch.msgid.link go before ends with the next Signed-off-by:
 * a patch that is imported from another project has that one's link above it.
 */

/* The stem of an id without its angle brackets; owned by the caller. *series: does it have one of the forms
 * above? May be NULL. */
char *posted_stem(const char *id, bool *series);

/* The Message-ID that a URL holds, decoded, or NULL; owned by the caller. */
char *posted_id(const char *url);

/* The id of the mail that the commit was, by its message, and that id's stem; NULL if it does not say. Owned by
 * the caller. */
char *posted_mail(const char *message);
char *posted_of(const char *message);

#endif
