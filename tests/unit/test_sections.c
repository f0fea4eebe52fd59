/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sections.h"

#include "drafted.h"

/* "title:bullet|bullet;title:..." */
static void expect_sections(const struct message_facts *facts, const char *wanted)
{
	struct value *map = message_values(facts);
	const struct value *sections = value_get(map, "sections", 8);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < value_count(sections); i++) {
		const struct value *bullets = value_get(value_at(sections, i), "bullets", 7);

		buf_addf(&text, "%s%s:", i ? ";" : "", text_of(value_at(sections, i), "title"));
		for (size_t j = 0; j < value_count(bullets); j++)
			buf_addf(&text, "%s%s", j ? "|" : "", value_as_text(value_at(bullets, j)));
	}
	assert_string_equal(text.s, wanted);
	buf_release(&text);
	value_free(map);
}

static void sorts_by_area(void **state)
{
	struct fixture *f = *state;
	struct strings order = STRINGS_INIT;
	const char *const areas[] = {"Generic", "x86", "x86", NULL, "Generic"};
	static char words[] = "One thing.\n\nX86:\n\n- another\n\ngeneric:\n\n- a third\n";
	struct message_facts facts = {.batch = BATCH_FIRST, .areas = areas, .area_order = &order};

	strings_add(&order, "x86");
	strings_add(&order, "Generic");
	add_topic(f, "none");
	f->survey.commits.n = 0;
	add_topic(f, "mixed");
	for (int i = 0; i < 3; i++)
		add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "plain");
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "told")->description = words;
	add_commit(f, MATCH_SAME, 0, 10, false);
	facts.soaked = f->facts;
	expect_sections(&facts, "x86:mixed: 3 patches, starting with \"area: do something\"|another;"
				"Generic:One thing.|a third;Other:area: do something");
	strings_release(&order);
}

static void takes_areas_from_names(void **state)
{
	struct fixture *f = *state;
	struct message_facts facts = {.batch = BATCH_FIRST, .title = "KVM"};
	struct value *map;
	const char *const names[] = {"kvm/x86/mmu", "kvm/s390", "kvm/arm/pmu", "kvm/x86/xen", "kvm/fixes"};

	for (size_t i = 0; i < 5; i++) {
		add_topic(f, names[i]);
		add_commit(f, MATCH_SAME, 0, 10, i == 4);
		add_commit(f, MATCH_SAME, 0, 10, i == 4);
	}
	facts.soaked = f->facts;
	expect_sections(&facts, "x86:kvm/x86/mmu: 2 patches, starting with \"area: do something\""
				"|kvm/x86/xen: 2 patches, starting with \"area: do something\";"
				"arm:kvm/arm/pmu: 2 patches, starting with \"area: do something\";"
				"kvm:kvm/s390: 2 patches, starting with \"area: do something\";"
				"Fixes:kvm/fixes: 2 fixes, starting with \"area: do something\"");
	map = message_values(&facts);
	assert_string_equal(text_of(map, "headline"), "KVM updates");
	assert_string_equal(text_of(map, "name"), "kvm");
	value_free(map);
}

/* Description, the integration branch's words, the batch's merge; blanks are no words. */
static void prefers_the_maintainers_words(void **state)
{
	struct fixture *f = *state;
	static char description[] = "described", text[] = "is gathered", blank[] = " \n";
	const char *const merges[] = {"is merged", "is merged", "is merged", "CI: https://example.org/"};
	struct message_facts facts = {.batch = BATCH_FIRST, .merge_texts = merges};
	struct strings lines = STRINGS_INIT;

	for (int i = 0; i < 4; i++) {
		struct topic *topic = add_topic(f, "topic");

		topic->description = i ? blank : description;
		topic->text = i < 2 ? text : NULL;
		add_commit(f, MATCH_SAME, 0, 10, false);
		add_commit(f, MATCH_SAME, 0, 10, false);
	}
	facts.soaked = f->facts;
	expect_sections(&facts,
	    ":described|is gathered|is merged|topic: 2 patches, starting with \"area: do something\"");
	sections_wordless(&lines, &facts);
	assert_int_equal(lines.n, 3);
	strings_release(&lines);
}

