/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/reasons.h"

#include "excused.h"
#include "text/remarks.h"

static const char why[] = "nobody calls it yet";

struct told {
	struct findings findings;
	struct waived_reasons reasons;
};

static void gather(struct told *told, const struct fixture *f)
{
	told->reasons = (struct waived_reasons){.v = NULL};
	waived_reasons_find(&told->reasons, &told->findings, &f->survey, f->topics, f->facts.n);
}

static void expect(struct told *told, const struct fixture *f, const char *wanted)
{
	char *sentence;

	gather(told, f);
	assert_int_equal(told->reasons.n, 1);
	sentence = reasons_sentence(&told->reasons.v[0], &f->survey, NULL);
	assert_string_equal(sentence, wanted);
	free(sentence);
	waived_reasons_release(&told->reasons);
	findings_release(&told->findings);
}

static void two_topics(struct fixture *f)
{
	add_topic(f, "kvm/a");
	for (int i = 0; i < 6; i++)
		add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	add_topic(f, "kvm/b");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	number_commits(f);
}

static void names_what_it_is_for(void **state)
{
	struct fixture *f = *state;
	struct told told = {.findings = FINDINGS_INIT};

	two_topics(f);
	find_on(&told.findings, f, 6, "never-in-next", never, why);
	expect(&told, f, "kvm/b was never in linux-next: nobody calls it yet.");
	for (size_t i = 0; i < 6; i++)
		find_on(&told.findings, f, i, "never-in-next", never, why);
	find_on(&told.findings, f, 6, "never-in-next", never, why);
	expect(&told, f, "kvm/a and kvm/b were never in linux-next: nobody calls it yet.");
	find_on(&told.findings, f, 1, "rebased", "was rebased: it is new", "Why not?");
	expect(&told, f, "020202020202 (\"area: do something\") was rebased: Why not?");
	for (size_t i = 0; i < 4; i++)
		find_on(&told.findings, f, i, "left-next", "has left linux-next: it was there", why);
	expect(&told, f, "4 of 6 commits of kvm/a have left linux-next: nobody calls it yet.");
	find_on(&told.findings, f, 0, "committed-in-window", "was committed on Tue 22 Mar, after", why);
	find_on(&told.findings, f, 1, "committed-in-window", "was committed on Wed 23 Mar, after", why);
	expect(&told, f,
	    "010101010101 (\"area: do something\") and 020202020202 (\"area: do something\"): nobody calls "
	    "it "
	    "yet.");
	find_on(&told.findings, f, 6, "never-in-next", never, why);
	find_on(&told.findings, f, 6, "second-week-feature", "adds KVM_CAP_X to the interface", why);
	expect(&told, f,
	    "kvm/b was never in linux-next and adds KVM_CAP_X to the interface: nobody calls it yet.");
}

static void names_no_range(void **state)
{
	struct fixture *f = *state;
	struct told told = {.findings = FINDINGS_INIT};

	two_topics(f);
	f->survey.topics.v[0].kind = TOPIC_RANGE;
	for (size_t i = 0; i < 6; i++)
		find_on(&told.findings, f, i, "never-in-next", never, why);
	expect(&told, f, "6 commits were never in linux-next: nobody calls it yet.");
}

/* What others wrote steers no terminal, and stays one line. */
static void masks(void **state)
{
	struct fixture *f = *state;
	struct told told = {.findings = FINDINGS_INIT};

	two_topics(f);
	find_on(&told.findings, f, 6, "never-in-next", never, "weil \303\266ffentlich\n \033[31mrot");
	expect(&told, f, "kvm/b was never in linux-next: weil \303\266ffentlich ^[[31mrot.");
}

