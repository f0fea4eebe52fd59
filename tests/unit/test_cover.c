/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/cover.h"

#include "text/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct strings none = STRINGS_INIT;

static struct strings list(const char *words)
{
	struct strings out = STRINGS_INIT;

	strings_split(&out, words, ' ');
	return out;
}

static struct cover_topic topic(const char *name, const char *tag, const char *base)
{
	return (struct cover_topic){.name = name,
	    .tag = tag,
	    .headline = "a headline",
	    .patches = 2,
	    .base = base,
	    .stands_on = &none,
	    .shares = &none,
	    .files = &none,
	    .new_ioctls = &none,
	    .gone_ioctls = &none,
	    .conflicts = &none};
}

/* What the template makes of the facts. */
static void expect(const struct cover_facts *facts, const char *template, const char *wanted)
{
	struct value *values = value_map();
	struct template *parsed;
	struct buf out = BUF_INIT;

	cover_values(values, facts);
	assert_null(template_parse(&parsed, "test", template, strlen(template)));
	assert_null(template_render(parsed, values, &out));
	assert_string_equal(out.s, wanted);
	template_free(parsed);
	value_free(values);
	buf_release(&out);
}

static void says_in_which_order(void **state)
{
	struct strings one = list("a-6.9"), two = list("a-6.9 b-6.9"), three = list("a-6.9 b-6.9 c-6.9");
	struct cover_topic topics[] = {topic("a", "a-6.9", "v6.9-rc1"), topic("b", "b-6.9", "v6.9-rc1"),
	    topic("c", "c-6.9", NULL), topic("d", "d-6.9", NULL)};
	struct cover_facts facts = {.topics = topics, .n = 1};

	(void)state;
	expect(&facts, "${order}", "");
	facts.n = 2;
	expect(&facts, "${order}", "None of them stands on another, so any order will do.");
	facts.n = 4;
	topics[2].stands_on = &two;
	expect(&facts, "${order}", "Please pull them in this order, since c-6.9 stands on a-6.9 and b-6.9.");
	topics[3].shares = &three;
	expect(&facts, "${order}",
	    "Please pull them in this order, since c-6.9 stands on a-6.9 and b-6.9; d-6.9 shares commits "
	    "with "
	    "a-6.9, b-6.9 and c-6.9.");
	topics[2].shares = &one;
	facts.n = 3;
	expect(&facts, "${order}",
	    "Please pull them in this order, since c-6.9 stands on a-6.9 and b-6.9 and shares commits with "
	    "a-6.9.");
	expect(&facts,
	    "%for t in topics\n${t.number} ${t.base}\n%for u in t.stands_on\n${u}\n%end\n%for u in "
	    "t.shares\n-${u}\n%end\n%end\n",
	    "1 v6.9-rc1\n2 v6.9-rc1\n3 \na-6.9\nb-6.9\n-a-6.9\n");
	strings_release(&one);
	strings_release(&two);
	strings_release(&three);
}

static void knows_what_was_sent_before(void **state)
{
	struct strings sent = list("z-6.9"), both = list("a-6.9 y-6.9 z-6.9");
	struct cover_topic topics[] = {topic("a", "a-6.9", NULL), topic("b", "b-6.9", NULL)};
	struct cover_facts facts = {.topics = topics, .n = 1};

	(void)state;
	topics[0].stands_on = &sent;
	expect(&facts, "${order}", "What was sent before should be pulled first: a-6.9 stands on z-6.9.");
	facts.n = 2;
	expect(&facts, "${order}",
	    "None of them stands on another, so any order will do. What was sent before should be pulled "
	    "first: a-6.9 stands on z-6.9.");
	topics[1].stands_on = &both;
	topics[1].shares = &sent;
	expect(&facts, "${order}",
	    "Please pull them in this order, since b-6.9 stands on a-6.9. What was sent before should be "
	    "pulled first: a-6.9 stands on z-6.9; b-6.9 stands on y-6.9 and z-6.9 and shares commits with "
	    "z-6.9.");
	strings_release(&sent);
	strings_release(&both);
}

