/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/httphosts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void tells_hosts_apart(void **state)
{
	struct hosts hosts = {.v = NULL};

	(void)state;
	assert_int_equal(hosts_find(&hosts, "https://a.example.org/x"), 0);
	assert_int_equal(hosts_find(&hosts, "https://b.example.org/x"), 1);
	assert_int_equal(hosts_find(&hosts, "https://A.example.org/y"), 0);
	assert_int_equal(hosts_find(&hosts, "https://a.example.org:8443/y"), 2);
	assert_int_equal(hosts_find(&hosts, "http://127.0.0.1:80/y"), 3);
	assert_int_equal(hosts.n, 4);
	assert_false(hosts.v[0].near);
	assert_true(hosts.v[3].near);
	hosts_release(&hosts);
}

static void pauses_between_starts(void **state)
{
	struct host far = {.name = "example.org"}, near = {.name = "localhost", .near = true};

	(void)state;
	host_started(&far, 5000, 100);
	assert_int_equal(far.next_ms, 5100);
	host_started(&near, 5000, 100);
	assert_int_equal(near.next_ms, 0);
	host_rest(&near, 9000);
	assert_int_equal(near.next_ms, 9000);
	host_rest(&near, 8000);
	assert_int_equal(near.next_ms, 9000);
	host_started(&far, 4000, 100);
	assert_int_equal(far.next_ms, 5100);
}

static void gives_up_after_three_in_a_row(void **state)
{
	struct hosts hosts = {.v = NULL};
	struct host *host;

	(void)state;
	hosts_find(&hosts, "https://example.org/");
	host = hosts.v;
	host_ended(host, TROUBLE_AGAIN, "one");
	host_ended(host, TROUBLE_AGAIN, "two");
	host_ended(host, TROUBLE_NONE, NULL);
	host_ended(host, TROUBLE_AGAIN, "three");
	host_ended(host, TROUBLE_REQUEST, "not its fault");
	host_ended(host, TROUBLE_REQUEST, "not its fault");
	host_ended(host, TROUBLE_REQUEST, "not its fault");
	host_ended(host, TROUBLE_AGAIN, "four");
	assert_null(host->given_up);
	host_ended(host, TROUBLE_AGAIN, "five");
	assert_string_equal(host->given_up, "five");
	host_ended(host, TROUBLE_AGAIN, "six");
	assert_string_equal(host->given_up, "five");
	hosts_release(&hosts);
}

static void gives_up_at_once_on_what_is_its_own(void **state)
{
	struct hosts hosts = {.v = NULL};

	(void)state;
	hosts_find(&hosts, "https://example.org/");
	host_ended(hosts.v, TROUBLE_HOST, "refused");
	assert_string_equal(hosts.v->given_up, "refused");
	hosts_release(&hosts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_hosts_apart),
	    cmocka_unit_test(pauses_between_starts),
	    cmocka_unit_test(gives_up_after_three_in_a_row),
	    cmocka_unit_test(gives_up_at_once_on_what_is_its_own),
	};

	return cmocka_run_group_tests_name("httphosts", tests, NULL, NULL);
}
