/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TRAILERS_H
#define FACTS_TRAILERS_H

#include "util/array.h"

#include <stdbool.h>

/*
 * What a commit message says of other commits, line by line (upper and lower case are alike, leading white
 * space is tolerated as in mails):
 *
 *	Fixes: 5228eb96a487 ("KVM: nSVM: TSC scaling")	well-formed: 12 to 40 digits, the subject in (" "),
 *							the quotes of any kind, maybe a note behind it
 *	Cc: <stable@vger.kernel.org> # 5.16+		any address stable@..., also in a folded line
 *	This reverts commit 5228eb96a487...		7 to 40 digits
 *
 * A commit that only says "fix" in its subject is none of these. Source: the kernel's submitting-patches.rst
 * and stable-kernel-rules.rst; `git revert` for the last.
 */
struct trailers {
	struct strings fixes;   /* ids of the well-formed ones, in lower case, as long as they were written */
	struct strings reverts; /* the same of reverts */
	bool stable;
};

void trailers_parse(struct trailers *out, const char *message);
void trailers_release(struct trailers *trailers);

#endif
