/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/reviews.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct person author = {"Ann Example", "ann@example.org"};

static void others_count(void **state)
{
	static const char *const messages[] = {
	    "x: y\n\nReviewed-by: Bob Example <bob@example.org>\n",
	    "x: y\n\nText.\n\nacked-by: Bob Example <bob@example.org> # the clock",
	    "x: y\r\n\r\nTested-by: <bob@example.org>\r\n",
	    "x: y\n\nReviewed-and-tested-by: bob@example.org",
	    "x: y\n\nReviewed-by: Ann Example <ann@example.org>\nTested-by: Bob Builder <bob@example.com>\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
		assert_true(reviews_have_other(messages[i], author));
}

static void the_author_does_not(void **state)
{
	static const char *const messages[] = {
	    "x: y\n\nSigned-off-by: Bob Example <bob@example.org>\n",
	    "x: y\n\nReviewed-by: Ann Example <ann@example.org>\n",
	    "x: y\n\nReviewed-by: Annie <ANN@example.org>\n",
	    "x: y\n\nTested-by: Ann Example <private@example.com>\n",
	    "x: y\n\nReviewed-by:\nAcked-by: <>\n",
	    "x: y\n\nReported-by: Bob Builder <bob@example.com>\n",
	    "x: y\n\nThis was Reviewed-by: Bob Builder <bob@example.com>\n",
	    "Reviewed-by: Bob Builder <bob@example.com>",
	    "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
		assert_false(reviews_have_other(messages[i], author));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(others_count),
	    cmocka_unit_test(the_author_does_not),
	};

	return cmocka_run_group_tests_name("reviews", tests, NULL, NULL);
}
