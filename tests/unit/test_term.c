/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* posix_openpt */
#include "util/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int saved = -1, master = -1;

/* Standard output becomes a file, or a terminal of so many columns. */
static void output_to(bool terminal, unsigned short columns)
{
	struct winsize size = {.ws_row = 24, .ws_col = columns};
	int fd;

	fflush(stdout);
	if (terminal) {
		master = posix_openpt(O_RDWR | O_NOCTTY);
		assert_true(master >= 0);
		assert_int_equal(grantpt(master), 0);
		assert_int_equal(unlockpt(master), 0);
		assert_int_equal(ioctl(master, TIOCSWINSZ, &size), 0);
		fd = open(ptsname(master), O_RDWR | O_NOCTTY);
	} else {
		fd = open("/dev/null", O_WRONLY);
	}
	assert_true(fd >= 0);
	saved = dup(STDOUT_FILENO);
	assert_true(dup2(fd, STDOUT_FILENO) >= 0);
	close(fd);
}

static void output_back(void)
{
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	if (master >= 0)
		close(master);
	master = -1;
}

static struct term on_terminal(unsigned short columns, const char *color)
{
	struct term term;

	output_to(true, columns);
	term_init(&term, color);
	output_back();
	return term;
}

static struct term elsewhere(const char *color)
{
	struct term term;

	output_to(false, 0);
	term_init(&term, color);
	output_back();
	return term;
}

static size_t width_by(const char *columns)
{
	setenv("COLUMNS", columns, 1);
	return elsewhere(NULL).width;
}

static void widths_come_from_columns_off_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(elsewhere(NULL).width, 80);
	assert_int_equal(width_by("120"), 120);
	assert_int_equal(width_by("40"), 40);
	assert_int_equal(width_by("39"), 40);
	assert_int_equal(width_by("1"), 40);
	assert_int_equal(width_by("400"), 400);
	assert_int_equal(width_by("401"), 400);
	assert_int_equal(width_by("99999999999999999999"), 400);
	assert_int_equal(width_by("0"), 80);
	assert_int_equal(width_by("-5"), 80);
	assert_int_equal(width_by("wide"), 80);
	assert_int_equal(width_by(""), 80);
}

static void a_terminal_knows_its_width(void **state)
{
	(void)state;
	assert_int_equal(on_terminal(132, NULL).width, 132);
	assert_int_equal(on_terminal(20, NULL).width, 40);
	assert_int_equal(on_terminal(1000, NULL).width, 400);
	setenv("COLUMNS", "100", 1);
	assert_int_equal(on_terminal(132, NULL).width, 132);
	assert_int_equal(on_terminal(0, NULL).width, 100); /* it does not know */
}

/* What each way of asking gives, on a terminal and off it. */
static void colour_and_bars(void **state)
{
	static const struct {
		const char *type, *no_color, *asked;
		bool color, bars;           /* on a terminal */
		bool file_color, file_bars; /* elsewhere */
	} cases[] = {
	    {"xterm", NULL, NULL, true, true, false, false},
	    {"xterm", NULL, "auto", true, true, false, false},
	    {"xterm", NULL, "always", true, true, true, true},
	    {"xterm", NULL, "never", false, true, false, false},
	    {"xterm", "1", NULL, false, true, false, false},
	    {"xterm", "", NULL, true, true, false, false},
	    {"xterm", "1", "always", true, true, true, true},
	    {"dumb", NULL, NULL, false, false, false, false},
	    {"dumb", NULL, "always", true, true, true, true},
	    {NULL, NULL, NULL, false, false, false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct term term;

		unsetenv("TERM");
		unsetenv("NO_COLOR");
		if (cases[i].type)
			setenv("TERM", cases[i].type, 1);
		if (cases[i].no_color)
			setenv("NO_COLOR", cases[i].no_color, 1);
		term = on_terminal(80, cases[i].asked);
		assert_int_equal(term.color, cases[i].color);
		assert_int_equal(term.bars, cases[i].bars);
		term = elsewhere(cases[i].asked);
		assert_int_equal(term.color, cases[i].file_color);
		assert_int_equal(term.bars, cases[i].file_bars);
	}
}

static void paints_are_nothing_without_colour(void **state)
{
	struct term plain = {.color = false}, bright = {.color = true};

	(void)state;
	for (int paint = PAINT_NONE; paint <= PAINT_NAME; paint++) {
		assert_string_equal(term_paint(&plain, (enum paint)paint), "");
		if (paint)
			assert_int_equal(term_paint(&bright, (enum paint)paint)[0], '\033');
	}
	assert_string_equal(term_end(&plain), "");
	assert_string_equal(term_end(&bright), "\033[m");
	assert_string_equal(term_paint(&bright, PAINT_BAD), "\033[31m");
}

static int clean(void **state)
{
	(void)state;
	unsetenv("COLUMNS");
	unsetenv("NO_COLOR");
	setenv("TERM", "xterm", 1);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(widths_come_from_columns_off_a_terminal, clean),
	    cmocka_unit_test_setup(a_terminal_knows_its_width, clean),
	    cmocka_unit_test_setup(colour_and_bars, clean),
	    cmocka_unit_test_setup(paints_are_nothing_without_colour, clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
