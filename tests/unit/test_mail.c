/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_subject(const char *text, const char *wanted)
{
	struct buf out = BUF_INIT;

	header_add_text(&out, "Subject", text);
	assert_string_equal(out.s, wanted);
	buf_release(&out);
}

static void folds_and_encodes(void **state)
{
	(void)state;
	expect_subject("[GIT PULL] KVM changes for 5.18", "Subject: [GIT PULL] KVM changes for 5.18\n");
	expect_subject(
	    "[GIT PULL] a long subject which passes the seventy-eight columns that a line may have",
	    "Subject: [GIT PULL] a long subject which passes the seventy-eight columns that\n a line may "
	    "have\n");
	expect_subject("[GIT PULL] für alle", "Subject: [GIT PULL] =?UTF-8?q?f=C3=BCr?= alle\n");
	expect_subject("a =?utf-8?q?x?= b", "Subject: a =?UTF-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?= b\n");
	expect_subject("bell\a and\ttab \xff", "Subject: bell and tab =?UTF-8?b?77+9?=\n");
}

/* The two limits of RFC 2047 and RFC 5322 hold for any text. */
static void keeps_the_limits(void **state)
{
	static const char *const texts[] = {
	    "日本語の件名がとても長いのでエンコードされた語に分けなければならないはずです日本語の件名がとても"
	    "長い",
	    "äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß äöü ÄÖÜ ß",
	    "averyveryverylongwordwithoutanyblankwhichpassestheseventyeightcolumnsandsocannotbefoldedanywhere"
	    "_at_all",
	    "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buf out = BUF_INIT;

		header_add_text(&out, "Subject", texts[i]);
		for (char *line = strtok(out.s, "\n"); line; line = strtok(NULL, "\n")) {
			assert_true(strlen(line) <= 78);
			for (char *word = line; (word = strstr(word, "=?UTF-8?")); word++)
				assert_true(strstr(word + 10, "?=") - word + 2 <= 75);
		}
		buf_release(&out);
	}
}

static void expect_addresses(const char *text, const char *wanted)
{
	struct mailboxes list = MAILBOXES_INIT;
	struct buf out = BUF_INIT;

	assert_null(header_read_addresses(&list, "pullprep.to", text));
	header_add_addresses(&out, "To", &list);
	assert_string_equal(out.s, wanted);
	buf_release(&out);
	mailboxes_release(&list);
}

static void reads_addresses(void **state)
{
	(void)state;
	expect_addresses("a@example.org", "To: a@example.org\n");
	expect_addresses("Ann Example <a@example.org>, \"List, the\" <l@example.org>",
	    "To: Ann Example <a@example.org>, \"List, the\" <l@example.org>\n");
	expect_addresses(
	    "Jürgen Größe <j@example.org>", "To: =?UTF-8?q?J=C3=BCrgen_Gr=C3=B6=C3=9Fe?= <j@example.org>\n");
	expect_addresses("\"Q \\\"x\\\" Y\" <q@example.org>", "To: \"Q \\\"x\\\" Y\" <q@example.org>\n");
	expect_addresses(
	    "Somebody With A Long Name <somebody@example.org>, Another Person <another@example.org>",
	    "To: Somebody With A Long Name <somebody@example.org>, Another Person\n <another@example.org>\n");
}

/* Nobody who is named is left out. */
static void reads_all_forms(void **state)
{
	(void)state;
	expect_addresses("a@example.org,b@example.org ,c@example.org,",
	    "To: a@example.org, b@example.org, c@example.org\n");
	expect_addresses("a@example.org (Ann)", "To: Ann <a@example.org>\n");
	expect_addresses(
	    "\"A, B; <x@example.org>\" <a@example.org>", "To: \"A, B; <x@example.org>\" <a@example.org>\n");
	expect_addresses(
	    "=?UTF-8?q?J=C3=BCrgen?= <j@example.org>", "To: =?UTF-8?q?J=C3=BCrgen?= <j@example.org>\n");
	expect_addresses("<a@example.org>", "To: a@example.org\n");
}

static void refuses_addresses(void **state)
{
	static const char *const bad[] = {"nobody", "", "a@", "@b", "x <a@example.org> y",
	    "a@example.org\r\nBcc: b@example.org", "a@example.org\nb", "ü@example.org",
	    "list: a@example.org;", "a@example.org;b@example.org", "a@example.org; b@example.org",
	    "a@example.org b@example.org", "a@example.org junk here", "a@example.org>", "<a@example.org",
	    "A <a@example.org> <b@example.org>", "b@example.org <a@example.org>", "A; B <a@example.org>",
	    "\"A <a@example.org>", "A (b <a@example.org>", "a@example.org,b", ",", "A <a@example.org>;"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct mailboxes list = MAILBOXES_INIT;
		struct error *err = header_read_addresses(&list, "pullprep.to", bad[i]);

		assert_non_null(err);
		assert_non_null(strstr(err->message, "pullprep.to"));
		error_free(err);
		mailboxes_release(&list);
	}
}

