/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/survey.h"

#include "scratch.h"

static struct project project;
static struct survey survey;

static struct error *try_survey(const char *names, const char *settings, const char *as_of)
{
	struct strings list = STRINGS_INIT, what = STRINGS_INIT;
	struct error *err;

	if (settings)
		strings_split(&list, settings, ' ');
	strings_split(&what, names, ' ');
	err = project_open(&project, &list, as_of);
	assert_null(err);
	err = what.n ? survey_named(&survey, &project, &what) : survey_topics(&survey, &project, &what);
	strings_release(&list);
	strings_release(&what);
	return err;
}

static void open_survey(const char *names, const char *settings)
{
	struct error *err = try_survey(names, settings, "2026-07-20");

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

static void close_survey(void)
{
	survey_release(&survey);
	project_release(&project);
}

static void expect_error(const char *names, enum error_code code, const char *part, const char *hint)
{
	struct error *err = try_survey(names, NULL, "2026-07-20");

	assert_non_null(err);
	if (!strstr(err->message, part))
		print_error("%s\n", err->message);
	assert_int_equal(err->code, code);
	assert_non_null(strstr(err->message, part));
	if (hint)
		assert_non_null(strstr(err->hint, hint));
	error_free(err);
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

static void base(void)
{
	scratch_sh("at '2026-06-01 12:00'; change file base; git tag -a -m x v2026.04\n"
		   "at '2026-07-06 12:00'; change file 2026.07; git tag -a -m x v2026.07\n"
		   "at '2026-07-10 12:00'\n");
}

static void branches_ahead_are_topics(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "git branch behind; git checkout -q -b kvm/b; change b b1; change b b2\n"
	    "git checkout -q -b kvm/a master; change a a1; git branch kvm/alias; git checkout -q master\n"
	    "git tag kvm/tag kvm/b\n"
	    "git config branch.kvm/b.description 'what b does'; git config branch.kvm/alias.pullprepDormant "
	    "new\n");
	open_survey("", NULL);
	expect("kvm/a=a1 kvm/b=b2,b1");
	assert_int_equal(survey.topics.v[0].aliases.n, 1);
	assert_string_equal(survey.topics.v[0].aliases.v[0], "kvm/alias");
	assert_string_equal(survey.topics.v[0].dormant, "new");
	assert_string_equal(survey.topics.v[1].description, "what b does");
	assert_int_equal(survey.topics.v[1].patches, 2);
	assert_ptr_equal(survey_topic(&survey, "kvm/alias"), &survey.topics.v[0]);
	assert_ptr_equal(survey_topic(&survey, "refs/heads/kvm/b"), &survey.topics.v[1]);
	assert_null(survey_topic(&survey, "kvm"));
	close_survey();
	open_survey("kvm/alias", NULL);
	expect("kvm/a=a1");
	close_survey();
}

static void topics_in_topics(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b one; change a a1\n"
	    "git checkout -q -b two; change a a2; git checkout -q -b three; change a a3\n"
	    "git checkout -q -b side master; change s s1\n"
	    "git checkout -q -b for-next one; git merge -q -m 'merge side' side; git checkout -q master\n");
	/* A stack is topics; what merges independent ones is an integration branch. */
	open_survey("", NULL);
	expect("one=a1 side=s1 three=a3(one,two) two=a2(one)");
	close_survey();
	/* The integration branch by name: all that it has. */
	open_survey("for-next", NULL);
	expect("for-next=merge side,a1,s1");
	close_survey();
	/* A topic by name still has only its own. */
	open_survey("two", NULL);
	expect("two=a2(one)");
	close_survey();
	/* Configured, it is a topic. */
	open_survey("", "pullprep.topic=for-next pullprep.topic=side");
	expect("for-next=merge side,a1(side) side=s1");
	close_survey();
}

