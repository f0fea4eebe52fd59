/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_MAILING_H
#define CMD_MAILING_H

#include "publish/request.h"
#include "source/config.h"
#include "text/mail.h"
#include "text/value.h"

/*
 * What a [GIT PULL] mail says of itself, be it one or a cover with its replies: from whom, to whom, about
 * what, from which repository.
 */
struct mailing {
	struct repo *repo;           /* borrowed */
	const struct config *config; /* borrowed */
	const char *url;             /* pullprep.url; borrowed */
	struct mail mail;            /* from, to, cc and date are filled in */
};

/* to, cc: --to and --cc, in place of pullprep.to and beside pullprep.cc. Errors name what is missing or
 * wrong; mailing_release() is due all the same. */
struct error *mailing_open(struct mailing *out, struct repo *repo, const struct config *config,
    const struct strings *to, const struct strings *cc);
void mailing_release(struct mailing *mailing);

/*
 * The subject behind its mark ("[GIT PULL]", "[GIT PULL 0/5]"): given (--subject), or pullprep.subject, or
 * `otherwise`. One with a mark of its own keeps it. Owned by the caller.
 */
struct error *mailing_subject(
    char **out, const struct mailing *mailing, const char *mark, const char *given, const char *otherwise);

/* The variables of a request: request, ref, url, headline, subject, to_name, from_name. A map, owned by the
 * caller. request may be NULL: then only the last three and url. */
struct value *mailing_values(
    const struct mailing *mailing, const struct request *request, const char *subject);

/*
 * The body from the template of that name (file: --template, or NULL). A request must come through whole.
 */
struct error *mailing_render(struct buf *body, const struct mailing *mailing, const char *template,
    const char *file, const struct value *values, const struct request *request);

/* Warns of what the sender should know before it goes out. */
void mailing_remark(const struct mailing *mailing, const struct buf *body);

#endif
