/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "text/value.h"
#include "util/buf.h"
#include "util/error.h"

/*
 * Templates of tag messages and mails. Plain text, with
 *
 *	${name}			the text of a variable; ${item.name} of an entry in a map
 *	${name|wrap}		broken at 76 columns, further lines indented to the column at which it started
 *	%if name		the lines down to %else or %end, if the variable is true
 *	%if not name		... if it is false
 *	%else
 *	%for item in list	the lines down to %end, once for each
 *	%end
 *	%# words		a remark
 *
 * A line whose first non-blank character is '%' is an instruction and leaves nothing behind, not even its
 * newline, so a template looks like what it makes. "%%" at the start of a line is a '%', "$${" is "${". True
 * are a text or list that is not empty, a number other than 0, and a truth that holds.
 *
 * Every error names file, line and, if it is about one, the variable.
 */
struct template;

/* name: what errors call it (a path). */
struct error *template_parse(struct template **out, const char *name, const char *text, size_t length);
void template_free(struct template *template);

/* Adds the text to `out`; on an error `out` may hold a part. variables: a map. */
struct error *template_render(
    const struct template *template, const struct value *variables, struct buf *out);

#endif