/* Where nobody described it; a merge that repeats the letter is no other words. */
static void takes_cover_letters(void **state)
{
	struct fixture *f = *state;
	static char title[] = "KVM: do it", words[] = "For this.\n\nAnd that.", described[] = "described",
		    url[] = "https://example.org/all/a%40example.org/";
	struct cover_letter letter = {title, words, url, 2, DAY_NONE, 2, 1};
	struct message_facts facts = {.batch = BATCH_FIRST};
	const char *merged[] = {NULL, NULL, "KVM: do it\n\nFor this. And\nthat.", "Something else.", NULL};
	struct strings texts = STRINGS_INIT;

	for (size_t i = 0; i < 5; i++) {
		struct topic *topic = add_topic(f, "kvm/topic");

		topic->description = i ? NULL : described;
		topic->letters = (struct cover_letters){&letter, i < 4, 1};
		add_commit(f, MATCH_SAME, 0, 10, false);
	}
	facts.soaked = f->facts;
	facts.merge_texts = merged;
	expect_sections(&facts, ":described|KVM: do it\n\nFor this.\n\nAnd that.|KVM: do it\n\nFor "
				"this.\n\nAnd that.|Something else.|area: do something");
	sections_lettered(&texts, &facts);
	assert_int_equal(texts.n, 2);
	assert_string_equal(texts.v[0], "kvm/topic is described in the words of its cover letter:\n  "
					"https://example.org/all/a%40example.org/\n  (v2; 1 of its 2 patches "
					"is here)");
	strings_release(&texts);
}

/* What the shortlog has is no word; of a single commit it is. Trailers are none either. */
static void takes_no_shortlog_for_words(void **state)
{
	struct fixture *f = *state;
	static char listed[] = "* area: do something\n\n- area: do something \n",
		    shortlog[] = "Ann Other (2):\n      area: do something\n      area: do something\n",
		    more[] = "- area: do something\n- and more",
		    closed[] = "Done.\n\nSigned-off-by: Ann <a@example.org>\n";
	char *const descriptions[] = {listed, shortlog, more, closed};
	struct message_facts facts = {.batch = BATCH_FIRST};
	struct strings lines = STRINGS_INIT;

	for (size_t i = 0; i < 4; i++) {
		add_topic(f, "topic")->description = descriptions[i];
		add_commit(f, MATCH_SAME, 0, 10, false);
		add_commit(f, MATCH_SAME, 0, 10, false);
	}
	add_topic(f, "single")->description = listed + strlen("* area: do something\n\n");
	add_commit(f, MATCH_SAME, 0, 10, false);
	facts.soaked = f->facts;
	expect_sections(&facts, ":topic: 2 patches, starting with \"area: do something\""
				"|topic: 2 patches, starting with \"area: do something\""
				"|area: do something|and more|Done.|area: do something");
	sections_wordless(&lines, &facts);
	assert_int_equal(lines.n, 4);
	strings_release(&lines);
}

static void lists_what_has_no_words(void **state)
{
	struct fixture *f = *state;
	static char ref[] = "refs/heads/a";
	struct message_facts facts = {.batch = BATCH_FIRST};
	struct strings lines = STRINGS_INIT;

	add_topic(f, "one");
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "a\033b")->ref = ref;
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_commit(f, MATCH_SAME, 0, 10, false);
	facts.soaked = f->facts;
	sections_wordless(&lines, &facts);
	assert_int_equal(lines.n, 3);
	assert_string_equal(lines.v[0], "Nothing tells what these are about:");
	assert_string_equal(lines.v[1], "  a^[b (2 patches)");
	assert_string_equal(lines.v[2], "Describe one with:  git branch --edit-description TOPIC");
	strings_release(&lines);
	for (size_t i = 2; i < 14; i++)
		f->topics[i] = 1;
	f->survey.topics.v[1].ref = NULL;
	facts.soaked.n = 14;
	sections_wordless(&lines, &facts);
	assert_int_equal(lines.n, 13);
	assert_string_equal(lines.v[11], "  and 3 more");
	assert_string_equal(lines.v[12], "Describe one with:  git config branch.TOPIC.description TEXT");
	strings_release(&lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(sorts_by_area, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(takes_areas_from_names, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(prefers_the_maintainers_words, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(takes_cover_letters, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(takes_no_shortlog_for_words, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(lists_what_has_no_words, survey_setup, survey_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
