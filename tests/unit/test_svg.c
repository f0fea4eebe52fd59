/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CLOSE 1e-9

static void scales_are_linear(void **state)
{
	const struct svg_scale across = {10, 20, 100, 300, false}, up = {0, 50, 200, 0, false};
	const struct svg_scale nothing = {5, 5, 100, 300, false};

	(void)state;
	assert_float_equal(svg_at(&across, 10), 100, CLOSE);
	assert_float_equal(svg_at(&across, 15), 200, CLOSE);
	assert_float_equal(svg_at(&across, 20), 300, CLOSE);
	assert_float_equal(svg_at(&across, -1000), 100, CLOSE);
	assert_float_equal(svg_at(&across, 1000), 300, CLOSE);
	assert_float_equal(svg_at(&up, 10), 160, CLOSE);
	assert_float_equal(svg_at(&nothing, 5), 100, CLOSE);
}

static void scales_are_logarithmic(void **state)
{
	const struct svg_scale scale = {0.25, 4, 0, 400, true};

	(void)state;
	assert_float_equal(svg_at(&scale, 0.25), 0, CLOSE);
	assert_float_equal(svg_at(&scale, 0.5), 100, CLOSE);
	assert_float_equal(svg_at(&scale, 1), 200, CLOSE);
	assert_float_equal(svg_at(&scale, 4), 400, CLOSE);
	assert_float_equal(svg_at(&scale, 0), 0, CLOSE);
	assert_float_equal(svg_at(&scale, 64), 400, CLOSE);
}

static void steps_are_round(void **state)
{
	static const struct {
		double span;
		int steps;
		double step;
	} cases[] = {{10, 5, 2}, {177, 6, 50}, {60, 6, 10}, {61, 6, 20}, {4.4, 5, 1}, {0.7, 5, 0.2},
	    {3, 6, 0.5}, {1000, 1, 1000}, {0, 5, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_float_equal(svg_step(cases[i].span, cases[i].steps), cases[i].step, CLOSE);
}

static void a_drawing_says_what_it_is(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	svg_begin(&out, "r1-bars", "Fixes & more", "Bars <of> it.", 600, 80);
	svg_end(&out);
	assert_non_null(strstr(out.s, " id=\"r1-bars\" role=\"img\" viewBox=\"0 0 600 80\""));
	assert_non_null(strstr(out.s, " aria-labelledby=\"r1-bars-title r1-bars-text\">"));
	assert_non_null(strstr(out.s, "<title id=\"r1-bars-title\">Fixes &amp; more</title>"));
	assert_non_null(strstr(out.s, "<desc id=\"r1-bars-text\">Bars &lt;of&gt; it.</desc>"));
	assert_non_null(strstr(out.s, "</svg></div>"));
	buf_release(&out);
}

static void shapes(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	svg_rect(&out, "segment", 1, 2.25, 3, 4);
	svg_line(&out, "grid", 0, 0, 10, 5);
	svg_text(&out, "tick", SVG_END, 5, 6, "<5 %>");
	svg_mark(&out, "mark", SVG_DISC, 10, 10, 6);
	assert_string_equal(out.s,
	    "<rect class=\"segment\" x=\"1.0\" y=\"2.2\" width=\"3.0\" height=\"4.0\"/>\n"
	    "<line class=\"grid\" x1=\"0.0\" y1=\"0.0\" x2=\"10.0\" y2=\"5.0\"/>\n"
	    "<text class=\"tick\" text-anchor=\"end\" x=\"5.0\" y=\"6.0\">&lt;5 %&gt;</text>\n"
	    "<circle class=\"mark\" cx=\"10.0\" cy=\"10.0\" r=\"3.0\"/>\n");
	buf_release(&out);
}

static void marks_differ_in_shape(void **state)
{
	char *drawn[SVG_SHAPES];

	(void)state;
	for (enum svg_shape shape = 0; shape < SVG_SHAPES; shape++) {
		struct buf out = BUF_INIT;

		svg_mark(&out, "mark", shape, 10, 10, 6);
		assert_int_equal(strncmp(out.s, "<", 1), 0);
		assert_non_null(strstr(out.s, "class=\"mark\""));
		drawn[shape] = buf_detach(&out);
		for (enum svg_shape other = 0; other < shape; other++)
			assert_string_not_equal(drawn[shape], drawn[other]);
	}
	for (enum svg_shape shape = 0; shape < SVG_SHAPES; shape++)
		free(drawn[shape]);
}

static void steps_go_level_first(void **state)
{
	static const struct svg_point low[] = {{0, 90}, {10, 80}, {20, 70}},
				      high[] = {{0, 50}, {10, 40}, {20, 30}};
	struct buf out = BUF_INIT;

	(void)state;
	svg_steps(&out, "curve", low, 3);
	assert_string_equal(out.s, "<path class=\"curve\" d=\"M0.0 90.0H10.0V80.0H20.0V70.0\"/>\n");
	buf_reset(&out);
	svg_band(&out, "band", low, high, 3);
	assert_string_equal(out.s,
	    "<path class=\"band\" d=\"M0.0 50.0H10.0V40.0H20.0V30.0L20.0 70.0V80.0H10.0V90.0H0.0z\"/>\n");
	buf_reset(&out);
	svg_steps(&out, "curve", low, 0);
	svg_band(&out, "band", low, high, 0);
	assert_string_equal(out.s, "");
	buf_release(&out);
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what))) {
		n++;
		text++;
	}
	return n;
}

static void grids_have_their_values(void **state)
{
	const struct svg_scale across = {0, 60, 100, 400, false}, up = {0, 2.2, 200, 0, false};
	struct buf out = BUF_INIT;

	(void)state;
	svg_grid_across(&out, &across, 20, " %", 0, 100);
	assert_int_equal(count(out.s, "<line"), 4);
	assert_non_null(strstr(out.s, "x=\"200.0\" y=\"115.0\">20 %</text>"));
	assert_non_null(strstr(out.s, ">60 %</text>"));
	buf_reset(&out);
	svg_grid_up(&out, &up, 0.5, "", 50, 300);
	assert_int_equal(count(out.s, "<line"), 5);
	assert_non_null(strstr(out.s, ">0.5</text>"));
	assert_null(strstr(out.s, ">2.5</text>"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scales_are_linear),
	    cmocka_unit_test(scales_are_logarithmic),
	    cmocka_unit_test(steps_are_round),
	    cmocka_unit_test(a_drawing_says_what_it_is),
	    cmocka_unit_test(shapes),
	    cmocka_unit_test(marks_differ_in_shape),
	    cmocka_unit_test(steps_go_level_first),
	    cmocka_unit_test(grids_have_their_values),
	};

	return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
