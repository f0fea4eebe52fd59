/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLPAGE_H
#define TEXT_HTMLPAGE_H

#include "facts/postmortem.h"
#include "text/value.h"

/*
 * Post-mortems as a page: what the template `report` is filled with. Pure.
 *
 *	title, answer, footer	texts
 *	contents		what there is to go to: id, title of each
 *	chapters		a release, or all of several together: id, title, sections
 *	  sections		id, title, content: tables and drawings
 *
 * All of it is markup already. A section that depends on Fixes: says in a release without that there is no
 * data, and draws nothing. The caller frees the value.
 */
struct value *htmlpage(const struct postmortems *postmortems);

#endif
