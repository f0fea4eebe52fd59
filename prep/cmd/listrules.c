/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"
#include "cmd/rulelevels.h"
#include "text/judged.h"
#include "util/pager.h"

#include <string.h>

static struct error *show(const struct globals *globals, const struct rule_settings *settings)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (globals->format && strcmp(globals->format, "text"))
		return rules_records(stdout, globals->format, settings);
	term_init(&term, globals->color);
	rules_add_text(&out, &term, settings);
	return pager_show(&out, globals->no_pager);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct rule_settings settings = RULE_SETTINGS_INIT;
	struct strings rest = STRINGS_INIT;
	struct config *config = NULL;
	struct error *err = command_arguments(&command_rules, globals, NULL, argc, argv, &rest);

	if (!err && rest.n)
		err = error_new(ERROR_USAGE, "rules takes no arguments");
	if (!err)
		err = config_load(&config, &globals->config);
	if (!err)
		err = rule_levels_read(&settings, config);
	if (!err)
		err = show(globals, &settings);
	rule_settings_release(&settings);
	config_free(config);
	strings_release(&rest);
	return err;
}

const struct command command_rules = {
    .name = "rules",
    .usage = "",
    .summary = "list what check looks for",
    .manual =
	"Each rule with the level that it has for a topic without a level of its own, what it finds, "
	"what to do about that, its threshold if it has one, and where upstream has asked for it.\n"
	"\n"
	"pullprep.rule.NAME.level = error|warning|info|off gives a rule another level. "
	"pullprep.rule.NAME.GLOB.level does so for the topics that GLOB matches ('*' matches '/' as well) "
	"and goes before the other; of several that match the last one counts:\n"
	"\n"
	"  [pullprep \"rule.base\"]\n"
	"          level = off\n"
	"  [pullprep \"rule.sob-committer.kvm/*\"]\n"
	"          level = warning\n"
	"\n"
	"A rule that counts something has a threshold, which pullprep.rule.NAME.threshold = N and "
	"pullprep.rule.NAME.GLOB.threshold change likewise.\n"
	"\n"
	"What a rule takes lighter by itself (never-in-next before the merge window) stays at most as "
	"heavy as that.\n"
	"\n"
	"Columns of --format=tsv, one line per rule:\n"
	"\n"
	"  rule       its name\n"
	"  level      error, warning, info or off\n"
	"  kind       what it judges: commit, merge, topic, tag, tree or\n"
	"             request\n"
	"  says       what it finds\n"
	"  todo       what to do\n"
	"  source     where that comes from\n"
	"  threshold  a number, - if it has none",
    .run = run,
};
