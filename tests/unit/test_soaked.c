/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mergetext.h"
#include "text/message.h"
#include "text/remarks.h"
#include "text/sections.h"
#include "util/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A survey by hand: ten daily trees from Mon 2022-03-07 on, topics added commit by commit. */
struct fixture {
	struct survey survey;
	struct next_tree trees[10];
	struct next_trees next;
	struct verdict verdicts[8];
	size_t topics[16];
	size_t list[8][16];
	char names[10][16];
	struct soaked_facts facts;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	for (int i = 0; i < 10; i++) {
		snprintf(f->names[i], sizeof(f->names[i]), "next-202203%02d", 7 + i);
		f->trees[i].name = f->names[i];
		f->trees[i].day = day_make(2022, 3, 7 + i);
	}
	f->next.v = f->trees;
	f->next.n = 10;
	f->facts = (struct soaked_facts){.survey = &f->survey,
	    .next = &f->next,
	    .verdicts = f->verdicts,
	    .topics = f->topics,
	    .least = 3,
	    .day_0 = DAY_NONE,
	    .as_of = day_make(2022, 3, 17)};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < f->survey.topics.n; i++)
		array_release(&f->survey.topics.v[i].commits);
	array_release(&f->survey.topics);
	array_release(&f->survey.commits);
	free(f);
	return 0;
}

static struct topic *add_topic(struct fixture *f, const char *name)
{
	struct topic topic = {.name = NULL};
	char *const *names = (char *const *)&name;

	topic.name = *names;
	f->topics[f->facts.n++] = f->survey.topics.n;
	array_push(&f->survey.topics, topic);
	return &f->survey.topics.v[f->survey.topics.n - 1];
}

static void add_commit(struct fixture *f, enum match match, int first, int releases, bool fix)
{
	static char subject[] = "area: do something";
	struct topic *topic = &f->survey.topics.v[f->survey.topics.n - 1];
	struct commit_facts commit = {.subject = subject, .fix = fix, .committed = day_start(f->facts.as_of)};

	commit.soak = (struct soak){.match = match,
	    .first = match == MATCH_MODIFIED ? SOAK_NONE : first,
	    .was = match == MATCH_MODIFIED ? first : SOAK_NONE,
	    .last = match >= MATCH_REBASED ? 9 : SOAK_NONE,
	    .newest = match >= MATCH_REBASED ? NEWEST_YES : NEWEST_NO,
	    .releases = releases};
	array_push(&topic->commits, f->survey.commits.n);
	array_push(&f->survey.commits, commit);
	topic->patches++;
	topic->fixes += fix;
}

static void expect(struct fixture *f, const char *wanted)
{
	struct buf out = BUF_INIT;

	soaked_add(&out, &f->facts);
	assert_string_equal(out.s, wanted);
	buf_release(&out);
}

static void all_soaked(void **state)
{
	struct fixture *f = *state;

	expect(f, "");
	add_topic(f, "kvm/mmu");
	add_commit(f, MATCH_SAME, 0, 10, false);
	expect(f, "This has been in linux-next since next-20220307.");
	add_commit(f, MATCH_REBASED, 4, 6, false);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier.");
}

static void with_exceptions(void **state)
{
	struct fixture *f = *state;
	static char why[] = "no released userspace calls them yet", word[] = "the driver is new";

	add_topic(f, "kvm/mmu");
	add_commit(f, MATCH_SAME, 4, 6, false);
	add_topic(f, "kvm/tsc")->dormant = why;
	add_commit(f, MATCH_SAME, 9, 1, false);
	add_commit(f, MATCH_SAME, 9, 1, false);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier, except for kvm/tsc "
		  "(2 commits, "
		  "since next-20220316: no released userspace calls them yet).");
	add_topic(f, "kvm/fixes");
	for (int i = 0; i < 3; i++)
		add_commit(f, MATCH_NEVER, SOAK_NONE, 0, true);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier, except for kvm/tsc "
		  "(2 commits, "
		  "since next-20220316: no released userspace calls them yet) and three fixes, which came in "
		  "this week.");
	add_topic(f, "kvm/xen");
	f->verdicts[3].override = word;
	add_commit(f, MATCH_SAME, 1, 8, false);
	add_commit(f, MATCH_MODIFIED, 2, 0, false);
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier, except for kvm/tsc "
		  "(2 commits, "
		  "since next-20220316: no released userspace calls them yet), 2 of the 3 commits of kvm/xen "
		  "(1 changed "
		  "lately, older versions since next-20220309, 1 never in linux-next: the driver is new) and "
		  "three fixes, "
		  "which came in this week.");
}

/* In the window what came after day 0 is late, however often it was seen since. */
static void after_day_0(void **state)
{
	struct fixture *f = *state;

	f->facts.day_0 = day_make(2022, 3, 9);
	add_topic(f, "early");
	add_commit(f, MATCH_SAME, 2, 8, false);
	add_topic(f, "late");
	add_commit(f, MATCH_SAME, 3, 7, false);
	expect(f, "All of these have been in linux-next since next-20220309 or earlier, except for late (1 "
		  "commit, since "
		  "next-20220310).");
}

static void none_soaked(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "new");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	expect(f,
	    "Not long enough in linux-next to count as tested there: new (1 commit, never in linux-next).");
	f->next.n = 0;
	expect(f, "");
}

