/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "util/term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_PRESET = 80, WIDTH_LEAST = 40, WIDTH_MOST = 400 };

static size_t find_width(void)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	long width = 0;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		width = size.ws_col;
	if (width <= 0 && columns)
		width = strtol(columns, NULL, 10);
	if (width <= 0)
		width = WIDTH_PRESET;
	if (width < WIDTH_LEAST)
		width = WIDTH_LEAST;
	return (size_t)(width > WIDTH_MOST ? WIDTH_MOST : width);
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

/* A locale that is named and has no UTF-8. */
static bool is_plain_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (is_set(names[i]))
			return !strcasestr(getenv(names[i]), "utf-8") &&
			       !strcasestr(getenv(names[i]), "utf8");
	return false;
}

void term_init(struct term *term, const char *color)
{
	const char *type = getenv("TERM");
	bool always = color && !strcmp(color, "always"), never = color && !strcmp(color, "never");
	bool able = isatty(STDOUT_FILENO) && type && strcmp(type, "dumb");

	term->color = always || (able && !never && !is_set("NO_COLOR"));
	term->bars = (always || able) && !is_plain_locale();
	term->width = find_width();
}

const char *term_paint(const struct term *term, enum paint paint)
{
	static const char *const sequence[] = {
	    [PAINT_NONE] = "",
	    [PAINT_BOLD] = "\033[1m",
	    [PAINT_DIM] = "\033[2m",
	    [PAINT_GOOD] = "\033[32m",
	    [PAINT_WARN] = "\033[33m",
	    [PAINT_BAD] = "\033[31m",
	    [PAINT_NAME] = "\033[36m",
	};

	return term->color ? sequence[paint] : "";
}

const char *term_end(const struct term *term)
{
	return term->color ? "\033[m" : "";
}
