/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/soak.h"

#include "scratch.h"

enum { MOST = 16 };

static struct repo *repo;
static struct config *config;
static struct history *history;
static struct next_trees next;
static struct soak soak[MOST];
static struct soak_notes notes;

/* Looks for the named commits, as of that day, on top of `master`. */
static void look(const char *as_of, const char *const *names, size_t n)
{
	struct strings overrides = STRINGS_INIT;
	git_oid mainline, commits[MOST];
	struct error *err;

	assert_in_range(n, 0, MOST);
	notes = (struct soak_notes){.stale = NULL};
	assert_null(repo_open(&repo));
	assert_null(config_load(&config, &overrides));
	assert_null(repo_commit(repo, "master", &mainline));
	assert_null(next_load(&next, repo, config, &mainline, day_parse(as_of)));
	assert_null(history_new(&history, repo));
	for (size_t i = 0; i < n; i++)
		assert_null(repo_commit(repo, names[i], &commits[i]));
	err = soak_find(repo, history, &next, &mainline, commits, n, soak, &notes);
	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

#define LOOK(as_of, ...)                                                                                     \
	do {                                                                                                 \
		static const char *const names_[] = {__VA_ARGS__};                                           \
		look(as_of, names_, sizeof(names_) / sizeof(*names_));                                       \
	} while (0)

static void done(void)
{
	soak_notes_release(&notes);
	history_free(history);
	next_release(&next);
	config_free(config);
	repo_free(repo);
}

static const char *tree(int index)
{
	return index == SOAK_NONE ? "-" : next.v[index].name + strlen("next-");
}

/* "match first own_first last was releases days newest taken" */
static void expect(size_t i, const char *expected)
{
	struct buf out = BUF_INIT;

	buf_addf(&out, "%s %s ", match_name[soak[i].match], tree(soak[i].first));
	buf_addf(&out, "%s ", tree(soak[i].own_first));
	buf_addf(&out, "%s ", tree(soak[i].last));
	buf_addf(&out, "%s %d %d %s ", tree(soak[i].was), soak[i].releases, soak[i].days,
	    newest_name[soak[i].newest]);
	day_add_iso(&out, soak[i].taken);
	assert_string_equal(out.s, expected);
	buf_release(&out);
}

/* A mainline of one commit, and daily trees of merges: `daily DAY TOPIC...`. */
#define HOUSE                                                                                                \
	"at '2026-06-01 10:00'; seq 20 >file; git add file; git commit -q -m base\n"                         \
	"daily() { at \"$1 12:00\"; tag=next-$(echo $1 | tr -d -); shift; git checkout -q --detach master\n" \
	"for topic; do git merge -q --no-ff -m next $topic >/dev/null; done; git tag $tag; }\n"              \
	"on() { git checkout -q -b $1 ${2:-master}; }\n"                                                     \
	"edit() { sed -i \"$1\" file; git commit -q -a -m \"${2:-$1}\"; }\n"

static void each_match(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on same; change same\n"
			 "on old; edit 's/^2$/two/' sub; on draft; edit 's/^10$/ten/' pending\n"
			 "daily 2026-06-03 same old; daily 2026-06-04 same draft; daily 2026-06-08 same\n"
			 "on rebased; edit 's/^18$/x/' below; edit 's/^2$/two/' sub\n"
			 "on modified; edit 's/^10$/TEN/' pending; on never; edit 's/^11$/y/' unseen\n");
	LOOK("2026-06-10", "same", "rebased", "modified", "never", "rebased~1");
	expect(0, "same 20260603 20260603 20260608 - 3 7 yes -");
	expect(1, "rebased 20260603 - 20260603 - 1 7 no -");
	expect(2, "modified - - - 20260604 0 -1 no -");
	expect(3, "never - - - - 0 -1 no -");
	expect(4, "never - - - - 0 -1 no -");
	assert_int_equal(notes.left_out.n, 0);
	assert_null(notes.stale);
	done();
	LOOK("2026-06-04", "same"); /* later trees do not exist */
	expect(0, "same 20260603 20260603 20260604 - 2 1 yes -");
	done();
}

