/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_INFLATE_H
#define SOURCE_INFLATE_H

#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Files in gzip's format (RFC 1952), whole in memory. The only place that sees zlib.
 *
 * A download that was cut may look complete to HTTP: where the end of the connection is the end of the
 * answer, nothing else tells. So the trailer, with checksum and length of the text, has to be there and right.
 */
enum inflate_result {
	INFLATE_GOOD,
	INFLATE_NOT_GZIP,  /* it does not begin as gzip's files do: a page for people, say */
	INFLATE_CUT,       /* it ends too early */
	INFLATE_BROKEN,    /* not what was compressed, or something is behind it */
	INFLATE_TOO_LARGE, /* the text is longer than `most`; a few bytes can stand for gigabytes */
};

/* Is this the beginning of such a file? */
bool inflate_is_gzip(const void *bytes, size_t length);

/* Adds the text, of all members one after the other. At most `most` bytes are ever held; with any result but
 * INFLATE_GOOD nothing was added. */
enum inflate_result inflate_gzip(struct buf *out, const void *bytes, size_t length, size_t most);

#endif
