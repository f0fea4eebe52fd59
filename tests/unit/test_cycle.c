/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/project.h"

#include "scratch.h"

static struct project project;
static struct buf words = BUF_INIT;

/* The project as of that day; `settings`: KEY=VALUE separated by blanks, or NULL. */
static void open_on(const char *as_of, const char *settings)
{
	struct strings list = STRINGS_INIT;
	struct error *err;

	if (settings)
		strings_split(&list, settings, ' ');
	err = project_open(&project, &list, as_of);
	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
	buf_reset(&words);
	cycle_describe(&project.cycle, &words);
	strings_release(&list);
}

static void expect_error(const char *as_of, const char *settings, enum error_code code, const char *part)
{
	struct strings list = STRINGS_INIT;
	struct error *err;

	if (settings)
		strings_split(&list, settings, ' ');
	err = project_open(&project, &list, as_of);
	assert_non_null(err);
	assert_int_equal(err->code, code);
	if (!strstr(err->message, part))
		print_error("%s\n", err->message);
	assert_non_null(strstr(err->message, part));
	assert_non_null(err->hint);
	error_free(err);
	strings_release(&list);
}

static const char *day(day_t when)
{
	static struct buf text = BUF_INIT;

	buf_reset(&text);
	day_add_iso(&text, when);
	return text.s;
}

/* Three kernel cycles of seven rcs, then v6.9 under way. Stable tags lie beside mainline; one was never a
 * release. */
static void make_kernel(void)
{
	scratch_sh("at '2023-10-01 12:00'; change a\n"
		   "tag() { at \"$2 12:00\"; change a \"$1\"; git tag -a -m \"$1\" \"$1\"; }\n"
		   "cycle() { v=$1; d=$2; for rc in 1 2 3 4 5 6 7; do\n"
		   "  tag v$v-rc$rc $(date -d \"$d +$((rc * 7 + 7)) days\" +%F); done\n"
		   "  tag v$v $(date -d \"$d +63 days\" +%F); }\n"
		   "tag v6.5 2023-08-27\n"
		   "cycle 6.6 2023-08-27; cycle 6.7 2023-10-29; cycle 6.8 2023-12-31\n"
		   "git checkout -q -b stable v6.7; tag v6.7.1 2024-01-20; tag v6.7.2 2024-04-25; git "
		   "checkout -q master\n"
		   "tag v6.9-rc1 2024-03-17; tag v6.9-rc2 2024-03-24; tag v6.9-rc5 2024-04-14\n"
		   "git tag -a -m x next-20240410; git tag v6.9-rc5-dirty; git tag -f v-none\n"
		   "at '2024-04-30 12:00'; change a\n");
}

static void rc_phase_foretells_the_window(void **state)
{
	(void)state;
	make_kernel();
	open_on("2024-04-14", NULL);
	assert_int_equal(project.cycle.phase, PHASE_RC);
	assert_string_equal(words.s, "v6.9-rc5: window opens about Sun 5 May (in 21 days)");
	assert_true(project.cycle.forecast);
	assert_string_equal(project.cycle.version, "6.10");
	assert_string_equal(project.cycle.newest->name, "v6.9-rc5");
	assert_string_equal(project.cycle.last->name, "v6.8");
	assert_string_equal(project.cycle.release_prefix, "v");
	assert_int_equal(project.cycle.window_days, 14);
	project_release(&project);
	open_on("20240505", NULL);
	assert_string_equal(words.s, "v6.9-rc5: window opens about Sun 5 May (today)");
	project_release(&project);
	/* Later than any cycle was: by weeks, on the same day of the week. */
	open_on("2024-05-07", NULL);
	assert_string_equal(words.s, "v6.9-rc5: window opens about Sun 12 May (in 5 days)");
	project_release(&project);
}

