/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/acks.h"

#include "scratch.h"

/* A topic's commits are the rows of a table; who acked is asked of a survey of the branches "one" and "two".
 */
static struct project project;
static struct survey survey;
static struct acks acks;

static void ask(const char *own)
{
	struct strings overrides = STRINGS_INIT, none = STRINGS_INIT;
	size_t topics[4], n;
	struct error *err;

	strings_add(&overrides, "pullprep.mainline=master");
	assert_null(project_open(&project, &overrides, "2026-07-20"));
	assert_null(survey_topics(&survey, &project, &none));
	n = survey.topics.n;
	assert_in_range(n, 1, 4);
	for (size_t i = 0; i < n; i++)
		topics[i] = i;
	err = acks_find(&acks, &survey, topics, n, own);
	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
	strings_release(&overrides);
}

/* "topic:name<email>=commits", separated by ';'. */
static void expect(const char *wanted)
{
	struct buf text = BUF_INIT;
	const struct ack *ack;

	array_each (ack, &acks)
		buf_addf(&text, "%s%s:%s<%s>=%zu", text.len ? ";" : "", survey.topics.v[ack->topic].name,
		    ack->name, ack->email, ack->commits);
	assert_string_equal(text.s, wanted);
	buf_release(&text);
	acks_release(&acks);
	survey_release(&survey);
	project_release(&project);
}

/* patch FILE: a commit whose message is standard input. */
#define BASE                                                                                                 \
	"at '2026-06-01 12:00'; change file base; git tag -a -m x v6.8; change file more\n"                  \
	"git tag -a -m x v6.9; git checkout -q -b one; at '2026-07-10 12:00'\n"                              \
	"patch() { echo x >>$1; git add $1; git commit -q -F -; }\n"

static void names_are_read_as_people_write_them(void **state)
{
	(void)state;
	scratch_sh(BASE
	    "patch a <<'END'\n"
	    "area: one\n\nAcked-by: none of these, it is prose\nthat goes on for\nsome\nlines\n"
	    "\nAcked-by: Ann Other <Ann@Example.org>\nacked-by: \"Jones, Bob\" <bob@example.org> # the clock "
	    "part\n"
	    "Signed-off-by: Morgan Maintainer <maintainer@example.org>\n"
	    "END\n"
	    "patch a <<'END'\n"
	    "area: two\n\nText.\n\nAcked-by: J\xc3\xb6rg M\xc3\xbcller <joerg@example.org>\n"
	    "[ fixed a typo ]\n\n"
	    "Signed-off-by: Morgan Maintainer <maintainer@example.org>\n\n"
	    "END\n"
	    "patch a <<'END'\n"
	    "area: three\n\nText\nSigned-off-by: Morgan Maintainer <maintainer@example.org>\n"
	    "Acked-by: plain@example.org\nAcked-by: Only Name\nAcked-by: <angle@example.org>\nAcked-by:\n"
	    "Acked-by:  ANN OTHER <ann@elsewhere.example.org>\nAcked-by: ann other <ann@example.org>\n"
	    "END\n");
	ask(NULL);
	expect(
	    "one:Ann Other<ann@example.org>=2;one:Jones, Bob<bob@example.org>=1;"
	    "one:J\xc3\xb6rg M\xc3\xbcller<joerg@example.org>=1;one:plain@example.org<plain@example.org>=1;"
	    "one:Only Name<>=1;one:angle@example.org<angle@example.org>=1");
}

static void insiders_do_not_count(void **state)
{
	(void)state;
	scratch_sh(BASE
	    "GIT_AUTHOR_NAME='Author One'; GIT_AUTHOR_EMAIL=author@example.org\n"
	    "export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL\n"
	    "patch a <<'END'\n"
	    "area: one\n\nAcked-by: Author One <author@example.org>\n"
	    "Acked-by: Morgan Maintainer <other@example.org>\nAcked-by: Somebody <MAINTAINER@example.org>\n"
	    "Acked-by: Tagger <tagger@example.org>\n"
	    "END\n"
	    "git checkout -q -b two master\n"
	    "GIT_AUTHOR_NAME='Author Two' GIT_AUTHOR_EMAIL=two@example.org patch b <<'END'\n"
	    "area: two\n\nAcked-by: Author One <author@example.org>\n"
	    "END\n");
	ask("Tagger@example.org");
	expect("two:Author One<author@example.org>=1");
}

static void the_most_come_first(void **state)
{
	(void)state;
	scratch_sh(
	    BASE "for who in a b c; do echo \"area: $who\n\nAcked-by: A <a@example.org>\" | patch a; done\n"
		 "for who in a b c d; do echo \"area: $who\n\nAcked-by: B <b@example.org>\" | patch a; done\n"
		 "git checkout -q -b two; git merge -q --no-ff master -m 'Merge\n\nAcked-by: M "
		 "<m@example.org>' || :\n"
		 "change c 'area: none'\n");
	ask(NULL);
	expect("one:B<b@example.org>=4;one:A<a@example.org>=3");
}

static void nothing_is_no_error(void **state)
{
	(void)state;
	scratch_sh(BASE
	    "git commit -q --allow-empty --allow-empty-message -m ''\n"
	    "printf 'Acked-by: S <s@example.org>' | git commit -q --allow-empty --cleanup=verbatim -F -\n");
	ask("");
	expect("one:S<s@example.org>=1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		names_are_read_as_people_write_them, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(insiders_do_not_count, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(the_most_come_first, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(nothing_is_no_error, scratch_enter, scratch_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
