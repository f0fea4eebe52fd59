/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/shell.h"

#include <stdbool.h>
#include <string.h>

static bool is_plain(const char *word)
{
	return *word && *word != '~' &&
	       !word[strspn(
		   word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-~^")];
}

void shell_add_word(struct buf *command, const char *word)
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
