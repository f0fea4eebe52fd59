/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "../fuzz/fuzz_commit.c"

#include "mutate.h"

#define ROUNDS 6000
#define ID     "0123456789abcdef0123456789abcdef01234567"
#define HEAD                                                                                                 \
	"tree " ID "\nparent " ID "\nauthor A U Thor <author@example.org> 1648827176 -0430\n"                \
	"committer C O Mitter <committer@example.org> 1648827176 +0000\n"

static const char *const seeds[] = {
    HEAD "\nfixup! [RFC PATCH v2] x: y\n\nText.\n\nFixes: 0123456789ab (\"x: y\")\nCc: "
	 "stable@vger.kernel.org\n"
	 "Signed-off-by: A U Thor <author@example.org>\n",
    HEAD "encoding ISO-8859-1\n\nx: \xe9\n\nFixes: commit 01234567(\"x: ...\"), 89abcdef01 "
	 "(\"z\")\r\n\tFixes: 1\r\n"
	 "fixes:0123456789ab (\u201cx\u201d) # 5.1+\n",
    HEAD "encoding UTF-16\n\nx\n",
    HEAD "encoding nonsense\n\nx\n",
    HEAD "\nMerge tag 'v6.9'\n\nFor the conflict.\n\n# Conflicts:\n#\tx.c\n",
    HEAD
    "\nRevert \"x\"\n\nThis reverts commit\n0123456789ab.\n\nLink: "
    "https://lore.kernel.org/r/20260601-x-v1-1-0123456789ab@example.org\nMessage-ID: <%40%%4@example.org>\n",
    HEAD
    "\nx\n\nSigned-off-by: \"Thor, A U\"\n <author@example.org\n>\nSigned-off-by\nSigned-off-by: a@b@c <<>\n"
    "Fixes: https://example.org/0123456789ab (\"x\"\n  continued\n  again\")\n",
    "tree " ID "\nauthor <>\ncommitter  via x> <\n\n\n\n",
    "Name\t\tUrl\nkvm\tgit\tgit git://me:x@example.org:99//a/b.git/#next#1\nx -#y/z\nx " ID "\nkvm\t" ID "\n",
    HEAD "\n\xe2\x80\xae\x1b[31m\xff\xf0\x9f\n\n",
};
#define SEEDS (sizeof(seeds) / sizeof(*seeds))

static void seeds_are_read(void **state)
{
	(void)state;
	assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)"", 0), 0);
	for (size_t i = 0; i < SEEDS; i++)
		assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)seeds[i], strlen(seeds[i])), 0);
}

/* The message of one behind the head of another, pieces of them, and bytes changed, NUL among them. */
static void mutations_are_survived(void **state)
{
	static const char special[] = "\0\n \t\r<>@,;:\"'()[]#.-\x80\xc3\xe2\xf0\x20\x18"
				      "fF09";
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		const char *first = seeds[next_number(&random) % SEEDS],
			   *second = seeds[next_number(&random) % SEEDS];
		const char *message = strstr(second, "\n\n");
		struct buf text = BUF_INIT;
		size_t from;

		buf_add(&text, first, strlen(first) - next_number(&random) % (strlen(first) / 4));
		buf_addstr(&text, message ? message + next_number(&random) % strlen(message) : second);
		from = next_number(&random) % 4 ? strlen(HEAD) : 0;
		for (uint32_t i = next_number(&random) % 8; i && text.len > from; i--)
			text.s[from + next_number(&random) % (text.len - from)] =
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
