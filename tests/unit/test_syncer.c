/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/syncer.h"
#include "util/mem.h"

#include "scratch.h"

#include <errno.h>
#include <fcntl.h>

enum { MANY = 200 };

/* A file "N.new" with N in it, on its way to be called `to`. */
static void add(struct syncer *syncer, int number, const char *to)
{
	char *temporary = mem_format("%d.new", number);
	int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0600);

	assert_true(fd >= 0);
	assert_true(dprintf(fd, "%d\n", number) > 0);
	syncer_add(syncer, fd, temporary, mem_dup(to));
}

static void takes_all_to_their_places(void **state)
{
	struct syncer *syncer = syncer_new();
	char to[32];
	int number;

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < MANY; i++) {
			snprintf(to, sizeof(to), "%d", i);
			add(syncer, i, to);
		}
		assert_int_equal(syncer_finish(syncer, &number), MANY);
		assert_int_equal(number, 0);
	}
	assert_int_equal(syncer_finish(syncer, &number), 0);
	syncer_free(syncer);
	scratch_sh("test \"$(ls | wc -l)\" = 200\nfor i in $(seq 0 199); do test \"$(cat $i)\" = $i; done\n");
}

static void leaves_nothing_of_what_cannot_be(void **state)
{
	struct syncer *syncer = syncer_new();
	int number;

	(void)state;
	scratch_sh("mkdir there\n");
	add(syncer, 1, "one");
	add(syncer, 2, "there");
	add(syncer, 3, "no/such/directory");
	add(syncer, 4, "four");
	assert_int_equal(syncer_finish(syncer, &number), 2);
	assert_true(number == EISDIR || number == ENOENT);
	assert_int_equal(syncer_finish(syncer, &number), 0);
	assert_int_equal(number, 0);
	syncer_free(syncer);
	scratch_sh("test \"$(ls | tr '\\n' ' ')\" = 'four one there '\n");
}

static void waits_when_freed(void **state)
{
	struct syncer *syncer = syncer_new();

	(void)state;
	add(syncer, 1, "one");
	syncer_free(syncer);
	syncer_free(syncer_new());
	syncer_free(NULL);
	scratch_sh("test \"$(ls)\" = one\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(takes_all_to_their_places, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(leaves_nothing_of_what_cannot_be, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(waits_when_freed, scratch_enter, scratch_leave),
	};

	return cmocka_run_group_tests_name("syncer", tests, NULL, NULL);
}
