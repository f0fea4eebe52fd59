/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mails.h"

#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* "a=first b=x -=none": a mail per word, with that id and subject; "-" has no id. */
static void make_answer(struct raw_mails *out, const char *words)
{
	struct strings list = STRINGS_INIT;

	*out = (struct raw_mails)RAW_MAILS_INIT;
	strings_split(&list, words, ' ');
	for (size_t i = 0; i < list.n; i++) {
		char *subject = strchr(list.v[i], '=');
		struct raw_mail mail = {.id = NULL};

		*subject++ = '\0';
		mail.bytes = mem_format("Subject: %s\n\nText.\n", subject);
		mail.length = strlen(mail.bytes);
		mail.id = strcmp(list.v[i], "-") != 0 ? mem_dup(list.v[i]) : NULL;
		array_push(out, mail);
	}
	strings_release(&list);
}

/* The mails after each round of answers, which are separated by "|". */
static char *add_rounds(const char *const *rounds, size_t n)
{
	struct emails mails = {.v = NULL};
	struct buf told = BUF_INIT;

	for (size_t k = 0; k < n; k++) {
		struct strings texts = STRINGS_INIT;
		struct raw_mails answers[4];
		const struct raw_mails *borrowed[4];
		size_t before = mails.n, added;

		strings_split(&texts, rounds[k], '|');
		for (size_t i = 0; i < texts.n; i++) {
			make_answer(&answers[i], texts.v[i]);
			borrowed[i] = &answers[i];
		}
		added = mails_add(&mails, borrowed, texts.n);
		assert_int_equal(mails.n, before + added);
		for (size_t i = 0; i < texts.n; i++)
			raw_mails_release(&answers[i]);
		strings_release(&texts);
	}
	for (size_t i = 0; i < mails.n; i++)
		buf_addf(&told, "%s%s=%s", i ? " " : "", mails.v[i].message_id, mails.v[i].subject);
	emails_release(&mails);
	return buf_detach(&told);
}

#define TELLS(expected, ...)                                                                                 \
	do {                                                                                                 \
		const char *const rounds[] = {__VA_ARGS__};                                                  \
		char *told = add_rounds(rounds, sizeof(rounds) / sizeof(*rounds));                           \
                                                                                                             \
		assert_string_equal(told, expected);                                                         \
		free(told);                                                                                  \
	} while (0)

static void each_comes_once_in_its_order(void **state)
{
	(void)state;
	TELLS("c=1 a=2 b=3", "c=1 a=2 b=3");
	TELLS("c=1 a=2 b=3", "c=1|a=2|b=3");
	TELLS("c=1 a=2 b=3", "c=1", "a=2 b=3");
}

static void of_those_with_one_id_the_first_stays(void **state)
{
	(void)state;
	TELLS("b=1 a=2 z=4", "b=1 a=2|a=3 z=4 b=5");
	TELLS("b=1 a=2 z=4", "b=1 a=2", "a=3 z=4|b=5 z=6");
	TELLS("b=1", "b=1|b=2|b=3", "b=4");
}

static void one_without_an_id_is_left_out(void **state)
{
	(void)state;
	TELLS("a=2", "-=1 a=2|-=3", "-=4");
	TELLS("", "-=1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_comes_once_in_its_order),
	    cmocka_unit_test(of_those_with_one_id_the_first_stays),
	    cmocka_unit_test(one_without_an_id_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
