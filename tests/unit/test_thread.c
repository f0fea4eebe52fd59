/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/thread.h"

#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* ID|PARENT|SENDER|MINUTE|SUBJECT; "-" for no parent or no time. */
enum { MOST = 32 };
static struct email mails[MOST];
static size_t count;
static struct thread thread;

static char *field(char **line)
{
	return strsep(line, "|");
}

static void read_mails(const char *const *lines, size_t n)
{
	for (count = 0; count < n; count++) {
		char *line = mem_dup(lines[count]), *rest = line;
		struct email *email = &mails[count];
		const char *text;

		*email = (struct email){.time = EMAIL_NO_TIME};
		email->message_id = mem_dup(field(&rest));
		text = field(&rest);
		if (strcmp(text, "-") != 0)
			strings_split(&email->parents, text, ',');
		email->from_email = mem_dup(field(&rest));
		text = field(&rest);
		if (strcmp(text, "-") != 0)
			email->time = 1774375153 + 60 * strtol(text, NULL, 10);
		email->subject = mem_dup(rest);
		email->text = mem_dup("");
		free(line);
	}
}

/* Each posting as "v2 RFC: cover,one,-,three", a missing cover letter as "-"; then each answer as "id>part of v2". */
static char *tell(void)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < thread.n; i++) {
		const struct posting *posting = &thread.v[i];

		buf_addf(&out, "v%d%s%s:", posting->version, posting->rfc ? " RFC" : "",
		    posting->resend ? " RESEND" : "");
		for (int part = 0; part <= posting->parts; part++)
			buf_addf(&out, "%s%s", part ? "," : " ",
			    posting->mails[part] == THREAD_NONE ? "-"
								: mails[posting->mails[part]].message_id);
		buf_addch(&out, '\n');
	}
	for (size_t i = 0; i < count; i++)
		if (thread.places[i].answer)
			buf_addf(&out, "%s>%d of v%d\n", mails[i].message_id, thread.places[i].part,
			    thread.v[thread.places[i].posting].version);
	return buf_detach(&out);
}

static void expect(const char *const *lines, size_t n, const char *expected)
{
	char *told;

	read_mails(lines, n);
	thread_find(&thread, mails, count);
	told = tell();
	assert_string_equal(told, expected);
	free(told);
	thread_release(&thread);
	for (size_t i = 0; i < count; i++)
		email_release(&mails[i]);
}
#define EXPECT(lines, expected) expect(lines, sizeof(lines) / sizeof(*(lines)), expected)

static void a_series_and_its_answers(void **state)
{
	static const char *const lines[] = {
	    "r2|r1,c|bob|30|Re: [PATCH 1/2] one",
	    "p2|c|ann|2|[PATCH 2/2] two",
	    "p1|c|ann|1|[PATCH 1/2] one",
	    "c|-|ann|0|[PATCH 0/2] a series",
	    "r1|p1,c|bob|20|Re: [PATCH 1/2] one",
	    "r3|c|cy|40|Re: [PATCH 0/2] a series",
	    "r4|gone,p2,c|dan|50|Re: [PATCH 2/2] two",
	    "x|-|dan|50|something else",
	};

	(void)state;
	EXPECT(lines, "v1: c,p1,p2\nr2>1 of v1\nr1>1 of v1\nr3>0 of v1\nr4>2 of v1\n");
}

/* The next version in the same thread, in answer to the first's cover letter. */
static void versions_are_told_apart(void **state)
{
	static const char *const lines[] = {
	    "a0|-|ann|0|[PATCH 0/1] s",
	    "a1|a0|ann|1|[PATCH 1/1] p",
	    "b0|a0|ann|100|[PATCH v2 0/2] s",
	    "b1|b0,a0|ann|101|[PATCH v2 1/2] p",
	    "b2|b0,a0|ann|102|[PATCH v2 2/2] q",
	    "r|b1,b0,a0|bob|200|Re: [PATCH v2 1/2] p",
	    "c0|-|ann|-|[RFC PATCH v3 0/2] s",
	    "c2|c0|ann|-|[RFC PATCH v3 2/2] q",
	};

	(void)state;
	EXPECT(lines, "v1: a0,a1\nv2: b0,b1,b2\nv3 RFC: c0,-,c2\nr>1 of v2\n");
}

