/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_BULLETS_H
#define PUBLISH_BULLETS_H

#include "facts/survey.h"
#include "publish/batch.h"

/*
 * What a tag message says beyond the survey, read from the repository: which area each commit is of, what was
 * written when a topic was merged, and how much of it another tree has too.
 */
struct bullets {
	char **areas; /* per commit of the survey, NULL: none; itself NULL without pullprep.area */
	size_t count;
	struct strings order; /* the areas' names as configured */
	char **merge_texts;   /* per topic of the selection, NULL: none */
	size_t *foreign; /* per topic of the selection: how many of its commits the branch ->foreign holds */
	size_t topics;
};

/*
 * pullprep.area is NAME:REGEX, many: a commit is of the area to which most of the files it touches belong; a
 * file is of the first area whose regex matches its path. Errors name the key and the value.
 */
struct error *bullets_read(
    struct bullets *out, const struct survey *survey, const struct selection *selection);
void bullets_release(struct bullets *bullets);

#endif