/* The very commit, and before that another with its patch: the earlier one is first. */
static void both_the_commit_and_its_patch(void **state)
{
	(void)state;
	scratch_sh(
	    HOUSE "on old; edit 's/^2$/two/' sub; on new; edit 's/^18$/x/' below; edit 's/^2$/two/' sub\n"
		  "daily 2026-06-03 old; daily 2026-06-04 old; daily 2026-06-05 new; daily 2026-06-08\n");
	LOOK("2026-06-10", "new", "old");
	expect(0, "same 20260603 20260605 20260605 - 3 7 no -");
	expect(1, "same 20260603 20260603 20260605 - 3 7 no -");
	done();
}

/* What the tree holds only because mainline has it has not soaked in it. */
static void mainlines_own_is_no_sighting(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on topic; change topic; daily 2026-06-03 topic; daily 2026-06-04 topic\n"
			 "git checkout -q master; at '2026-06-05 23:30'; git merge -q --no-ff -m pull topic\n"
			 "at '2026-06-06 10:00'; change direct; git tag direct\n"
			 "daily 2026-06-08; daily 2026-06-09\n");
	LOOK("2026-06-20", "topic", "direct");
	expect(0, "same 20260603 20260603 20260604 - 2 2 mainline 2026-06-05");
	expect(1, "never - - - - 0 -1 mainline 2026-06-06");
	done();
}

/* Mainline took it on the day of the tree that first showed it, and trees below it came later. */
static void days_are_never_negative(void **state)
{
	(void)state;
	scratch_sh(
	    HOUSE "on topic; change topic; git checkout -q master\n"
		  "daily 2026-06-08 topic\n"
		  "git checkout -q master; at '2026-06-05 10:00'; git merge -q --no-ff -m pull topic\n");
	LOOK("2026-06-20", "topic");
	expect(0, "same 20260608 20260608 20260608 - 1 0 yes 2026-06-05");
	done();
}

/* Older than all trees that are here: none of them could tell. */
static void before_the_oldest_tree_is_unknown(void **state)
{
	(void)state;
	scratch_sh(HOUSE "change early; git tag early; change late\n"
			 "on topic; change topic; daily 2026-06-03 topic\n");
	LOOK("2026-06-10", "early", "topic", "early~1");
	assert_int_equal(soak[0].match, MATCH_UNKNOWN);
	assert_true(soak[0].before);
	assert_int_equal(soak[0].releases, 0);
	assert_int_equal(soak[0].newest, NEWEST_MAINLINE);
	assert_false(soak[1].before);
	expect(1, "same 20260603 20260603 20260603 - 1 7 yes -");
	assert_true(soak[2].before);
	done();
}

static void merges_are_unknown_and_empty_commits_are_themselves(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on one; change one; on two; git commit -q --allow-empty -m nothing\n"
			 "on both one; git merge -q --no-ff -m both two; daily 2026-06-03 both\n"
			 "at '2026-06-04 10:00'; on other; git commit -q --allow-empty -m nothing\n"
			 "on else; git commit -q --allow-empty -m 'else'\n");
	LOOK("2026-06-10", "both", "two", "other", "else");
	assert_int_equal(soak[0].match, MATCH_UNKNOWN);
	expect(1, "same 20260603 20260603 20260603 - 1 7 yes -");
	expect(2, "modified - - - 20260603 0 -1 no -"); /* the subject, but no patch to compare */
	expect(3, "never - - - - 0 -1 no -");
	done();
}

static void a_tree_that_never_meets_mainline_is_left_out(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on topic; change topic; daily 2026-06-03 topic\n"
			 "git checkout -q --orphan alone; change alone; git merge -q --no-ff -m in "
			 "--allow-unrelated-histories -s ours topic; git tag next-20260604\n");
	LOOK("2026-06-10", "topic");
	expect(0, "same 20260603 20260603 20260603 - 1 7 yes -");
	assert_int_equal(notes.left_out.n, 1);
	assert_string_equal(notes.left_out.v[0], "next-20260604");
	done();
	scratch_sh("git tag -d next-20260603 >/dev/null\n");
	LOOK("2026-06-10", "topic");
	expect(0, "unknown - - - - 0 -1 no -");
	assert_int_equal(notes.left_out.n, 1);
	done();
}

static void no_trees_are_no_data(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on topic; change topic\n");
	LOOK("2026-06-10", "topic");
	expect(0, "unknown - - - - 0 -1 no -");
	done();
}