static void tells_what_is_missing(void **state)
{
	struct fixture *f = *state;
	struct told told = {.findings = FINDINGS_INIT};
	struct strings missing = STRINGS_INIT;

	two_topics(f);
	find_on(&told.findings, f, 0, "never-in-next", never, why);
	find_on(&told.findings, f, 6, "never-in-next", never, "the driver is new");
	gather(&told, f);
	reasons_missing(
	    &missing, &told.reasons, &f->survey, "It goes in, since\nthe driver is new, and so on");
	assert_int_equal(missing.n, 1);
	assert_string_equal(missing.v[0],
	    "010101010101 (\"area: do something\") was never in linux-next: nobody calls it yet.");
	strings_release(&missing);
	waived_reasons_release(&told.reasons);
	findings_release(&told.findings);
}

/* ---- in the tag's message ---- */

static void expect_message(struct told *told, struct fixture *f, const char *sentence, const char *notes)
{
	struct message_facts facts = {.batch = BATCH_FIRST};
	struct strings list = STRINGS_INIT;
	struct buf soak = BUF_INIT, text = BUF_INIT;

	gather(told, f);
	facts.soaked = f->facts;
	facts.soaked.reasons = &told->reasons;
	soaked_add(&soak, &facts.soaked);
	remarks_reasons(&list, &facts, soak.s);
	remarks_waived(&list, &facts);
	for (size_t i = 0; i < list.n; i++)
		buf_addf(&text, "%s%s", i ? "|" : "", list.v[i]);
	assert_string_equal(soak.s, sentence);
	assert_string_equal(text.s, notes);
	strings_release(&list);
	buf_release(&soak);
	buf_release(&text);
	waived_reasons_release(&told->reasons);
}

static void tells_each_once(void **state)
{
	static char word[] = "Nobody calls it yet.", other[] = "Ann asked for it";
	struct fixture *f = *state;
	struct told told = {.findings = FINDINGS_INIT};

	add_topic(f, "kvm/old");
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "kvm/new");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	number_commits(f);
	find_on(&told.findings, f, 1, "never-in-next", never, why);
	expect_message(&told, f,
	    "All of these have been in linux-next since next-20220307 or earlier, except for kvm/new (2 "
	    "commits, "
	    "never in linux-next).",
	    "020202020202 (\"area: do something\") was never in linux-next: nobody calls it yet.");
	find_on(&told.findings, f, 2, "never-in-next", never, why);
	expect_message(&told, f,
	    "All of these have been in linux-next since next-20220307 or earlier, except for kvm/new (2 "
	    "commits, "
	    "never in linux-next: nobody calls it yet).",
	    "");
	f->verdicts[1].override = other;
	expect_message(&told, f,
	    "All of these have been in linux-next since next-20220307 or earlier, except for kvm/new (2 "
	    "commits, "
	    "never in linux-next: Ann asked for it).",
	    "kvm/new was never in linux-next: nobody calls it yet.");
	f->verdicts[1].override = word;
	expect_message(&told, f,
	    "All of these have been in linux-next since next-20220307 or earlier, except for kvm/new (2 "
	    "commits, "
	    "never in linux-next: Nobody calls it yet.).",
	    "");
	/* of two topics it is said once, for both */
	f->verdicts[1].override = NULL;
	find_on(&told.findings, f, 0, "committed-in-window", "was committed on Tue 22 Mar, after", why);
	expect_message(&told, f,
	    "All of these have been in linux-next since next-20220307 or earlier, except for kvm/new (2 "
	    "commits, "
	    "never in linux-next).",
	    "kvm/old and kvm/new: nobody calls it yet.");
	/* ... or for the one of which the plan does not say it */
	f->verdicts[1].override = word;
	expect_message(&told, f,
	    "All of these have been in linux-next since next-20220307 or earlier, except for kvm/new (2 "
	    "commits, "
	    "never in linux-next: Nobody calls it yet.).",
	    "kvm/old: nobody calls it yet.");
	findings_release(&told.findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(names_what_it_is_for, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(names_no_range, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(masks, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(tells_what_is_missing, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(tells_each_once, survey_setup, survey_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
