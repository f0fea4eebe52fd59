/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_RULELEVELS_H
#define CMD_RULELEVELS_H

#include "check/rules.h"
#include "source/config.h"

/*
 * The levels and thresholds that the configuration gives to rules:
 *
 *	pullprep.rule.NAME.level = error|warning|info|off
 *	pullprep.rule.NAME.GLOB.level = ...		for topics that GLOB matches: kvm/x86, or a pattern
 *	pullprep.rule.NAME.threshold = N		likewise, of rules that have one
 *
 * Errors name the key, where it is set and what is accepted: no such rule (with the nearest), no such level.
 */
struct error *rule_levels_read(struct rule_settings *out, const struct config *config);

/* What --only, --except (names of rules; NULL: none given) and --level (NULL: all) leave. ERROR_USAGE for
 * what is none, for a rule of --only that is off, only asked by --remote, or about what was posted where no archive is
 * configured, and where nothing is left. */
struct error *rule_levels_narrow(struct rule_settings *settings, const struct config *config,
    const struct strings *only, const struct strings *except, const char *level);

/* The error for what is no rule's name, with the nearest one. where: "--only", a key. */
struct error *rule_unknown(enum error_code code, const char *where, const char *name);

#endif
