/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/graph.h"

#include "facts/survey.h"
#include "util/safe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 20 };

struct desk {
	struct survey survey;
	struct containment containment;
	struct buf text;
};

/* Topics by name, "a: b c" says that a contains b and c. */
static void start(struct desk *d, const char *const *lines)
{
	memset(d, 0, sizeof(*d));
	d->text = (struct buf)BUF_INIT;
	for (; *lines; lines++) {
		struct topic topic = {.name = mem_dupn(*lines, strcspn(*lines, ":"))};

		strings_split(&topic.contains, *lines + strcspn(*lines, ":") + 1, ' ');
		array_push(&d->survey.topics, topic);
	}
	containment_make(&d->containment, d->survey.topics.v, d->survey.topics.n);
}

static void end(struct desk *d)
{
	containment_release(&d->containment);
	survey_release(&d->survey);
	buf_release(&d->text);
}

static bool draw(struct desk *d, bool bars, size_t width, const bool *roots)
{
	const struct term term = {.bars = bars, .width = width};

	return graph_add(&d->text, &term, d->survey.topics.v, &d->containment, roots);
}

static void assert_drawn(const char *const *lines, bool bars, const char *expected)
{
	struct desk d;

	start(&d, lines);
	assert_int_equal(draw(&d, bars, 80, NULL), *expected != '\0');
	assert_string_equal(d.text.s, expected);
	end(&d);
}

static void leaves_out_what_stands_alone(void **state)
{
	static const char *const alone[] = {"a:", "b:", NULL}, *const none[] = {NULL};
	static const char *const two[] = {"a:", "b: a", "c:", NULL};

	(void)state;
	assert_drawn(alone, false, "");
	assert_drawn(none, true, "");
	assert_drawn(two, false, "b\nv a\n");
	assert_drawn(two, true, "b\n↓ a\n");
}

static void draws_forks(void **state)
{
	static const char *const flat[] = {"top: a b c", "a:", "b:", "c:", NULL};
	static const char *const deep[] = {
	    "a:", "b: base", "c: mid base", "mid: base", "base:", "top: a b c mid base", NULL};

	(void)state;
	assert_drawn(flat, false, "top\n|- a\n|- b\n`- c\n");
	assert_drawn(flat, true, "top\n├─ a\n├─ b\n└─ c\n");
	/* What has the most below it goes straight down, the rest aside. */
	assert_drawn(deep, false, "top\n|- a\n|- b\n|  v base\nv c\nv mid\nv base\n");
}

static void draws_shared_parts_once(void **state)
{
	static const char *const lines[] = {"x: lib base", "y: lib base", "lib: base", "base:", NULL};

	(void)state;
	assert_drawn(lines, false, "x\nv lib\nv base\n\ny\nv lib (above)\n");
}

static void points_to_what_comes(void **state)
{
	static const char *const lines[] = {"top: side a b c", "side: b c", "a: b c", "b: c", "c:", NULL};

	(void)state;
	assert_drawn(lines, false, "top\n|- a\n|  v b (below)\nv side\nv b\nv c\n");
}

static void brackets_series_in_turns(void **state)
{
	static const char *const lines[] = {"below:", "a: b c below", "b: a c below", "c: a b below",
	    "top: a b c below", "lone: other", "other: lone", NULL};

	(void)state;
	assert_drawn(lines, false, "top\nv / a\n  | b\n  \\ c\nv below\n\n/ lone\n\\ other\n");
	assert_drawn(lines, true, "top\n↓ ┌ a\n  │ b\n  └ c\n↓ below\n\n┌ lone\n└ other\n");
}

static void draws_what_is_asked_for(void **state)
{
	static const char *const lines[] = {"a:", "b: a", "c: b a", "d: a", "e:", NULL};
	bool roots[5] = {[1] = true, [4] = true};
	struct desk d;

	(void)state;
	start(&d, lines);
	assert_true(draw(&d, false, 80, roots));
	assert_string_equal(d.text.s, "b\nv a\n");
	roots[2] = true;
	buf_reset(&d.text);
	draw(&d, false, 80, roots);
	assert_string_equal(d.text.s, "c\nv b\nv a\n");
	end(&d);
}

static void fits_the_terminal(void **state)
{
	struct desk d;
	const char *lines[2 * MOST + 1] = {NULL};
	char *made[2 * MOST];
	size_t n = 0;

	(void)state;
	/* A long line of long names with what steers a terminal in them. */
	for (size_t i = 0; i < MOST; i++) {
		struct buf line = BUF_INIT;

		buf_addf(&line, "a-rather-long-name-of-a-topic-\t-\x1b[31m-%zu:", i);
		for (size_t k = 0; k < i; k++)
			buf_addf(&line, " a-rather-long-name-of-a-topic-\t-\x1b[31m-%zu", k);
		made[n] = buf_detach(&line);
		lines[n] = made[n];
		n++;
	}
	start(&d, lines);
	draw(&d, true, 40, NULL);
	for (const char *line = d.text.s; *line; line += strcspn(line, "\n") + 1) {
		char *copy = mem_dupn(line, strcspn(line, "\n"));

		assert_true(safe_width(copy) <= 40);
		assert_null(strpbrk(copy, "\t\x1b"));
		free(copy);
	}
	end(&d);
	while (n)
		free(made[--n]);
}

/* However topics contain each other, each is drawn, and it ends. */
static void draws_anything(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 200; round++) {
		char names[MOST][200];
		const char *lines[MOST + 1] = {NULL};
		struct desk d;

		for (size_t i = 0; i < MOST; i++) {
			size_t length = (size_t)snprintf(names[i], sizeof(names[i]), "t%zu.:", i);

			for (size_t k = 0; k < MOST; k++) {
				seed = seed * 1664525u + 1013904223u;
				if (k != i && (seed >> 16) % MOST < 2)
					length += (size_t)snprintf(
					    names[i] + length, sizeof(names[i]) - length, " t%zu.", k);
			}
			lines[i] = names[i];
		}
		start(&d, lines);
		draw(&d, false, 80, NULL);
		for (size_t i = 0; i < MOST; i++) {
			bool tied = false;

			for (size_t k = 0; k < MOST; k++)
				tied = tied || containment_has(&d.containment, i, k) ||
				       containment_has(&d.containment, k, i);
			assert_int_equal(tied, strstr(d.text.s, d.survey.topics.v[i].name) != NULL);
		}
		end(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(leaves_out_what_stands_alone),
	    cmocka_unit_test(draws_forks),
	    cmocka_unit_test(draws_shared_parts_once),
	    cmocka_unit_test(points_to_what_comes),
	    cmocka_unit_test(brackets_series_in_turns),
	    cmocka_unit_test(draws_what_is_asked_for),
	    cmocka_unit_test(fits_the_terminal),
	    cmocka_unit_test(draws_anything),
	};

	return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
