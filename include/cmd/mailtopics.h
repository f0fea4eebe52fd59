/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_MAILTOPICS_H
#define CMD_MAILTOPICS_H

#include "cmd/planned.h"

/*
 * `pullprep mail --per-topic`: a directory of mails that git send-email takes: 0000-cover.eml, then a request
 * for each topic in the order of pulling, each a reply to the cover.
 */
struct mail_topics {
	const struct globals *globals;
	struct planned *planned;
	enum batch batch;
	const char *base, *subject, *template, *plan; /* as given, or NULL */
	const char *output;
	const struct strings *to, *cc;
};

struct error *mail_topics_run(const struct mail_topics *given);

#endif
