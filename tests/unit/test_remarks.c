/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/remarks.h"

#include "drafted.h"

static void expect_list(struct strings *list, const char *wanted)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < list->n; i++)
		buf_addf(&text, "%s%s", i ? "|" : "", list->v[i]);
	assert_string_equal(text.s, wanted);
	buf_release(&text);
	strings_release(list);
}

static void expect_tested(struct message_facts *facts, const char *wanted)
{
	char *sentence = remarks_tested(facts);

	if (wanted)
		assert_string_equal(sentence, wanted);
	else
		assert_null(sentence);
	free(sentence);
}

static void weighs_tests(void **state)
{
	struct ratio ratio = {.known = true};
	struct message_facts facts = {.batch = BATCH_SECOND, .ratio = &ratio};

	(void)state;
	expect_tested(&facts, NULL);
	ratio.lines[CLASS_CODE].added = 2366;
	ratio.lines[CLASS_TESTS].added = 1000;
	ratio.lines[CLASS_DOCS].added = 234;
	expect_tested(&facts, "Tests and documentation are 34 % of the lines added (1,234 of 3,600).");
	ratio.lines[CLASS_CODE].removed = 1400;
	expect_tested(&facts,
	    "Tests and documentation are 34 % of the lines added (1,234 of 3,600) and 24 % of "
	    "those changed.");
	facts.batch = BATCH_FIXES;
	expect_tested(&facts, NULL);
	facts.batch = BATCH_FIRST;
	ratio.known = false;
	expect_tested(&facts, NULL);
	facts.ratio = NULL;
	expect_tested(&facts, NULL);
}

static void remarks_on_others(void **state)
{
	struct fixture *f = *state;
	char *names[] = {"Ann", "B\033b", "C", "D", "E"};
	struct ack acks_v[5];
	struct acks acks = {acks_v, 5, 5};
	struct shared_commits shared_v[] = {{0, 1, 1}, {0, 2, 2}};
	struct sharing sharing = {shared_v, 2, 2};
	const size_t foreign[] = {3, 0};
	static char branch[] = "vfio/for-kvm";
	struct message_facts facts = {
	    .batch = BATCH_FIRST, .acks = &acks, .sharing = &sharing, .foreign = foreign};
	struct strings list = STRINGS_INIT;

	for (size_t i = 0; i < 5; i++)
		acks_v[i] = (struct ack){.name = names[i], .topic = i > 3, .commits = 3 - (i > 0)};
	add_topic(f, "kvm/vfio")->foreign = branch;
	for (int i = 0; i < 3; i++)
		add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "kvm/two");
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "kvm/out");
	facts.soaked = f->facts;
	facts.soaked.n = 2;
	remarks_acks(&list, &facts);
	expect_list(&list,
	    "kvm/vfio: acked by Ann (3 commits), B^[b (2 of 3 commits), C (2 of 3 commits) and D "
	    "(2 of 3 commits).|kvm/two: acked by E (2 of 1 commit).");
	remarks_shared(&list, &facts);
	expect_list(&list, "3 commits of kvm/vfio are also in vfio/for-kvm, a branch of another tree."
			   "|2 of 3 commits of kvm/vfio are also in kvm/out, which is not part of this.");
	f->survey.topics.v[0].name = branch;
	facts.sharing = NULL;
	remarks_shared(&list, &facts);
	expect_list(&list, "vfio/for-kvm (3 commits) is a branch of another tree.");
	facts.foreign = NULL;
	facts.acks = NULL;
	remarks_acks(&list, &facts);
	remarks_shared(&list, &facts);
	expect_list(&list, "");
}

static void remarks_on_merges(void **state)
{
	struct fixture *f = *state;
	struct strings paths = STRINGS_INIT, none = STRINGS_INIT, list = STRINGS_INIT;
	const struct message_merge merges[] = {
	    {"kvm/xen", "Merge kvm/xen", &paths, true}, {NULL, "Merge it", &none, false}};
	struct message_facts facts = {.soaked = f->facts, .merges = merges, .merge_count = 2};

	strings_add(&paths, "x.c");
	strings_add(&paths, "y\n.c");
	remarks_merges(&list, &facts);
	expect_list(&list,
	    "The merge of kvm/xen was resolved by hand (x.c and y .c): linux-next did not have it."
	    "|The merge \"Merge it\" was resolved by hand.");
	strings_release(&paths);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(weighs_tests),
	    cmocka_unit_test_setup_teardown(remarks_on_others, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(remarks_on_merges, survey_setup, survey_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
