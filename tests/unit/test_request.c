/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/request.h"
#include "check/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void marks_are_known(void **state)
{
	static const char *const good[] = {"[GIT PULL] x", "[git pull v2] x", "[PULL] x", "[GIT] x",
	    "Re: [GIT PULL v1 00/17] x", "[x] [PULL 1/2] y", "[GIT,PULL] x"},
				 *const bad[] = {
				     "GIT PULL x", "[PATCH] x", "[GIT PULL x", "", "[]", "[digit] x"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!request_marked(good[i]))
			fail_msg("no mark in '%s'", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (request_marked(bad[i]))
			fail_msg("a mark in '%s'", bad[i]);
}

static void a_message_is_found_however_it_is_broken(void **state)
{
	(void)state;
	assert_true(request_holds("Hi,\n\nmm  updates\nfor 6.10\n\nBye", "mm updates for\n6.10\n"));
	assert_true(request_holds("Hi", ""));
	assert_true(request_holds("Hi", " \n"));
	assert_false(request_holds("mm updates for 6.9", "mm updates for 6.10"));
	assert_false(request_holds("", "mm"));
}

/* ---- a shortlog of one author, held against what comes */

#define MOST 4

struct side {
	const char *subjects[MOST];
	const char *author;
	size_t says;
};

static size_t judged(struct findings *out, const struct side *said, const struct side *real, bool known)
{
	struct brought_commit commits[MOST];
	struct asked_author author = {.name = (char *)said->author, .says = said->says};
	struct asked asked = {.authors = {.v = &author, .n = 1}};
	struct brought brought = {.commits = {.v = commits}};
	struct request_facts request = {
	    .ref = "tags/x", .full_ref = "refs/tags/x", .asked = &asked, .brought = &brought};
	struct survey survey = {.project = NULL};
	struct pull pull = {.survey = &survey, .request = &request};
	struct rule_settings settings = RULE_SETTINGS_INIT;

	for (size_t i = 0; i < MOST && said->subjects[i]; i++)
		strings_add(&author.subjects, said->subjects[i]);
	for (size_t i = 0; i < MOST && real->subjects[i]; i++)
		commits[brought.commits.n++] = (struct brought_commit){.subject = (char *)real->subjects[i],
		    .author = (char *)real->author,
		    .mapped = (char *)real->author,
		    .known = known};
	settings.left_out = mem_zero(rules_count(), sizeof(*settings.left_out));
	for (size_t i = 0; i < rules_count(); i++)
		settings.left_out[i] = strcmp(rules_table[i].name, "request-shortlog") != 0;
	rules_judge(out, &pull, &settings);
	rule_settings_release(&settings);
	strings_release(&author.subjects);
	return out->n;
}

static void shortlogs_are_compared(void **state)
{
	static const struct {
		struct side said, real;
		bool known;
		size_t findings;
		enum finding_level level;
		const char *text;
	} cases[] = {
	    {{{"mm: one", "mm: two"}, "Ann", 2}, {{"mm: two", "mm: one"}, "Ann", 0}, false, 0, 0, NULL},
	    {{{"mm: one"}, "Ann", 1}, {{"mm: one"}, "ANN", 0}, false, 0, 0, NULL},
	    /* mailers break lines and know no umlauts */
	    {{{"mm:  gr??er, one"}, "Ann", 1},
		{{"mm: gr\xc3\xb6\xc3\x9f"
		  "er, one"},
		    "Ann", 0},
		false, 0, 0, NULL},
	    {{{"mm: one"}, "Ann", 1}, {{"mm: one", "mm: two"}, "Ann", 0}, false, 1, FINDING_ERROR,
		"does not list what comes with it, 1 commit:\n\"mm: two\""},
	    {{{"mm: one"}, "Ann", 1}, {{"mm: one", "mm: two"}, "Ann", 0}, true, 0, 0, NULL},
	    {{{"mm: one", "mm: evil"}, "Ann", 2}, {{"mm: one"}, "Ann", 0}, false, 1, FINDING_ERROR,
		"lists what is not there, 1 commit:\n\"mm: evil\""},
	    /* twice the same is not once */
	    {{{"mm: one", "mm: one"}, "Ann", 2}, {{"mm: one"}, "Ann", 0}, false, 1, FINDING_ERROR,
		"lists what is not there, 1 commit:\n\"mm: one\""},
	    {{{"mm: one"}, "Ann", 7}, {{"mm: one"}, "Ann", 0}, false, 1, FINDING_ERROR,
		"says 7 commits of Ann, and lists 1"},
	    {{{"mm: one"}, "Eve", 1}, {{"mm: one"}, "Ann", 0}, false, 1, FINDING_WARNING,
		"lists 1 commit under another author than its own:\n\"mm: one\", by Eve as it says"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct findings findings = FINDINGS_INIT;

		if (judged(&findings, &cases[i].said, &cases[i].real, cases[i].known) != cases[i].findings)
			fail_msg("case %zu: %zu findings", i, findings.n);
		if (findings.n) {
			assert_int_equal(findings.v[0].level, cases[i].level);
			assert_string_equal(findings.v[0].text, cases[i].text);
			assert_string_equal(findings.v[0].about, "tags/x");
		}
		findings_release(&findings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(marks_are_known),
	    cmocka_unit_test(a_message_is_found_however_it_is_broken),
	    cmocka_unit_test(shortlogs_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
