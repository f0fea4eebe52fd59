/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/linetopics.h"

#include "facts/base.h"

#include "scratch.h"

static struct project project;
static struct survey survey;

static struct error *try_line(const char *rev, const char *names)
{
	struct strings settings = STRINGS_INIT, what = STRINGS_INIT;
	struct error *err;

	strings_take(&settings, mem_format("pullprep.gather=%s", rev));
	strings_split(&what, names, ' ');
	err = project_open(&project, &settings, "2026-07-20");
	assert_null(err);
	err = what.n ? survey_named(&survey, &project, &what) : survey_topics(&survey, &project, &what);
	strings_release(&settings);
	strings_release(&what);
	return err;
}

static void open_line(const char *rev, const char *names)
{
	struct error *err = try_line(rev, names);

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

static void close_line(void)
{
	survey_release(&survey);
	project_release(&project);
}

/* Each topic as "name=subject,subject(contained,...)", newest commit first, separated by blanks. */
static void expect(const char *expected)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < survey.topics.n; i++) {
		const struct topic *topic = &survey.topics.v[i];

		buf_addf(&text, "%s%s=", i ? " " : "", topic->name);
		for (size_t k = 0; k < topic->commits.n; k++)
			buf_addf(&text, "%s%s", k ? "," : "", survey.commits.v[topic->commits.v[k]].subject);
		for (size_t k = 0; k < topic->contains.n; k++)
			buf_addf(&text, "%s%s", k ? "," : "(", topic->contains.v[k]);
		if (topic->contains.n)
			buf_addch(&text, ')');
	}
	assert_string_equal(text.s, expected);
	buf_release(&text);
}

static const struct topic *topic(const char *name)
{
	const struct topic *found = survey_topic(&survey, name);

	if (!found)
		print_error("there is no topic %s\n", name);
	assert_non_null(found);
	return found;
}

static void expect_tip(const char *name, const char *revision)
{
	git_oid oid;

	assert_null(repo_commit(project.repo, revision, &oid));
	assert_true(oid_equal(&topic(name)->tip, &oid));
}

/* Mainline, and a line next that begins there. merge BRANCH [MESSAGE]: into next; apply FILE SUBJECT
 * [TRAILER]: onto next; on BRANCH START: a new branch. */
static void base(const char *script)
{
	struct buf text = BUF_INIT;

	buf_addstr(&text,
	    "merge() { git checkout -q next; git merge -q --no-ff -m \"${2:-Merge branch '$1' into "
	    "next}\" $1; }\n"
	    "apply() { git checkout -q next; change \"$@\"; }\n"
	    "on() { git checkout -q -b \"$@\"; }\n"
	    "at '2026-06-01 12:00'; change file base; git tag -a -m x v2026.04\n"
	    "at '2026-07-06 12:00'; change file 2026.07; git tag -a -m x v2026.07\n"
	    "at '2026-07-10 12:00'; git branch next\n");
	buf_addstr(&text, script);
	buf_addstr(&text, "git checkout -q master\n");
	scratch_sh(text.s);
	buf_release(&text);
}

static void merges_are_topics(void **state)
{
	(void)state;
	base("on kvm/a master; change a a1; change a a2\n"
	     "on kvm/b master; change b b1; on nested; change n n1; git checkout -q kvm/b\n"
	     "git merge -q --no-ff -m \"Merge branch 'nested'\" nested\n"
	     "merge kvm/a \"Merge branch 'kvm/a' into next\n\nIt does this.\n\nSigned-off-by: M <m@x>\"; "
	     "merge kvm/b; git branch -D kvm/a kvm/b nested >/dev/null\n"
	     "git config branch.kvm/a.description 'what a does'\n");
	open_line("next", "");
	expect("kvm/a=a2,a1 kvm/b=Merge branch 'nested',b1,n1");
	assert_int_equal(topic("kvm/a")->kind, TOPIC_MERGE);
	assert_null(topic("kvm/a")->ref);
	assert_string_equal(topic("kvm/a")->text, "It does this.");
	assert_string_equal(topic("kvm/a")->description, "what a does");
	assert_null(topic("kvm/b")->text);
	assert_int_equal(topic("kvm/b")->patches, 2);
	expect_tip("kvm/a", "next~1^2");
	expect_tip("kvm/b", "next^2");
	assert_false(oid_is_zero(&topic("kvm/b")->merge));
	close_line();
	/* a name need not be a ref */
	open_line("next", "kvm/b");
	expect("kvm/b=Merge branch 'nested',b1,n1");
	close_line();
}

