/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include <stddef.h>

/*
 * What others wrote (subjects, descriptions, names of branches) on its way into a text that is signed and
 * sent: masked as util/safe.h does it, so that it steers no reader's terminal. Copies, owned by the caller.
 */
char *plain_text(const char *text); /* its lines stay, with LF as their end */
char *plain_line(const char *text); /* one line: each line break, with the blanks around, becomes a blank */

/* The number of the first line that masking would change (TABs are fine), and in *line a masked copy of it,
 * owned by the caller; 0 if there is none. */
size_t plain_first_odd(const char *text, size_t length, char **line);

#endif
