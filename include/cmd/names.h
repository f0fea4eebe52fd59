/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_NAMES_H
#define CMD_NAMES_H

#include "facts/project.h"
#include "plan/split.h"

/*
 * Names made from patterns of the configuration: %v version, %n 1, 2 or fixes, %b the batch's name, %t topic
 * (or the batch's name), %% a percent sign. Each is owned by the caller; an error names the key, the pattern
 * and what is missing or wrong.
 */

/* What a batch is for, or NULL if unknown: fixes sent between windows are for the release under way, all else
 * for the window's. */
const char *names_version(const struct cycle *cycle, enum batch batch);

/* The batch's tag: pullprep.tagName, "for-linus-%v-%n". topic: that of a batch of one, or NULL. */
struct error *names_tag(
    char **out, const struct config *config, const struct cycle *cycle, enum batch batch, const char *topic);
/* The branch that the batch is assembled as: pullprep.branchName, "for-%v-%n". */
struct error *names_branch(
    char **out, const struct config *config, const struct cycle *cycle, enum batch batch);
/* A topic's own tag, for one pull per topic: pullprep.topicTagName, "%t-%v"; %t has '-' for '/', so that
 * kvm/x86 makes kvm-x86-6.9. */
struct error *names_topic_tag(
    char **out, const struct config *config, const struct cycle *cycle, enum batch batch, const char *topic);

#endif
