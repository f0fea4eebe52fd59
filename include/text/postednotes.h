/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTEDNOTES_H
#define TEXT_POSTEDNOTES_H

#include "facts/howposted.h"
#include "util/buf.h"
#include "util/term.h"

/*
 * What of the commits could not be asked of the archive, in one note with the reason; nothing where all was. posted may be NULL:
 * none was asked.
 */
void posted_add_note(struct buf *out, const struct term *term, const struct posted_facts *posted);
void posted_warn(const struct posted_facts *posted);

#endif
