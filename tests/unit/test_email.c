/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/email.h"

#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static struct email read_text(const char *raw)
{
	struct email email;

	email_parse(&email, raw, strlen(raw));
	return email;
}

static void headers_are_read(void **state)
{
	struct email email =
	    read_text("Received: from somewhere\n"
		      "Message-ID: <20260324175913.92858-3-ann@example.org>\n"
		      "In-Reply-To: <20260324175913.92858-1-ann@example.org>\n"
		      "References: <first@example.org>\n <second@example.org>\n"
		      "\t<20260324175913.92858-1-ann@example.org>\n"
		      "From: =?utf-8?q?=C3=84nn?= Example <Ann@Example.ORG>\n"
		      "To: KVM <kvm@example.org>, team: bob@example.org, cy@example.org;\n"
		      "Cc: Kvm@example.org, dan@example.org\n"
		      "Date: Tue, 24 Mar 2026 18:59:13 +0100\n"
		      "Subject: [PATCH v2 2/7]\n =?utf-8?b?S1ZNOiDDpA==?=\n\nHello\r\nthere\n");

	(void)state;
	assert_string_equal(email.message_id, "20260324175913.92858-3-ann@example.org");
	assert_int_equal(email.parents.n, 3);
	assert_string_equal(email.parents.v[0], "20260324175913.92858-1-ann@example.org");
	assert_string_equal(email.parents.v[1], "second@example.org");
	assert_string_equal(email.parents.v[2], "first@example.org");
	assert_string_equal(email.from_name, "Änn Example");
	assert_string_equal(email.from_email, "ann@example.org");
	assert_int_equal(email.recipients.n, 4);
	assert_string_equal(email.recipients.v[0], "kvm@example.org");
	assert_string_equal(email.recipients.v[1], "bob@example.org");
	assert_string_equal(email.recipients.v[2], "cy@example.org");
	assert_string_equal(email.recipients.v[3], "dan@example.org");
	assert_int_equal(email.time, 1774375153);
	assert_string_equal(email.subject, "[PATCH v2 2/7] KVM: ä");
	assert_string_equal(email.text, "Hello\nthere\n");
	assert_null(email.no_text);
	email_release(&email);
}

/* b4's relay. */
static void relays_say_for_whom(void **state)
{
	struct email email =
	    read_text("From: Rae via B4 Relay <devnull+rae.example.org@kernel.org>\n"
		      "X-Original-From: =?utf-8?q?R=C3=A4e=2C_R=2E?= <Rae@example.org>\n\nx\n");

	(void)state;
	assert_string_equal(email.from_name, "R\xc3\xa4"
					     "e, R.");
	assert_string_equal(email.from_email, "rae@example.org");
	assert_string_equal(email.from, "Rae via B4 Relay <devnull+rae.example.org@kernel.org>");
	email_release(&email);
}

static void what_is_missing_is_nothing(void **state)
{
	static const char *const raw[] = {"", "\n", "\nonly text\n",
	    "From: \nTo: undisclosed-recipients:;\n\n", "Date: yesterday\nMessage-ID: none\nFrom: <>\n\n",
	    "\xff\xfe\x01", "Subject"};

	(void)state;
	for (size_t i = 0; i < sizeof(raw) / sizeof(*raw); i++) {
		struct email email = read_text(raw[i]);

		assert_non_null(email.text);
		assert_null(email.subject);
		assert_null(email.from_email);
		assert_int_equal(email.parents.n, 0);
		assert_int_equal(email.recipients.n, 0);
		assert_true(email.time == EMAIL_NO_TIME);
		email_release(&email);
	}
}

static void texts_are_decoded(void **state)
{
	struct email email = read_text("Content-Type: text/plain; charset=iso-8859-1\n"
				       "Content-Transfer-Encoding: quoted-printable\n\nn=E4h=\n e\n");

	(void)state;
	assert_string_equal(email.text, "näh e\n");
	email_release(&email);
	email = read_text(
	    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nSGVsbG8K\n");
	assert_string_equal(email.text, "Hello\n");
	email_release(&email);
	email = read_text(
	    "Content-Type: multipart/signed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsigned\n\n"
	    "--b\nContent-Type: application/pgp-signature\n\nxxxx\n--b--\n");
	assert_string_equal(email.text, "signed\n");
	email_release(&email);
	email = read_text("Content-Type: text/html\n\n<p>x</p>\n");
	assert_non_null(strstr(email.no_text, "HTML"));
	email_release(&email);
}

/* No cut of a mail does harm. */
static void any_cut_is_read(void **state)
{
	static const char raw[] =
	    "Message-ID: <a@b>\nFrom: =?utf-8?q?=C3=84?= <x@example.org>\nReferences: <c@d>\n"
	    "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain;\n"
	    " format=flowed; delsp=yes\n\na \nb\n--b\nContent-Type: message/rfc822\n\nSubject: "
	    "x\n\ny\n--b--\n";
	size_t told = 0;

	(void)state;
	for (size_t length = 0; length < sizeof(raw); length++) {
		struct email email;

		email_parse(&email, raw, length);
		assert_non_null(email.text);
		told += email.message_id != NULL;
		email_release(&email);
	}
	assert_true(told > 100);
}

/* Ten thousand parts beside each other, and as many within each other. */
static void many_parts_are_read(void **state)
{
	enum { MANY = 10000 };
	struct buf beside = BUF_INIT, within = BUF_INIT;
	struct email email;

	(void)state;
	buf_addstr(&beside, "Message-ID: <a@b>\nContent-Type: multipart/mixed; boundary=b\n\n");
	buf_addstr(&within, "Message-ID: <c@d>\n");
	for (int i = 0; i < MANY; i++) {
		buf_addf(&beside, "--b\nContent-Type: text/plain\n\npart %d\n", i);
		buf_addf(&within, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	}
	buf_addstr(&beside, "--b--\n");
	buf_addstr(&within, "Content-Type: text/plain\n\ninside\n");
	email_parse(&email, beside.s, beside.len);
	assert_string_equal(email.message_id, "a@b");
	assert_non_null(strstr(email.text, "part 0\n"));
	assert_non_null(strstr(email.text, "part 9999\n"));
	email_release(&email);
	email_parse(&email, within.s, within.len);
	assert_string_equal(email.message_id, "c@d");
	email_release(&email);
	buf_release(&beside);
	buf_release(&within);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(headers_are_read),
	    cmocka_unit_test(relays_say_for_whom),
	    cmocka_unit_test(what_is_missing_is_nothing),
	    cmocka_unit_test(texts_are_decoded),
	    cmocka_unit_test(any_cut_is_read),
	    cmocka_unit_test(many_parts_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
