/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mbox.h"
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define FROM "From mboxrd@z Thu Jan  1 00:00:00 1970\n"

static void reads_mails(void **state)
{
	static const char text[] = FROM
	    "Message-ID: <a@example.org>\nSubject: one\n\nbody\n\n" FROM "Subject: no id\n\n\n" FROM
	    "Subject: two\nmessage-id:\n\t<b@example.org>\n\n>From here\n>>From there\n> From\nFromage\n";
	struct raw_mails mails = RAW_MAILS_INIT;

	(void)state;
	assert_true(mbox_read(&mails, text, strlen(text)));
	assert_int_equal(mails.n, 3);
	assert_string_equal(mails.v[0].bytes, "Message-ID: <a@example.org>\nSubject: one\n\nbody\n");
	assert_int_equal(mails.v[0].length, strlen(mails.v[0].bytes));
	assert_string_equal(mails.v[0].id, "a@example.org");
	assert_string_equal(mails.v[1].bytes, "Subject: no id\n\n");
	assert_null(mails.v[1].id);
	assert_string_equal(mails.v[2].bytes,
	    "Subject: two\nmessage-id:\n\t<b@example.org>\n\nFrom here\n>From there\n> From\nFromage\n");
	assert_string_equal(mails.v[2].id, "b@example.org");
	raw_mails_release(&mails);
}

/* The first of those with one id stays, of those without all do; earlier calls count. */
static void leaves_out_doubles(void **state)
{
	static const char text[] =
	    FROM "Message-ID: <a@example.org>\nX-List: 1\n\n\n" FROM "Message-ID: <b@example.org>\n\n\n" FROM
		 "Message-Id: <a@example.org>\nX-List: 2\n\n\n" FROM "X-List: 3\n\n\n" FROM "X-List: 3\n\n\n";
	struct raw_mails mails = RAW_MAILS_INIT;

	(void)state;
	assert_true(mbox_read(&mails, text, strlen(text)));
	assert_int_equal(mails.n, 4);
	assert_non_null(strstr(mails.v[0].bytes, "X-List: 1"));
	assert_string_equal(mails.v[1].id, "b@example.org");
	assert_true(mbox_read(&mails, text, strlen(text)));
	assert_int_equal(mails.n, 6);
	raw_mails_release(&mails);
}

static void reads_other_line_ends(void **state)
{
	static const char text[] =
	    "From mboxrd@z Thu Jan  1 00:00:00 1970\r\nMessage-ID: <a@example.org>\r\n\r\n>From\r\n\n"
	    "From mboxrd@z Thu Jan  1 00:00:00 1970\r\nMessage-ID: <b@example.org>\r\n\r\n>From x\r\n\r\n"
	    "From \nSubject: cut";
	struct raw_mails mails = RAW_MAILS_INIT;

	(void)state;
	assert_true(mbox_read(&mails, text, strlen(text)));
	assert_int_equal(mails.n, 3);
	assert_string_equal(mails.v[0].bytes, "Message-ID: <a@example.org>\r\n\r\n>From\r\n");
	assert_string_equal(mails.v[0].id, "a@example.org");
	assert_string_equal(mails.v[1].bytes, "Message-ID: <b@example.org>\r\n\r\nFrom x\r\n");
	assert_string_equal(mails.v[2].bytes, "Subject: cut");
	raw_mails_release(&mails);
}

static void reads_ids(void **state)
{
	static const struct {
		const char *header, *id;
	} cases[] = {
	    {"Message-ID: <a/b%c\"d@example.org>\n", "a/b%c\"d@example.org"},
	    {"Message-ID: <\xc3\xa4@example.org>\n", "\xc3\xa4@example.org"},
	    {"Message-ID: bare@example.org \n", "bare@example.org"},
	    {"Message-ID:\n  <folded-\n\tid@example.org> (comment)\n", "folded-id@example.org"},
	    {"Message-ID: <>\n", NULL},
	    {"Message-ID:\n", NULL},
	    {"X-Message-ID: <a@example.org>\n", NULL},
	    {"Subject: x\n\nMessage-ID: <in-the-body@example.org>\n", NULL},
	    {"Message-ID: <first@example.org>\nMessage-ID: <second@example.org>\n", "first@example.org"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct raw_mails mails = RAW_MAILS_INIT;
		struct buf text = BUF_INIT;

		buf_addf(&text, FROM "%s\nbody\n", cases[i].header);
		assert_true(mbox_read(&mails, text.s, text.len));
		assert_int_equal(mails.n, 1);
		if (cases[i].id)
			assert_string_equal(mails.v[0].id, cases[i].id);
		else
			assert_null(mails.v[0].id);
		raw_mails_release(&mails);
		buf_release(&text);
	}
}

static void keeps_nul_bytes(void **state)
{
	static const char text[] = FROM "Subject: x\n\na\0b\n";
	struct raw_mails mails = RAW_MAILS_INIT;

	(void)state;
	assert_true(mbox_read(&mails, text, sizeof(text) - 1));
	assert_int_equal(mails.v[0].length, 16);
	assert_memory_equal(mails.v[0].bytes + 12, "a\0b\n", 4);
	raw_mails_release(&mails);
}

static void refuses(void **state)
{
	struct raw_mails mails = RAW_MAILS_INIT;
	struct buf many = BUF_INIT;

	(void)state;
	assert_false(mbox_read(&mails, "Subject: x\n", 11));
	assert_false(mbox_read(&mails, "\n" FROM, 1 + strlen(FROM)));
	assert_true(mbox_read(&mails, "", 0));
	assert_int_equal(mails.n, 0);
	assert_true(mbox_read(&mails, FROM "\n", strlen(FROM) + 1));
	assert_int_equal(mails.n, 1);
	for (size_t i = 0; i < MBOX_MOST; i++)
		buf_addstr(&many, "From \n");
	assert_true(mbox_read(&mails, many.s, many.len));
	assert_int_equal(mails.n, MBOX_MOST + 1);
	buf_addstr(&many, "From \n");
	assert_false(mbox_read(&mails, many.s, many.len));
	assert_int_equal(mails.n, MBOX_MOST + 1);
	buf_release(&many);
	raw_mails_release(&mails);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_mails),
	    cmocka_unit_test(leaves_out_doubles),
	    cmocka_unit_test(reads_other_line_ends),
	    cmocka_unit_test(reads_ids),
	    cmocka_unit_test(keeps_nul_bytes),
	    cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests_name("mbox", tests, NULL, NULL);
}
