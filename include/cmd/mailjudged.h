/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_MAILJUDGED_H
#define CMD_MAILJUDGED_H

#include "cmd/judgedtag.h"
#include "cmd/objections.h"
#include "publish/request.h"
#include "text/value.h"

/*
 * What upstream would object to in the pull that a mail asks for, and the reasons of waivers that the mail is
 * to give: those that the request, which holds the tag's message, does not give by itself. What cannot be judged is told, and stops nothing.
 */
struct mail_judged {
	struct survey own; /* of the range that is pulled, where it is no batch; */
	bool ranged;       /* then it is there to be released */
	const struct survey *survey;
	struct judged_tag tag;
	struct objections objections;
};
#define MAIL_JUDGED_INIT                                                                                     \
	{                                                                                                    \
		.tag = JUDGED_TAG_INIT, .objections = OBJECTIONS_INIT                                        \
	}

/* The batch: its topics, fixes that the head holds, and its tag (name: --name, or NULL). */
void mail_judge_batch(struct mail_judged *out, struct planned *planned, enum batch batch, const char *name,
    const git_oid *head);
/* Any tag or branch: what START and mainline lack of it. */
void mail_judge_pull(struct mail_judged *out, struct project *project, const struct request *request);
void mail_judged_release(struct mail_judged *judged);

/* The variable `reasons` of a mail on these topics of the survey: a list of sentences. */
struct value *mail_judged_reasons(const struct findings *findings, const struct survey *survey,
    const size_t *topics, size_t n, const struct request *request);
/* Does the body give them all, be it in the request? */
bool mail_judged_gives(const struct findings *findings, const struct survey *survey, const size_t *topics,
    size_t n, const char *body);

#endif
