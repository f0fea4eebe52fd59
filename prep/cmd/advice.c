/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/advice.h"

#include "source/remotetalk.h"
#include "util/shell.h"

#include <stdlib.h>

void advice_word(struct buf *command, const char *word)
{
	shell_add_word(command, word);
}

void advice_option(struct buf *command, const char *option, const char *value)
{
	char *word;

	if (!value)
		return;
	word = mem_format("--%s=%s", option, value);
	advice_word(command, word);
	free(word);
}

static void add_directory(struct buf *command, const struct globals *globals)
{
	if (!globals->directory)
		return;
	advice_word(command, "-C");
	advice_word(command, globals->directory);
}

void advice_pullprep(struct buf *command, const struct globals *globals, const char *name)
{
	buf_addstr(command, "pullprep");
	add_directory(command, globals);
	for (size_t i = 0; i < globals->config.n; i++)
		advice_option(command, "config", globals->config.v[i]);
	advice_option(command, "as-of", globals->as_of);
	advice_word(command, name);
}

void advice_git(struct buf *command, const struct globals *globals, const char *name)
{
	buf_addstr(command, "git");
	add_directory(command, globals);
	advice_word(command, name);
}

void advice_push(struct buf *command, const struct globals *globals, const struct config *config)
{
	const char *remote = config_get(config, "pullprep.remote"), *url = config_get(config, "pullprep.url");
	char *shown = url ? remote_shown(url) : NULL;

	advice_git(command, globals, "push");
	advice_word(command, remote ? remote : shown ? shown : "REMOTE");
	free(shown);
}