static void only_fixes(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "fixes");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, true);
	expect(f, "This fix came in this week and has not been in linux-next.");
	add_commit(f, MATCH_SAME, 9, 1, true);
	expect(f, "These fixes were not long in linux-next: 1 since next-20220316, 1 never in linux-next.");
}

/* What is said of several commits must be true of each: the latest of the first sightings. */
static void latest_of_exceptions(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "old");
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "late");
	add_commit(f, MATCH_SAME, 8, 2, false);
	add_commit(f, MATCH_SAME, 9, 1, false);
	add_commit(f, MATCH_MODIFIED, 1, 0, false);
	add_commit(f, MATCH_MODIFIED, 3, 0, false);
	expect(f, "All of these have been in linux-next since next-20220307 or earlier, except for late (4 "
		  "commits, 2 since next-20220316 or earlier, 2 changed lately, older versions since "
		  "next-20220310 or earlier).");
}

static void leaves(struct fixture *f, int last)
{
	struct soak *soak = &f->survey.commits.v[f->survey.commits.n - 1].soak;

	soak->last = last;
	soak->newest = NEWEST_NO;
}

/* What linux-next has dropped was tested there once, and is not any more. */
static void dropped_from_next(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "gone");
	add_commit(f, MATCH_SAME, 0, 5, false);
	leaves(f, 4);
	expect(f, "Not in linux-next any more: gone (1 commit, in linux-next from next-20220307 to "
		  "next-20220311 only).");
	add_commit(f, MATCH_REBASED, 1, 4, false);
	leaves(f, 4);
	expect(f, "Not in linux-next any more: gone (2 commits, in linux-next between next-20220307 and "
		  "next-20220311 only).");
	add_topic(f, "new");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	expect(f,
	    "Not long enough in linux-next, or not any more, to count as tested there: gone (2 commits, in "
	    "linux-next between next-20220307 and next-20220311 only) and new (1 commit, never in "
	    "linux-next).");
	add_topic(f, "there");
	add_commit(f, MATCH_SAME, 2, 8, false);
	add_commit(f, MATCH_SAME, 2, 1, false);
	leaves(f, 2);
	expect(f,
	    "All of these have been in linux-next since next-20220309 or earlier, except for gone (2 "
	    "commits, in linux-next between next-20220307 and next-20220311 only), new (1 commit, never "
	    "in linux-next) and 1 of the 2 commits of there (in linux-next in next-20220309 only).");
}

static void dropped_fixes(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "fixes");
	add_commit(f, MATCH_SAME, 2, 3, true);
	leaves(f, 4);
	expect(f, "This fix was in linux-next from next-20220309 to next-20220311 only.");
	add_commit(f, MATCH_SAME, 9, 1, true);
	expect(f, "These fixes were not long in linux-next: 1 since next-20220316, 1 in linux-next from "
		  "next-20220309 to next-20220311 only.");
}

/* ---- the variables of the message ---- */

static const char *text_of(const struct value *map, const char *name)
{
	return value_as_text(value_get(map, name, strlen(name)));
}

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

static void reads_merges(void **state)
{
	char *text;

	(void)state;
	text = message_of_merge("Merge branch 'kvm/xen' into HEAD\n\nXen events and timers.\n\n* kvm/xen:\n  "
				"xen: one\n  xen: two\n\n"
				"Signed-off-by: Ann <a@example.org>\n# gpg: Good signature\n");
	assert_string_equal(text, "Xen events and timers.");
	free(text);
	assert_null(message_of_merge("Merge branch 'kvm/xen' into HEAD\n\n* kvm/xen:\n  xen: "
				     "one\n\nSigned-off-by: Ann <a@example.org>\n"));
	assert_null(message_of_merge("Merge branch 'kvm/xen'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(all_soaked, setup, teardown),
	    cmocka_unit_test_setup_teardown(with_exceptions, setup, teardown),
	    cmocka_unit_test_setup_teardown(after_day_0, setup, teardown),
	    cmocka_unit_test_setup_teardown(none_soaked, setup, teardown),
	    cmocka_unit_test_setup_teardown(only_fixes, setup, teardown),
	    cmocka_unit_test_setup_teardown(latest_of_exceptions, setup, teardown),
	    cmocka_unit_test_setup_teardown(dropped_from_next, setup, teardown),
	    cmocka_unit_test_setup_teardown(dropped_fixes, setup, teardown),
	    cmocka_unit_test_setup_teardown(makes_sections, setup, teardown),
	    cmocka_unit_test_setup_teardown(masks_all_texts, setup, teardown),
	    cmocka_unit_test_setup_teardown(sorts_by_area, setup, teardown),
	    cmocka_unit_test_setup_teardown(takes_areas_from_names, setup, teardown),
	    cmocka_unit_test_setup_teardown(prefers_the_maintainers_words, setup, teardown),
	    cmocka_unit_test_setup_teardown(lists_what_has_no_words, setup, teardown),
	    cmocka_unit_test_setup_teardown(weighs_tests, setup, teardown),
	    cmocka_unit_test_setup_teardown(remarks_on_others, setup, teardown),
	    cmocka_unit_test_setup_teardown(remarks_on_merges, setup, teardown),
	    cmocka_unit_test(reads_merges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
