/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/advice.h"

#include <stdlib.h>
#include <string.h>

static bool is_plain(const char *word)
{
	return *word && *word != '~' &&
	       !word[strspn(
		   word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-~^")];
}

void advice_word(struct buf *command, const char *word)
{
	if (command->len)
		buf_addch(command, ' ');
	if (is_plain(word)) {
		buf_addstr(command, word);
		return;
	}
	buf_addch(command, '\'');
	for (const char *c = word; *c; c++)
		if (*c == '\'')
			buf_addstr(command, "'\\''");
		else
			buf_addch(command, *c);
	buf_addch(command, '\'');
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
