/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SETUP_H
#define FACTS_SETUP_H

#include "facts/survey.h"

/*
 * What `pullprep init` would write into a repository's configuration, found by looking at it:
 *
 *  - pullprep.mainline: the one that was found (facts/mainline.h);
 *  - pullprep.topic: all below one directory of branches, if all topics, two at least, lie there;
 *  - pullprep.remote: remote.pushDefault, else `origin` where mainline is another remote's;
 *  - pullprep.url: that remote's URL, if all the world can read from it (https, http, git);
 *  - pullprep.to, pullprep.cc: nobody can be guessed;
 *  - pullprep.lore.url: lore.kernel.org, if the project is the kernel or one of its newest commits or topics' names a mail
 *    there. It is not asked.
 */
struct suggestion {
	const char *key;
	const char *question; /* what it is for, in a few words */
	char *value;          /* what is set already, or was found; NULL: neither */
	bool set;             /* it is in the configuration already, at whatever level */
};
struct suggestions {
	struct suggestion *v;
	size_t n, cap;
};

struct error *setup_suggest(struct suggestions *out, struct project *project);
void suggestions_release(struct suggestions *suggestions);

#endif
