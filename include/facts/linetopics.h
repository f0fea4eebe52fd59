/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LINETOPICS_H
#define FACTS_LINETOPICS_H

#include "facts/ancestry.h"
#include "facts/survey.h"

/*
 * Topics from the line of an integration branch, or of a linear one (see facts/line.h), instead of from refs.
 *
 * What was merged: the tip is the newest merged head that mainline lacks. Its own commits are those of all
 * its merged heads, less what other topics' heads below them have, less what it was started on: the line
 * itself, or the first-parent line of another topic, that was merged before and has moved on since. What was
 * merged below it belongs to it. If a newer head lacks commits of an older one, they are its own all the
 * same, with a warning: whoever pulls the line gets them.
 *
 * A series: its commits, which need not be consecutive; the tip is the newest.
 *
 * A topic contains each other one of which a merged head, or a commit of a series, or what it was started on,
 * lies below its heads or its tip. So what stands on the line contains all that was there before it, and
 * topics that were merged or applied in turns contain each other.
 *
 * A topic whose heads mainline has is one that was merged, as with branches (facts/merged.h); merges of
 * mainline itself are none.
 */

/*
 * rev: pullprep.gather. only: names to keep; empty: all. A name that is no topic here may be any local
 * branch: what was merged with that tip, or the series that is all of the line up to it, else all of
 * mainline..tip, which contains nothing. *unmerged: the walk that found them.
 * Refused: a revision that is no commit; one that is mainline, or has nothing that mainline lacks, unless all
 * names are branches'.
 */
struct error *linetopics_find(struct survey *out, struct project *project, const char *rev,
    const struct strings *only, struct ancestry *unmerged);

#endif
