/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/answers.h"

#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* A series of two patches by Ann, and answers to it: each in answer to a mail by its number, at its place's minute. */
struct answer {
	size_t to;
	const char *from, *text;
};
enum { COVER, ONE, TWO, FIRST_ANSWER, MOST = 16 };
static struct email mails[MOST];
static size_t count;
static struct thread thread;
static struct answer_tags tags;
static struct refusals refusals;

static void add_mail(size_t to, const char *from, const char *subject, const char *text)
{
	struct email *email = &mails[count];

	*email = (struct email){.time = 1774375153 + 60 * (int64_t)count};
	email->message_id = mem_format("%zu@example.org", count);
	if (to != count)
		strings_take(&email->parents, mem_format("%zu@example.org", to));
	email->from_email = mem_dup(from);
	email->subject = mem_dup(subject);
	email->text = mem_dup(text);
	count++;
}

static void read_all(void)
{
	thread_find(&thread, mails, count);
	answer_tags_find(&tags, &thread);
	refusals_find(&refusals, &thread, &tags);
}

static void post(const struct answer *answers, size_t n)
{
	count = 0;
	add_mail(0, "ann@example.org", "[PATCH v2 0/2] a series", "Reviewed-by: nobody\n");
	add_mail(COVER, "ann@example.org", "[PATCH v2 1/2] one",
	    "this is wrong\nAcked-by: Old <old@example.org>\n");
	add_mail(COVER, "ann@example.org", "[PATCH v2 2/2] two", "");
	for (size_t i = 0; i < n; i++)
		add_mail(answers[i].to, answers[i].from, "Re: [PATCH v2] a series", answers[i].text);
	read_all();
}
#define POST(answers) post(answers, sizeof(answers) / sizeof(*(answers)))

static void forget(void)
{
	refusals_release(&refusals);
	answer_tags_release(&tags);
	thread_release(&thread);
	for (size_t i = 0; i < count; i++)
		email_release(&mails[i]);
}

static void tags_are_those_of_answers(void **state)
{
	static const struct answer answers[] = {
	    {ONE, "bob@example.org",
		"> Signed-off-by: Ann <ann@example.org>\n> Acked-by: Q <q@example.org>\n\nFine.\n\n"
		"Reviewed-by: Bob  Example\t<Bob@Example.org>\n-- \nTested-by: Sig <s@example.org>\n"},
	    {COVER, "cy@example.org", "  tested-BY: cy@example.org\nReviewed-by:\nReviewed-by me\n"},
	    {FIRST_ANSWER, "dan@example.org", "Acked-by: Dan"},
	    {ONE, "eve@example.org", "Tested-and-Reviewed-by: Eve\nReviewed-bye: x\nAcked-and: y\n"},
	};

	(void)state;
	POST(answers);
	assert_int_equal(tags.n, 5);
	assert_string_equal(tags.v[0].name, "Reviewed-by");
	assert_string_equal(tags.v[0].value, "Bob Example <Bob@Example.org>");
	assert_string_equal(tags.v[0].email, "bob@example.org");
	assert_int_equal(tags.v[0].part, 1);
	assert_int_equal(tags.v[0].mail, FIRST_ANSWER);
	assert_string_equal(tags.v[1].name, "Tested-by");
	assert_string_equal(tags.v[1].email, "cy@example.org");
	assert_int_equal(tags.v[1].part, 0);
	assert_string_equal(tags.v[2].value, "Dan");
	assert_string_equal(tags.v[2].email, "");
	assert_int_equal(tags.v[2].part, 1);
	assert_string_equal(tags.v[3].name, "Reviewed-by");
	assert_string_equal(tags.v[4].name, "Tested-by");
	assert_string_equal(tags.v[4].value, "Eve");
	forget();
}

static const char *robot_name(const char *address)
{
	char *copy = mem_dup(address);
	const struct email email = {.from_email = copy};
	const struct robot *robot = robot_of(&email);

	free(copy);
	return robot ? robot->name : "a person";
}

