/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A repository of git's own making for one test: a fresh directory, a clean configuration, a user of
 *example.org. The script of scratch_sh() runs there with two helpers:
 *
 *	at DATE                         the committer's clock, until then 2026-07-10 12:00
 *	change FILE [SUBJECT [TRAILER]] appends a line to FILE and commits it
 */
static char scratch_directory[64];

static inline void scratch_sh(const char *script)
{
	static const char helpers[] =
	    "set -e\n"
	    "at() { GIT_AUTHOR_DATE=\"$1 +0000\"; GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; "
	    "export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }\n"
	    "change() { case $1 in */*) mkdir -p \"${1%/*}\";; esac; echo \"${2:-$1}\" >>\"$1\"; git add "
	    "\"$1\"; "
	    "git commit -q -m \"${2:-$1}${3:+\n\n$3}\"; }\n"
	    "at '2026-07-10 12:00'\n";
	char path[96];
	FILE *file;
	int status;

	snprintf(path, sizeof(path), "%s/script", scratch_directory);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(helpers, file);
	fputs(script, file);
	fclose(file);
	status = system("sh ../script");
	if (status)
		print_error("the script failed:\n%s\n", script);
	assert_int_equal(status, 0);
}

static inline int scratch_enter(void **state)
{
	char path[96];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	strcpy(scratch_directory, "/tmp/pullprep-unit.XXXXXX");
	if (!mkdtemp(scratch_directory))
		return -1;
	snprintf(path, sizeof(path), "%s/repo", scratch_directory);
	setenv("HOME", scratch_directory, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_AUTHOR_NAME", "Morgan Maintainer", 1);
	setenv("GIT_AUTHOR_EMAIL", "maintainer@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Morgan Maintainer", 1);
	setenv("GIT_COMMITTER_EMAIL", "maintainer@example.org", 1);
	setenv("TZ", "UTC", 1);
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	if (mkdir(path, 0777) || chdir(path))
		return -1;
	scratch_sh("git init -q -b master .\n");
	return 0;
}

static inline int scratch_leave(void **state)
{
	char command[128];

	(void)state;
	if (chdir("/"))
		return -1;
	snprintf(command, sizeof(command), "rm -rf %s", scratch_directory);
	return system(command);
}

#endif
