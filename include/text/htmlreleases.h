/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLRELEASES_H
#define TEXT_HTMLRELEASES_H

#include "facts/postmortem.h"
#include "text/value.h"

/* What is told of several releases together, as the sections of the chapter "all": forest plots over them of
 * how much of their -rcs mends their own window, and of late commits against early ones, with the trend; and
 * what is told of one, of all. Pure. */
struct value *html_across(const struct postmortems *postmortems);

#endif
