/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/*
 * Ann's series in three versions, a day apart, of which the second was applied; and a series by Bob with a part of the same
 * subject as one of hers.
 */
enum {
	V1,
	V1_ONE,
	V1_TWO,
	V2,
	V2_ONE,
	V2_TWO,
	V3,
	V3_ONE,
	B,
	B_ONE,
	B_TWO,
	REVIEW_V1,
	REVIEW_V2,
	REVIEW_TWO,
	REVIEW_V3,
	ROBOT,
	ANN,
	MAILS
};
enum { DAY = 86400, START = 1774375153 };

static const struct {
	int parent;
	const char *from, *subject, *text;
	int day;
} posted[MAILS] = {
    [V1] = {-1, "ann@example.org", "[PATCH 0/2] KVM: do it", "", 0},
    [V1_ONE] = {V1, "ann@example.org", "[PATCH 1/2] KVM: one", "", 0},
    [V1_TWO] = {V1, "ann@example.org", "[PATCH 2/2] KVM: two", "", 0},
    [V2] = {-1, "ann@example.org", "[PATCH v2 0/2] KVM: do it", "", 1},
    [V2_ONE] = {V2, "ann@example.org", "[PATCH v2 1/2] KVM: one", "", 1},
    [V2_TWO] = {V2, "ann@example.org", "[PATCH v2 2/2] KVM: two", "", 1},
    [V3] = {-1, "ann@example.org", "[PATCH v3 0/1] KVM: do it", "", 2},
    [V3_ONE] = {V3, "ann@example.org", "[PATCH v3 1/1] KVM: one", "", 2},
    [B] = {-1, "bob@example.org", "[PATCH 0/2] Other", "", 3},
    [B_ONE] = {B, "bob@example.org", "[PATCH 1/2] KVM: one", "", 3},
    [B_TWO] = {B, "bob@example.org", "[PATCH 2/2] other", "", 3},
    [REVIEW_V1] = {V1_ONE, "cy@example.org", "Re: [PATCH 1/2] KVM: one", "Acked-by: Cy <cy@example.org>\n",
	1},
    [REVIEW_V2] = {V2, "dan@example.org", "Re: [PATCH v2 0/2] KVM: do it",
	"Reviewed-by: Dan <dan@example.org>\n", 2},
    [REVIEW_TWO] = {V2_TWO, "cy@example.org", "Re: x",
	"Tested-by: Cy <cy@example.org>\nNacked-by: Cy <cy@example.org>\n", 2},
    [REVIEW_V3] = {V3_ONE, "eve@example.org", "Re: y", "Tested-by: Eve <Eve@example.org>\n", 3},
    [ROBOT] = {V2_ONE, "lkp@intel.com", "Re: x", "it fails\n", 2},
    [ANN] = {REVIEW_TWO, "ann@example.org", "Re: x", "Thanks\n", 2},
};

static struct email mails[MAILS];
static git_oid patches[MAILS];
static struct thread thread;
static struct answer_tags tags;

static int enter(void **state)
{
	(void)state;
	for (int i = 0; i < MAILS; i++) {
		mails[i] = (struct email){.time = START + DAY * (int64_t)posted[i].day + i};
		mails[i].message_id = mem_format("2026032417591%d.4711-%d-ann@example.org", i / 3, i % 3);
		if (i >= REVIEW_V1)
			mails[i].message_id[0] = 'r';
		mails[i].from_email = mem_dup(posted[i].from);
		mails[i].subject = mem_dup(posted[i].subject);
		mails[i].text = mem_dup(posted[i].text);
		if (posted[i].parent >= 0)
			strings_add(&mails[i].parents, mails[posted[i].parent].message_id);
		if (strstr(posted[i].subject, "one") && i < REVIEW_V1)
			patches[i].id[0] = (unsigned char)(1 + posted[i].day);
	}
	thread_find(&thread, mails, MAILS);
	answer_tags_find(&tags, &thread);
	return thread.n == 4 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	answer_tags_release(&tags);
	thread_release(&thread);
	for (int i = 0; i < MAILS; i++)
		email_release(&mails[i]);
	return 0;
}

static struct series_commit commit_of(const char *link, const char *subject, int day)
{
	return (struct series_commit){.link = link,
	    .subject = subject,
	    .author_email = "Ann@example.org",
	    .message = "",
	    .committed = START + DAY * (int64_t)day};
}

