/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PERSON_H
#define FACTS_PERSON_H

#include <stdbool.h>

/*
 * Are two identities one person's? Pure. That is asked of the author or committer of a commit and of whoever has
 * signed it off, and goes by what linux-next's maintainer goes by (mail of 4 October 2022): the address or the
 * name is the same, "or it is obvious".
 *
 * Addresses: upper and lower case are alike. Names are alike
 *	- without case, quotes, accents, what stands in parentheses, and what a mailing list adds (" via B4 Relay");
 *	  "Soeren", "Sören" and "Soren" are one name;
 *	- where one is words of the other: "Ann Example" is "Ann Example - Example Ltd."; a name of one word that
 *	  signs is nobody's part;
 *	- without initials, and turned: "Example, Ann X." is Ann Example.
 * With addresses at the same domain also
 *	- where two names of some length differ in one slip of the fingers (util/nearest.h);
 *	- where one has a login for a name: "aexample2" is Ann Example.
 */
struct person {
	const char *name, *email; /* "" where there is none */
};

bool person_same(struct person signer, struct person person);

#endif
