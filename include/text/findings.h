/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_FINDINGS_H
#define TEXT_FINDINGS_H

#include "check/finding.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/term.h"

#include <stdio.h>

/*
 * Findings for people, errors first:
 *
 *	  error    tag-not-public  https://git.example.org/kvm.git does not have the tag. Push it.
 *
 *	      git push origin refs/tags/for-linus-6.10-1
 *
 * The text is wrapped; a command is not, so that it can be copied.
 */
void findings_add_text(struct buf *out, const struct term *term, const struct findings *findings);

/* "1 error and 2 warnings"; "nothing to find fault with" where there is none of either. */
void findings_add_counts(struct buf *out, const struct findings *findings);

/* As records, in the same order; format "tsv" or "json". */
extern const char *const findings_columns[];
struct error *findings_records(FILE *out, const char *format, const struct findings *findings);

#endif
