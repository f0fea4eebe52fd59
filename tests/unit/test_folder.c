/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/folder.h"

#include "publish/child.h"
#include "util/mem.h"

#include "scratch.h"

static void add(struct folder *folder, const char *name, const char *text)
{
	struct buf content = BUF_INIT;

	buf_addstr(&content, text);
	folder_add(folder, name, &content);
	assert_int_equal(content.len, 0);
}

static struct folder two_mails(void)
{
	struct folder folder = {.v = NULL};

	add(&folder, "0000-cover.eml", "cover\n");
	add(&folder, "0001-kvm-x86.eml", "first\n");
	return folder;
}

/* Writes it; the script then says what must be. */
static void write_well(const char *path, const char *kept_wanted, const char *script)
{
	struct folder folder = two_mails();
	char *kept;
	struct error *err = folder_write(&folder, path, &kept);

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
	if (kept_wanted)
		assert_string_equal(kept, kept_wanted);
	else
		assert_null(kept);
	free(kept);
	folder_release(&folder);
	scratch_sh(script);
}

static void refuse(const char *path, const char *words, const char *script)
{
	struct folder folder = two_mails();
	char *kept;
	struct error *err = folder_write(&folder, path, &kept);

	assert_non_null(err);
	if (!strstr(err->message, words))
		print_error("%s\n", err->message);
	assert_non_null(strstr(err->message, words));
	assert_null(kept);
	error_free(err);
	folder_release(&folder);
	scratch_sh(script);
}

#define WHOLE(d)                                                                                             \
	"test \"$(ls " d " | tr '\\n' ' ')\" = '0000-cover.eml 0001-kvm-x86.eml '; "                         \
	"test \"$(cat " d "/*)\" = 'cover\nfirst'; "

static void writes_all(void **state)
{
	(void)state;
	scratch_sh("umask 022; mkdir empty\n");
	write_well("new", NULL, WHOLE("new") "test \"$(ls)\" = 'empty\nnew'\n");
	write_well("new2///", NULL, WHOLE("new2"));
	write_well("empty", NULL, WHOLE("empty"));
}

static void keeps_an_earlier_result(void **state)
{
	(void)state;
	write_well("d", NULL, "echo mine >>d/0000-cover.eml; echo x >d/0002-more.eml\n");
	write_well("d", "d~", WHOLE("d") "grep -q mine 'd~/0000-cover.eml'; test -f 'd~/0002-more.eml'\n");
	write_well("d/", "d~", WHOLE("d") WHOLE("'d~'"));
}

static void refuses_all_else(void **state)
{
	(void)state;
	scratch_sh("mkdir a b c e; echo x >a/x; echo x >b/0000-cover.eml; mkdir b/0001-x.eml.d; echo x "
		   ">c/0001-x.eml\n"
		   "echo x >e/0000-cover.emls; ln -s a link; echo x >file; mkdir f 'f~'; echo x "
		   ">f/0000-x.eml; echo y >'f~/y'\n");
	refuse("a", "a is there already", "test \"$(ls a)\" = x\n");
	refuse("b", "b is there already", "test -d b/0001-x.eml.d\n");
	refuse("c", "c is there already", "test \"$(ls c)\" = 0001-x.eml\n");
	refuse("e", "e is there already", "test \"$(ls e)\" = 0000-cover.emls\n");
	refuse("link", "link is there already", "test -L link\n");
	refuse("file", "file is there already", "test \"$(cat file)\" = x\n");
	refuse("f", "f~ is there already", "test \"$(ls f)\" = 0000-x.eml; test \"$(ls 'f~')\" = y\n");
	refuse("no/where", "cannot make a directory beside no/where", "test ! -e no\n");
	refuse("file/in", "cannot look at file/in", "test -f file\n");
	scratch_sh("test \"$(LC_ALL=C ls | tr '\\n' ' ')\" = 'a b c e f file f~ link '\n");
}

static void names_are_plain(void **state)
{
	struct folder folder = {.v = NULL};
	char *kept;

	(void)state;
	add(&folder, "0000-a/b c\n\xc3\xa4'.eml", "x");
	assert_null(folder_write(&folder, "d", &kept));
	folder_release(&folder);
	scratch_sh("test \"$(ls d)\" = 0000-a-b-c----.eml\n");
}

static void a_signal_leaves_nothing(void **state)
{
	struct folder folder = two_mails();
	struct error *err;
	char *kept;

	(void)state;
	interrupt_begin();
	raise(SIGINT);
	err = folder_write(&folder, "d", &kept);
	interrupt_end();
	assert_non_null(err);
	assert_string_equal(err->message, "interrupted by SIGINT");
	error_free(err);
	folder_release(&folder);
	interrupt_begin(); /* forgets it */
	interrupt_end();
	scratch_sh("test -z \"$(ls)\"\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(writes_all),
	    TEST(keeps_an_earlier_result),
	    TEST(refuses_all_else),
	    TEST(names_are_plain),
	    TEST(a_signal_leaves_nothing),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
