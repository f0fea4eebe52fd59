/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/inflate.h"

#include "util/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { PIECE = 65536, GZIP_ONLY = 16 + MAX_WBITS };

static voidpf take_memory(voidpf context, uInt items, uInt size)
{
	(void)context;
	return mem_new(items, size);
}

static void give_back(voidpf context, voidpf memory)
{
	(void)context;
	free(memory);
}

bool inflate_is_gzip(const void *bytes, size_t length)
{
	const unsigned char *b = bytes;

	return length >= 2 && b[0] == 0x1f && b[1] == 0x8b;
}

/* What zlib is to read next: it counts in 32 bits. */
static void refill(z_stream *z, size_t *left)
{
	uInt piece = *left > UINT_MAX / 2 ? UINT_MAX / 2 : (uInt)*left;

	if (z->avail_in)
		return;
	z->avail_in = piece;
	*left -= piece;
}

/* One member, to its trailer. */
static enum inflate_result inflate_member(
    z_stream *z, size_t *left, struct buf *out, size_t start, size_t most)
{
	int status;

	do {
		size_t room = most - (out->len - start);
		uInt piece = room >= PIECE ? PIECE : (uInt)room + 1; /* one more tells that there is more */

		refill(z, left);
		buf_room(out, piece);
		z->next_out = (Bytef *)out->s + out->len;
		z->avail_out = piece;
		status = inflate(z, Z_NO_FLUSH);
		if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
			return INFLATE_BROKEN;
		buf_setlen(out, out->len + piece - z->avail_out);
		if (out->len - start > most)
			return INFLATE_TOO_LARGE;
		if (status == Z_BUF_ERROR && !z->avail_in && !*left)
			return INFLATE_CUT;
	} while (status != Z_STREAM_END);
	return INFLATE_GOOD;
}

enum inflate_result inflate_gzip(struct buf *out, const void *bytes, size_t length, size_t most)
{
	z_stream z = {.zalloc = take_memory, .zfree = give_back};
	enum inflate_result result = INFLATE_GOOD;
	size_t start = out->len, left = length;

	if (!inflate_is_gzip(bytes, length))
		return INFLATE_NOT_GZIP;
	if (inflateInit2(&z, GZIP_ONLY) != Z_OK)
		return INFLATE_BROKEN;
	z.next_in = (Bytef *)bytes;
	while (result == INFLATE_GOOD && (z.avail_in || left)) {
		result = inflate_member(&z, &left, out, start, most);
		if (result == INFLATE_GOOD)
			inflateReset(&z);
	}
	inflateEnd(&z);
	if (result != INFLATE_GOOD && out->len > start)
		buf_setlen(out, start);
	return result;
}
