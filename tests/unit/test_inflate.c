/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/inflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MOST = 1 << 20 };

/* The text as gzip(1) would have it, added to what is there. */
static void pack(struct buf *out, const char *text, size_t length)
{
	z_stream z = {.next_in = (Bytef *)text, .avail_in = (uInt)length};
	size_t room = length + 1024;

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	buf_room(out, room);
	z.next_out = (Bytef *)out->s + out->len;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_setlen(out, out->len + z.total_out);
	deflateEnd(&z);
}

static void inflates(void **state)
{
	struct buf packed = BUF_INIT, out = BUF_INIT;

	(void)state;
	pack(&packed, "hello\n\0world", 12);
	buf_addstr(&out, "before ");
	assert_true(inflate_is_gzip(packed.s, packed.len));
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_GOOD);
	assert_int_equal(out.len, 19);
	assert_memory_equal(out.s, "before hello\n\0world", 19);
	buf_release(&packed);
	buf_release(&out);
}

static void inflates_all_members(void **state)
{
	struct buf packed = BUF_INIT, out = BUF_INIT;

	(void)state;
	pack(&packed, "one", 3);
	pack(&packed, "", 0);
	pack(&packed, "two", 3);
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_GOOD);
	assert_string_equal(out.s, "onetwo");
	buf_release(&packed);
	buf_release(&out);
}

/* Wherever it ends, it has ended too early. */
static void tells_each_cut(void **state)
{
	struct buf packed = BUF_INIT, out = BUF_INIT;

	(void)state;
	pack(&packed, "one two three one two three", 27);
	for (size_t n = 2; n < packed.len; n++) {
		assert_int_equal(inflate_gzip(&out, packed.s, n, MOST), INFLATE_CUT);
		assert_int_equal(out.len, 0);
	}
	for (size_t n = 0; n < 2; n++)
		assert_int_equal(inflate_gzip(&out, packed.s, n, MOST), INFLATE_NOT_GZIP);
	pack(&packed, "second", 6);
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len - 1, MOST), INFLATE_CUT);
	assert_int_equal(out.len, 0);
	buf_release(&packed);
	buf_release(&out);
}

/* Another text never passes for this one; a few bits between its end and the trailer mean nothing. */
static void tells_what_is_broken(void **state)
{
	static const char text[] = "one two three one two three";
	struct buf packed = BUF_INIT, out = BUF_INIT;
	size_t harmless = 0;

	(void)state;
	pack(&packed, text, strlen(text));
	for (size_t i = 10; i < packed.len; i++) {
		packed.s[i] ^= 0x10;
		if (inflate_gzip(&out, packed.s, packed.len, MOST) == INFLATE_GOOD) {
			assert_string_equal(out.s, text);
			harmless++;
		} else {
			assert_int_equal(out.len, 0);
		}
		buf_reset(&out);
		packed.s[i] ^= 0x10;
	}
	assert_true(harmless <= 1);
	packed.s[packed.len - 8] ^= 1; /* the checksum */
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_BROKEN);
	packed.s[packed.len - 8] ^= 1;
	packed.s[packed.len - 4] ^= 1; /* the length */
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_BROKEN);
	packed.s[packed.len - 4] ^= 1;
	buf_addstr(&packed, "rubbish");
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_BROKEN);
	buf_release(&packed);
	buf_release(&out);
}

static void refuses_pages(void **state)
{
	static const char page[] = "<!doctype html>";
	struct buf out = BUF_INIT;

	(void)state;
	assert_false(inflate_is_gzip(page, sizeof(page)));
	assert_int_equal(inflate_gzip(&out, page, sizeof(page), MOST), INFLATE_NOT_GZIP);
}

/* The limit is exact, and what is beyond it is never held. */
static void keeps_to_the_limit(void **state)
{
	enum { LONG = 64 << 20 };
	struct buf packed = BUF_INIT, out = BUF_INIT;
	char *zeros = calloc(1, LONG);

	(void)state;
	assert_non_null(zeros);
	pack(&packed, zeros, MOST);
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST - 1), INFLATE_TOO_LARGE);
	assert_int_equal(out.len, 0);
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_GOOD);
	assert_int_equal(out.len, MOST);
	buf_release(&out);
	buf_reset(&packed);
	pack(&packed, zeros, LONG);
	assert_true(packed.len < 128 << 10);
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, MOST), INFLATE_TOO_LARGE);
	assert_true(out.cap < 2 * MOST + 131072);
	buf_release(&out);
	pack(&packed, "", 0);
	assert_int_equal(inflate_gzip(&out, packed.s, packed.len, 0), INFLATE_TOO_LARGE);
	buf_release(&packed);
	buf_release(&out);
	free(zeros);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(inflates),
	    cmocka_unit_test(inflates_all_members),
	    cmocka_unit_test(tells_each_cut),
	    cmocka_unit_test(tells_what_is_broken),
	    cmocka_unit_test(refuses_pages),
	    cmocka_unit_test(keeps_to_the_limit),
	};

	return cmocka_run_group_tests_name("inflate", tests, NULL, NULL);
}
