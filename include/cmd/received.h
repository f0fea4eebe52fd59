/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_RECEIVED_H
#define CMD_RECEIVED_H

#include "cmd/command.h"
#include "cmd/judgement.h"

/*
 * `check` of what somebody else asks to be pulled: a mail, or a URL and a ref. It is fetched aside
 * (source/fetchaside.h), judged as a topic is, its tag as a batch's is, and what the mail says is held against
 * it. Nothing of it stays.
 */
struct received_wish {
	const char *mail;      /* a file, or "-"; NULL: */
	const char *url, *ref; /* were named */
	struct rule_wish rules;
	bool quiet;
};

/*
 * Do the arguments name such? "-" and paths that say so ("./mail", "/tmp/mail") are mails, two of which the
 * first is a URL or such a path are URL and ref, and a URL alone is that and HEAD. What else is named may be a revision or a topic.
 */
bool received_named(struct received_wish *out, const struct strings *what);

/* Is there a file of that name, to be taken for a mail where it is no revision? */
bool received_is_file(const char *name);

/* ERROR_FINDINGS if there is an error that nobody waived. */
struct error *received_check(const struct globals *globals, const struct received_wish *wish);

#endif
