/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/nextdb.h"

#include "scratch.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "aaaaaaaabbbbbbbbaaaaaaaabbbbbbbbaaaaaaaa"
#define S "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac" /* of "x" */

static void write_text(const char *name, const char *text, size_t length)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, length, file), length);
	fclose(file);
}

static struct error *read_text(struct nextdb_file *file, const char *text, size_t length)
{
	*file = (struct nextdb_file){.v = NULL};
	write_text("next-20260401", text, length);
	return nextdb_read(file, ".", "next-20260401");
}

static void good(const char *text, size_t rows)
{
	struct nextdb_file file;
	struct error *err = read_text(&file, text, strlen(text));

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
	assert_int_equal(file.n, rows);
	nextdb_release(&file);
}

static void bad(const char *text, size_t length, int line)
{
	struct nextdb_file file;
	struct error *err = read_text(&file, text, length);
	char where[64];

	if (!err)
		print_error("taken for good: %s\n", text);
	assert_non_null(err);
	snprintf(where, sizeof(where), "./next-20260401, line %d: ", line);
	assert_non_null(strstr(err->message, where));
	assert_non_null(err->hint);
	assert_non_null(strstr(err->hint, "A row is"));
	error_free(err);
	nextdb_release(&file);
}

static void rows_are_read_in_order(void **state)
{
	struct nextdb_file file;
	struct error *err =
	    read_text(&file, A " " B " " S "\n" B "  " S "\n", strlen(A " " B " " S "\n" B "  " S "\n"));
	unsigned char subject[32];

	(void)state;
	assert_null(err);
	assert_int_equal(file.n, 2);
	assert_int_equal(file.v[0].commit.id[0], 0xaa);
	assert_int_equal(file.v[0].patch.id[19], 0xbb);
	assert_int_equal(file.v[1].commit.id[7], 0xbb);
	assert_true(oid_is_zero(&file.v[1].patch));
	nextdb_subject("x", subject);
	assert_memory_equal(file.v[0].subject, subject, 32);
	assert_int_equal(subject[0], 0x73);
	assert_int_equal(subject[31], 0xac);
	nextdb_release(&file);
}

static void good_rows(void **state)
{
	(void)state;
	good("", 0);
	good(A " " B " " S, 1); /* without a line end */
	good(A "  " S "\n" A "  " S "\n", 2);
	good("ABCDEF0123456789abcdef0123456789ABCDEF01 " B
	     " 73CB3858A687A8494CA3323053016282F3DAD39D42CF62CA4E79DDA2AAC7D9AC\n",
	    1);
}

static void bad_rows(void **state)
{
	static const char *const rows[] = {
	    "\n",
	    "x\n",
	    A "\n",
	    A " \n",
	    A "  \n",
	    A " " B "\n",
	    A " " B " \n",
	    A " " B S "\n",
	    A B " " S "\n",
	    A " " S "\n",
	    A "   " S "\n",
	    A " " B "  " S "\n",
	    " " A " " B " " S "\n",
	    A " " B " " S " \n",
	    A " " B " " S "0\n",
	    A " " B " " S "\r\n",
	    A "\t" B "\t" S "\n",
	    "g" A " " B " " S "\n",
	    "gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa " B " " S "\n",
	    A " gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa " S "\n",
	    A " " B " +" S "\n",
	    A " " B " 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9 c\n",
	    A " " B " 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9-1\n",
	    A " " B " 0x73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9\n",
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		bad(rows[i], strlen(rows[i]), 1);
		snprintf(text, sizeof(text), A " " B " " S "\n" A "  " S "\n%s" A "  " S "\n", rows[i]);
		bad(text, strlen(text), 3);
	}
}

/* Wherever a row is cut, or has a NUL in it, it is none. */
static void every_byte_counts(void **state)
{
	static const char row[] = A " " B " " S;
	char text[sizeof(row) + 1];

	(void)state;
	for (size_t i = 1; i < sizeof(row) - 1; i++)
		bad(row, i, 1);
	for (size_t i = 0; i < sizeof(row) - 1; i++) {
		memcpy(text, row, sizeof(row));
		text[i] = '\0';
		bad(text, sizeof(row) - 1, 1);
	}
}

