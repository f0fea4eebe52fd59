/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void knows_http(void **state)
{
	static const char *const good[] = {"https://lore.kernel.org", "HTTP://localhost:80/x",
	    "http://[::1]:8080/", "https://[::1]", "https://host:/x", "https://me:secret@example.org/x?y#z"};
	static const char *const bad[] = {"", "lore.kernel.org", "https:", "https://", "https:///x",
	    "http://:80/", "file:///etc/passwd", "ftp://example.org", "https://me@", "/https://example.org",
	    "https://me:s3/cret@example.org/", "https://host:80a/"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(url_is_http(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (url_is_http(bad[i]))
			fail_msg("'%s' passes", bad[i]);
}

static void finds_hosts(void **state)
{
	static const char *const cases[][3] = {
	    {"https://Lore.Kernel.org/all/", "lore.kernel.org", "https://Lore.Kernel.org/all/"},
	    {"https://example.org:8443?x", "example.org:8443", "https://example.org:8443?x"},
	    {"http://me:se@cret@example.org/a@b", "example.org", "http://example.org/a@b"},
	    {"http://[::1]:80/", "[::1]:80", "http://[::1]:80/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *host = url_host(cases[i][0]), *shown = url_shown(cases[i][0]);

		assert_string_equal(host, cases[i][1]);
		assert_string_equal(shown, cases[i][2]);
		free(host);
		free(shown);
	}
}

static void knows_this_machine(void **state)
{
	static const char *const near[] = {
	    "localhost", "localhost:80", "127.0.0.1", "127.1.2.3:8080", "[::1]", "[::1]:80"};
	static const char *const far[] = {"lore.kernel.org", "localhost.example.org", "127.example.org",
	    "127.0.0.1.example.org", "1127.0.0.1", "127.0.0", "[::11]", "[2001:db8::1]", "", "128.0.0.1"};

	(void)state;
	for (size_t i = 0; i < sizeof(near) / sizeof(*near); i++)
		assert_true(url_host_is_loopback(near[i]));
	for (size_t i = 0; i < sizeof(far) / sizeof(*far); i++)
		if (url_host_is_loopback(far[i]))
			fail_msg("'%s' passes", far[i]);
}

static void judges_redirects(void **state)
{
	static const struct {
		const char *from, *to;
		bool allowed;
	} cases[] = {
	    {"https://a.example.org/x", "https://b.example.org/y", true},
	    {"https://a.example.org/x", "HTTPS://a.example.org/y", true},
	    {"http://a.example.org/x", "https://a.example.org/y", true},
	    {"http://a.example.org:80/x", "http://A.example.org:80/y", true},
	    {"http://a.example.org/x", "http://b.example.org/x", false},
	    {"http://127.0.0.1:8080/x", "http://127.0.0.1:22/x", false},
	    {"https://a.example.org/x", "http://a.example.org/x", false},
	    {"https://a.example.org/x", "file:///etc/passwd", false},
	    {"http://a.example.org/x", "file:///etc/passwd", false},
	    {"http://a.example.org/x", "gopher://a.example.org/x", false},
	    {"http://a.example.org/x", "https:///x", false},
	    {"http://a.example.org/x", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (!url_refuses_redirect(cases[i].from, cases[i].to) != cases[i].allowed)
			fail_msg("%s to %s", cases[i].from, cases[i].to);
}

static void encodes(void **state)
{
	static const char text[] = "aZ09-._~/%\"' <>@+\xc3\xa4\0?";
	struct buf out = BUF_INIT;

	(void)state;
	url_add_encoded(&out, text, sizeof(text) - 1);
	assert_string_equal(out.s, "aZ09-._~%2F%25%22%27%20%3C%3E%40%2B%C3%A4%00%3F");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_http),
	    cmocka_unit_test(finds_hosts),
	    cmocka_unit_test(knows_this_machine),
	    cmocka_unit_test(judges_redirects),
	    cmocka_unit_test(encodes),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