static struct series_match match_of(struct series_commit commit)
{
	struct series_match match;

	series_match(&match, &thread, patches, &commit);
	return match;
}

static void links_decide(void **state)
{
	struct series_match match = match_of(commit_of(mails[V2_ONE].message_id, "KVM: renamed", 5));

	(void)state;
	assert_true(match.found && match.by == SERIES_BY_LINK);
	assert_int_equal(match.posting, thread.places[V2].posting);
	assert_int_equal(match.part, 1);
	assert_int_equal(match.days, 3);
	match = match_of(commit_of(mails[V2].message_id, "KVM: two", 5)); /* the cover letter's */
	assert_int_equal(match.part, 2);
	assert_int_equal(match.newest, match.posting);
	assert_false(match.newest_same);
	match = match_of(commit_of(mails[REVIEW_V1].message_id, "KVM: one", 5)); /* an answer */
	assert_int_equal(match.posting, thread.places[V1].posting);
	assert_int_equal(match.part, 1);
	assert_int_equal(match.newest, thread.places[V3].posting);
	match = match_of(commit_of(mails[V2].message_id, "nothing of it", 5));
	assert_true(match.found && !match.part);
}

static void stems_serve_where_the_mail_is_not_here(void **state)
{
	struct series_match match =
	    match_of(commit_of("20260324175911.4711-9-ann@example.org", "KVM: two", 5));

	(void)state;
	assert_true(match.found && match.by == SERIES_BY_LINK);
	assert_int_equal(match.posting, thread.places[V2].posting);
	assert_int_equal(match.part, 2);
	assert_false(match_of(commit_of("unknown@example.org", "no such", 5)).found);
}

static void patches_go_before_subjects(void **state)
{
	struct series_commit commit = commit_of(NULL, "KVM: called otherwise", 9);
	struct series_match match;

	(void)state;
	commit.patch.id[0] = 1;
	match = match_of(commit);
	assert_true(match.found && match.by == SERIES_BY_PATCH && match.same_patch);
	assert_int_equal(match.posting, thread.places[V1].posting);
	assert_true(match.newest_same);
	commit.link = mails[V1_ONE].message_id;
	commit.subject = "KVM: one";
	commit.patch.id[0] = 3; /* linked to the first, and as it is in the third */
	match = match_of(commit);
	assert_true(match.by == SERIES_BY_LINK && match.newest_same && !match.same_patch);
	commit.link = NULL;
	commit.subject = "KVM: called otherwise";
	commit.patch.id[0] = 77;
	assert_false(match_of(commit).found);
	commit.subject = "KVM: one";
	match = match_of(commit);
	assert_true(match.found && match.by == SERIES_BY_SUBJECT && !match.same_patch);
	assert_int_equal(match.posting, thread.places[V3].posting); /* hers, and not Bob's */
}

static void subjects_look_back_only(void **state)
{
	struct series_match match = match_of(commit_of(NULL, "KVM: one", 2)); /* some seconds before v3 */

	(void)state;
	assert_true(match.found);
	assert_int_equal(match.posting, thread.places[V2].posting);
	assert_int_equal(match.days, 0);
	assert_false(match_of(commit_of(NULL, "KVM: one", -1)).found);
}

static void write_in(size_t mail, const char *text)
{
	free(mails[mail].text);
	mails[mail].text = mem_dup(text);
}

/* Who sends a patch need not be its author. */
static void subjects_are_of_who_is_named(void **state)
{
	struct series_commit commit = commit_of(NULL, "other", 9);

	(void)state;
	assert_false(match_of(commit).found);
	write_in(B_TWO, "From: Ann <ann@example.org>\n\nx\n");
	assert_true(match_of(commit).found);
	write_in(B_TWO, "x\nsigned-off-by: A <ANN@example.org>");
	assert_true(match_of(commit).found);
	write_in(B_TWO, "x\nReported-by: <ann@example.org>");
	assert_false(match_of(commit).found);
}

