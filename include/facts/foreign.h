/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FOREIGN_H
#define FACTS_FOREIGN_H

#include "facts/ancestry.h"
#include "facts/survey.h"

/*
 * Topics that hold somebody else's commits which mainline still lacks: such a topic has to wait until the
 * other one's pull request is through. Somebody else's is what a remote-tracking branch of another remote
 * reaches. Not of another: mainline's own remote; pullprep.remote, or `origin` where that is not set;
 * remote.pushDefault; the remote that the topic itself is pushed to or follows, or was pulled from by a merge
 * of the gathered line; that of the gathered line; one whose URL is pullprep.url; any branch of linux-next
 * (its tree has a directory Next/), and pullprep.nextBranch.
 *
 * The remotes' branches are looked at only down to the oldest commit of the topics, and no more than
 * FOREIGN_MOST commits.
 */
enum { FOREIGN_MOST = 100000 };

/* unmerged: the walk that found the topics. Fills in ->foreign with the name of the branch, "drm/drm-next".
 */
struct error *foreign_find(struct survey *survey, const struct ancestry *unmerged);

#endif
