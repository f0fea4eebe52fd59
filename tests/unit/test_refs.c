/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/refwalk.h"

#include "scratch.h"

static struct repo *repo;

/* "refs/heads/a TARGET COMMIT DATE annotated", a line for each. */
static char *tell(const struct refs *refs)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < refs->n; i++) {
		const struct ref *ref = &refs->v[i];

		buf_addf(&out, "%s ", ref->name);
		buf_add_oid(&out, &ref->target, GIT_OID_HEXSZ);
		buf_addch(&out, ' ');
		buf_add_oid(&out, &ref->commit, GIT_OID_HEXSZ);
		buf_addf(&out, " %lld %s\n", (long long)ref->tagger, ref->annotated ? "tag" : "-");
	}
	return buf_detach(&out);
}

/* What git says of the refs with these patterns, in the same words; blobs and trees have no commit and no date. */
static char *git_tells(const char *const *patterns)
{
	static const char none[] = "0000000000000000000000000000000000000000";
	struct buf out = BUF_INIT, format = BUF_INIT;
	const char *args[16] = {"for-each-ref"};
	size_t n = 1;

	buf_addf(&format,
	    "--format=%%(refname) %%(objectname) "
	    "%%(if:equals=commit)%%(objecttype)%%(then)%%(objectname)"
	    "%%(else)%%(if)%%(*objectname)%%(then)%%(*objectname)%%(else)%s%%(end)%%(end) "
	    "%%(if)%%(taggerdate:unix)%%(then)%%(taggerdate:unix)%%(else)%%(if)%%(committerdate:unix)"
	    "%%(then)%%(committerdate:unix)%%(else)%%(if)%%(*committerdate:unix)%%(then)%%(*committerdate:"
	    "unix)"
	    "%%(else)0%%(end)%%(end)%%(end) %%(if:equals=tag)%%(objecttype)%%(then)tag%%(else)-%%(end)",
	    none);
	args[n++] = format.s;
	while (*patterns && n < 15)
		args[n++] = *patterns++;
	args[n] = NULL;
	assert_null(repo_gitv(repo, &out, args));
	buf_release(&format);
	return buf_detach(&out);
}

static void same_as_git(const char *const *patterns, size_t least)
{
	struct refs refs = REFS_INIT;
	char *ours, *theirs;

	assert_true(refs_walk(repo, &refs, patterns));
	assert_true(refs.n >= least);
	ours = tell(&refs);
	theirs = git_tells(patterns);
	assert_string_equal(ours, theirs);
	free(ours);
	free(theirs);
	refs_release(&refs);
}

#define SAME(least, ...) same_as_git((const char *const[]){__VA_ARGS__, NULL}, least)

/* Branches, remotes and tags of all kinds but those that only git reads, loose and packed. */
static const char all_kinds[] =
    "at '2026-01-02 03:04'; change a\n"
    "git branch topic; git branch topic/one 2>/dev/null || git branch deep/one; git branch deep/two/three; "
    "git branch deepest\n"
    "git tag v1; at '2026-05-06 07:08'; git tag -a -m x v2; change b; git tag v2.1; git tag x/v3\n"
    "git tag blob $(git rev-parse HEAD:a); git tag tree $(git rev-parse 'HEAD^{tree}')\n"
    "printf 'object %s\\ntype commit\\ntag undated\\n\\nno tagger\\n' $(git rev-parse HEAD^) | git mktag "
    "--no-strict >../t\n"
    "git update-ref refs/tags/undated $(cat ../t)\n"
    "git update-ref refs/remotes/origin/master HEAD; git update-ref refs/remotes/origin/deep/next HEAD^\n"
    "git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/master\n"
    "git update-ref refs/remotes/near/next HEAD\n";

static void compare_all(void)
{
	assert_null(repo_open(&repo));
	SAME(5, "refs/heads/");
	SAME(4, "refs/remotes/");
	SAME(7, "refs/tags/");
	SAME(3, "refs/tags/v*");
	SAME(1, "refs/remotes/*/next");
	SAME(2, "refs/heads/deep");
	SAME(1, "refs/heads/deep/*");
	SAME(1, "refs/heads/topic");
	SAME(0, "refs/heads/none");
	SAME(6, "refs/tags/v*", "refs/remotes/*/next", "refs/heads/master", "refs/heads/deep/",
	    "refs/heads/*");
	repo_free(repo);
}

static void loose_refs_are_as_git_lists_them(void **state)
{
	(void)state;
	scratch_sh(all_kinds);
	compare_all();
}