static void old_tips_are_left_out(void **state)
{
	(void)state;
	scratch_sh("at '2026-01-05 12:00'; change file 2026.01; git tag -a -m x v2026.01\n"
		   "git checkout -q -b old; at '2026-04-01 12:00'; change o old\n"
		   "git checkout -q -b soaked master; at '2026-05-01 12:00'; change s soaked; git checkout "
		   "-q master\n"
		   "at '2026-04-06 12:00'; change file 2026.04; git tag -a -m x v2026.04\n"
		   "at '2026-07-06 12:00'; change file 2026.07; git tag -a -m x v2026.07\n");
	/* The window is open: what was collected for it is older than the release. */
	open_survey("", NULL);
	expect("soaked=soaked");
	assert_int_equal(survey.older.n, 1);
	assert_string_equal(survey.older.v[0], "old");
	close_survey();
	open_survey("old", NULL);
	expect("old=old");
	close_survey();
	scratch_sh("at '2026-07-15 12:00'; change file rc1; git tag -a -m x v2026.10-rc1\n");
	open_survey("", NULL);
	expect("");
	assert_int_equal(survey.older.n, 2);
	assert_string_equal(survey.older.v[0], "soaked");
	assert_string_equal(survey.older.v[1], "old");
	close_survey();
	/* What holds them is no topic the more. */
	scratch_sh("git checkout -q -b for-next; git merge -q --no-ff -m 'merge old' old\n"
		   "git merge -q --no-ff -m 'merge soaked' soaked; git checkout -q master\n");
	open_survey("", NULL);
	expect("");
	assert_int_equal(survey.older.n, 2);
	close_survey();
	/* A topic on top of one shows it. */
	scratch_sh("git checkout -q -b top soaked; change s top; git checkout -q master\n");
	open_survey("", NULL);
	expect("top=top,soaked");
	assert_int_equal(survey.older.n, 1);
	close_survey();
}

static void topics_move_on_after_they_were_merged(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b one; change a a1; git checkout -q -b two master; change b b1\n"
	    "git checkout -q -b for-next master; git merge -q --no-ff -m 'merge one' one\n"
	    "git merge -q --no-ff -m 'merge two' two; git checkout -q one; change a a2; git checkout -q "
	    "master\n");
	open_survey("", NULL);
	expect("one=a2,a1 two=b1");
	close_survey();
	open_survey("for-next", NULL);
	assert_int_equal(survey.topics.n, 1);
	assert_int_equal(survey.topics.v[0].commits.n, 4);
	close_survey();
	/* All of them, what stands on one of them, and another that holds the integration branch. */
	scratch_sh("git checkout -q two; change b b2; git checkout -q -b on-two; change b b3\n"
		   "git checkout -q -b linux-next for-next; git merge -q -m 'merge two again' two; git "
		   "checkout -q master\n");
	open_survey("", NULL);
	expect("on-two=b3(two) one=a2,a1 two=b2,b1");
	close_survey();
	/* With work of its own it is a topic. */
	scratch_sh("git branch -q -D linux-next; git checkout -q for-next; change c own; git checkout -q "
		   "master\n");
	open_survey("", NULL);
	assert_int_equal(survey.topics.n, 4);
	assert_string_equal(survey.topics.v[0].name, "for-next");
	close_survey();
	/* A topic that only took two states of another one holds no more than that. */
	scratch_sh("git branch -q -D for-next; git checkout -q -b user master; git merge -q --no-ff -m m1 "
		   "two~1\n"
		   "git merge -q --no-ff -m m2 two; git checkout -q master\n");
	open_survey("", NULL);
	assert_int_equal(survey.topics.n, 4);
	assert_string_equal(survey.topics.v[3].name, "user");
	close_survey();
}

