/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mailfile.h"
#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char directory[] = "/tmp/mailfile.XXXXXX";

static struct error *read_bytes(struct emails *out, const char *bytes, size_t length)
{
	char *path = mem_format("%s/mail", directory);
	FILE *file = fopen(path, "w");
	struct error *err;

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
	err = mailfile_read(out, path);
	unlink(path);
	free(path);
	return err;
}

static int make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	return rmdir(directory);
}

#define HEAD "From: Ann <ann@example.org>\nSubject: =?utf-8?q?gr=C3=B6=C3=9Fer?=\n on two lines\nDate: x\n"
#define MIME HEAD "MIME-Version: 1.0\n"

static void mails_are_decoded(void **state)
{
	static const struct {
		const char *mail, *text;
	} cases[] = {
	    {HEAD "\nText\n", "Text\n"},
	    {HEAD "\nText", "Text\n"},
	    {"\n\n" HEAD "\nText\n", "Text\n"},
	    {MIME "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
		  "base64\n\nVGV4dA0KbW9yZQ==\n",
		"Text\nmore\n"},
	    {MIME "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "
		  "quoted-printable\n\ngr=F6=DFer=\n und\n",
		"gr\xc3\xb6\xc3\x9f"
		"er und\n"},
	    {MIME "Content-Type: text/plain; format=flowed\n\nbroken \nhere\n  two\n-- \nme\n",
		"broken here\n two\n-- \nme\n"},
	    {MIME "Content-Type: text/plain; format=flowed; delsp=yes\n\nbro \nken\n", "broken\n"},
	    {MIME "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\none\n--b\n"
		  "Content-Type: text/html\n\n<p>\n--b\nContent-Type: text/plain\nContent-Disposition: "
		  "attachment\n\nno\n--b\n\ntwo\n--b--\n",
		"one\ntwo\n"},
	    {HEAD "\n-----BEGIN PGP SIGNED MESSAGE-----\n\n- --- a\n- b\n",
		"-----BEGIN PGP SIGNED MESSAGE-----\n\n--- a\nb\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct emails mails;

		assert_null(read_bytes(&mails, cases[i].mail, strlen(cases[i].mail)));
		assert_int_equal(mails.n, 1);
		assert_string_equal(mails.v[0].subject, "gr\xc3\xb6\xc3\x9f"
							"er on two lines");
		assert_string_equal(mails.v[0].from, "Ann <ann@example.org>");
		assert_null(mails.v[0].no_text);
		if (strcmp(mails.v[0].text, cases[i].text) != 0)
			fail_msg("case %zu: '%s'", i, mails.v[0].text);
		emails_release(&mails);
	}
}

static void text_without_headers_is_taken_as_it_is(void **state)
{
	static const char text[] = "The following changes since commit x:\r\n\0end";
	struct emails mails;

	(void)state;
	assert_null(read_bytes(&mails, text, sizeof(text) - 1));
	assert_int_equal(mails.n, 1);
	assert_null(mails.v[0].subject);
	assert_string_equal(mails.v[0].text, "The following changes since commit x:\nend\n");
	emails_release(&mails);
}

static void an_mbox_has_several(void **state)
{
	static const char mbox[] = "From a Tue Jul  7 10:00:00 2026\n" HEAD
				   "\none\n\nFrom b Tue Jul  7 10:00:00 2026\n" HEAD "\ntwo\n";
	struct emails mails;

	(void)state;
	assert_null(read_bytes(&mails, mbox, strlen(mbox)));
	assert_int_equal(mails.n, 2);
	assert_non_null(strstr(mails.v[0].text, "one"));
	assert_null(strstr(mails.v[0].text, "two"));
	assert_non_null(strstr(mails.v[1].text, "two"));
	emails_release(&mails);
}

static void what_has_no_text_is_refused(void **state)
{
	static const struct {
		const char *mail, *says;
	} cases[] = {
	    {"", "is empty"},
	    {" \r\n\n", "is empty"},
	    {HEAD "\n", "has no text"},
	    {MIME "Content-Type: text/html\n\n<p>Hi\n", "has no text but HTML"},
	    {MIME "Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: "
		  "application/pgp-encrypted\n\nx\n--b--\n",
		"is encrypted"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct emails mails;
		struct error *err = read_bytes(&mails, cases[i].mail, strlen(cases[i].mail));

		if (!err || !strstr(err->message, cases[i].says))
			fail_msg("case %zu: %s", i, err ? err->message : "no error");
		assert_non_null(err->hint);
		error_free(err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mails_are_decoded),
	    cmocka_unit_test(text_without_headers_is_taken_as_it_is),
	    cmocka_unit_test(an_mbox_has_several),
	    cmocka_unit_test(what_has_no_text_is_refused),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