static void as_of_hides_what_came_later(void **state)
{
	(void)state;
	make_kernel();
	open_on("2024-03-10", NULL);
	assert_int_equal(project.cycle.phase, PHASE_WINDOW);
	assert_string_equal(words.s, "v6.8 is out since Sun 3 Mar: merge window, day 7 of about 14");
	assert_string_equal(project.cycle.version, "6.9");
	assert_int_equal(project.cycle.day, 7);
	assert_string_equal(day(project.cycle.opens), "2024-03-03");
	assert_false(oid_equal(&project.mainline, &project.mainline_tip));
	project_release(&project);
	open_on("2024-03-16", "pullprep.version=7.0");
	assert_string_equal(words.s, "v6.8 is out since Sun 3 Mar: merge window, day 13 of about 14");
	assert_string_equal(project.cycle.version, "7.0");
	project_release(&project);
	open_on("2024-03-17", NULL);
	assert_int_equal(project.cycle.phase, PHASE_RC);
	project_release(&project);
	expect_error("2001-01-01", NULL, ERROR_NOT_FOUND, "mainline master as of 2001-01-01");
	expect_error("yesterday", NULL, ERROR_USAGE, "--as-of: 'yesterday' is no date");
}

static void day_0_is_the_taggers_utc_day(void **state)
{
	(void)state;
	scratch_sh("at '2026-07-01 12:00'; change a\n"
		   "GIT_COMMITTER_DATE='2026-07-06T18:01:35 -0600' git tag -a -m x v2026.07\n");
	open_on("2026-07-18", NULL);
	assert_string_equal(words.s, "v2026.07 is out since Tue 7 Jul: merge window, day 11");
	assert_string_equal(project.cycle.version, "2026.10");
	project_release(&project);
	/* A lightweight tag has the commit's day. */
	scratch_sh("git tag -d v2026.07 >/dev/null; git tag v2026.07\n");
	open_on("2026-07-18", NULL);
	assert_string_equal(words.s, "v2026.07 is out since Wed 1 Jul: merge window, day 17");
	project_release(&project);
}

static void releases_beside_the_line(void **state)
{
	(void)state;
	/* 1.1 was made on a branch that mainline merged later; 1.0.1 is a touch-up that was merged back. */
	scratch_sh(
	    "at '2025-01-01 12:00'; change a; git tag -a -m x v1.0\n"
	    "git checkout -q -b fix; at '2025-01-10 12:00'; change b; git tag -a -m x v1.0.1\n"
	    "git checkout -q -b rel master; at '2025-02-01 12:00'; change c; git tag -a -m x v1.1; change c\n"
	    "git checkout -q master; at '2025-02-02 12:00'; change a; git merge -q -m m fix; at '2025-02-03 "
	    "12:00'; git merge -q -m m rel\n"
	    "git checkout -q -b other master; at '2025-02-10 12:00'; change d; git tag -a -m x v1.2\n"
	    "git checkout -q master; at '2025-02-20 12:00'; change a\n");
	open_on("2025-03-01", NULL);
	assert_int_equal(project.cycle.count, 2);
	assert_string_equal(project.cycle.releases[0].name, "v1.0");
	assert_string_equal(project.cycle.releases[1].name, "v1.1");
	project_release(&project);
	/* Before the merge it was not on mainline. */
	open_on("2025-02-02", NULL);
	assert_string_equal(project.cycle.newest->name, "v1.0");
	project_release(&project);
}

static void other_patterns_and_none(void **state)
{
	(void)state;
	scratch_sh("at '2025-01-01 12:00'; change a; git tag release/3.4 ; git tag v9\n"
		   "at '2025-02-01 12:00'; change a; git tag release/3.5rc2\n");
	open_on("2025-02-02", "pullprep.release=^release/([0-9.]+)(?:rc([0-9]+))?$");
	assert_string_equal(project.cycle.newest->name, "release/3.5rc2");
	assert_int_equal(project.cycle.newest->rc, 2);
	assert_string_equal(project.cycle.release_prefix, "release/");
	assert_string_equal(project.cycle.version, "3.6");
	assert_string_equal(
	    words.s, "release/3.5rc2: the window opens with the release, no past one tells when");
	project_release(&project);
	open_on("2025-02-02", "pullprep.release=^nothing(.)$");
	assert_int_equal(project.cycle.phase, PHASE_UNKNOWN);
	assert_null(project.cycle.newest);
	assert_null(project.cycle.version);
	assert_int_equal(project.cycle.opens, DAY_NONE);
	assert_string_equal(words.s, "no release tag on mainline: where the cycle stands is not known");
	project_release(&project);
}

static void a_bad_pattern_names_its_key(void **state)
{
	struct strings list = STRINGS_INIT;
	struct error *err;

	(void)state;
	scratch_sh("at '2025-01-01 12:00'; change a\n");
	strings_add(&list, "pullprep.release=v(");
	err = project_open(&project, &list, NULL);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "pullprep.release"));
	error_free(err);
	strings_release(&list);
}