static void expect_identity_error(const char *identity)
{
	struct mail mail = MAIL_INIT;
	struct error *err = mail_read_identity(&mail, identity);

	assert_non_null(err);
	error_free(err);
	mail_release(&mail);
}

static void reads_identities(void **state)
{
	struct mail mail = MAIL_INIT;

	(void)state;
	assert_null(mail_read_identity(&mail, "Ann Example <a@example.org> 1648827176 -0400"));
	assert_string_equal(mail.from.v[0].name, "Ann Example");
	assert_string_equal(mail.from.v[0].address, "a@example.org");
	assert_int_equal(mail.date, 1648827176);
	assert_int_equal(mail.zone, -400);
	mail_release(&mail);
	expect_identity_error("Ann Example <> 1 +0000");
	expect_identity_error("Ann Example <root> 1 +0000");
	expect_identity_error("nonsense");
}

static char *written(const char *body, size_t length)
{
	struct mail mail = MAIL_INIT;
	struct buf out = BUF_INIT;

	assert_null(mail_read_identity(&mail, "Ann Example <a@example.org> 1648827176 -0430"));
	assert_null(header_read_addresses(&mail.to, "--to", "b@example.org"));
	mail.subject = "[GIT PULL] changes";
	mail.body = body;
	mail.length = length;
	mail_write(&out, &mail);
	mail_release(&mail);
	return buf_detach(&out);
}

static void keeps_the_body(void **state)
{
	static const char body[] = "Größe\n\n  trailing \n-- \nFrom here\n";
	char *text = written(body, strlen(body)), *again = written(body, strlen(body)),
	     *other = written("x\n", 2);
	char *id = strstr(text, "Message-ID: ");

	(void)state;
	assert_string_equal(strstr(text, "\n\n") + 2, body);
	assert_int_equal(
	    strncmp(text,
		"From: Ann Example <a@example.org>\nTo: b@example.org\nSubject: [GIT PULL] changes\n"
		"Date: Fri, 1 Apr 2022 11:02:56 -0430\nMessage-ID: <20220401153256.",
		strlen("From: Ann Example <a@example.org>\nTo: b@example.org\nSubject: [GIT PULL] changes\n"
		       "Date: Fri, 1 Apr 2022 11:02:56 -0430\nMessage-ID: <20220401153256.")),
	    0);
	assert_non_null(
	    strstr(text, "\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n"));
	assert_string_equal(text, again);
	assert_int_not_equal(strncmp(id, strstr(other, "Message-ID: "), 60), 0);
	free(text);
	free(again);
	free(other);
}

static void answers_another(void **state)
{
	struct mail mail = {.subject = "cover", .body = "x\n", .length = 2};
	struct buf cover = BUF_INIT, reply = BUF_INIT;
	char *id, *line, *other;

	(void)state;
	assert_null(mail_read_identity(&mail, "Ann <a@example.org> 0 +0000"));
	mail_write(&cover, &mail);
	assert_null(strstr(cover.s, "In-Reply-To"));
	id = mail_id(&mail);
	line = mem_format("\nMessage-ID: %s\n", id);
	assert_non_null(strstr(cover.s, line));
	free(line);
	mail.replies_to = id;
	mail_write(&reply, &mail);
	line = mem_format("\nIn-Reply-To: %s\nReferences: %s\nMessage-ID: <", id, id);
	assert_non_null(strstr(reply.s, line));
	other = mail_id(&mail);
	assert_string_not_equal(id, other);
	free(line);
	free(id);
	free(other);
	buf_release(&cover);
	buf_release(&reply);
	mail_release(&mail);
}

static void quotes_long_lines(void **state)
{
	struct buf body = BUF_INIT;
	char *text;

	(void)state;
	buf_addchars(&body, 'x', 998);
	buf_addch(&body, '\n');
	text = written(body.s, body.len);
	assert_non_null(strstr(text, "Encoding: 8bit\n"));
	free(text);
	buf_reset(&body);
	buf_addchars(&body, 'x', 999);
	buf_addstr(&body, "\nü = \n");
	text = written(body.s, body.len);
	assert_non_null(strstr(text, "Encoding: quoted-printable\n"));
	assert_non_null(strstr(text, "\n=C3=BC =3D=20\n"));
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(strlen(line) <= 78);
	free(text);
	buf_release(&body);
}

static void knows_utf8(void **state)
{
	(void)state;
	assert_true(mail_is_utf8("Größe", strlen("Größe")));
	assert_false(mail_is_utf8("Gr\xf6\xdf"
				  "e",
	    5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(folds_and_encodes),
	    cmocka_unit_test(keeps_the_limits),
	    cmocka_unit_test(reads_addresses),
	    cmocka_unit_test(reads_all_forms),
	    cmocka_unit_test(refuses_addresses),
	    cmocka_unit_test(reads_identities),
	    cmocka_unit_test(keeps_the_body),
	    cmocka_unit_test(answers_another),
	    cmocka_unit_test(quotes_long_lines),
	    cmocka_unit_test(knows_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
