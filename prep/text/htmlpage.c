/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlpage.h"

#include "text/html.h"
#include "text/htmlreleases.h"
#include "text/htmlsections.h"
#include "text/postmortem.h"

#include <stdlib.h>

/* A text that becomes markup. */
static struct value *escaped(const char *text)
{
	struct buf markup = BUF_INIT;
	struct value *value;

	html_add(&markup, text);
	value = value_text(markup.s);
	buf_release(&markup);
	return value;
}

static struct value *title(const struct postmortems *postmortems)
{
	const struct past_cycle *last = &postmortems->v[postmortems->n - 1].cycle;
	const char *so_far = last->partial ? ", so far" : "";
	char *text = postmortems->n > 1
			 ? mem_format("What broke in %s to %s%s", postmortems->v[0].cycle.release.name,
			       last->release.name, so_far)
			 : mem_format("What broke in %s%s", last->release.name, so_far);
	struct value *value = escaped(text);

	free(text);
	return value;
}

static struct value *chapter(const char *id, const char *name, struct value *sections)
{
	struct value *map = value_map();

	value_set(map, "id", value_text(id));
	value_set(map, "title", escaped(name));
	value_set(map, "sections", sections);
	return map;
}

static void add_release(struct value *chapters, const struct postmortem *pm, size_t number)
{
	char *id = mem_format("r%zu", number);
	struct fate *fates = fates_find(pm);
	const struct html_release release = {pm, fates, id};

	value_add(chapters, chapter(id, pm->cycle.release.name, html_sections(&release)));
	free(fates);
	free(id);
}

static struct value *all_chapters(const struct postmortems *postmortems)
{
	struct value *list = value_list();

	if (postmortems->n > 1)
		value_add(list, chapter("all", "Across the releases", html_across(postmortems)));
	for (size_t i = 0; i < postmortems->n; i++)
		add_release(list, &postmortems->v[i], i + 1);
	return list;
}

/* Where to go: to the chapters, or within the only one to its sections. */
static struct value *contents(const struct value *chapters)
{
	const struct value *from =
	    value_count(chapters) > 1 ? chapters : value_get(value_at(chapters, 0), "sections", 8);
	struct value *list = value_list();

	for (size_t i = 0; i < value_count(from); i++) {
		struct value *entry = value_map();

		value_set(entry, "id", value_text(value_as_text(value_get(value_at(from, i), "id", 2))));
		value_set(
		    entry, "title", value_text(value_as_text(value_get(value_at(from, i), "title", 5))));
		value_add(list, entry);
	}
	return list;
}

/* A number and its % stay in one line, and so does an interval. */
static struct value *answer(const struct postmortems *postmortems)
{
	struct buf text = BUF_INIT, joined = BUF_INIT;
	struct value *value;
	bool within = false;

	postmortem_add_answer(&text, postmortems->v, postmortems->n);
	for (const char *c = text.s; *c; c++) {
		within = *c == '[' || (within && *c != ']');
		if (*c == ' ' && (within || c[1] == '%'))
			buf_addstr(&joined, "\xc2\xa0");
		else
			buf_addch(&joined, *c);
	}
	value = escaped(joined.s);
	buf_release(&text);
	buf_release(&joined);
	return value;
}

struct value *htmlpage(const struct postmortems *postmortems)
{
	struct value *page = value_map(), *chapters = all_chapters(postmortems);

	value_set(page, "title", title(postmortems));
	value_set(page, "answer", answer(postmortems));
	value_set(page, "contents", contents(chapters));
	value_set(page, "chapters", chapters);
	value_set(page, "footer",
	    value_text("Each pair of a fix and what it mends: <code>pullprep postmortem --format=tsv</code>. "
		       "Made by pullprep " VERSION "."));
	return page;
}