static void configured_globs(void **state)
{
	(void)state;
	base();
	scratch_sh("git checkout -q -b kvm/x/deep; change a deep; git checkout -q -b kvm/flat master; change "
		   "b flat\n"
		   "git checkout -q -b mm; change c mm; git update-ref refs/remotes/me/net/a mm; git "
		   "checkout -q master\n");
	open_survey("", "pullprep.topic=kvm/*");
	expect("kvm/flat=flat kvm/x/deep=deep");
	close_survey();
	open_survey("", "pullprep.topic=refs/heads/kvm/f* pullprep.topic=mm");
	expect("kvm/flat=flat mm=mm(kvm/flat)");
	close_survey();
	open_survey("", "pullprep.topic=me/net/*");
	expect("me/net/a=mm,flat");
	close_survey();
	open_survey("", "pullprep.topic=*");
	expect("kvm/flat=flat kvm/x/deep=deep mm=mm(kvm/flat)");
	close_survey();
}

static void merged_topics_say_when(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b direct; change a d1; git checkout -q -b deep master; change b e1\n"
	    "git checkout -q -b forward master; change c f1; git checkout -q -b work master; change d w1\n"
	    "git checkout -q -b upstream master; git merge -q --no-ff -m 'pull deep' deep\n"
	    "git checkout -q master; git merge -q --ff-only forward\n"
	    "at '2026-07-11 23:00'; git merge -q --no-ff -m 'pull direct' direct; git tag m1\n"
	    "at '2026-07-13 01:00'; git merge -q --no-ff -m 'pull upstream' upstream; git tag m2; change "
	    "file later\n");
	/* Where mainline was moved forward to a branch, nothing was merged. */
	open_survey("", NULL);
	expect("deep= direct= upstream= work=w1");
	assert_int_equal(survey.topics.v[1].merged_on, day_make(2026, 7, 11));
	close_survey();
	open_survey("deep direct forward", NULL);
	expect("deep= direct= forward=");
	assert_int_equal(survey.topics.v[0].merged_on, day_make(2026, 7, 13));
	assert_int_equal(survey.topics.v[1].merged_on, day_make(2026, 7, 11));
	assert_int_equal(survey.topics.v[2].merged_on, day_make(2026, 7, 10));
	assert_int_equal(strlen(survey.topics.v[0].merged_as), 12);
	scratch_sh("git rev-parse m2 >../m2\n");
	{
		char id[13] = "";
		FILE *file = fopen("../m2", "r");

		assert_int_equal(fread(id, 1, 12, file), 12);
		fclose(file);
		assert_string_equal(survey.topics.v[0].merged_as, id);
	}
	close_survey();
	/* Configured topics stay in sight; mainline itself is none. */
	open_survey("", "pullprep.topic=refs/heads/*");
	expect("deep= direct= forward= upstream= work=w1");
	assert_null(survey.topics.v[4].merged_as);
	close_survey();
}

/* Work is older than the release that opens the window in which mainline takes it. */
static void merged_in_this_cycle(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "at '2026-04-01 12:00'; git checkout -q -b other v2026.04; change o o1; git checkout -q master\n"
	    "at '2026-06-20 12:00'; for t in taken inner inside past stale; do git checkout -q -b $t "
	    "v2026.04; "
	    "change $t $t; done\n"
	    "git checkout -q -b aside v2026.04; git merge -q --no-ff -m 'both' inner; git merge -q -m both "
	    "inside\n"
	    "git branch old v2026.04; git checkout -q v2026.04\n"
	    "at '2026-07-05 12:00'; git merge -q --no-ff -m 'pull past' past; git checkout -q -b line\n"
	    "at '2026-07-06 12:00'; change file 2026.07; git tag -f -a -m x v2026.07 >/dev/null; git branch "
	    "base\n"
	    "at '2026-07-08 12:00'; git merge -q --no-ff -m 'pull taken' taken; git merge -q --no-ff -m "
	    "'pull "
	    "aside' aside\n"
	    "at '2026-07-10 12:00'; change file 2026.10-rc1; git tag -a -m x v2026.10-rc1; git branch here\n"
	    "change file later; git checkout -q -B master; git branch -q -D line; git branch again "
	    "taken\n");
	open_survey("", NULL);
	expect("again= inner= inside="); /* and not aside, which integrates two of them */
	assert_true(strings_has(&survey.topics.v[0].aliases, "taken"));
	assert_int_equal(survey.topics.v[1].merged_on, day_make(2026, 7, 8));
	survey_release(&survey);
	assert_null(survey_named(&survey, &project, &(struct strings)STRINGS_INIT));
	expect("");
	close_survey();
}