static void merged_again_and_again(void **state)
{
	(void)state;
	base("on a master; change a a1; merge a 'Merge branch '\\''a'\\''\n\nFirst words.'; on b master; "
	     "change b b1; "
	     "merge b\n"
	     "git checkout -q a; change a a2; merge a \"Merge branch 'a' into next\"\n"
	     "at '2026-07-11 12:00'; git checkout -q master; change m m1; git checkout -q next; git merge -q "
	     "-m "
	     "\"Sync with 'master'\" master; git tag rc master; git checkout -q master; change m m2\n"
	     "git checkout -q next; git merge -q -m \"Merge tag 'rc'\" master\n");
	open_line("next", "");
	expect("a=a2,a1 b=b1");
	expect_tip("a", "a");
	assert_string_equal(topic("a")->text, "First words.");
	assert_int_equal(topic("a")->former, 0);
	close_line();
}

static void rewritten_and_merged_again(void **state)
{
	(void)state;
	base("on a master; change a a1; change a a2; merge a\n"
	     "git checkout -q a; git reset -q --hard HEAD~1; git checkout -q -B a master; change x a2-again; "
	     "git "
	     "checkout -q next; git merge -q --no-ff -m \"Merge branch 'a' into next\" a\n");
	open_line("next", "");
	assert_int_equal(survey.topics.n, 1);
	assert_int_equal(topic("a")->commits.n, 3);
	assert_int_equal(topic("a")->former, 2);
	expect_tip("a", "a");
	assert_null(survey_risk(&survey));
	assert_true(topic("a")->risk.known);
	assert_true(topic("a")->risk.summed);
	close_line();
}

static void octopuses(void **state)
{
	(void)state;
	base("on a master; change a a1; on b master; change b b1; on c master; change c c1; git checkout -q "
	     "next\n"
	     "git merge -q --no-ff -m \"Merge branches 'a', 'b' and 'c' into next\" a b c\n");
	open_line("next", "");
	expect("a=a1 b=b1 c=c1");
	expect_tip("b", "b");
	close_line();
}

static void stacks_and_shares(void **state)
{
	(void)state;
	base("on a master; change a a1; on b; change b b1; on h master; change h h1\n"
	     "on x master; change x x1; git merge -q --no-ff -m 'merge h' h; on y master; change y y1; git "
	     "merge -q "
	     "--no-ff -m 'merge h too' h\n"
	     "merge a; merge b; merge x; merge y\n"
	     /* started on the line, on a topic that has moved on, and on one that moves on later */
	     "on online next; change o o1; merge online\n"
	     "on p master; change p p1; change p p2; merge p; on q p~1; change q q1; merge q\n");
	open_line("next", "");
	expect("a=a1 b=b1(a) x=merge h,h1,x1 y=merge h too,y1,h1 online=o1(a,b,x,y) p=p2,p1 q=q1(p)");
	close_line();
}

/* Nothing is lost where topics are merged into each other in turns. */
static void in_turns(void **state)
{
	(void)state;
	base("on t master; change t t1; merge t; on u next; change u u1; merge u\n"
	     "git checkout -q t; git merge -q --ff-only next; change t t2; merge t\n");
	open_line("next", "");
	expect("t=t2,t1(u) u=u1(t)");
	close_line();
}

#define SE(n) "Link: https://lore.kernel.org/r/20260701010203.4711-" #n "-a@example.org"
#define B4(n) "Message-ID: <20260702-thing-v2-" #n "-0123456789ab@example.org>"

