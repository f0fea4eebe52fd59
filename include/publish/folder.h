/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_FOLDER_H
#define PUBLISH_FOLDER_H

#include "util/buf.h"
#include "util/error.h"

/*
 * A directory of mails, written whole or not at all: all files go into a temporary directory beside it, which
 * is renamed when the last one is on the disk.
 *
 * One that is there already, and is not empty, is replaced only if it is an earlier result: files whose names
 * are four digits, "-", anything, ".eml", the first of them 0000-..., and nothing else. Since somebody may
 * have edited these, it stays beside the new one as NAME~ (in place of an older NAME~ that is such a result
 * itself). Anything else is refused.
 */
struct folder_file {
	char *name; /* "0001-kvm-x86-6.9.eml" */
	struct buf text;
};
struct folder {
	struct folder_file *v;
	size_t n, cap;
};

/* Takes the text over. What a mail's file must not be called becomes '-' in the name. */
void folder_add(struct folder *folder, const char *name, struct buf *text);
void folder_release(struct folder *folder);

/* Call it between interrupt_begin() and interrupt_end() of publish/child.h: a signal leaves all as it was.
 * *kept: what was there is NAME~ now, owned by the caller; NULL if there was nothing. */
struct error *folder_write(const struct folder *folder, const char *path, char **kept);

#endif