static void fixes_are_recognised(void **state)
{
	(void)state;
	base();
	scratch_sh("git checkout -q -b other; change o other\n"
		   "git checkout -q -b fixes master; id() { git rev-parse --short=$2 $1; }\n"
		   "change a plain 'just a fix'\n"
		   "change a stable 'Cc: <stable@vger.kernel.org> # 5.16+'\n"
		   "change a good \"Fixes: $(id master 12) (\\\"2026.07\\\")\"\n"
		   "change a longer \"Fixes: $(id v2026.04^{commit} 40) (\\\"base\\\")\"\n"
		   "change a short \"Fixes: $(id master 11) (\\\"2026.07\\\")\"\n"
		   "change a unmerged \"Fixes: $(id fixes~4 12) (\\\"plain\\\")\"\n"
		   "change a foreign \"Fixes: $(id other 12) (\\\"other\\\")\"\n"
		   "change a unknown 'Fixes: 0123456789ab (\"never heard of\")'\n"
		   "change a tree \"Fixes: $(id master^{tree} 12) (\\\"x\\\")\"\n"
		   "change a undo \"This reverts commit $(id master 40).\"\n"
		   "change a undo-own \"This reverts commit $(id fixes~9 40).\"\n"
		   "git checkout -q master\n");
	open_survey("fixes", NULL);
	{
		static const char *const fixes[] = {"undo", "longer", "good", "stable"};
		size_t n = 0;

		for (size_t i = 0; i < survey.commits.n; i++)
			if (survey.commits.v[i].fix)
				assert_string_equal(survey.commits.v[i].subject, fixes[n++]);
		assert_int_equal(n, 4);
		assert_int_equal(survey.topics.v[0].fixes, 4);
		assert_int_equal(survey.topics.v[0].patches, 11);
	}
	close_survey();
}

static void foreign_commits_are_named(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b shared; change s s1; git update-ref refs/remotes/drm/drm-next HEAD\n"
	    "git checkout -q --detach; git branch -q -D shared\n"
	    "git checkout -q -b mixed; change m m1; git checkout -q -b pure master; change p p1\n"
	    "git update-ref refs/remotes/origin/pure HEAD; git checkout -q -b mine master; change x x1\n"
	    "git update-ref refs/remotes/colleague/mine HEAD; git config branch.mine.pushRemote colleague\n"
	    "git checkout -q -b nexted master; change n n1; git checkout -q --detach; mkdir -p Next; change "
	    "Next/SHA1s\n"
	    "git update-ref refs/remotes/linux-next/master HEAD; git checkout -q master\n");
	open_survey("", NULL);
	expect("mine=x1 mixed=m1,s1 nexted=n1 pure=p1");
	assert_null(survey.topics.v[0].foreign);
	assert_string_equal(survey.topics.v[1].foreign, "drm/drm-next");
	assert_null(survey.topics.v[2].foreign);
	assert_null(survey.topics.v[3].foreign);
	close_survey();
	open_survey("mixed", "pullprep.remote=drm");
	assert_null(survey.topics.v[0].foreign);
	close_survey();
	/* With another remote as one's own, origin is somebody else's. */
	open_survey("pure", "pullprep.remote=drm");
	assert_string_equal(survey.topics.v[0].foreign, "origin/pure");
	close_survey();
}

/* ---- ranges */