static void packed_refs_are_as_git_lists_them(void **state)
{
	(void)state;
	scratch_sh(all_kinds);
	scratch_sh("git pack-refs --all --prune; git update-ref refs/heads/deepest HEAD; git branch loose\n"
		   "git update-ref -d refs/heads/topic; git branch topic HEAD; git repack -a -d -q\n");
	compare_all();
}

static void a_linked_work_tree_has_them_too(void **state)
{
	(void)state;
	scratch_sh(all_kinds);
	scratch_sh("git worktree add -q -b elsewhere ../linked\n");
	assert_int_equal(chdir("../linked"), 0);
	compare_all();
}

static void left_to_git(const char *pattern)
{
	const char *const patterns[] = {pattern, NULL};
	struct refs refs = REFS_INIT;

	assert_null(repo_open(&repo));
	assert_false(refs_walk(repo, &refs, patterns));
	assert_int_equal(refs.n, 0);
	repo_free(repo);
}

static void patterns_of_other_kinds_are_left_to_git(void **state)
{
	(void)state;
	scratch_sh("change a; git tag v1\n");
	left_to_git("refs/tags/v?");
	left_to_git("refs/tags/[v]1");
	left_to_git("refs/**/v1");
	left_to_git("refs/tags/**");
	left_to_git("refs/notes/");
	left_to_git("refs/");
	left_to_git("refs/heads");
}

static void what_is_broken_is_left_to_git(void **state)
{
	(void)state;
	scratch_sh("change a; change b; git tag -a -m x v1; git tag -a -m x v2 v1; git branch broken; git "
		   "branch gone\n"
		   "git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/none\n"
		   ": >.git/refs/heads/broken\n"
		   "echo 1234567890123456789012345678901234567890 >.git/refs/heads/gone\n");
	left_to_git("refs/tags/v2");    /* a tag of a tag */
	left_to_git("refs/remotes/");   /* a symbolic ref to nothing */
	left_to_git("refs/heads/gone"); /* an object that is not there */
	left_to_git("refs/heads/");
	scratch_sh("rm .git/refs/heads/gone\n");
	assert_null(repo_open(&repo));
	SAME(1, "refs/heads/"); /* git passes over an empty file */
	repo_free(repo);
	scratch_sh("rm -f .git/objects/$(git rev-parse v1^{commit} | sed 's,..,&/,')\n");
	left_to_git("refs/tags/v1"); /* a tag of a commit that is not there */
}

/* What git and others may read as another date, or as none. */
static void odd_dates_are_left_to_git(void **state)
{
	static const char *const whos[] = {"A <a@example.org> -5 +0000", "A <a@example.org>",
	    "A <a@example.org> 99999999999999999999999 +0000", "A <a@example.org> 1785000000",
	    "A <a@example.org>  1785000000 +0000", "A > B <a@example.org> 1785000000 +0000",
	    "A <a> b> 1785000000 +0000"};

	(void)state;
	scratch_sh("change a\n");
	for (size_t i = 0; i < sizeof(whos) / sizeof(*whos); i++) {
		char *script = mem_format(
		    "who='%s'; head=$(git rev-parse HEAD)\n"
		    "printf 'object %%s\\ntype commit\\ntag odd\\ntagger %%s\\n\\nx\\n' $head "
		    "\"$who\" >../tag\n"
		    "printf 'tree %%s\\nauthor %%s\\ncommitter %%s\\n\\nx\\n' "
		    "$(git rev-parse 'HEAD^{tree}') \"$who\" \"$who\" >../commit\n"
		    "git update-ref refs/tags/odd $(git hash-object --literally -t tag -w ../tag)\n"
		    "git hash-object --literally -t commit -w ../commit >.git/refs/heads/odd\n",
		    whos[i]);

		scratch_sh(script);
		left_to_git("refs/tags/odd");
		left_to_git("refs/heads/odd");
		free(script);
	}
}

static void a_tag_that_lies_is_left_to_git(void **state)
{
	(void)state;
	scratch_sh("change a\n"
		   "printf 'object %s\\ntype commit\\ntag liar\\ntagger A <a@example.org> 1785000000 "
		   "+0000\\n\\nx\\n' "
		   "$(git rev-parse HEAD:a) >../tag\n"
		   "git hash-object --literally -t tag -w ../tag >.git/refs/tags/liar\n");
	left_to_git("refs/tags/liar");
}