/* ---- which branch mainline is */

static void expect_mainline(const char *name, const char *ref)
{
	open_on("2030-01-01", NULL);
	assert_string_equal(project.mainline_name, name);
	assert_string_equal(project.mainline_ref, ref);
	project_release(&project);
}

static void mainline_is_found(void **state)
{
	(void)state;
	scratch_sh("at '2025-01-01 12:00'; change a; git branch main; git branch trunk\n");
	expect_mainline("master", "refs/heads/master");
	scratch_sh("git checkout -q main");
	expect_mainline("main", "refs/heads/main");
	scratch_sh("git checkout -q --detach");
	expect_mainline("master", "refs/heads/master");
	scratch_sh("git update-ref refs/remotes/zebra/master HEAD");
	expect_mainline("master", "refs/heads/master");
	scratch_sh("git update-ref refs/remotes/zebra/devel HEAD; git symbolic-ref refs/remotes/zebra/HEAD "
		   "refs/remotes/zebra/devel");
	expect_mainline("zebra/devel", "refs/remotes/zebra/devel");
	scratch_sh("git update-ref refs/remotes/origin/main HEAD");
	expect_mainline("origin/main", "refs/remotes/origin/main");
	scratch_sh("git update-ref refs/remotes/origin/master HEAD");
	expect_mainline("origin/master", "refs/remotes/origin/master");
	scratch_sh("git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main");
	expect_mainline("origin/main", "refs/remotes/origin/main");
	scratch_sh("git update-ref refs/remotes/upstream/master HEAD");
	expect_mainline("upstream/master", "refs/remotes/upstream/master");
	scratch_sh("git config pullprep.remote upstream");
	expect_mainline("origin/main", "refs/remotes/origin/main");
	scratch_sh("git config pullprep.mainline trunk");
	expect_mainline("trunk", "refs/heads/trunk");
}

static void linux_next_is_not_mainline(void **state)
{
	(void)state;
	scratch_sh(
	    "at '2025-01-01 12:00'; change a; git update-ref refs/remotes/origin/stable HEAD\n"
	    "change Next/SHA1s; git update-ref refs/remotes/origin/master HEAD; git reset -q --hard HEAD^\n");
	expect_mainline("origin/stable", "refs/remotes/origin/stable");
}

static void any_revision_is_mainline_if_configured(void **state)
{
	(void)state;
	scratch_sh(
	    "at '2025-01-01 12:00'; change a; at '2025-01-02 12:00'; change a; git tag -a -m x one HEAD~1\n");
	open_on("2030-01-01", "pullprep.mainline=HEAD~1");
	assert_null(project.mainline_ref);
	assert_string_equal(project.mainline_name, "HEAD~1");
	project_release(&project);
	open_on("2030-01-01", "pullprep.mainline=one");
	project_release(&project);
	expect_error(NULL, "pullprep.mainline=none/such", ERROR_NOT_FOUND, "pullprep.mainline");
}

static void no_mainline_is_said(void **state)
{
	(void)state;
	expect_error(NULL, NULL, ERROR_NOT_FOUND, "no commits yet");
	scratch_sh("git checkout -q -b work; at '2025-01-01 12:00'; change a\n");
	expect_error(NULL, NULL, ERROR_NOT_FOUND, "no mainline found");
}

static void bare_repositories_work(void **state)
{
	(void)state;
	scratch_sh(
	    "at '2025-01-01 12:00'; change a; git branch main\n"
	    "git clone -q --bare . ../bare.git; git -C ../bare.git symbolic-ref HEAD refs/heads/main\n");
	assert_int_equal(chdir("../bare.git"), 0);
	expect_mainline("main", "refs/heads/main");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(rc_phase_foretells_the_window),
	    TEST(as_of_hides_what_came_later),
	    TEST(day_0_is_the_taggers_utc_day),
	    TEST(releases_beside_the_line),
	    TEST(other_patterns_and_none),
	    TEST(a_bad_pattern_names_its_key),
	    TEST(mainline_is_found),
	    TEST(linux_next_is_not_mainline),
	    TEST(any_revision_is_mainline_if_configured),
	    TEST(no_mainline_is_said),
	    TEST(bare_repositories_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