static void expect_rev_list(const char *arguments)
{
	char script[256], line[64];
	size_t n = 0;
	FILE *file;

	snprintf(script, sizeof(script), "git rev-list %s >../list\n", arguments);
	scratch_sh(script);
	open_survey(arguments, NULL);
	file = fopen("../list", "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *id;

		assert_true(n < survey.commits.n);
		id = oid_text(&survey.commits.v[n++].oid);
		assert_memory_equal(id, line, 40);
		free(id);
	}
	fclose(file);
	assert_int_equal(n, survey.commits.n);
	assert_true(n > 0);
	assert_int_equal(survey.topics.n, 1);
	assert_null(survey.topics.v[0].ref);
	close_survey();
}

static void ranges_are_gits(void **state)
{
	static const char *const ranges[] = {"v2026.04..v2026.07", "master..criss", "^master criss",
	    "master...criss", "criss^@", "criss^!", "left..criss right", "^left ^right criss",
	    "left...right master", "criss^-"};

	(void)state;
	base();
	/* One second for all, so that only git's own order among equals is right. */
	scratch_sh("git checkout -q -b left; change l l1; change l l2; git checkout -q -b right master; "
		   "change r r1; change r r2\n"
		   "git checkout -q -b criss left; git merge -q -m c1 right; change l l3\n"
		   "git checkout -q right; git merge -q -m c2 left~1; change r r3\n"
		   "git checkout -q criss; git merge -q -m c3 right; git checkout -q master\n"
		   "at '2026-07-12 12:00'; change file more\n");
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		expect_rev_list(ranges[i]);
}

static void ids_stand_for_themselves(void **state)
{
	char names[128], line[64];
	FILE *file;

	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b topic; change a a1; at '2026-07-11 12:00'; change a a2; git tag -a -m x tip\n"
	    "git checkout -q master; git rev-parse v2026.04^{commit} topic topic~1 >../ids; git branch "
	    "cafecafe topic~1\n");
	file = fopen("../ids", "r");
	strcpy(names, "");
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		/* The second one is short. */
		if (strchr(names, ' ') && !strchr(strchr(names, ' ') + 1, ' '))
			line[9] = '\0';
		strncat(names, line, sizeof(names) - strlen(names) - 2);
		strcat(names, " ");
	}
	fclose(file);
	open_survey(names, NULL);
	expect("3 commits=a2,a1,base");
	close_survey();
	/* A tag is a revision: what mainline lacks of it. A branch with a name like an id is a branch. */
	open_survey("tip", NULL);
	expect("tip=a2,a1");
	close_survey();
	open_survey("cafecafe", NULL);
	expect("cafecafe=a1");
	assert_non_null(survey.topics.v[0].ref);
	close_survey();
	open_survey("HEAD~1", NULL);
	expect("HEAD~1=");
	close_survey();
}

static void unknown_names_are_told(void **state)
{
	(void)state;
	base();
	scratch_sh("git checkout -q -b kvm/xen-evtchn; change a a1; git checkout -q master\n");
	expect_error("nothing..master", ERROR_NOT_FOUND, "nothing..master", "A..B");
	expect_error(
	    "0123456789abcdef0123456789abcdef01234567", ERROR_MISSING, "lacks object 0123456789abcdef", NULL);
	expect_error("kvm/xen-evtchm", ERROR_NOT_FOUND, "kvm/xen-evtchm", "kvm/xen-evtchn");
	expect_error("--all", ERROR_USAGE, "--all", NULL);
	expect_error("master^{tree}", ERROR_NOT_FOUND, "is no commit", NULL);
}

/* ---- risk */

