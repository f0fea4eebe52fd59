/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SERIESASK_H
#define FACTS_SERIESASK_H

#include "facts/seriessearch.h"

/* Which questions an archive is asked, and when: as few as will do (facts/seriesfind.h says how). */

/* For the threads that the commits' messages name, each once for all commits of one series. */
struct error *series_ask_links(struct series_search *search);

/* In one way, but only what the cache has: that costs nobody anything, and is asked for at once. */
struct error *series_ask_kept(struct series_search *search, enum series_way way);

/*
 * Of each topic one commit first, then two, four and eight, then as many as these say are needed: the first that is found
 * mostly brings the others of its series with it. One that is not found in the first way is asked for in the next one
 * before any other is.
 */
struct error *series_ask_each(struct series_search *search, enum series_way first, enum series_way last);

/* For other versions of each series that was found. */
struct error *series_ask_versions(struct series_search *search);

#endif
