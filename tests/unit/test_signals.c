/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/signals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int handled;

static void handle(int number)
{
	handled = number;
}

static void notes_and_gives_back(void **state)
{
	struct signals signals;

	(void)state;
	signal(SIGTERM, handle);
	signals_watch(&signals);
	assert_int_equal(signals_seen(), 0);
	raise(SIGTERM);
	assert_int_equal(signals_seen(), SIGTERM);
	assert_int_equal(handled, 0);
	assert_int_equal(signals_unwatch(&signals), SIGTERM);
	assert_int_equal(signals_seen(), 0);
	raise(SIGTERM);
	assert_int_equal(handled, SIGTERM);
	signals_watch(&signals);
	assert_int_equal(signals_unwatch(&signals), 0);
	signal(SIGTERM, SIG_DFL);
}

static void leaves_ignored_ones_alone(void **state)
{
	struct signals signals;

	(void)state;
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_DFL);
	signals_watch(&signals);
	raise(SIGINT);
	assert_int_equal(signals_seen(), 0);
	raise(SIGHUP);
	assert_int_equal(signals_unwatch(&signals), SIGHUP);
	assert_ptr_equal(signal(SIGINT, SIG_DFL), SIG_IGN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(notes_and_gives_back),
	    cmocka_unit_test(leaves_ignored_ones_alone),
	};

	return cmocka_run_group_tests_name("signals", tests, NULL, NULL);
}
