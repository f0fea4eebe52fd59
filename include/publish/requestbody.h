/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_REQUESTBODY_H
#define PUBLISH_REQUESTBODY_H

#include "publish/request.h"

/*
 * The steps that a mail's request (publish/request.h) and `request-pull` (publish/requestpull.h) have in
 * common. Each goes on with the same struct request.
 */

/* What to call things in remarks and errors. */
struct request_names {
	const char *start;  /* "v6.9" */
	const char *puller; /* "origin/master", or as start */
	const char *advice; /* what helps against a start that is no good; NULL: nothing does */
};

/*
 * From `start` and `head`: base, puller, bases. puller: see struct request_wish. ERROR_NOT_FOUND if they have
 * nothing in common, or nothing is to be pulled.
 */
struct error *requestbody_range(
    struct request *request, struct repo *repo, const git_oid *puller, const struct request_names *names);

/* From all but these: annotated, signed_tag, headline, conflicts, body, and remarks on the tag. patch: the
 * diff as well. */
struct error *requestbody_write(struct request *request, struct repo *repo, const char *url, bool patch);

#endif