/* The newest tree says which mainline it was built on: one that is not here is newer than ours. */
static void an_old_mainline_is_said(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on topic; change topic; git checkout -q --detach master; mkdir Next\n"
			 "printf 'origin\\t%s\\nnet\\t1111111111111111111111111111111111111111\\n' $(git "
			 "rev-parse master) "
			 ">Next/SHA1s; git add Next; git commit -q -m next; git tag next-20260603\n");
	LOOK("2026-06-10", "topic");
	assert_null(notes.stale);
	done();
	scratch_sh("git checkout -q --detach next-20260603\n"
		   "printf 'net\\tx\\norigin\\t1234567890123456789012345678901234567890\\n' >Next/SHA1s\n"
		   "git commit -q -a -m next; git tag next-20260604\n");
	LOOK("2026-06-10", "topic");
	assert_non_null(notes.stale);
	assert_non_null(strstr(notes.stale, "next-20260604"));
	assert_non_null(strstr(notes.stale, "123456789012"));
	done();
	LOOK("2026-06-03", "topic"); /* the newest as of that day is fine */
	assert_null(notes.stale);
	done();
}

/* More trees than bits in a word, each of its own base: mainline moves between any two. */
static void many_trees(void **state)
{
	(void)state;
	scratch_sh(HOUSE "on topic; change topic; git checkout -q -b pulled master; change pulled\n"
			 "git checkout -q master; i=0\n"
			 "while [ $i -lt 70 ]; do day=$(date -u -d \"2026-03-01 $i days\" +%Y-%m-%d)\n"
			 "at \"$day 10:00\"; git checkout -q master; change main \"main $i\"\n"
			 "test $i = 66 && git merge -q --no-ff -m pull pulled\n"
			 "daily $day topic pulled; i=$((i + 1)); done\n");
	LOOK("2026-06-20", "topic", "pulled");
	assert_int_equal(next.n, 70);
	expect(0, "same 20260301 20260301 20260509 - 70 111 yes -");
	expect(1, "same 20260301 20260301 20260505 - 66 66 mainline 2026-05-06");
	done();
}

/* A blob that is gone: what needs it is unknown, the rest is not. */
static void missing_objects_make_unknown(void **state)
{
	(void)state;
	scratch_sh(
	    HOUSE "on old; edit 's/^2$/two/' sub; on fine; change fine; daily 2026-06-03 old fine\n"
		  "on gone; edit 's/^18$/x/' below; edit 's/^2$/two/' sub\n"
		  "blob=$(git rev-parse gone:file); rm -f .git/objects/$(echo $blob | sed 's,..,&/,')\n");
	LOOK("2026-06-10", "gone", "fine");
	assert_int_equal(soak[0].match, MATCH_UNKNOWN);
	expect(1, "same 20260603 20260603 20260603 - 1 7 yes -");
	assert_int_equal(notes.unknown.n, 1);
	assert_non_null(strstr(notes.unknown.v[0], "blob"));
	done();
}

static void days_of_soak(void **state)
{
	struct next_tree trees[] = {{.day = 100}, {.day = 103}};
	struct next_trees list = {.v = trees, .n = 2, .as_of = 110};

	(void)state;
	assert_int_equal(soak_days(&list, 0, DAY_NONE), 10);
	assert_int_equal(soak_days(&list, 1, DAY_NONE), 7);
	assert_int_equal(soak_days(&list, 1, 105), 2);
	assert_int_equal(soak_days(&list, 1, 103), 0);
	assert_int_equal(soak_days(&list, 1, 99), 0);
}

#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(each_match),
	    scratch_test(both_the_commit_and_its_patch),
	    scratch_test(mainlines_own_is_no_sighting),
	    scratch_test(days_are_never_negative),
	    scratch_test(before_the_oldest_tree_is_unknown),
	    scratch_test(merges_are_unknown_and_empty_commits_are_themselves),
	    scratch_test(a_tree_that_never_meets_mainline_is_left_out),
	    scratch_test(no_trees_are_no_data),
	    scratch_test(an_old_mainline_is_said),
	    scratch_test(many_trees),
	    scratch_test(missing_objects_make_unknown),
	    cmocka_unit_test(days_of_soak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
