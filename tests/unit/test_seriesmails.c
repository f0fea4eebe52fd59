/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriesmails.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A series in three versions, the parts of the last one in other places, of which the second was applied. */
enum {
	V1,
	V1_ONE,
	V2,
	V2_ONE,
	V2_TWO,
	V3,
	V3_TWO,
	V3_ONE,
	TO_V1,
	TO_TWO,
	TO_V2,
	TO_ONE,
	TO_V3,
	TO_V3_ONE,
	MAILS
};

static const struct {
	int parent, hours;
	const char *subject;
} posted[MAILS] = {
    [V1] = {-1, 0, "[PATCH 0/1] KVM: do it"},
    [V1_ONE] = {V1, 0, "[PATCH 1/1] KVM: one"},
    [V2] = {-1, 20, "[PATCH v2 0/2] KVM: do it"},
    [V2_ONE] = {V2, 20, "[PATCH v2 1/2] KVM: one"},
    [V2_TWO] = {V2, 20, "[PATCH v2 2/2] KVM: two"},
    [V3] = {-1, 40, "[PATCH v3 0/2] KVM: do it"},
    [V3_TWO] = {V3, 40, "[PATCH v3 1/2] KVM: two"},
    [V3_ONE] = {V3, 40, "[PATCH v3 2/2] KVM: one"},
    [TO_V1] = {V1_ONE, 1, "Re: [PATCH 1/1] KVM: one"},
    [TO_TWO] = {V2_TWO, 22, "Re: two"},
    [TO_V2] = {V2, 24, "Re: all"},
    [TO_ONE] = {V2_ONE, 23, "Re: one"},
    [TO_V3] = {V3, 41, "Re: all again"},
    [TO_V3_ONE] = {V3_ONE, 42, "Re: one again"},
};

static struct email mails[MAILS];
static struct thread thread;
static struct answer_tags tags;
static struct refusals refusals;
static struct series_match match;

static int enter(void **state)
{
	const struct series_commit commit = {.subject = "KVM: one",
	    .author_email = "ann@example.org",
	    .message = "",
	    .committed = 1000000,
	    .link = "m3@example.org"};
	static git_oid patches[MAILS];

	(void)state;
	for (int i = 0; i < MAILS; i++) {
		mails[i] = (struct email){.time = 3600 * (int64_t)posted[i].hours,
		    .message_id = mem_format("m%d@example.org", i),
		    .subject = mem_dup(posted[i].subject),
		    .from_email = mem_dup(i < TO_V1 ? "ann@example.org" : "bob@example.org"),
		    .text = mem_dup(i < TO_V1 ? "" : "NAK\n")};
		if (posted[i].parent >= 0)
			strings_add(&mails[i].parents, mails[posted[i].parent].message_id);
	}
	thread_find(&thread, mails, MAILS);
	answer_tags_find(&tags, &thread);
	refusals_find(&refusals, &thread, &tags);
	series_match(&match, &thread, patches, &commit);
	return thread.n == 3 && refusals.n == MAILS - TO_V1 && match.part == 1 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	refusals_release(&refusals);
	answer_tags_release(&tags);
	thread_release(&thread);
	for (int i = 0; i < MAILS; i++)
		email_release(&mails[i]);
	return 0;
}

static void replies_are_to_the_part_or_the_letter(void **state)
{
	struct mail_numbers replies;

	(void)state;
	series_replies(&replies, &thread, &match);
	assert_int_equal(replies.n, 2);
	assert_int_equal(replies.v[0], TO_ONE); /* it was written before the other */
	assert_int_equal(replies.v[1], TO_V2);
	array_release(&replies);
	mails[TO_ONE].time = EMAIL_NO_TIME;
	series_replies(&replies, &thread, &match);
	assert_int_equal(replies.v[0], TO_V2);
	assert_int_equal(replies.v[1], TO_ONE);
	array_release(&replies);
}

static void objections_are_to_it_or_what_is_newer(void **state)
{
	struct mail_numbers numbers;

	(void)state;
	series_objections(&numbers, &thread, &refusals, &match, "KVM: one");
	assert_int_equal(numbers.n, 2);
	assert_int_equal(refusals.v[numbers.v[0]].mail, TO_ONE);
	assert_int_equal(refusals.v[numbers.v[1]].mail, TO_V3_ONE);
	array_release(&numbers);
	series_objections(&numbers, &thread, &refusals, &match, NULL);
	assert_int_equal(numbers.n, 2);
	assert_int_equal(refusals.v[numbers.v[0]].mail, TO_V2);
	assert_int_equal(refusals.v[numbers.v[1]].mail, TO_V3);
	array_release(&numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(replies_are_to_the_part_or_the_letter, enter, leave),
	    cmocka_unit_test_setup_teardown(objections_are_to_it_or_what_is_newer, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
