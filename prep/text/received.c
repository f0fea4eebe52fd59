/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/received.h"

#include "text/ratio.h"
#include "text/soak.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>

enum { LABEL_WIDTH = 11, ID_DIGITS = 12 };

static void add_line(struct buf *out, const struct term *term, const char *label, const char *text)
{
	char *safe = safe_text(text);

	buf_addf(out, "  %-*s", LABEL_WIDTH, label);
	wrap_add(out, safe, 2 + LABEL_WIDTH, term->width);
	buf_addch(out, '\n');
	free(safe);
}

/* "from" is said of a mail only. */
static void add_sender(struct buf *out, const struct term *term, const struct received *received)
{
	char *line;

	if (!received->from)
		return;
	line = mem_format(
	    "%s%s%s", received->from, received->date ? ", " : "", received->date ? received->date : "");
	add_line(out, term, "from", line);
	free(line);
}

static void add_signature(struct buf *out, const struct term *term, const struct received *received)
{
	static const char *const says[] = {
	    [TAG_IS_BRANCH] = "none: it is a branch",
	    [TAG_IS_COMMIT] = "none: it is a lightweight tag",
	    [TAG_IS_UNSIGNED] = "none: the tag is not signed",
	    [TAG_IS_BROKEN] = "broken: ",
	    [TAG_IS_UNCERTAIN] = "uncertain: ",
	    [TAG_IS_SIGNED] = "good",
	};
	const struct tag_facts *tag = received->tag;
	bool by = tag->state == TAG_IS_SIGNED && received->signer;
	char *line = mem_format("%s%s%s%s", says[tag->state], tag->words ? tag->words : "", by ? ", by " : "",
	    by ? received->signer : "");

	add_line(out, term, "signature", line);
	free(line);
}

static void add_brought(struct buf *out, const struct term *term, const struct received *received)
{
	const struct topic *topic = received->topic;
	size_t merges = topic->commits.n - topic->patches;
	const struct commit_facts *newest = &received->survey->commits.v[topic->commits.v[0]];
	struct buf line = BUF_INIT;

	buf_addf(&line, "%zu commit%s", topic->commits.n, topic->commits.n == 1 ? "" : "s");
	if (merges)
		buf_addf(&line, ", %zu merge%s among them", merges, merges == 1 ? "" : "s");
	buf_addstr(&line, ", up to ");
	buf_add_oid(&line, &newest->oid, ID_DIGITS);
	buf_addf(&line, " (\"%s\")", newest->subject);
	add_line(out, term, "brings", line.s);
	buf_release(&line);
}

static void add_ratio(struct buf *out, const struct term *term, const struct received *received)
{
	const struct ratio_row row = {
	    .name = received->topic->name, .commits = received->topic->commits.n, .ratio = received->ratio};

	ratio_text_rows(out, term, &row, 1);
	buf_addch(out, '\n');
}

void received_add_text(struct buf *out, const struct term *term, const struct received *received)
{
	char *subject = received->subject ? safe_text(received->subject) : NULL;
	char *where = mem_format("%s of %s", received->ref ? received->ref : "HEAD", received->url);

	if (subject)
		buf_addf(out, "%s%s%s\n", term_paint(term, PAINT_BOLD), subject, term_end(term));
	add_sender(out, term, received);
	add_line(out, term, "asks for", where);
	add_signature(out, term, received);
	add_brought(out, term, received);
	buf_addch(out, '\n');
	if (next_count(&received->survey->project->next) && received->topic->patches) {
		soak_add_days(out, term, received->survey, received->topic);
		buf_addch(out, '\n');
	}
	add_ratio(out, term, received);
	free(subject);
	free(where);
}
