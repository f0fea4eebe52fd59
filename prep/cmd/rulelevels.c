/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/rulelevels.h"

#include "source/lore.h"
#include "util/nearest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct error *rule_unknown(enum error_code code, const char *where, const char *name)
{
	struct error *err = error_new(code, "%s: there is no rule '%s'", where, name);
	struct strings names = STRINGS_INIT, near = STRINGS_INIT;

	for (size_t i = 0; rules_table[i].name; i++)
		strings_add(&names, rules_table[i].name);
	nearest_find(&near, name, &names, 1);
	if (near.n)
		error_hint(err, "Did you mean: %s", near.v[0]);
	error_hint(err, "All rules are listed by:  pullprep rules");
	strings_release(&near);
	strings_release(&names);
	return err;
}

/* ---- keys ---- */

/* One setting: "pullprep.rule.NAME.GLOB.level" in its parts. */
struct setting {
	const char *key, *value, *origin;
	size_t rule;
	const char *glob; /* NULL: it has none */
};

static struct error *add_origin(struct error *err, const struct setting *setting)
{
	return error_hint(err, "It is set in %s.", setting->origin);
}

static struct error *add_level(struct rule_settings *out, const struct setting *setting)
{
	int level;

	if (!rule_level_parse(setting->value, &level))
		return error_hint(
		    add_origin(error_failed("%s is '%s', but it must be error, warning, info or off",
				   setting->key, setting->value),
			setting),
		    "Set it with:  git config '%s' %s", setting->key,
		    rule_level_name(rules_table[setting->rule].level));
	rule_settings_add(out, setting->rule, mem_dup(setting->glob), level);
	return NULL;
}

static struct error *add_threshold(struct rule_settings *out, const struct setting *setting)
{
	const struct rule *rule = &rules_table[setting->rule];
	char *end;
	long number;

	if (!rule->threshold_of)
		return error_hint(
		    add_origin(
			error_failed("%s is set, but the rule has no threshold", setting->key), setting),
		    "Those that have one are listed with it by:  pullprep rules");
	errno = 0;
	number = strtol(setting->value, &end, 10);
	if (!*setting->value || *end || errno || number < 0)
		return error_hint(
		    add_origin(error_failed("%s is '%s', but it must be a whole number of at least 0: %s",
				   setting->key, setting->value, rule->threshold_of),
			setting),
		    "Set it with:  git config '%s' %ld", setting->key, rule->threshold);
	rule_settings_add_threshold(out, setting->rule, mem_dup(setting->glob), number);
	return NULL;
}

static const struct {
	const char *suffix;
	struct error *(*add)(struct rule_settings *out, const struct setting *setting);
} kinds[] = {{".level", add_level}, {".threshold", add_threshold}};

/* A tag, a tree or a request is of no topic. */
static struct error *refuse_glob(const struct setting *setting, const char *name, const char *suffix)
{
	struct error *err = error_failed("%s is set for some topics, but %s is a rule on the %s",
	    setting->key, name, rule_kind_name[rules_table[setting->rule].kind]);

	return error_hint(add_origin(err, setting),
	    "Set it for all with:  git config pullprep.rule.%s%s VALUE", name, suffix);
}

/* middle: "NAME" or "NAME.GLOB", what stands between "pullprep.rule." and the suffix. */
static struct error *add(struct rule_settings *out, struct setting *setting, const char *middle, size_t kind)
{
	size_t n = strcspn(middle, ".");
	char *name = mem_dupn(middle, n);
	struct error *err;

	setting->rule = rules_index(name);
	setting->glob = middle[n] ? middle + n + 1 : NULL;
	if (!rules_table[setting->rule].name)
		err = add_origin(rule_unknown(ERROR_FAILED, setting->key, name), setting);
	else if (setting->glob && rules_table[setting->rule].kind >= RULE_TAG)
		err = refuse_glob(setting, name, kinds[kind].suffix);
	else
		err = kinds[kind].add(out, setting);
	free(name);
	return err;
}

static struct error *read_setting(struct rule_settings *out, struct setting *setting, size_t prefix)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t length = strlen(setting->key), n = strlen(kinds[i].suffix);
		char *middle;

		/* anything else config_load() has warned of */
		if (length <= prefix + n || strcmp(setting->key + length - n, kinds[i].suffix) != 0)
			continue;
		middle = mem_dupn(setting->key + prefix, length - n - prefix);
		err = add(out, setting, middle, i);
		free(middle);
	}
	return err;
}

