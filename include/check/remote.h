/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_REMOTE_H
#define CHECK_REMOTE_H

#include "check/finding.h"
#include "util/date.h"

#include <git2/oid.h>
#include <stdbool.h>

/*
 * Rule `tag-not-public`: whoever is asked to pull a tag must find it where the mail says, as the very object
 * that was signed here. A maintainer may push to one place and have upstream pull from a mirror of it, which
 * takes a while: that is no error, but the mail has to wait for it.
 */

/* A tag as a repository has it. */
struct remote_tag {
	bool there;
	bool annotated;   /* it is a tag object; otherwise it names the commit itself */
	git_oid object;   /* the tag object, or the commit */
	git_oid commit;   /* what it is on */
	day_t made;       /* by the tagger's clock; DAY_NONE: the object is not known here */
	const char *name; /* of the repository, as people know it: a URL, or a remote's name */
};

struct remote_facts {
	const char *tag; /* "for-linus-6.10-1" */
	struct remote_tag here, public, pushed;
	bool has_push_side;  /* one pushes to another place than upstream pulls from */
	const char *unknown; /* why nothing is known of the push side; NULL: it answered */
	/* what is told to be done; NULL where there is nothing to name */
	const char *make_command, *push_command, *force_command;
};

void check_remote(struct findings *out, const struct remote_facts *facts);

#endif