static void risk_is_of_what_existed(void **state)
{
	const struct risk *risk;

	(void)state;
	scratch_sh("at '2026-06-01 12:00'; for f in Kbuild MAINTAINERS arch/x86/kvm/a.c mm/slub.c "
		   "include/uapi/linux/kvm.h "
		   "drivers/net/Makefile drivers/net/b.c tools/testing/selftests/t.c top.c; do change $f; "
		   "done; git tag -a -m x v2026.07\n"
		   "at '2026-07-10 12:00'; git checkout -q -b inner; change arch/x86/kvm/a.c; change "
		   "new/sub/file.c; change new/sub/file.c\n"
		   "git checkout -q -b outer; change mm/slub.c; change drivers/net/Makefile; change "
		   "include/uapi/linux/kvm.h\n"
		   "change MAINTAINERS; change tools/testing/selftests/t.c; change top.c\n"
		   "git checkout -q -b third master; change drivers/net/b.c; git checkout -q -b both outer\n"
		   "git merge -q -m both third; change arch/x86/kvm/a.c; change new/sub/file.c; git checkout "
		   "-q master\n");
	open_survey("", "pullprep.topic=refs/heads/*");
	expect("both=new/sub/file.c,arch/x86/kvm/a.c,both(inner,outer,third) "
	       "inner=new/sub/file.c,new/sub/file.c,arch/x86/kvm/a.c "
	       "outer=top.c,tools/testing/selftests/t.c,MAINTAINERS,include/uapi/linux/kvm.h,drivers/net/"
	       "Makefile,mm/slub.c(inner) "
	       "third=drivers/net/b.c");
	assert_null(survey_risk(&survey));
	risk = &survey.topics.v[1].risk;
	assert_true(risk->known);
	assert_int_equal(risk->existing_lines, 1);
	assert_int_equal(risk->areas.n, 1);
	assert_string_equal(risk->areas.v[0], "arch/x86");
	assert_int_equal(risk->shared.n, 0);
	assert_int_equal(ratio_added(&survey.topics.v[1].final), 3);
	/* From the tip of the topic within; the kernel's shared paths. */
	risk = &survey.topics.v[2].risk;
	assert_int_equal(risk->areas.n, 2);
	assert_string_equal(risk->areas.v[0], "mm");
	assert_string_equal(risk->areas.v[1], ".");
	assert_int_equal(risk->shared.n, 1);
	assert_string_equal(risk->shared.v[0], "mm/");
	assert_int_equal(ratio_added(&survey.topics.v[2].final), 6);
	/* On two topics: the sum of its own commits; new/ is not mainline's, but was there before it. */
	risk = &survey.topics.v[0].risk;
	assert_int_equal(risk->existing_lines, 2);
	assert_int_equal(risk->areas.n, 2);
	assert_int_equal(ratio_added(&survey.topics.v[0].final), 2);
	close_survey();
	open_survey("third", "pullprep.sharedPath=drivers/net pullprep.sharedPath=driver");
	assert_null(survey_risk(&survey));
	assert_int_equal(survey.topics.v[0].risk.shared.n, 1);
	assert_string_equal(survey.topics.v[0].risk.shared.v[0], "drivers/net");
	close_survey();
}

static void mainline_merged_in_is_not_the_topics(void **state)
{
	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b topic; change a a1; git checkout -q master; for i in 1 2 3; do change file "
	    "m$i; done\n"
	    "git checkout -q topic; git merge -q -m back master; change a a2; git checkout -q master\n");
	open_survey("topic", NULL);
	expect("topic=a2,back,a1");
	assert_null(survey_risk(&survey));
	assert_int_equal(ratio_added(&survey.topics.v[0].final), 2);
	assert_int_equal(survey.topics.v[0].risk.existing_lines, 0);
	close_survey();
}

/* What a topic is beyond others and what it took from mainline is its own, as it is at the end: not each step
 * of the way. */
