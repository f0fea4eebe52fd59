/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_RELEASES_H
#define FACTS_RELEASES_H

#include "facts/cycle.h"

/* The release tags on mainline, see facts/cycle.h for what counts as one. */
struct releases {
	struct release *v; /* by day, oldest first; on one day by version, the release itself after its rcs */
	size_t n, cap;
	char *prefix; /* what the newest tag carries before the version; NULL without tags */
};

/* mainline: its tip as of that day. An error names pullprep.release if it is no regex with a group. */
struct error *releases_find(struct releases *out, struct repo *repo, const struct config *config,
    const git_oid *mainline, day_t as_of);
/* The same, but as far back as the last so many windows went, if that is further: those that end with the
 * -rc1 tags that there are. */
struct error *releases_of_windows(struct releases *out, struct repo *repo, const struct config *config,
    const git_oid *mainline, day_t as_of, size_t windows);
/* All tags that look like releases and are not later than that day, on mainline or not. */
struct error *releases_list(
    struct releases *out, struct repo *repo, const struct config *config, day_t as_of);
void releases_release(struct releases *releases);

/* Does the tag's name, as pullprep.release reads it, stand for a release and no rc, with which a merge window
 * opens? Whether the tag exists is not asked. */
struct error *releases_opens(bool *out, const struct config *config, const char *tag);

#endif
