/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLSECTIONS_H
#define TEXT_HTMLSECTIONS_H

#include "facts/fate.h"
#include "text/value.h"

/*
 * A page is made of chapters, a chapter of sections. Each section is written by a function that adds its
 * markup, or nothing if there is nothing to tell.
 */
struct html_release {
	const struct postmortem *postmortem;
	const struct fate *fates;
	const char *id; /* of the chapter: "r3"; those of its drawings begin with it */
};

struct html_section {
	const char *name, *title;
	bool fixes; /* tells of fixes: without any there is no data */
	void (*add)(struct buf *out, const struct html_release *release);
};

/* The sections of one release, as a list of values with id, title and content. */
struct value *html_sections(const struct html_release *release);

/* {id, title, content}, all of it markup. */
struct value *html_section(const char *chapter, const char *name, const char *title, const char *content);

/* "No data: REASON", marked as such. */
void html_no_data(struct buf *out, const char *reason);

#endif
