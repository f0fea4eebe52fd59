/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/remote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static git_oid oid(char digit)
{
	git_oid out;
	char hex[GIT_OID_HEXSZ + 1];

	memset(hex, digit, GIT_OID_HEXSZ);
	hex[GIT_OID_HEXSZ] = '\0';
	assert_int_equal(git_oid_fromstr(&out, hex), 0);
	return out;
}

static struct remote_tag annotated(const char *name, char object, char commit)
{
	return (struct remote_tag){.there = true,
	    .annotated = true,
	    .object = oid(object),
	    .commit = oid(commit),
	    .made = DAY_NONE,
	    .name = name};
}

static struct remote_tag lightweight(const char *name, char commit)
{
	struct remote_tag tag = annotated(name, commit, commit);

	tag.annotated = false;
	return tag;
}

static struct remote_tag nothing(const char *name)
{
	return (struct remote_tag){.made = DAY_NONE, .name = name};
}

static struct remote_facts facts_of(struct remote_tag public)
{
	return (struct remote_facts){.tag = "for-linus",
	    .here = annotated(NULL, 'a', 'c'),
	    .public = public,
	    .pushed = nothing("KORG"),
	    .make_command = "MAKE",
	    .push_command = "PUSH",
	    .force_command = "FORCE"};
}

/* One finding, of that level, text and command; or none where the text is NULL. */
static void expect(
    const struct remote_facts *facts, enum finding_level level, const char *text, const char *command)
{
	struct findings findings = FINDINGS_INIT;

	check_remote(&findings, facts);
	assert_int_equal(findings.n, text ? 1 : 0);
	if (text) {
		assert_string_equal(findings.v[0].rule, "tag-not-public");
		assert_string_equal(findings.v[0].about, "for-linus");
		assert_int_equal(findings.v[0].level, level);
		assert_string_equal(findings.v[0].text, text);
		if (command)
			assert_string_equal(findings.v[0].command, command);
		else
			assert_null(findings.v[0].command);
	}
	findings_release(&findings);
}

static void is_content_with_the_same_object(void **state)
{
	struct remote_facts facts = facts_of(annotated("URL", 'a', 'c'));

	(void)state;
	expect(&facts, FINDING_INFO, NULL, NULL);
	facts.has_push_side = true; /* what was pushed elsewhere does not matter then */
	expect(&facts, FINDING_INFO, NULL, NULL);
}

static void tells_what_is_not_made(void **state)
{
	struct remote_facts facts = facts_of(nothing("URL"));

	(void)state;
	facts.here = nothing(NULL);
	expect(&facts, FINDING_ERROR, "The tag was not made here yet.", "MAKE");
	facts.public = annotated("URL", 'b', 'd');
	facts.make_command = NULL;
	expect(&facts, FINDING_ERROR,
	    "The tag was not made here yet. URL has the tag object bbbbbbbbbbbb, on commit dddddddddddd.",
	    NULL);
}

static void tells_a_lightweight_tag_here(void **state)
{
	struct remote_facts facts = facts_of(lightweight("URL", 'c'));

	(void)state;
	facts.here = lightweight(NULL, 'c');
	expect(&facts, FINDING_ERROR,
	    "The tag is a lightweight one here, without text and signature. Make it anew, signed.", "MAKE");
}

static void tells_what_is_not_pushed(void **state)
{
	struct remote_facts facts = facts_of(nothing("URL"));

	(void)state;
	expect(&facts, FINDING_ERROR, "URL does not have the tag. Push it.", "PUSH");
	facts.has_push_side = true;
	expect(&facts, FINDING_ERROR, "URL does not have the tag. Neither has KORG. Push it.", "PUSH");
	facts.unknown = "no answer";
	expect(&facts, FINDING_ERROR,
	    "URL does not have the tag. Whether it was pushed is unknown: no answer. Push it.", "PUSH");
	facts.unknown = NULL;
	facts.pushed = annotated("KORG", 'b', 'd');
	expect(&facts, FINDING_ERROR,
	    "URL does not have the tag. KORG has the tag object bbbbbbbbbbbb, on commit dddddddddddd. Push "
	    "it "
	    "in its place, if that is what you want.",
	    "FORCE");
}

static void tells_a_mirror_that_lags(void **state)
{
	struct remote_facts facts = facts_of(nothing("URL"));

	(void)state;
	facts.has_push_side = true;
	facts.pushed = annotated("KORG", 'a', 'c');
	expect(&facts, FINDING_WARNING,
	    "URL does not have the tag yet, but KORG has it as it is here: the mirror lags. Wait with the "
	    "mail "
	    "until it has come.",
	    NULL);
	facts.public = annotated("URL", 'b', 'd');
	facts.public.made = day_make(2026, 7, 6);
	expect(&facts, FINDING_WARNING,
	    "URL still has the tag object bbbbbbbbbbbb of Mon 6 Jul 2026, on commit dddddddddddd, but KORG "
	    "has "
	    "it as it is here: the mirror lags. Wait with the mail until it has come.",
	    NULL);
	facts.public = lightweight("URL", 'c');
	expect(&facts, FINDING_WARNING,
	    "URL still has a lightweight tag, without text and signature, on commit cccccccccccc, but KORG "
	    "has "
	    "it as it is here: the mirror lags. Wait with the mail until it has come.",
	    NULL);
	facts.unknown = "no answer"; /* what the other side has is not known then */
	expect(&facts, FINDING_ERROR,
	    "URL has another one: a lightweight tag, without text and signature, on commit cccccccccccc; "
	    "here "
	    "it is the tag object aaaaaaaaaaaa. Whether it was pushed since is unknown: no answer. Push it "
	    "in "
	    "its place, if that is what you want.",
	    "FORCE");
}

static void tells_another_object(void **state)
{
	struct remote_facts facts = facts_of(annotated("URL", 'b', 'c'));

	(void)state;
	expect(&facts, FINDING_ERROR,
	    "URL has another one: the tag object bbbbbbbbbbbb, on the same commit; here it is the tag object "
	    "aaaaaaaaaaaa. Push it in its place, if that is what you want.",
	    "FORCE");
	facts.has_push_side = true;
	facts.pushed = annotated("KORG", 'b', 'c');
	expect(&facts, FINDING_ERROR,
	    "URL has another one: the tag object bbbbbbbbbbbb, on the same commit; here it is the tag object "
	    "aaaaaaaaaaaa. Push it in its place, if that is what you want.",
	    "FORCE");
	facts.pushed = lightweight("KORG", 'a'); /* the id alone makes no tag object */
	expect(&facts, FINDING_ERROR,
	    "URL has another one: the tag object bbbbbbbbbbbb, on the same commit; here it is the tag object "
	    "aaaaaaaaaaaa. Push it in its place, if that is what you want.",
	    "FORCE");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_content_with_the_same_object),
	    cmocka_unit_test(tells_what_is_not_made),
	    cmocka_unit_test(tells_a_lightweight_tag_here),
	    cmocka_unit_test(tells_what_is_not_pushed),
	    cmocka_unit_test(tells_a_mirror_that_lags),
	    cmocka_unit_test(tells_another_object),
	};

	return cmocka_run_group_tests_name("remote", tests, NULL, NULL);
}
