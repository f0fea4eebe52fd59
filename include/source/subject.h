/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_SUBJECT_H
#define SOURCE_SUBJECT_H

#include "util/buf.h"

#include <stdbool.h>

/*
 * A commit's subject, as git's %s: leading blank lines skipped, then the lines up to the next blank one,
 * white space (of git's kind) at their ends cut off, joined by one blank; all of it up to the first NUL.
 * `message` is the commit message; bytes are kept as they are.
 */
void subject_of(struct buf *out, const char *message, size_t length);

/*
 * Bytes that are equal for two raw commit objects whose author names (as %an) and subjects (as %s) are equal:
 * "name NUL subject", recoded to UTF-8 where the commit has an encoding header that iconv knows.
 */
void subject_signature(struct buf *out, const char *raw, size_t length);

/*
 * The bytes recoded from the named encoding to UTF-8. False (nothing added) if iconv does not know it or the
 * bytes are none of it. NULL, "UTF-8" and "utf8" are copied.
 */
bool subject_recode(struct buf *out, const char *bytes, size_t length, const char *encoding);

#endif