static void without_a_cover_letter(void **state)
{
	/* in answer to the first; in a chain; and all to a mail that is not here */
	static const char *const first[] = {
	    "p3|p1|ann|3|[PATCH 3/3] c", "p1|-|ann|1|[PATCH 1/3] a", "p2|p1|ann|2|[PATCH 2/3] b"};
	static const char *const chain[] = {
	    "p3|p2,p1|ann|3|[PATCH 3/3] c", "p1|-|ann|1|[PATCH 1/3] a", "p2|p1|ann|2|[PATCH 2/3] b"};
	static const char *const siblings[] = {
	    "p3|x|ann|3|[PATCH 3/3] c", "p1|x|ann|1|[PATCH 1/3] a", "p2|x|ann|2|[PATCH 2/3] b"};
	/* nothing but the ids says so */
	static const char *const stems[] = {"20260324175913.92858-3-ann@example.org|-|ann|3|[PATCH 3/3] c",
	    "20260324175913.92858-1-ann@example.org|-|ann|1|[PATCH 1/3] a",
	    "20260324175914.92858-2-ann@example.org|-|ann|2|[PATCH 2/3] b"};

	(void)state;
	EXPECT(first, "v1: -,p1,p2,p3\n");
	EXPECT(chain, "v1: -,p1,p2,p3\n");
	EXPECT(siblings, "v1: -,p1,p2,p3\n");
	EXPECT(stems,
	    "v1: -,20260324175913.92858-1-ann@example.org,-,20260324175913.92858-3-ann@example.org\n"
	    "v1: -,-,20260324175914.92858-2-ann@example.org,-\n");
}

static void others_are_others(void **state)
{
	/* the same numbers by another sender, a patch in an answer, the same again, two lone patches */
	static const char *const lines[] = {
	    "a0|-|ann|0|[PATCH 0/2] s",
	    "a1|a0|ann|1|[PATCH 1/2] p",
	    "b2|a0|bob|2|[PATCH 2/2] q",
	    "f|a1,a0|bob|3|[PATCH] fixup",
	    "d0|a0|ann|4|[PATCH RESEND 0/2] s",
	    "d1|d0,a0|ann|5|[PATCH RESEND 1/2] p",
	    "l1|-|ann|6|[PATCH] lone",
	    "l2|-|ann|7|[PATCH] lone",
	    "a1again|a0|ann|8|[PATCH 1/2] p",
	};

	(void)state;
	EXPECT(lines,
	    "v1: a0,a1,-\nv1: -,-,b2\nv1: -,f\nv1 RESEND: d0,d1,-\nv1: -,l1\nv1: -,l2\nv1: -,a1again,-\n");
}

/* Mails that answer each other, or themselves. */
static void circles_end(void **state)
{
	static const char *const lines[] = {
	    "a|b|ann|0|[PATCH] a", "b|c|bob|1|Re: [PATCH] a", "c|b,a|cy|2|Re: [PATCH] a", "d|d|dan|3|Re: x"};

	(void)state;
	EXPECT(lines, "v1: -,a\n");
}

static void it_answers_questions(void **state)
{
	static const char *const lines[] = {
	    "a0|-|ann|0|[PATCH v2 0/3] All of it", "a2|a0|ann|1|[PATCH v2 2/3] p", "b|-|ann|1|[PATCH] Lone"};

	(void)state;
	read_mails(lines, 3);
	thread_find(&thread, mails, count);
	assert_int_equal(thread_mail(&thread, "a2"), 1);
	assert_true(thread_mail(&thread, "a3") == THREAD_NONE);
	assert_string_equal(posting_title(&thread, &thread.v[0]), "All of it");
	assert_int_equal(posting_missing(&thread.v[0]), 2);
	assert_string_equal(posting_title(&thread, &thread.v[1]), "Lone");
	assert_int_equal(posting_missing(&thread.v[1]), 0);
	thread_release(&thread);
	for (size_t i = 0; i < count; i++)
		email_release(&mails[i]);
	thread_find(&thread, NULL, 0);
	assert_int_equal(thread.n, 0);
	thread_release(&thread);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_series_and_its_answers),
	    cmocka_unit_test(versions_are_told_apart),
	    cmocka_unit_test(without_a_cover_letter),
	    cmocka_unit_test(others_are_others),
	    cmocka_unit_test(circles_end),
	    cmocka_unit_test(it_answers_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
