/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "../fuzz/fuzz_text.c"

#include "mutate.h"

#define ROUNDS 4000

static const char *const seeds[] = {
    "${a} ${a|wrap} $${a}\n%if t\n%for x in l\n* ${x.b|wrap}\n%else\nnone\n%end\n%end\n%# remark\n%%\n",
    "%if not t\n%else\n%end\n",
    "Headline\n\n* one\n  two\n- three\n\n#4\n# ------------------------ >8 ------------------------\n# "
    "cut\n",
    "Merge branch 'x'\n\nWhat it does.\n\n* x:\n  subject\n\nSigned-off-by: A <a@example.org>\n# gpg: Good\n",
    "text\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n",
    "Jürgen Größe <j@example.org>, \"A, B\" <a@example.org>, c@example.org",
    "=?UTF-8?q?x?= <a@example.org> (remark), group: b@example.org;",
    "A U Thor <author@example.org> 1648827176 -0430",
    "日本語の件名がとても長い 😀 \xff\xfe \x1b[31m "
    "averyveryverylongwordaveryveryverylongwordaveryveryverylongwordaveryveryverylong",
    "[GIT PULL] plain words and\ttabs\rand returns",
};
#define SEEDS (sizeof(seeds) / sizeof(*seeds))

static void seeds_are_read(void **state)
{
	(void)state;
	assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)"", 0), 0);
	for (size_t i = 0; i < SEEDS; i++)
		assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)seeds[i], strlen(seeds[i])), 0);
}

/* Bytes changed, pieces cut out, two seeds joined. */
static void mutations_are_survived(void **state)
{
	static const char special[] = "${}%|\n \t\r<>@,;:\"\\=?#*-\x80\xc3\xf0";
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		const char *first = seeds[next_number(&random) % SEEDS],
			   *second = seeds[next_number(&random) % SEEDS];
		struct buf text = BUF_INIT;

		buf_add(&text, first, next_number(&random) % (strlen(first) + 1));
		buf_addstr(&text, second + next_number(&random) % strlen(second));
		for (uint32_t i = next_number(&random) % 8; i && text.len; i--)
			text.s[next_number(&random) % text.len] =
			    special[next_number(&random) % sizeof(special)];
		assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)text.s, text.len), 0);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(seeds_are_read),
	    cmocka_unit_test(mutations_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