static void a_missing_file_is_named(void **state)
{
	struct nextdb_file file = {.v = NULL};
	struct error *err = nextdb_read(&file, "/nowhere", "next-20260401");

	(void)state;
	assert_non_null(err);
	assert_non_null(strstr(err->message, "/nowhere/next-20260401"));
	error_free(err);
	err = nextdb_read(&file, "..", "repo"); /* a directory */
	assert_non_null(err);
	error_free(err);
	nextdb_release(&file);
}

/* --- the list --- */

static void release(struct next_trees *next)
{
	next->where = NULL;
	next_release(next);
}

static void only_days_are_listed(void **state)
{
	struct next_trees next = {.n = 0};
	struct error *err;
	int sum = 0;

	(void)state;
	scratch_sh(
	    "mkdir db; cd db\n"
	    "touch next-20260401 next-20260402 next-20260403 README next- next-2026040 next-202604010\n"
	    "touch next-20260401.bak next-20260231 next-2026-04-02 Next-20260401 xnext-20260401 .next\n");
	assert_null(nextdb_list(&next, "db", day_make(2026, 4, 2)));
	for (size_t i = 0; i < next.n; i++) {
		assert_int_equal(strlen(next.v[i].name), 13);
		assert_int_equal(next.v[i].day, day_parse(next.v[i].name + 5));
		assert_true(oid_is_zero(&next.v[i].commit));
		sum += next.v[i].name[12] - '0';
	}
	assert_int_equal(next.n, 2);
	assert_int_equal(sum, 3);
	release(&next);
	err = nextdb_list(&next, "/nowhere", 0);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "/nowhere"));
	assert_non_null(strstr(err->hint, "--next-db"));
	error_free(err);
}

/* --- short ids --- */

static void make_database(struct next_trees *next)
{
	static const char first[] = A " " B " " S "\n" C "  " S "\n", second[] = A "  " S "\n" B "  " S "\n";

	write_text("next-20260401", first, sizeof(first) - 1);
	write_text("next-20260402", second, sizeof(second) - 1);
	*next = (struct next_trees){.n = 0};
	assert_null(nextdb_list(next, ".", day_make(2026, 12, 31)));
	assert_int_equal(next->n, 2);
	next->where = (char *)".";
}

static void resolved(const struct next_trees *next, const char *prefix, const char *expected)
{
	git_oid oid;
	struct error *err = nextdb_resolve(next, prefix, &oid);
	char *text;

	assert_null(err);
	text = oid_text(&oid);
	assert_string_equal(text, expected);
	free(text);
}

static void not_resolved(const struct next_trees *next, const char *prefix, const char *why)
{
	git_oid oid;
	struct error *err = nextdb_resolve(next, prefix, &oid);

	assert_non_null(err);
	assert_int_equal(err->code, ERROR_NOT_FOUND);
	assert_non_null(strstr(err->message, prefix));
	assert_non_null(strstr(err->message, why));
	assert_non_null(err->hint);
	error_free(err);
}

static void short_ids_are_completed(void **state)
{
	struct next_trees next;

	(void)state;
	make_database(&next);
	resolved(&next, "bbbbbbb", B); /* only in the second file; a patch id is no commit */
	resolved(&next, "BBBBBBBB", B);
	resolved(&next, "aaaaaaaaa", A); /* in both files: still one commit */
	resolved(&next, "aaaaaaaab", C);
	not_resolved(&next, "aaaaaaaa", "begins several ids");
	not_resolved(&next, "ccccccc", "no id");
	not_resolved(&next, "bbbbbbbbx", "no id");
	not_resolved(&next, A "a", "no id"); /* too long */
	/* a whole id is itself, known or not */
	resolved(&next, A, A);
	resolved(
	    &next, "cccccccccccccccccccccccccccccccccccccccc", "cccccccccccccccccccccccccccccccccccccccc");
	release(&next);
}

static void a_bad_row_is_told_when_resolving(void **state)
{
	struct next_trees next;
	struct error *err;
	git_oid oid;

	(void)state;
	make_database(&next);
	write_text("next-20260402", "x\n", 2);
	err = nextdb_resolve(&next, "bbbbbbb", &oid);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "next-20260402, line 1"));
	error_free(err);
	release(&next);
}

#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(rows_are_read_in_order),
	    scratch_test(good_rows),
	    scratch_test(bad_rows),
	    scratch_test(every_byte_counts),
	    scratch_test(a_missing_file_is_named),
	    scratch_test(only_days_are_listed),
	    scratch_test(short_ids_are_completed),
	    scratch_test(a_bad_row_is_told_when_resolving),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
