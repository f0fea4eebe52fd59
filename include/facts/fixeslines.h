/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FIXESLINES_H
#define FACTS_FIXESLINES_H

#include <git2/oid.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The Fixes: lines of a commit message, well-formed or not, taken apart as far as they can be:
 *
 *	Fixes: commit a3c3c6667("perf/core: Fix child_total_time_enabled accounting bug")
 *	       word   id       subject
 *
 * (facts/trailers.h takes only those that are well-formed.) Upper and lower case are alike. A line may be
 * folded, with or without white space at the start of the next one. A line that is indented by a tab or four
 * blanks outside the trailers is quoted from elsewhere, and so is one behind '>': they are left out, as is
 *one in the middle of prose that has neither an id nor a URL. The parser is pure; what is known of the target
 *is filled in by facts/wording.h.
 */
enum fixes_target {
	FIXES_NO_ID,     /* nothing was asked for */
	FIXES_UNKNOWN,   /* no object here has that id */
	FIXES_AMBIGUOUS, /* several commits' ids begin so, or no commit's but several others' */
	FIXES_FOUND,
};

struct fixes_line {
	char *text;    /* the line as it was written, folded ones joined by blanks */
	bool split;    /* it was folded */
	char *word;    /* in front of the id: "commit" as it was written, or NULL */
	char *id;      /* in small letters, NULL: none recognised */
	bool spaced;   /* there is white space behind the id */
	char *subject; /* all that follows: "(\"perf/core: ...\")", "" if nothing does */
	enum fixes_target target;
	git_oid oid;          /* FIXES_FOUND: the target, */
	char *target_subject; /* and its subject; else NULL */
	bool itself;          /* the target is the commit that has the line */
	bool below;           /* the target is in mainline, or an ancestor of the commit */
};
struct fixes_lines {
	struct fixes_line *v;
	size_t n, cap;
};

void fixes_lines_parse(struct fixes_lines *out, const char *message);
/* Is the line of the message that begins there quoted from elsewhere, by its indent? */
bool fixes_line_is_quoted(const char *message, const char *line);
void fixes_lines_release(struct fixes_lines *lines);

#endif
