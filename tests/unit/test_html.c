/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void escapes_markup(void **state)
{
	static const struct {
		const char *text, *markup;
	} cases[] = {
	    {"", ""},
	    {"net: add a", "net: add a"},
	    {"<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"},
	    {"a & b &amp; \"c\"", "a &amp; b &amp;amp; &quot;c&quot;"},
	    {"caf\xc3\xa9 \xe2\x89\xa5 1", "caf\xc3\xa9 \xe2\x89\xa5 1"},
	    {"a\tb\nc\x1b[31m", "a b^Jc^[[31m"},
	    {"\x7f", "^?"},
	    {"\xc3(", "\xef\xbf\xbd("},
	    {"\xe2\x80\xae", "&lt;U+202E&gt;"},
	    {"\xef\xbf\xbe \xef\xbf\xbf", "\xef\xbf\xbd \xef\xbf\xbd"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = BUF_INIT;

		html_add(&out, cases[i].text);
		assert_string_equal(out.s, cases[i].markup);
		buf_release(&out);
	}
}

static void writes_a_table(void **state)
{
	static const char *const heads[] = {"", "Commits", "<Share>", NULL};
	struct buf out = BUF_INIT;

	(void)state;
	html_table_begin(&out, "figures", "R & D", heads);
	html_row_begin(&out, "<v6.9>");
	html_cell_number(&out, 12);
	html_cell_share(&out, 3, 12);
	html_row_end(&out);
	html_row_begin(&out, "none");
	html_cell_percent(&out, 0, 0);
	html_cell_stacked(&out, "1.5", "[1, 2]");
	html_cell_day(&out, DAY_NONE);
	html_row_end(&out);
	html_table_end(&out);
	assert_string_equal(out.s,
	    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"R &amp; D\"><table "
	    "class=\"figures\">\n<caption>R &amp; D</caption>\n<thead><tr><th scope=\"col\"></th><th "
	    "scope=\"col\">Commits</th><th scope=\"col\">&lt;Share&gt;</th></tr></thead>\n<tbody>\n"
	    "<tr><th scope=\"row\">&lt;v6.9&gt;</th><td>12</td><td>25 % [9, 53]</td></tr>\n"
	    "<tr><th scope=\"row\">none</th><td>-</td><td class=\"pair\">1.5<br/><small>[1, 2]</small></td>"
	    "<td class=\"day\">-</td></tr>\n"
	    "</tbody></table></div>\n");
	buf_release(&out);
}

static void writes_ids(void **state)
{
	git_oid oid;
	struct buf out = BUF_INIT;

	(void)state;
	memset(&oid, 0xab, sizeof(oid));
	html_row_begin_oid(&out, &oid);
	html_cell_oid(&out, &oid);
	html_cell_day(&out, day_make(2026, 7, 6));
	html_row_end(&out);
	assert_string_equal(out.s,
	    "<tr><th scope=\"row\"><code>abababababab</code></th><td><code>abababababab</code></td>"
	    "<td class=\"day\">2026-07-06</td></tr>\n");
	buf_release(&out);
}

static void tells_what_fills_are(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	html_legend_begin(&out);
	html_legend_key(&out, "rc", "mend <this> -rc");
	html_legend_mark(&out, "<circle r=\"5\"/>", "a & b");
	html_legend_end(&out);
	assert_non_null(strstr(out.s, "<rect class=\"fill-rc\" width=\"100%\" height=\"100%\"/></svg>mend "
				      "&lt;this&gt; -rc</li>"));
	assert_non_null(strstr(out.s, "<circle r=\"5\"/></svg>a &amp; b</li>\n</ul>\n"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes_markup),
	    cmocka_unit_test(writes_a_table),
	    cmocka_unit_test(writes_ids),
	    cmocka_unit_test(tells_what_fills_are),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