static void robots_are_known(void **state)
{
	const struct email nobody = {.from_email = NULL};

	(void)state;
	assert_string_equal(robot_name("lkp@intel.com"), "kernel test robot");
	assert_string_equal(robot_name("syzbot+0123456789abcdef@syzkaller.appspotmail.com"), "syzbot");
	assert_string_equal(robot_name("patchwork-bot+netdevbpf@kernel.org"), "patchwork");
	assert_string_equal(robot_name("ann@example.org"), "a person");
	assert_string_equal(robot_name("not-lkp@intel.com.example.org"), "a person");
	assert_null(robot_of(&nobody));
}

static bool found_fault(const char *address, const char *subject, const char *text)
{
	char *from = mem_dup(address), *title = mem_dup(subject), *words = mem_dup(text);
	const struct email email = {.from_email = from, .subject = title, .text = words};
	bool found = robot_found_fault(&email);

	free(from);
	free(title);
	free(words);
	return found;
}

static void robots_write_of_good_news_too(void **state)
{
	static const char lkp[] = "lkp@intel.com", bluez[] = "bluez.test.bot@gmail.com",
			  gfx[] = "patchwork@emeril.freedesktop.org",
			  syz[] = "syzbot+1@syzkaller.appspotmail.com";

	(void)state;
	assert_true(
	    found_fault(lkp, "Re: [PATCH] KVM: return success", "kernel test robot noticed the following\n"));
	assert_false(found_fault(lkp, "[kvm:queue] BUILD SUCCESS 0123456789ab", "all fine\n"));
	assert_true(found_fault(syz, "Re: [PATCH] x", "the reproducer is still triggering an issue\n"));
	assert_false(found_fault(syz, "Re: [PATCH] x", "the reproducer did not trigger any issue:\n"));
	assert_true(found_fault(bluez, "RE: x", "Test Summary:\nCheckPatch  PASS\nGitLint  FAIL\n"));
	assert_false(found_fault(bluez, "RE: x", "Test Summary:\nCheckPatch  PASS\nGitLint  PASS\n"));
	assert_true(found_fault(gfx, "Fi.CI.BAT: failure for KVM", "x\n"));
	assert_false(found_fault(gfx, "Fi.CI.BAT: success for KVM", "x\n"));
	assert_false(found_fault("tip-bot2@linutronix.de", "[tip: x86/mm] x", "error\n"));
	assert_false(found_fault("ann@example.org", "Re: x", "it fails\n"));
}

static void answers_are_looked_for(void **state)
{
	static const struct answer answers[] = {{ONE, "lkp@intel.com", "it warns\n"},
	    {FIRST_ANSWER, "syzbot@example.org", "it does\n"}, {TWO, "bob@example.org", "x\n"},
	    {FIRST_ANSWER + 2, "cy@example.org", "y\n"}, {FIRST_ANSWER + 3, "ann@example.org", "z\n"}};

	(void)state;
	POST(answers);
	assert_false(mail_answered_by(&thread, FIRST_ANSWER, NULL));
	assert_true(mail_answered_by(&thread, FIRST_ANSWER, "syzbot@example.org"));
	assert_true(mail_answered_by(&thread, FIRST_ANSWER + 2, NULL));
	assert_true(mail_answered_by(&thread, FIRST_ANSWER + 2, "ann@example.org"));
	assert_false(mail_answered_by(&thread, FIRST_ANSWER + 3, "cy@example.org"));
	forget();
}

static void refusals_stand_until_answered(void **state)
{
	static const struct answer open[] = {{ONE, "bob@example.org", "> x\nNAK, that API is gone.\n"}};
	static const struct answer answered[] = {{ONE, "bob@example.org", "I don't like this at all.\n"},
	    {FIRST_ANSWER, "ann@example.org", "Why?\n"}};
	static const struct answer by_other[] = {
	    {ONE, "bob@example.org", "Nacked-by: Bob <bob@example.org>\n"},
	    {FIRST_ANSWER, "cy@example.org", "Why?\n"}};
	static const struct answer came_round[] = {{ONE, "bob@example.org", "This breaks my machine\n"},
	    {COVER, "bob@example.org", "Reviewed-by: Bob <bob@example.org>\n"}};
	static const struct answer other_part[] = {{ONE, "bob@example.org", "This breaks my machine\n"},
	    {TWO, "bob@example.org", "Reviewed-by: Bob <bob@example.org>\n"}};

	(void)state;
	POST(open);
	assert_int_equal(refusals.n, 1);
	assert_string_equal(refusals.v[0].words, "NAK, that API is gone.");
	assert_int_equal(refusals.v[0].part, 1);
	forget();
	POST(answered);
	assert_int_equal(refusals.n, 0);
	forget();
	POST(by_other);
	assert_int_equal(refusals.n, 1);
	forget();
	POST(came_round);
	assert_int_equal(refusals.n, 0);
	forget();
	POST(other_part);
	assert_int_equal(refusals.n, 1);
	forget();
}