static void says_on_what_they_are_based(void **state)
{
	struct cover_topic topics[] = {topic("x/a", "a-6.9", "v6.9-rc3"), topic("x/b", "b-6.9", "v6.9-rc1"),
	    topic("x/c", "c-6.9", "v6.9-rc1"), topic("x/d", "d-6.9", "0123456789ab"),
	    topic("x/e", "e-6.9", NULL)};
	struct cover_facts facts = {.topics = topics, .n = 1};

	(void)state;
	expect(&facts, "${bases}", "It is based on v6.9-rc3.");
	facts.n = 2;
	expect(&facts, "${bases}", "These are based on v6.9-rc3, except for b-6.9 (v6.9-rc1).");
	facts.n = 5;
	expect(&facts, "${bases}",
	    "These are based on v6.9-rc1, except for a-6.9 (v6.9-rc3), d-6.9 (0123456789ab).");
	facts.topics = topics + 1;
	facts.n = 2;
	expect(&facts, "${bases}", "These are based on v6.9-rc1.");
	facts.topics = topics + 4;
	facts.n = 1;
	expect(&facts, "${bases}", "");
}

static void has_a_headline(void **state)
{
	struct cover_topic topics[] = {topic("kvm/a", "a", NULL), topic("kvm/b", "b", NULL),
	    topic("kvmarm/c", "c", NULL), topic("plain", "d", NULL)};
	struct cover_facts facts = {.topics = topics, .n = 2, .version = "6.9"};

	(void)state;
	expect(&facts, "${headline}|${count}|${version}|${batch}", "kvm pull requests for 6.9|2|6.9|first");
	facts.batch = BATCH_SECOND;
	expect(&facts, "${headline}", "kvm pull requests for 6.9, second batch");
	facts.batch = BATCH_FIXES;
	facts.version = NULL;
	facts.n = 3;
	expect(&facts, "${headline}", "Pull requests, fixes");
	facts.topics = topics + 3;
	facts.n = 1;
	expect(&facts, "${headline}", "Pull requests, fixes");
}

static void lists_what_pullers_look_at(void **state)
{
	struct strings files = list("include/uapi/linux/kvm.h Documentation/ABI/x"), new = list("KVM_NEW"),
		       gone = list("KVM_OLD KVM_OLDER"), paths = list("a.c b.c");
	struct cover_topic topics[] = {topic("a", "a-6.9", NULL), topic("b", "b-6.9", NULL)};
	struct cover_facts facts = {
	    .topics = topics, .n = 2, .mainline = "origin/master", .conflicts = "They do."};

	(void)state;
	topics[1].files = &files;
	topics[1].new_ioctls = &new;
	topics[1].gone_ioctls = &gone;
	topics[0].conflicts = &paths;
	expect(&facts, "%for c in abi\n${c.tag}: ${c.files}; ${c.ioctls}; ${c.gone}\n%end\n",
	    "b-6.9: include/uapi/linux/kvm.h, Documentation/ABI/x; KVM_NEW; KVM_OLD, KVM_OLDER\n");
	expect(&facts, "%for c in mainline_conflicts\n${mainline} ${c.tag}: ${c.files}\n%end\n",
	    "origin/master a-6.9: a.c, b.c\n");
	expect(&facts, "${conflicts}${unknown}", "They do.");
	strings_release(&files);
	strings_release(&new);
	strings_release(&gone);
	strings_release(&paths);
}

/* What others named steers no reader's terminal, nor the lines of the mail. */
static void masks_what_others_wrote(void **state)
{
	struct strings odd = STRINGS_INIT;
	struct cover_topic topics[] = {topic("a\033[31m", "t\xff", "v\x7f")};
	struct cover_facts facts = {.topics = topics, .n = 1, .version = "6\033", .mainline = "m\033"};

	(void)state;
	strings_add(&odd, "x\033[31m\ny");
	topics[0].headline = "h\033";
	topics[0].files = topics[0].new_ioctls = topics[0].gone_ioctls = topics[0].conflicts =
	    topics[0].stands_on = &odd;
	expect(&facts,
	    "%for t in topics\n${t.name}${t.tag}${t.headline}${t.base}\n%end\n${version}${mainline}${bases}\n"
	    "%for c in abi\n${c.files}${c.ioctls}${c.gone}\n%end\n%for c in "
	    "mainline_conflicts\n${c.files}\n%end\n",
	    "a^[[31mt\xef\xbf\xbdh^[v^?\n6^[m^[It is based on v^?.\nx^[[31m yx^[[31m yx^[[31m y\nx^[[31m "
	    "y\n");
	strings_release(&odd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_in_which_order),
	    cmocka_unit_test(knows_what_was_sent_before),
	    cmocka_unit_test(says_on_what_they_are_based),
	    cmocka_unit_test(has_a_headline),
	    cmocka_unit_test(lists_what_pullers_look_at),
	    cmocka_unit_test(masks_what_others_wrote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
