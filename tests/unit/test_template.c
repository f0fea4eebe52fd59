/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct value *sample(void)
{
	struct value *map = value_map(), *list = value_list(), *topic = value_map();

	value_set(topic, "name", value_text("kvm/xen"));
	value_set(topic, "patches", value_number(14));
	value_add(list, topic);
	topic = value_map();
	value_set(topic, "name", value_text("kvm/tsc"));
	value_set(topic, "patches", value_number(0));
	value_add(list, topic);
	value_set(map, "topics", list);
	value_set(map, "none", value_list());
	value_set(map, "headline", value_text("KVM changes"));
	value_set(map, "empty", value_text(NULL));
	value_set(map, "late", value_truth(true));
	value_set(map, "long",
	    value_text("one two three four five six seven eight nine ten eleven twelve thirteen "
		       "fourteen fifteen\n  kept\n\nlast"));
	return map;
}

static void expect(const char *text, const char *wanted)
{
	struct template *template;
	struct value *map = sample();
	struct buf out = BUF_INIT;

	assert_null(template_parse(&template, "t", text, strlen(text)));
	assert_null(template_render(template, map, &out));
	assert_string_equal(out.s, wanted);
	buf_release(&out);
	template_free(template);
	value_free(map);
}

static void expect_error(const char *text, const char *message)
{
	struct template *template;
	struct value *map = sample();
	struct buf out = BUF_INIT;
	struct error *err = template_parse(&template, "t", text, strlen(text));

	if (!err)
		err = template_render(template, map, &out);
	assert_non_null(err);
	assert_string_equal(err->message, message);
	assert_non_null(err->hint); /* no error without what to do next */
	error_free(err);
	buf_release(&out);
	template_free(template);
	value_free(map);
}

static void fills_in_variables(void **state)
{
	(void)state;
	expect("", "");
	expect("a ${headline}${empty}.\nb", "a KVM changes.\nb");
	expect("$${headline} $$ ${headline} $", "${headline} $$ KVM changes $");
	expect("%% 50%\n  %%x\n", "% 50%\n  %x\n");
}

static void chooses_and_repeats(void **state)
{
	(void)state;
	expect("%if late\nyes\n%else\nno\n%end\n", "yes\n");
	expect("%if not late\nyes\n%else\nno\n%end\n", "no\n");
	expect("%if empty\nyes\n%end\n%if none\nyes\n%end\nend", "end");
	expect("%# remark\n%for t in topics\n* ${t.name}\n  %if t.patches\n  ${t.patches} of ${headline}\n  "
	       "%end\n%end\n",
	    "* kvm/xen\n  14 of KVM changes\n* kvm/tsc\n");
	expect("%for t in none\nx\n%else\nnothing\n%end", "nothing\n");
	expect("%if late\n%if late\n1\n%end\n2\n%end\n3\n", "1\n2\n3\n");
}

static void wraps_at_the_column(void **state)
{
	(void)state;
	expect("* ${long|wrap}\n",
	    "* one two three four five six seven eight nine ten eleven twelve thirteen\n"
	    "  fourteen fifteen\n    kept\n\n  last\n");
}

static void expect_hint(const char *text, const char *hint)
{
	struct template *template;
	struct value *map = sample();
	struct buf out = BUF_INIT;
	struct error *err;

	assert_null(template_parse(&template, "t", text, strlen(text)));
	err = template_render(template, map, &out);
	assert_non_null(err);
	if (!strstr(err->hint, hint))
		fail_msg("%s", err->hint);
	error_free(err);
	buf_release(&out);
	template_free(template);
	value_free(map);
}

static void says_what_to_do(void **state)
{
	(void)state;
	expect_hint("${headlin}", "Known here: topics, none, headline, ");
	expect_hint(
	    "${headline.x}", "'headline' is a text and has no parts.\nKnown here: topics, none, headline, ");
	expect_hint("%for t in topics\n${t.name.x}\n%end\n",
	    "'t.name' is a text and has no parts.\nKnown here: t, topics, ");
	expect_hint(
	    "%for t in topics\n${t}\n%end\n", "Name one of its parts, as in ${t.PART}.\nKnown here: name");
	expect_hint("${topics}", "Walk it with %for ITEM in topics.");
	expect_hint("%for t in headline\n%end\n", "Show it with ${headline}");
}

static void names_what_is_wrong(void **state)
{
	(void)state;
	expect_error("\n\n${headlin}\n", "t:3: there is no variable 'headlin'");
	expect_error("%for t in topics\n${t.nam}\n%end\n", "t:2: there is no variable 't.nam'");
	expect_error("${headline.x}", "t:1: there is no variable 'headline.x'");
	expect_error("${topics}", "t:1: the variable 'topics' is a list, not a text");
	expect_error("${late}", "t:1: the variable 'late' is a truth, not a text");
	expect_error("%for t in headline\n%end\n", "t:1: the variable 'headline' is a text, not a list");
	expect_error("a\n%if late\n", "t:2: %if without its %end");
	expect_error("%for x in topics\n%if late\n%end\n", "t:1: %for without its %end");
	expect_error("%end\n", "t:1: %end without its %if or %for");
	expect_error("%if late\n%else\n%else\n%end\n", "t:3: a second %else");
	expect_error("%fi late\n", "t:1: the instruction '%fi' is not understood");
	expect_error("%if not\tnot late\n%end\n", "t:1: the instruction '%if' is not understood");
	expect_error("x ${a", "t:1: '${' without its '}' on the same line");
	expect_error("${a b}", "t:1: '${a b}' is not understood");
	expect_error("${headline|shout}", "t:1: '${headline|shout}' is not understood");
}

static void refuses_nul_and_depth(void **state)
{
	struct template *template;
	struct buf deep = BUF_INIT;
	struct error *err = template_parse(&template, "t", "a\0b", 3);

	(void)state;
	assert_non_null(err);
	assert_null(template);
	error_free(err);
	for (int i = 0; i < 100000; i++)
		buf_addstr(&deep, "%if late\n");
	err = template_parse(&template, "t", deep.s, deep.len);
	assert_string_equal(err->message, "t:33: nested deeper than 32");
	error_free(err);
	buf_release(&deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fills_in_variables),
	    cmocka_unit_test(chooses_and_repeats),
	    cmocka_unit_test(wraps_at_the_column),
	    cmocka_unit_test(names_what_is_wrong),
	    cmocka_unit_test(says_what_to_do),
	    cmocka_unit_test(refuses_nul_and_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