/* Where git looks through a link and sees a symbolic ref, libgit2 ends. */
static void links_are_left_to_git(void **state)
{
	(void)state;
	scratch_sh("change a; git update-ref refs/remotes/origin/master HEAD\n"
		   "ln -s refs/remotes/origin/master .git/refs/remotes/origin/HEAD\n");
	left_to_git("refs/remotes/*/master");
}

static void refs_of_elsewhere_are_left_to_git(void **state)
{
	(void)state;
	scratch_sh("change a; git init -q ../other\n");
	assert_int_equal(setenv("GIT_DIR", "../other/.git", 1), 0);
	assert_int_equal(setenv("GIT_COMMON_DIR", ".git", 1), 0);
	left_to_git("refs/heads/");
	unsetenv("GIT_COMMON_DIR");
	unsetenv("GIT_DIR");
}

/* libgit2 takes all of these. */
static void packed_refs_that_git_refuses_are_left_to_git(void **state)
{
	static const char *const scripts[] = {
	    "sed 's/^# .*/# words/' ../packed",
	    "sed '3s/^/# words\\n/' ../packed",
	    "printf %s \"$(cat ../packed)\"",
	    "sort -r ../packed",
	    "sed '2s/$/ /' ../packed",
	    "sed '2p' ../packed",
	    "sed \"2s/^/^$(sed -n '2s/ .*//p' ../packed)\\n/\" ../packed",
	};

	(void)state;
	scratch_sh("change a; git branch one; git tag -a -m x v1; git tag v2; git pack-refs --all; cp "
		   ".git/packed-refs ../packed\n");
	assert_null(repo_open(&repo));
	SAME(2, "refs/heads/");
	repo_free(repo);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		char *script = mem_format("(%s) >.git/packed-refs\n", scripts[i]);

		scratch_sh(script);
		left_to_git("refs/heads/");
		free(script);
	}
}

/* libgit2 forgets it after the first time. */
static void broken_packed_refs_are_left_to_git(void **state)
{
	static const char *const patterns[] = {"refs/heads/", NULL};
	struct refs refs = REFS_INIT;
	struct error *err;
	char *ref = NULL;

	(void)state;
	scratch_sh("change a; git branch one; git branch two; git pack-refs --all; git branch three\n"
		   "echo 'a broken line' >>.git/packed-refs\n");
	assert_null(repo_open(&repo));
	error_free(repo_full_ref(repo, "three", &ref));
	assert_false(refs_walk(repo, &refs, patterns));
	assert_false(refs_walk(repo, &refs, patterns));
	err = refs_list(repo, &refs, patterns);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "unexpected line in .git/packed-refs"));
	assert_int_equal(refs.n, 0);
	error_free(err);
	free(ref);
	repo_free(repo);
}

static void packed_refs_beyond_measure_are_left_to_git(void **state)
{
	(void)state;
	scratch_sh("change a; git branch one; git pack-refs --all\n"
		   "seq 1 20000 | sed \"s,.*,$(git rev-parse HEAD) refs/heads/x-&,\" | sort -k 2 "
		   ">>.git/packed-refs\n");
	left_to_git("refs/heads/one");
}

static void many_loose_refs_are_left_to_git(void **state)
{
	(void)state;
	scratch_sh(
	    "change a; for i in $(seq 255); do echo $(git rev-parse HEAD) >.git/refs/heads/x$i; done\n");
	assert_null(repo_open(&repo));
	SAME(256, "refs/heads/");
	repo_free(repo);
	scratch_sh("git branch more\n");
	left_to_git("refs/heads/");
	left_to_git("refs/tags/");
}

#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(loose_refs_are_as_git_lists_them),
	    scratch_test(packed_refs_are_as_git_lists_them),
	    scratch_test(a_linked_work_tree_has_them_too),
	    scratch_test(patterns_of_other_kinds_are_left_to_git),
	    scratch_test(what_is_broken_is_left_to_git),
	    scratch_test(odd_dates_are_left_to_git),
	    scratch_test(a_tag_that_lies_is_left_to_git),
	    scratch_test(links_are_left_to_git),
	    scratch_test(refs_of_elsewhere_are_left_to_git),
	    scratch_test(packed_refs_that_git_refuses_are_left_to_git),
	    scratch_test(broken_packed_refs_are_left_to_git),
	    scratch_test(packed_refs_beyond_measure_are_left_to_git),
	    scratch_test(many_loose_refs_are_left_to_git),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
