/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_WINDOWS_H
#define FACTS_WINDOWS_H

#include "facts/project.h"

enum { WINDOWS_LOOKED_AT = 8, WINDOWS_NONE = -1 };

/*
 * When in past windows did this maintainer's second pull arrive? Mainline's first-parent merges between a
 * release and the -rc1 after it whose subject names the maintainer's public repository ("Merge tag
 * 'for-linus' of URL") are that maintainer's pulls; the second one of a window counts, by the UTC day of its
 * committer date.
 *
 * *day: the median over the last WINDOWS_LOOKED_AT windows that are over, as days since the window's day 0
 * (the earlier one of two); WINDOWS_NONE if no window had a second pull. url: pullprep.url; scheme, user, a
 * trailing slash and ".git" do not matter. Where the cycle does not go back that far, older releases are
 * read.
 */
struct error *windows_second_day(int *day, const struct project *project, const char *url);

/* Does the subject of a merge name that repository as what was merged? */
bool windows_names(const char *subject, const char *url);

/* Are two URLs those of one repository, whatever their scheme, user, port, slashes and ".git"? kernel.org's
 * hosts for pushing and reading are one. */
bool windows_same_repository(const char *a, const char *b);

#endif
