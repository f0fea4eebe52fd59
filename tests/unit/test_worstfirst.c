/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/finding.h"

#include "util/array.h"
#include "util/buf.h"
#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* "TOPIC LEVEL ...": one finding for each letter E, W, I, or in lower case a waived one; "-" is on no topic. */
static void expect(const char *given, const char *expected)
{
	static const char letters[] = "IWE";
	struct findings findings = FINDINGS_INIT;
	struct strings words = STRINGS_INIT;
	struct buf told = BUF_INIT;

	strings_split(&words, given, ' ');
	for (size_t i = 0; i < words.n; i += 2)
		for (const char *c = words.v[i + 1]; *c; c++) {
			struct finding finding = {.waived = *c >= 'a'};

			finding.level = (enum finding_level)(strchr(letters, *c & ~0x20) - letters);
			finding.topic = strcmp(words.v[i], "-") ? mem_dup(words.v[i]) : NULL;
			findings_add(&findings, finding);
		}
	findings_worst_first(&findings);
	for (size_t i = 0; i < findings.n; i++)
		buf_addf(&told, "%s%c ", findings.v[i].topic ? findings.v[i].topic : "-",
		    letters[findings.v[i].level] | (findings.v[i].waived ? 0x20 : 0));
	assert_string_equal(told.s, expected);
	buf_release(&told);
	strings_release(&words);
	findings_release(&findings);
}

static void worst_topics_go_first(void **state)
{
	(void)state;
	expect("a I b WI c EI", "cE cI bW bI aI ");
	expect("a WI b EW c W d E", "bE bW dE aW aI cW ");
}

static void what_is_on_no_topic_stays_in_front(void **state)
{
	(void)state;
	expect("- I b W c E", "-I cE bW ");
	expect("- IE a E", "-I -E aE ");
}

static void waived_ones_do_not_count(void **state)
{
	(void)state;
	expect("a e b W c eI d w", "bW ce cI ae dw ");
}

static void nothing_is_lost(void **state)
{
	(void)state;
	expect("", "");
	expect("a E", "aE ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(worst_topics_go_first),
	    cmocka_unit_test(what_is_on_no_topic_stays_in_front),
	    cmocka_unit_test(waived_ones_do_not_count),
	    cmocka_unit_test(nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