static void series_by_their_posting(void **state)
{
	(void)state;
	base("apply a 'alpha: one' '" SE(2) "'; apply b 'beta: one' '" B4(1) "'; apply a 'alpha: two' '" SE(
	    3) "'\n"
	       "apply c 'gamma: alone'; apply b 'beta: two' '" B4(2) "'; apply d 'gamma: alone'\n");
	open_line("next", "");
	assert_int_equal(survey.topics.n, 4);
	assert_string_equal(topic("alpha-one")->posted, "20260701010203.4711-a@example.org");
	assert_int_equal(topic("alpha-one")->kind, TOPIC_SERIES);
	assert_int_equal(topic("alpha-one")->commits.n, 2);
	expect_tip("alpha-one", "next~3");
	assert_int_equal(topic("alpha-one")->contains.n, 1);
	assert_string_equal(topic("alpha-one")->contains.v[0], "beta-one");
	expect_tip("beta-one", "next~1");
	assert_int_equal(topic("beta-one")->contains.n, 2);
	assert_string_equal(topic("beta-one")->contains.v[0], "alpha-one");
	assert_string_equal(topic("beta-one")->contains.v[1], "gamma-alone");
	assert_null(topic("gamma-alone")->posted);
	/* the older keeps the name */
	assert_int_equal(strncmp(survey.topics.v[3].name, "gamma-alone-", 12), 0);
	assert_int_equal(survey.topics.v[3].contains.n, 3);
	close_line();
}

static char *all_names(void)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < survey.topics.n; i++)
		buf_addf(&text, "%s ", survey.topics.v[i].name);
	return buf_detach(&text);
}

/* Of two things of one name the older keeps it; commits on top rename nothing; nor does rebasing. */
static void names_are_stable(void **state)
{
	char *before, *after;

	(void)state;
	base("on x master; change x x1; on y master; change y y1; on z master; change z z1\n"
	     "merge x \"Merge branch 'work' of git://example.org/one.git\"; merge y \"Merge branch 'work' of "
	     "https://example.org/two\"\n"
	     "merge z \"Merge branch 'master' of git://example.org/two\"; git checkout -q x; change x x2; "
	     "merge x "
	     "\"Merge branch 'work' of https://example.org/one\"\n"
	     "apply a 'the same'; apply b 'the same' '" SE(1) "'; apply c '...'; apply d '--'\n");
	open_line("next", "");
	assert_int_equal(topic("work")->commits.n, 2);
	assert_int_equal(topic("two/work")->commits.n, 1);
	assert_int_equal(topic("two/master")->commits.n, 1);
	before = all_names();
	assert_int_equal(survey.topics.n, 7);
	close_line();
	scratch_sh("git checkout -q next; change e 'the same'; change f 'more'\n");
	open_line("next", "");
	after = all_names();
	assert_int_equal(strncmp(before, after, strlen(before)), 0);
	assert_int_equal(survey.topics.n, 9);
	for (size_t i = 0; i < survey.topics.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(survey.topics.v[i].name, survey.topics.v[k].name);
	close_line();
	free(before);
	free(after);
}

/* What mainline has taken of a line is told, but not its own merges. */
static void taken_topics(void **state)
{
	(void)state;
	base("on a master; change a a1; on b master; change b b1; merge a; merge b\n"
	     "at '2026-07-12 12:00'; git checkout -q master; git merge -q --no-ff -m 'pull a' a\n"
	     "git checkout -q next; git merge -q -m \"Merge branch 'master' into next\" master\n");
	open_line("next", "");
	expect("a= b=b1");
	assert_non_null(topic("a")->merged_as);
	close_line();
}

static void branches_by_name(void **state)
{
	struct error *err;

	(void)state;
	base("on a master; change a a1; git branch also-a; merge a; on side master; change s s1\n"
	     "at '2026-07-11 12:00'; git checkout -q a; change a a2; on deadbee master; change d d1; git "
	     "branch gamma-d\n");
	open_line("next", "side");
	expect("side=s1");
	assert_string_equal(topic("side")->ref, "refs/heads/side");
	close_line();
	/* the line's topic goes before a branch of that name; the branch has its full name */
	open_line("next", "a refs/heads/a");
	expect("a=a1 refs/heads/a=a2,a1");
	close_line();
	/* a branch that stands where the topic does is the topic */
	open_line("next", "also-a");
	expect("a=a1");
	assert_string_equal(topic("also-a")->name, "a");
	close_line();
	/* ranges and commits mean what they always do */
	open_line("next", "master..side");
	expect("master..side=s1");
	close_line();
	err = try_line("next", "sida");
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_NOT_FOUND);
	assert_non_null(strstr(err->hint, "side"));
	error_free(err);
	project_release(&project);
}

