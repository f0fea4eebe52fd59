/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_REMOTETALK_H
#define SOURCE_REMOTETALK_H

#include "source/config.h"
#include "util/process.h"

#include <stdbool.h>

/*
 * git talking with another repository, under a deadline. It never asks anybody anything: no password on the
 * terminal or in a window, no question of ssh. What hangs is ended, with all that it started, at the deadline
 * or when we are; what never stops answering is ended after 64 MiB of words.
 */
struct remote_talk {
	const struct config *config; /* for how git calls ssh */
	const char *url;             /* that argv names; for errors */
	const char *verb;            /* what is done with it: "ask", "fetch from" */
	const char *command;         /* git's: "ls-remote" */
	const char *key;             /* of the configuration, where the deadline is set */
	const char *const *argv;     /* all of it, NULL-terminated */
	const char *const *env;      /* more for its environment, as in struct process; may be NULL */
	int deadline;                /* seconds */
	size_t largest_file;         /* bytes that what it sends may take in one file; 0: any number */
	/*
	 * The URL is not the user's but came in a mail: git takes only those that it always allows or
	 * protocol.*.allow does (git-config(1)), so no path on this machine and nothing that runs a command.
	 */
	bool of_stranger;
};

/*
 * Runs it; p->out has what it wrote.
 *
 * Errors say which of these it was, and what to do: unknown host, refused, no such repository, no right to
 * read it or a password wanted, an unknown or changed ssh host key, a certificate that is not trusted, no
 * answer within the deadline, an answer that is not git's, another object format; else git's own words.
 */
struct error *remote_talk(struct process *p, const struct remote_talk *talk);

/* The URL as it may be shown: without the name and password that it may hold, nor a name that is a token, as
 * of "https://TOKEN@host/". Owned by the caller. */
char *remote_shown(const char *url);

#endif