static void final_difference_beyond_several(void **state)
{
	(void)state;
	base();
	scratch_sh("change code base; git checkout -q -b inner; change in i1; change in i2\n"
		   "git checkout -q -b outer; git checkout -q master; change file m1; change file m2\n"
		   "git checkout -q outer; git merge -q --no-ff -m back master\n"
		   "seq 1 300 >>code; git commit -q -a -m add; git revert --no-edit HEAD >/dev/null; change "
		   "tests/o o1\n"
		   "git checkout -q -b other master~1; change third t1\n"
		   "git checkout -q -b all outer; git merge -q --no-ff -m other other\n"
		   "seq 1 300 >>code; git commit -q -a -m add; git revert --no-edit HEAD >/dev/null; change "
		   "tests/o o2\n"
		   "git checkout -q -b clash inner; change same s1; git checkout -q -b clashes other; change "
		   "same s2\n"
		   "git checkout -q -b mended clash; git merge -q clashes >/dev/null || true\n"
		   "git add same; git commit -q -m mended; seq 1 3 >>code; git commit -q -a -m three\n"
		   "git checkout -q --orphan alone; git rm -q -rf .; change lone l1; git checkout -q master\n"
		   "git reset -q --hard; mkdir ../aside\n");
	setenv("TMPDIR", "../aside", 1);
	open_survey("", "pullprep.topic=refs/heads/*");
	assert_null(survey_risk(&survey));
	for (size_t i = 0; i < survey.topics.n; i++) {
		const struct topic *topic = &survey.topics.v[i];
		bool summed = !strcmp(topic->name, "mended");
		long code = summed ? 3 : 0, all = summed ? 3 : 1;

		if (!strcmp(topic->name, "inner"))
			all = 2;
		assert_true(topic->risk.known);
		if (topic->risk.summed != summed || topic->risk.existing_lines != code ||
		    ratio_added(&topic->final) != all)
			fail_msg("%s: %ld lines of %ld%s", topic->name, topic->risk.existing_lines,
			    ratio_added(&topic->final), topic->risk.summed ? ", summed" : "");
	}
	assert_int_equal(survey.topics.n, 8);
	close_survey();
	/* It leaves nothing behind, and needs to write nothing. */
	assert_null(getenv("GIT_OBJECT_DIRECTORY"));
	scratch_sh("test $(git fsck --unreachable 2>/dev/null | wc -l) = 0; rmdir ../aside\n");
	unsetenv("TMPDIR");
}

/* ---- soak and ratio */

static void figures_leave_fixes_out(void **state)
{
	const struct topic *topic;

	(void)state;
	base();
	scratch_sh(
	    "git checkout -q -b topic; change a a1; change a a2\n"
	    "git checkout -q -b next1 topic~1; git tag -a -m x next-20260703; git tag -a -m x next-20260706\n"
	    "git tag -a -m x next-20260710 topic; git checkout -q topic; git branch -q -D next1\n"
	    "change a a3 'Cc: stable@vger.kernel.org'; git checkout -q -b fixes master; change f f1 'Cc: "
	    "stable@vger.kernel.org'\n"
	    "git checkout -q master\n");
	open_survey("fixes topic", NULL);
	assert_null(survey_soak(&survey));
	assert_null(survey_ratio(&survey));
	topic = &survey.topics.v[1];
	assert_int_equal(topic->patches, 3);
	assert_int_equal(topic->fixes, 1);
	assert_int_equal(topic->judged, 2);
	assert_int_equal(topic->least_releases, 1);
	assert_int_equal(topic->first, 0);
	assert_int_equal(topic->latest_first, 2);
	assert_int_equal(topic->late, 1);
	assert_int_equal(topic->never, 0);
	assert_int_equal(ratio_added(&topic->ratio), 3);
	topic = &survey.topics.v[0];
	assert_int_equal(topic->judged, 1);
	assert_int_equal(topic->never, 1);
	assert_int_equal(topic->latest_first, SOAK_NONE);
	close_survey();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(branches_ahead_are_topics),
	    TEST(topics_in_topics),
	    TEST(old_tips_are_left_out),
	    TEST(topics_move_on_after_they_were_merged),
	    TEST(configured_globs),
	    TEST(merged_topics_say_when),
	    TEST(merged_in_this_cycle),
	    TEST(fixes_are_recognised),
	    TEST(foreign_commits_are_named),
	    TEST(ranges_are_gits),
	    TEST(ids_stand_for_themselves),
	    TEST(unknown_names_are_told),
	    TEST(risk_is_of_what_existed),
	    TEST(mainline_merged_in_is_not_the_topics),
	    TEST(final_difference_beyond_several),
	    TEST(figures_leave_fixes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
