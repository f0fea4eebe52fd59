/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_SAFE_H
#define UTIL_SAFE_H

#include "util/buf.h"

#include <stddef.h>

/*
 * Text from commits, mails and errors on its way to people: nothing in it may steer a terminal.
 *
 * C0 and C1 controls and DEL, and the bidirectional controls (U+061C, U+200E, U+200F, U+202A..U+202E,
 * U+2066..U+2069), are shown as "^X" (C0, DEL) or "<U+202E>"; a byte that is no valid UTF-8 becomes U+FFFD.
 * TAB becomes one space. LF and CR are controls here: callers split lines first.
 */
void safe_add(struct buf *out, const char *text, size_t length);
char *safe_text(const char *text); /* a masked copy */

/* How many terminal columns the UTF-8 text takes (wide characters count two, combining ones none). */
size_t safe_width(const char *text);

/* Adds the (already masked) text in at most `columns` columns: longer text ends in U+2026 ("…"). */
void safe_add_cut(struct buf *out, const char *text, size_t columns);

/* One field of a TSV line: TAB, LF, CR and backslash become \t \n \r \\; all else stays byte for byte; NULL
 * or "" is "-". */
void safe_add_tsv(struct buf *out, const char *text);

/*
 * Decodes one character of UTF-8 at `text` (length > 0 bytes left): its code point and, in *used, its bytes.
 * Returns -1 with *used = 1 for an invalid byte (overlong forms and surrogates are invalid).
 */
long safe_decode(const char *text, size_t length, size_t *used);

#endif
