/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPLETION_WORDS_H
#define COMPLETION_WORDS_H

#include "util/buf.h"

/*
 * What the completion for bash (prep/completion/pullprep.bash) has to know, as bash variables and functions,
 * written from the tables of commands, options and configuration keys. What a command's arguments are is read
 * from its usage: words in small letters are typed as they are; COMMAND, BATCH and those that stand for a
 * revision (TOPIC, RANGE, REF, REV) are completed.
 */
void completion_words(struct buf *out);

#endif
