/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlsections.h"

#include "text/html.h"
#include "text/htmlcurves.h"
#include "text/htmllists.h"
#include "text/htmloutcome.h"
#include "text/htmlrelease.h"
#include "text/htmlrisks.h"
#include "text/htmlsoak.h"
#include "text/htmltools.h"
#include "util/mem.h"

#include <stdlib.h>

static void add_curves(struct buf *out, const struct html_release *release)
{
	html_curves(out, release->id, release->postmortem, 1);
}

static void add_times(struct buf *out, const struct html_release *release)
{
	html_times(out, release->postmortem, 1);
}

static void add_compare(struct buf *out, const struct html_release *release)
{
	html_compare(out, release->postmortem, 1);
}

static void add_risks(struct buf *out, const struct html_release *release)
{
	html_risks(out, release->id, release->postmortem, 1);
}

static const struct html_section sections[] = {
    {"base", "What it rests on", false, html_add_header},
    {"commits", "What the -rc commits are", true, html_add_maintainers},
    {"rcs", "What each -rc brought", true, html_add_rcs},
    {"fate", "What became of the window's commits", true, html_add_outcome},
    {"came", "By how they came", true, html_add_came},
    {"compare", "Was it the late stuff?", false, add_compare},
    {"risks", "By what was known when they came", true, add_risks},
    {"soak", "Time in linux-next against size", true, html_add_soak},
    {"soon", "How soon they were named", true, add_curves},
    {"finders", "Who found it, and after how long", true, add_times},
    {"tools", "Tools, and what came with them", false, html_add_tools},
    {"worst", "What was mended most", false, html_add_worst},
    {"odd", "What needs a look", true, html_add_odd},
};

void html_no_data(struct buf *out, const char *reason)
{
	buf_addstr(out, "<p class=\"nodata\"><strong>No data:</strong> ");
	html_add(out, reason);
	buf_addstr(out, "</p>\n");
}

struct value *html_section(const char *chapter, const char *name, const char *title, const char *content)
{
	struct value *section = value_map();
	char *id = mem_format("%s-%s", chapter, name);

	value_set(section, "id", value_text(id));
	value_set(section, "title", value_text(title));
	value_set(section, "content", value_text(content));
	free(id);
	return section;
}

struct value *html_sections(const struct html_release *release)
{
	const struct postmortem *pm = release->postmortem;
	struct value *list = value_list();

	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++) {
		const struct html_section *section = &sections[i];
		struct buf content = BUF_INIT;

		if (section->fixes && !pm->practice) {
			char *reason =
			    mem_format("none of the %zu commits has Fixes:.", pm->window_all + pm->rc_all);

			html_no_data(&content, reason);
			free(reason);
		} else {
			section->add(&content, release);
		}
		if (content.len)
			value_add(list, html_section(release->id, section->name, section->title, content.s));
		buf_release(&content);
	}
	return list;
}