static void expect_error(const char *rev, const char *part)
{
	struct error *err = try_line(rev, "");

	assert_non_null(err);
	if (!strstr(err->message, part))
		print_error("%s\n", err->message);
	assert_non_null(strstr(err->message, part));
	assert_non_null(err->hint);
	error_free(err);
	project_release(&project);
}

static void refusals(void **state)
{
	(void)state;
	base("on side master; change s s1; git branch old master~1\n");
	expect_error("no-such", "pullprep.gather is 'no-such'");
	expect_error("HEAD^{tree}", "pullprep.gather");
	expect_error("master", "where mainline, master, stands");
	expect_error("old", "nothing that mainline, master, lacks");
	/* branches can be asked for all the same */
	open_line("old", "side");
	expect("side=s1");
	close_line();
}

/* A consecutive series has a difference of its own, others are summed: what they added does not count as
 * there before. */
static void series_are_measured(void **state)
{
	(void)state;
	base("git checkout -q next; seq 40 >old.c; git add old.c; git commit -q -m 'old: make it'\n"
	     "sed -i s/^1/x/ old.c; git commit -q -a -m 'one: first' -m '" SE(
		 1) "'; sed -i s/^x/y/ old.c; "
		    "git commit -q -a -m 'one: second' -m '" SE(
			2) "'\n"
			   "seq 9 >new.c; git add new.c; git commit -q -m 'two: first' -m '" B4(
			       1) "'; change other other; seq 5 "
				  ">new.c; sed -i 3d old.c; git commit -q -a -m 'two: second' -m '" B4(
				      2) "'\n");
	open_line("next", "");
	assert_null(survey_risk(&survey));
	assert_false(topic("one-first")->risk.summed);
	assert_int_equal(topic("one-first")->risk.existing_lines, 22);
	assert_true(topic("two-first")->risk.summed);
	assert_int_equal(topic("two-first")->risk.existing_lines, 1);
	close_line();
}

static void pulled_ones_wait_for_nobody(void **state)
{
	(void)state;
	base("git remote add sub https://example.org/sub.git; git remote add drm https://example.org/drm\n"
	     "on s master; change s s1; git update-ref refs/remotes/sub/for-next HEAD\n"
	     "on d master; change d d1; git update-ref refs/remotes/drm/next HEAD; on user; change u u1\n"
	     "on r master; change r r1; git update-ref refs/remotes/drm/more HEAD\n"
	     "merge s \"Merge branch 'for-next' of git://example.org/sub\"; merge user\n"
	     "merge r \"Merge remote-tracking branch 'drm/more' into next\"\n");
	open_line("next", "");
	assert_null(topic("sub/for-next")->foreign);
	assert_string_equal(topic("sub/for-next")->url, "git://example.org/sub");
	assert_string_equal(topic("user")->foreign, "drm/next");
	assert_null(topic("drm/more")->foreign);
	close_line();
}

/* What comes from another project's history has no say in what the topics stand on, unless it is all there
 * is. */
static void the_base_is_what_releases_are_below(void **state)
{
	char *found;

	(void)state;
	base("on a master; change a a1; merge a; on b v2026.04; change b b1; git checkout -q --orphan lone; "
	     "git rm -rfq "
	     ".; change lone l1; git checkout -q next; git merge -q --allow-unrelated-histories -m \"Merge "
	     "branch "
	     "'lone'\" lone\n");
	open_line("next", "");
	expect("a=a1 lone=l1");
	assert_null(base_find(&found, &survey));
	assert_string_equal(found, "v2026.07");
	free(found);
	close_line();
	open_line("next", "a b");
	assert_null(base_find(&found, &survey));
	assert_string_equal(found, "v2026.04");
	free(found);
	close_line();
	open_line("next", "lone");
	assert_null(base_find(&found, &survey));
	assert_null(found);
	close_line();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(merges_are_topics),
	    TEST(merged_again_and_again),
	    TEST(rewritten_and_merged_again),
	    TEST(octopuses),
	    TEST(stacks_and_shares),
	    TEST(in_turns),
	    TEST(series_by_their_posting),
	    TEST(names_are_stable),
	    TEST(taken_topics),
	    TEST(branches_by_name),
	    TEST(refusals),
	    TEST(series_are_measured),
	    TEST(pulled_ones_wait_for_nobody),
	    TEST(the_base_is_what_releases_are_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
