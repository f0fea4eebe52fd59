/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "../fuzz/fuzz_answers.c"

#include "mutate.h"
#include <zlib.h>

#define ROUNDS 4000

#define MAILBOX                                                                                              \
	"From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <a@example.org>\nSubject: x\n\n>From y\n"       \
	">>From z\n\nFrom \nMessage-ID:\n <a@example.org>\n\nFrom x\n\n"

static const char *const seeds[] = {
    MAILBOX,
    "From x\r\nMESSAGE-ID: a b\r\n\t<c\r\n d>\r\n\r\nbody\r\n\r\nFrom ",
    "https://me:secret@Lore.example.org:8443/all/a%40b/t.mbox.gz?x#y",
    "http://[::1]:80/../@x",
    "s:\"tick 7\" AND d:20260601..20260602 AND nq:8f0b4cce4481* AND l:linux-next",
    "timers: \"quoted\" <words> \xc3\xa4 \x01\x7f it's 5 %",
    "8f0b4cce4481fb22653697cced8d0d04027cb1e8",
};
#define SEEDS (sizeof(seeds) / sizeof(*seeds))

static void ask(const char *bytes, size_t length)
{
	assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)bytes, length), 0);
}

static void seeds_are_read(void **state)
{
	(void)state;
	ask("", 0);
	for (size_t i = 0; i < SEEDS; i++)
		ask(seeds[i], strlen(seeds[i]));
}

/* Two seeds joined, a few bytes changed; as they are, and gzipped before the bytes change. */
static void mutations_are_survived(void **state)
{
	static const char special[] = "From \n\r>:<>@/%\"*.?#\t\x1f\x8b\x80\xc3";
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		const char *first = seeds[next_number(&random) % SEEDS],
			   *second = seeds[next_number(&random) % SEEDS];
		struct buf text = BUF_INIT;

		buf_add(&text, first, next_number(&random) % (strlen(first) + 1));
		buf_addstr(&text, second + next_number(&random) % strlen(second));
		if (round % 2) {
			z_stream z = {.next_in = (Bytef *)text.s, .avail_in = (uInt)text.len};
			char packed[2048];

			assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
			z.next_out = (Bytef *)packed;
			z.avail_out = sizeof(packed);
			assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
			deflateEnd(&z);
			buf_reset(&text);
			buf_add(&text, packed, z.total_out);
		}
		for (uint32_t i = next_number(&random) % 4; i && text.len; i--)
			text.s[next_number(&random) % text.len] =
			    special[next_number(&random) % sizeof(special)];
		ask(text.s, text.len);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(seeds_are_read),
	    cmocka_unit_test(mutations_are_survived),
	};

	return cmocka_run_group_tests_name("fuzz_answers", tests, NULL, NULL);
}
