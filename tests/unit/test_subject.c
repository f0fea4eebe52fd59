/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/subject.h"

#include "dag.h"

#include <git2.h>

static struct repo *repo;

static void expect(const char *message, size_t length, const char *subject)
{
	struct buf out = BUF_INIT;

	buf_addstr(&out, "before:");
	subject_of(&out, message, length);
	assert_int_equal(strlen(out.s), out.len);
	assert_memory_equal(out.s, "before:", 7);
	assert_string_equal(out.s + 7, subject);
	buf_release(&out);
}

/* Messages of all kinds, each with what it is for. */
static const struct {
	const char *bytes;
	size_t length;
} messages[] = {
#define MESSAGE(text)                                                                                        \
	{                                                                                                    \
		text, sizeof(text) - 1                                                                       \
	}
    MESSAGE(""),
    MESSAGE("x"),
    MESSAGE("x\n"),
    MESSAGE("\n\n"),
    MESSAGE(" \t\r\n\n  late \n"),
    MESSAGE("one\ntwo\n\nthree\n"),
    MESSAGE("one  \n\ttwo \t\r\nthree\r\n\r\nbody\r\n"),
    MESSAGE("one\n \t \ntwo\n"),
    MESSAGE("one\n\n"),
    MESSAGE("x\f\n"),
    MESSAGE("x\n\f\ny\n"),
    MESSAGE("\v\nx\n"),
    MESSAGE("x\0y\n"),
    MESSAGE("x\n\0\ny\n"),
    MESSAGE("\0x\n"),
    MESSAGE("\n\0x\n"),
    MESSAGE("a  b\tc"),
#undef MESSAGE
};
enum { MESSAGES = sizeof(messages) / sizeof(*messages) };

static git_oid write_commit(const char *head, const char *message, size_t length)
{
	struct buf raw = BUF_INIT;
	git_oid oid;

	buf_addstr(&raw, head);
	buf_add(&raw, message, length);
	assert_int_equal(git_odb_write(&oid, repo_odb(repo), raw.s, raw.len, GIT_OBJECT_COMMIT), 0);
	buf_release(&raw);
	return oid;
}

/* What git prints of the commit by that format. */
static void ask_git(struct buf *out, const char *format, const git_oid *commit)
{
	char *hex = oid_text(commit);

	assert_null(repo_git(repo, out, "log", "-1", "-z", format, hex, NULL));
	free(hex);
}

#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define PEOPLE                                                                                               \
	"author A U Thor <a@example.org> 1500000000 +0000\n"                                                 \
	"committer M <m@example.org> 1500000000 +0000\n"

static void subjects_are_as_git_shows_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < MESSAGES; i++) {
		git_oid commit = write_commit(TREE PEOPLE "\n", messages[i].bytes, messages[i].length);
		struct buf shown = BUF_INIT;

		ask_git(&shown, "--format=%s", &commit);
		expect(messages[i].bytes, messages[i].length, shown.s);
		buf_release(&shown);
	}
}

static void some_subjects(void **state)
{
	(void)state;
	expect("one \ntwo\n\nbody", 14, "one two");
	expect("\n \n  x  \n", 9, "  x");
	expect("only", 4, "only");
	expect("cut short here", 9, "cut short");
	expect("\n\n\n", 3, "");
}

/* --- signatures --- */

static void sign(struct buf *out, const char *raw)
{
	subject_signature(out, raw, strlen(raw));
}

static bool same_signature(const char *a, const char *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	sign(&x, a);
	sign(&y, b);
	same = x.len == y.len && !memcmp(x.s, y.s, x.len);
	buf_release(&x);
	buf_release(&y);
	return same;
}

#define BY(name) TREE "author " name " <x@example.org> 1 +0000\ncommitter C <c@example.org> 2 +0000\n"

static void a_signature_is_name_and_subject(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	sign(&out, TREE PEOPLE "\none\ntwo\n\nbody\n");
	assert_int_equal(out.len, 8 + 1 + 7);
	assert_memory_equal(out.s, "A U Thor\0one two", 16);
	buf_release(&out);
	/* other body, parents, dates, mail address, committer: the same */
	assert_true(same_signature(BY("A") "\nx\n\none\n", TREE
	    "parent 1111111111111111111111111111111111111111\nauthor A <other@example.org> 5 +0100\n"
	    "committer D <d@example.org> 9 +0000\ngpgsig -----BEGIN\n author B\n -----END\n\nx\n\ntwo\n"));
	assert_false(same_signature(BY("A") "\nx\n", BY("B") "\nx\n"));
	assert_false(same_signature(BY("A") "\nx\n", BY("A") "\ny\n"));
	assert_false(same_signature(BY("A") "\nb\n", BY("Ab") "\n\n"));
}

/* No author, no end of the header, no message, nothing: no crash, and no two alike by accident. */
static void odd_commits_have_signatures(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	sign(&out, "");
	assert_int_equal(out.len, 1);
	buf_reset(&out);
	sign(&out, TREE PEOPLE);
	assert_int_equal(out.len, 9);
	assert_memory_equal(out.s, "A U Thor", 9);
	buf_reset(&out);
	sign(&out, TREE PEOPLE "\n");
	assert_int_equal(out.len, 9);
	buf_reset(&out);
	sign(&out, TREE "author <a@example.org> 1 +0000\n\nx");
	assert_int_equal(out.len, 2);
	assert_memory_equal(out.s, "\0x", 2);
	buf_reset(&out);
	sign(&out, TREE "author nobody\n\nx");
	assert_memory_equal(out.s, "nobody\0x", 8);
	buf_release(&out);
}