/* A patch that several versions have: the one before the commit, which others of its topic are from. */
static void patches_of_several_versions(void **state)
{
	size_t together[4] = {2, 1, 1, 0};
	struct series_commit commit = commit_of(NULL, "x", 9);
	git_oid second = patches[V2_ONE], third = patches[V3_ONE];

	(void)state;
	commit.patch.id[0] = 1;
	patches[V2_ONE] = patches[V3_ONE] = commit.patch;
	assert_int_equal(match_of(commit).posting, thread.places[V3].posting);
	commit.committed = START + DAY + DAY / 2;
	assert_int_equal(match_of(commit).posting, thread.places[V2].posting);
	commit.committed = START - DAY;
	assert_int_equal(match_of(commit).posting, thread.places[V1].posting);
	commit.committed = START + 9 * DAY;
	commit.together = together;
	assert_int_equal(match_of(commit).posting, thread.places[V1].posting);
	commit.link = mails[V1_ONE].message_id;
	commit.subject = "KVM: one";
	commit.patch.id[0] = 77; /* edited, but the newest is as the one that it was */
	assert_true(match_of(commit).newest_same);
	commit.renamed.id[0] = 1;
	assert_true(match_of(commit).same_patch);
	patches[V2_ONE] = second;
	patches[V3_ONE] = third;
}

static void expect_tags(const char *link, const char *subject, const char *message, const char *expected)
{
	struct series_commit commit = commit_of(link, subject, 5);
	struct strings missing = STRINGS_INIT;
	struct series_match match;
	char told[400] = "";

	commit.message = message;
	match = match_of(commit);
	series_missing_tags(&missing, &thread, &tags, &match, &commit);
	for (size_t i = 0; i < missing.n; i++) {
		strcat(told, missing.v[i]);
		strcat(told, ";");
	}
	assert_string_equal(told, expected);
	strings_release(&missing);
}

static void tags_are_missed(void **state)
{
	const char *one = mails[V2_ONE].message_id, *two = mails[V2_TWO].message_id,
		   *first = mails[V1_ONE].message_id;

	(void)state;
	expect_tags(
	    one, "KVM: one", "x\n", "Reviewed-by: Dan <dan@example.org>;Tested-by: Eve <Eve@example.org>;");
	expect_tags(one, "KVM: one",
	    "x\n\n Reviewed-by: Daniel <DAN@example.org>\nTested-by: Eve <eve@example.org>\n", "");
	expect_tags(one, "KVM: one",
	    "x\n\nReviewed-and-tested-by: Dan <dan@example.org>\nacked-and-Tested-By: Eve "
	    "<eve@example.org>\n",
	    "");
	expect_tags(one, "KVM: one", "x\n\nSigned-off-by: Dan <dan@example.org>\n",
	    "Tested-by: Eve <Eve@example.org>;");
	expect_tags(one, "KVM: one", "x\n\nTested-by: Dan <dan@example.org>\n",
	    "Reviewed-by: Dan <dan@example.org>;Tested-by: Eve <Eve@example.org>;");
	expect_tags(
	    two, "KVM: two", "x\n", "Reviewed-by: Dan <dan@example.org>;Tested-by: Cy <cy@example.org>;");
	expect_tags(first, "KVM: one", "x\n",
	    "Acked-by: Cy <cy@example.org>;Reviewed-by: Dan <dan@example.org>;Tested-by: Eve "
	    "<Eve@example.org>;");
}

static void answers_are_counted(void **state)
{
	struct series_match match = match_of(commit_of(mails[V2_ONE].message_id, "KVM: one", 5));
	size_t answers, reports;

	(void)state;
	series_count_answers(&thread, &match, &answers, &reports);
	assert_int_equal(answers, 1); /* to the cover letter */
	assert_int_equal(reports, 1);
	match = match_of(commit_of(mails[V2_TWO].message_id, "KVM: two", 5));
	series_count_answers(&thread, &match, &answers, &reports);
	assert_int_equal(answers, 2); /* Ann's own does not count */
	assert_int_equal(reports, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_decide),
	    cmocka_unit_test(stems_serve_where_the_mail_is_not_here),
	    cmocka_unit_test(patches_go_before_subjects),
	    cmocka_unit_test(subjects_look_back_only),
	    cmocka_unit_test(subjects_are_of_who_is_named),
	    cmocka_unit_test(patches_of_several_versions),
	    cmocka_unit_test(tags_are_missed),
	    cmocka_unit_test(answers_are_counted),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