/* What pullprep.minReleases asks of all, the rule asks where it is not told otherwise. */
static struct error *read_releases(struct rule_settings *out, const struct config *config)
{
	size_t rule = rules_index("short-soak");
	long releases;
	struct error *err =
	    config_number(config, "pullprep.minReleases", rules_table[rule].threshold, 1, &releases);

	if (!err)
		rule_settings_add_threshold(out, rule, NULL, releases);
	return err;
}

struct error *rule_levels_read(struct rule_settings *out, const struct config *config)
{
	static const char prefix[] = "pullprep.rule.";
	struct strings keys = STRINGS_INIT, values = STRINGS_INIT, origins = STRINGS_INIT;
	struct error *err;

	*out = (struct rule_settings)RULE_SETTINGS_INIT;
	err = read_releases(out, config);
	config_under(config, prefix, &keys, &values, &origins);
	for (size_t i = 0; !err && i < keys.n; i++) {
		struct setting setting = {.key = keys.v[i], .value = values.v[i], .origin = origins.v[i]};

		err = read_setting(out, &setting, strlen(prefix));
	}
	strings_release(&keys);
	strings_release(&values);
	strings_release(&origins);
	if (err)
		rule_settings_release(out);
	return err;
}

/* ---- options ---- */

static struct error *mark(bool *marks, const char *option, const struct strings *names)
{
	for (size_t i = 0; names && i < names->n; i++) {
		struct strings each = STRINGS_INIT;
		struct error *err = NULL;

		strings_split(&each, names->v[i], ',');
		if (!each.n)
			err = error_hint(error_new(ERROR_USAGE, "%s takes names of rules, not ''", option),
			    "All rules are listed by:  pullprep rules");
		for (size_t k = 0; !err && k < each.n; k++) {
			size_t rule = rules_index(each.v[k]);

			if (rules_table[rule].name)
				marks[rule] = true;
			else
				err = rule_unknown(ERROR_USAGE, option, each.v[k]);
		}
		strings_release(&each);
		if (err)
			return err;
	}
	return NULL;
}

/* What is not asked finds nothing; of a rule that was named that would pass for praise. */
static struct error *refuse_unasked(
    const struct rule_settings *settings, const struct config *config, const bool *named)
{
	bool lore = lore_is_configured(config);

	for (size_t i = 0; rules_table[i].name; i++) {
		const char *name = rules_table[i].name;

		if (named[i] && !rules_table[i].judge)
			return error_hint(error_new(ERROR_USAGE, "--only: %s is not asked here", name),
			    "It is by:  pullprep check --remote BATCH|TAG");
		if (named[i] && rule_settings_is_off(settings, i))
			return error_hint(error_new(ERROR_USAGE, "--only: the rule %s is off", name),
			    "To ask it all the same:  --config pullprep.rule.%s.level=warning", name);
		if (named[i] && !lore && (rules_table[i].traits & RULE_OF_LORE))
			return error_hint(
			    error_new(ERROR_USAGE,
				"--only: %s is not asked, since no archive of mails is configured", name),
			    "Name one with:  git config pullprep.lore.url " LORE_URL);
	}
	return NULL;
}

static bool leaves_any(const struct rule_settings *settings)
{
	for (size_t i = 0; rules_table[i].name; i++)
		if (!settings->left_out[i])
			return true;
	return false;
}

struct error *rule_levels_narrow(struct rule_settings *settings, const struct config *config,
    const struct strings *only, const struct strings *except, const char *level)
{
	size_t n = rules_count();
	bool *marks = mem_zero(n, sizeof(*marks));
	struct error *err = mark(marks, "--only", only);

	if (!err)
		err = refuse_unasked(settings, config, marks);
	settings->left_out = mem_zero(n, sizeof(*settings->left_out));
	for (size_t i = 0; only && only->n && i < n; i++)
		settings->left_out[i] = !marks[i];
	free(marks);
	if (!err)
		err = mark(settings->left_out, "--except", except);
	if (!err && !leaves_any(settings))
		err = error_new(ERROR_USAGE, "--except leaves no rule to ask");
	if (!err && level && (!rule_level_parse(level, &settings->least) || settings->least == RULE_OFF))
		err = error_new(ERROR_USAGE, "--level takes error, warning or info, not '%s'", level);
	return err;
}