/* An author line in the message is none. */
static void only_the_header_names_the_author(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	sign(&out, BY("A") "\nx\nauthor B <b@example.org> 1 +0000\nencoding latin1\n");
	assert_memory_equal(out.s, "A\0x author B", 12);
	buf_release(&out);
}

#define LATIN1                                                                                               \
	BY("J\xf6rg")                                                                                        \
	"encoding ISO-8859-1\n\n\xfc"                                                                        \
	"ber\n"

static void encodings_do_not_matter(void **state)
{
	(void)state;
	assert_true(same_signature(LATIN1, BY("J\xc3\xb6rg") "\n\xc3\xbc"
							     "ber\n"));
	assert_true(same_signature(LATIN1, BY("J\xc3\xb6rg") "encoding UTF-8\n\n\xc3\xbc"
							     "ber\n"));
	assert_true(same_signature(BY("A") "encoding utf8\n\nx\n", BY("A") "\nx\n"));
	/* an encoding that nobody knows, and bytes that are none of it, stay as they are */
	assert_true(same_signature(BY("A") "encoding no-such\n\nx\xff\n", BY("A") "\nx\xff\n"));
	assert_true(same_signature(BY("A") "encoding Shift_JIS\n\n\xfd\xff\n", BY("A") "\n\xfd\xff\n"));
	assert_false(same_signature(LATIN1, BY("J\xf6rg") "\n\xfc"
							  "ber\n"));
}

/* Two commits that git shows alike, by name and subject, are alike, and no others. */
static void signatures_are_as_git_compares(void **state)
{
	static const char *const names[] = {"A", "A ", "A\f", " A", "A B", "A  B"};
	enum { NAMES = sizeof(names) / sizeof(*names), ALL = NAMES * MESSAGES };
	struct buf shown[ALL], signature[ALL];

	(void)state;
	for (size_t i = 0; i < ALL; i++) {
		char *head = mem_format(TREE "author %s <a@example.org> 1500000000 +0000\n"
					     "committer M <m@example.org> 1500000000 +0000\n\n",
		    names[i % NAMES]);
		size_t m = i / NAMES;
		git_oid commit = write_commit(head, messages[m].bytes, messages[m].length);
		struct buf raw = BUF_INIT;

		shown[i] = signature[i] = (struct buf)BUF_INIT;
		ask_git(&shown[i], "--format=%an%x00%s", &commit);
		assert_null(repo_read(repo, &commit, NULL, &raw));
		subject_signature(&signature[i], raw.s, raw.len);
		buf_release(&raw);
		free(head);
	}
	for (size_t a = 0; a < ALL; a++)
		for (size_t b = 0; b < a; b++)
			assert_int_equal(signature[a].len == signature[b].len &&
					     !memcmp(signature[a].s, signature[b].s, signature[a].len),
			    shown[a].len == shown[b].len && !memcmp(shown[a].s, shown[b].s, shown[a].len));
	for (size_t i = 0; i < ALL; i++) {
		buf_release(&shown[i]);
		buf_release(&signature[i]);
	}
}

/* --- recoding --- */

static void recoding(void **state)
{
	static char many[5000];
	struct buf out = BUF_INIT;

	(void)state;
	buf_addstr(&out, "before:");
	assert_true(subject_recode(&out, "\xe4", 1, "latin1"));
	assert_string_equal(out.s, "before:\xc3\xa4");
	assert_true(subject_recode(&out, "", 0, "latin1"));
	assert_false(subject_recode(&out, "x", 1, "no-such-encoding"));
	assert_false(subject_recode(&out, "\xff", 1, "us-ascii"));
	assert_false(subject_recode(&out, "\x83", 1, "Shift_JIS")); /* half a character */
	assert_string_equal(out.s, "before:\xc3\xa4");
	assert_true(subject_recode(&out, "\xff", 1, NULL));
	assert_true(subject_recode(&out, "\xff", 1, "utf8"));
	assert_true(subject_recode(&out, "\xff", 1, "utf-8"));
	assert_string_equal(out.s, "before:\xc3\xa4\xff\xff\xff");
	buf_reset(&out);
	memset(many, 0xa4, sizeof(many)); /* three bytes each as UTF-8 */
	assert_true(subject_recode(&out, many, sizeof(many), "ISO-8859-15"));
	assert_int_equal(out.len, 3 * sizeof(many));
	for (size_t i = 0; i < out.len; i += 3)
		assert_memory_equal(out.s + i, "\xe2\x82\xac", 3);
	buf_release(&out);
}

static int enter(void **state)
{
	if (scratch_enter(state))
		return -1;
	scratch_sh("git hash-object -t tree -w /dev/null >/dev/null\n");
	repo = dag_repo();
	return 0;
}

static int leave(void **state)
{
	repo_free(repo);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(subjects_are_as_git_shows_them),
	    cmocka_unit_test(some_subjects),
	    cmocka_unit_test(a_signature_is_name_and_subject),
	    cmocka_unit_test(odd_commits_have_signatures),
	    cmocka_unit_test(only_the_header_names_the_author),
	    cmocka_unit_test(encodings_do_not_matter),
	    cmocka_unit_test(signatures_are_as_git_compares),
	    cmocka_unit_test(recoding),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
