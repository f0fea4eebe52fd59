/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct pair {
	struct person signer, person;
};

static void the_same(void **state)
{
	static const struct pair pairs[] = {
	    {{"Ann Example", "ann@example.org"}, {"Somebody", "Ann@Example.Org"}},
	    {{"Ann Example", "work@example.org"}, {"ann EXAMPLE", "private@example.com"}},
	    {{"Ann \"Annie\" Example", "x@example.org"}, {"Ann Annie Example", "y@example.com"}},
	    /* accents */
	    {{"Bj\u00f6rn Example", ""}, {"Bjorn Example", ""}},
	    {{"Bjoern Example", ""}, {"Bj\u00d6rn Example", ""}},
	    {{"Bjo\u0308rn Example", ""}, {"Bj\u00f8rn Example", ""}},
	    {{"\u00c5se Strau\u00df", ""}, {"Aase Strauss", ""}},
	    {{"Nguy\u1ec5n \u0110\u1ee9c", ""}, {"Nguyen Duc", ""}},
	    {{"\u0141ukasz \u017b\u00f3\u0142\u0107", ""}, {"Lukasz Zolc", ""}},
	    /* in one house */
	    {{"Soren Example", "se@example.org"}, {"Soeren Example Nielsen", "soeren@example.org"}},
	    {{"Stephanie Examlpe", "s@example.org"}, {"Stephanie Example", "steph@EXAMPLE.org"}},
	    {{"Stephanie Exampl", "s@example.org"}, {"Stephanie Example", "steph@example.org"}},
	    {{"Ann Example", "ann.example@example.org"}, {"aexample4", "aexample4@example.org"}},
	    {{"annexample", "ae@example.org"}, {"Ann Example", "ann@example.org"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (!person_same(pairs[i].signer, pairs[i].person))
			fail_msg("two people: %s and %s", pairs[i].signer.name, pairs[i].person.name);
}

static void others(void **state)
{
	static const struct pair pairs[] = {
	    {{"", ""}, {"", ""}},
	    {{"Xue Li", "x@example.org"}, {"Xu Li", "x@example.com"}},
	    {{"Stephanie Examlpe", "s@example.org"}, {"Stephanie Example", "s@example.com"}},
	    {{"Li Wang", "l@example.org"}, {"Li Yang", "y@example.org"}},
	    {{"Ann Example", "ann@example.org"}, {"aexample4", "aexample4@example.com"}},
	    {{"Ann Example", "ann@example.org"}, {"bexample", "bexample@example.org"}},
	    {{"Ann", "a@example.org"}, {"Ann Example", "ann@example.org"}},
	    {{"Joan Example", "joan@example.org"}, {"Ann Example", "ann@example.org"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (person_same(pairs[i].signer, pairs[i].person))
			fail_msg("one person: %s and %s", pairs[i].signer.name, pairs[i].person.name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_same),
	    cmocka_unit_test(others),
	};

	return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
