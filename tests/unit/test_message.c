/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/message.h"

#include "drafted.h"

static void makes_sections(void **state)
{
	struct fixture *f = *state;
	static char description[] =
	    "Xen events are delivered in the kernel,\nand timers too.\n\n* selftests\n  for both\n* docs\n";
	static char dormant[] = "nobody can reach it";
	struct message_facts facts = {.batch = BATCH_SECOND, .version = "5.18", .tag = "for-linus-2"};
	struct value *map;
	const struct value *sections, *bullets;

	add_topic(f, "kvm/fixes");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, true);
	add_topic(f, "kvm/xen")->description = description;
	f->survey.topics.v[1].dormant = dormant;
	add_commit(f, MATCH_SAME, 0, 10, false);
	facts.soaked = f->facts;
	map = message_values(&facts);
	assert_string_equal(text_of(map, "headline"), "Second batch of kvm updates for 5.18");
	sections = value_get(map, "sections", 8);
	assert_int_equal(value_count(sections), 2);
	assert_string_equal(text_of(value_at(sections, 0), "title"), "");
	assert_string_equal(text_of(value_at(sections, 1), "title"), "Fixes");
	bullets = value_get(value_at(sections, 0), "bullets", 7);
	assert_int_equal(value_count(bullets), 3);
	assert_string_equal(
	    value_as_text(value_at(bullets, 0)), "Xen events are delivered in the kernel,\nand timers too.");
	assert_string_equal(value_as_text(value_at(bullets, 1)), "selftests\nfor both");
	assert_int_equal(value_count(value_get(map, "notes", 5)), 1);
	assert_string_equal(value_as_text(value_at(value_get(map, "notes", 5), 0)),
	    "kvm/xen is dormant: nobody can reach it.");
	value_free(map);
}

/* What others wrote steers no terminal, also where it is signed. */
static void masks_all_texts(void **state)
{
	struct fixture *f = *state;
	static char description[] = "red \033[31m.\r\n\r\n* bell \a\xe2\x80\xae\n  more\n";
	static char dormant[] = "nobody\n \xc2\x9b"
				"2Juses\r\nit\n";
	static char subject[] = "x\033]0;title\a";
	struct message_facts facts = {.batch = BATCH_FIRST, .tag = "t"};
	struct value *map;
	const struct value *bullets;

	add_topic(f, "a\xe2\x80\xae/one")->description = description;
	add_commit(f, MATCH_SAME, 9, 1, false);
	f->survey.topics.v[0].dormant = dormant;
	add_topic(f, "a\xe2\x80\xae/two")->dormant = dormant;
	add_commit(f, MATCH_SAME, 0, 9, false);
	f->survey.commits.v[1].subject = subject;
	facts.soaked = f->facts;
	map = message_values(&facts);
	assert_string_equal(text_of(map, "headline"), "a<U+202E> updates");
	bullets = value_get(value_at(value_get(map, "sections", 8), 0), "bullets", 7);
	assert_int_equal(value_count(bullets), 3);
	assert_string_equal(value_as_text(value_at(bullets, 0)), "red ^[[31m.");
	assert_string_equal(value_as_text(value_at(bullets, 1)), "bell ^G<U+202E>\nmore");
	assert_string_equal(value_as_text(value_at(bullets, 2)), "x^[]0;title^G");
	assert_string_equal(text_of(map, "soak"),
	    "All of these have been in linux-next since next-20220307 or earlier, except for a<U+202E>/one "
	    "(1 commit, since next-20220316: nobody <U+009B>2Juses it).");
	assert_int_equal(value_count(value_get(map, "notes", 5)), 0);
	f->survey.topics.v[0].dormant = NULL;
	value_free(map);
	map = message_values(&facts);
	assert_string_equal(value_as_text(value_at(value_get(map, "notes", 5), 0)),
	    "a<U+202E>/two is dormant: nobody <U+009B>2Juses it.");
	value_free(map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(makes_sections, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(masks_all_texts, survey_setup, survey_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