#define FIFTY "fifty bytes of a paragraph that is all in one line "

static void of_a_paragraph_the_sentence_is_quoted(void **state)
{
	static const struct answer answers[] = {
	    {ONE, "bob@example.org", FIFTY FIFTY "end. Now: this is broken! " FIFTY FIFTY "\n"},
	    {ONE, "bob@example.org",
		FIFTY "this is broken " FIFTY FIFTY "x "
		      "größer größer größer größer größer\n"},
	};

	(void)state;
	POST(answers);
	assert_int_equal(refusals.n, 2);
	assert_string_equal(refusals.v[0].words, "Now: this is broken!");
	assert_string_equal(
	    refusals.v[1].words, FIFTY "this is broken " FIFTY FIFTY "x größer größer größer gr...");
	forget();
}

/* Bob sees many series. */
static void praise_of_others_is_no_answer(void **state)
{
	static const struct answer open[] = {{ONE, "bob@example.org", "NAK, that API is gone.\n"}};
	static const struct {
		const char *title, *one, *two;
		size_t to, refusals;
	} later[] = {
	    {"[PATCH 0/2] another", "[PATCH 1/2] three", "[PATCH 2/2] four", ONE, 1},
	    {"[PATCH 0/2] another", "[PATCH 1/2] three", "[PATCH 2/2] four", COVER, 1},
	    {"[PATCH v3 0/2] a series", "[PATCH v3 1/2] two", "[PATCH v3 2/2] one", ONE, 1},
	    {"[PATCH v3 0/2] a series", "[PATCH v3 1/2] two", "[PATCH v3 2/2] one", TWO, 0},
	    {"[PATCH v3 0/2] a series", "[PATCH v3 1/2] two", "[PATCH v3 2/2] one", COVER, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(later) / sizeof(*later); i++) {
		size_t cover;

		POST(open);
		refusals_release(&refusals);
		answer_tags_release(&tags);
		thread_release(&thread);
		cover = count;
		add_mail(cover, "ann@example.org", later[i].title, "");
		add_mail(cover, "ann@example.org", later[i].one, "");
		add_mail(cover, "ann@example.org", later[i].two, "");
		add_mail(cover + later[i].to, "bob@example.org", "Re: that", "Acked-by: <bob@example.org>\n");
		read_all();
		assert_int_equal(refusals.n, later[i].refusals);
		forget();
	}
}

static void what_is_no_refusal(void **state)
{
	static const struct answer answers[] = {
	    {ONE, "bob@example.org", "> NAK\n> this is wrong\nI like it.\n"},
	    {ONE, "bob@example.org", "See SNAKE and NAK_BIT and xNACK.\n"},
	    {ONE, "ann@example.org", "NAK, I was wrong: this is broken\n"},
	    {ONE, "lkp@intel.com", "this breaks the build\n"},
	    {TWO, "cy@example.org", "Looks good.\n-- \nNAK\n"},
	};

	(void)state;
	POST(answers);
	for (size_t i = 0; i < refusals.n; i++)
		print_error("%s\n", refusals.v[i].words);
	assert_int_equal(refusals.n, 0);
	forget();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tags_are_those_of_answers),
	    cmocka_unit_test(robots_are_known),
	    cmocka_unit_test(robots_write_of_good_news_too),
	    cmocka_unit_test(answers_are_looked_for),
	    cmocka_unit_test(refusals_stand_until_answered),
	    cmocka_unit_test(of_a_paragraph_the_sentence_is_quoted),
	    cmocka_unit_test(praise_of_others_is_no_answer),
	    cmocka_unit_test(what_is_no_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
