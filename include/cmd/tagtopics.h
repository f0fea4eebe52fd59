/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_TAGTOPICS_H
#define CMD_TAGTOPICS_H

#include "cmd/asking.h"
#include "cmd/planned.h"

/* `pullprep tag --per-topic`: a signed tag for each topic of the batch, or for none. */
struct tag_topics {
	const struct globals *globals;
	struct planned *planned;
	enum batch batch;
	const char *base, *template, *plan; /* --base, --template, --plan, or NULL */
	/* --message: a directory with files TAG.message, '/' in the tag's name being '-'; a tag without one
	 * gets a draft. NULL: all get one. */
	const char *messages;
	bool no_edit, again, dry_run;
	struct asking asking;
};

/*
 * All messages are written before the first tag is made. Whatever fails, or a signal, then takes back those
 * that are made already (or puts back those that were replaced), and keeps the messages in one directory,
 * from which the same command goes on with --message=DIR.
 */
struct error *tag_topics_run(const struct tag_topics *given);

#endif
