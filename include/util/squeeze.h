/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_SQUEEZE_H
#define UTIL_SQUEEZE_H

/*
 * A text on one line: each run of blanks, line ends and other control characters of ASCII becomes one blank,
 * and those at both ends go. NULL if nothing is left that can be seen: no-break and zero-width blanks alone are
 * no text. Owned by the caller.
 */
char *squeeze(const char *text);

/* A copy with the letters of ASCII in lower case. Owned by the caller. */
char *lowered(const char *text);

#endif
