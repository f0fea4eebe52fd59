/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/rulelevels.h"

#include "util/nearest.h"

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

/* "NAME" or "NAME.GLOB": what stands between "pullprep.rule." and ".level". */
static struct error *add(struct rule_settings *out, const char *key, const char *middle, const char *value)
{
	size_t n = strcspn(middle, "."), rule;
	char *name = mem_dupn(middle, n);
	struct error *err = NULL;
	int level;

	rule = rules_index(name);
	if (!rules_table[rule].name)
		err = rule_unknown(ERROR_FAILED, key, name);
	else if (!rule_level_parse(value, &level))
		err = error_hint(
		    error_failed("%s is '%s', but it must be error, warning, info or off", key, value),
		    "Set it with:  git config '%s' %s", key, rule_level_name(rules_table[rule].level));
	else
		rule_settings_add(out, rule, middle[n] ? mem_dup(middle + n + 1) : NULL, level);
	free(name);
	return err;
}

struct error *rule_levels_read(struct rule_settings *out, const struct config *config)
{
	static const char prefix[] = "pullprep.rule.", suffix[] = ".level";
	struct strings keys = STRINGS_INIT, values = STRINGS_INIT;
	struct error *err = NULL;

	*out = (struct rule_settings)RULE_SETTINGS_INIT;
	config_under(config, prefix, &keys, &values);
	for (size_t i = 0; !err && i < keys.n; i++) {
		const char *key = keys.v[i], *end = strrchr(key, '.');
		char *middle;

		if (strcmp(end, suffix) || (size_t)(end - key) < strlen(prefix))
			continue; /* config_load() has warned of it */
		middle = mem_dupn(key + strlen(prefix), (size_t)(end - key) - strlen(prefix));
		err = add(out, key, middle, values.v[i]);
		free(middle);
	}
	strings_release(&keys);
	strings_release(&values);
	if (err)
		rule_settings_release(out);
	return err;
}

static struct error *mark(bool *marks, const char *option, const struct strings *names)
{
	for (size_t i = 0; names && i < names->n; i++) {
		struct strings each = STRINGS_INIT;
		struct error *err = NULL;

		strings_split(&each, names->v[i], ',');
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

struct error *rule_levels_narrow(struct rule_settings *settings, const struct strings *only,
    const struct strings *except, const char *level)
{
	size_t n = rules_count();
	bool *marks = mem_zero(n, sizeof(*marks));
	struct error *err = mark(marks, "--only", only);

	settings->left_out = mem_zero(n, sizeof(*settings->left_out));
	for (size_t i = 0; only && only->n && i < n; i++)
		settings->left_out[i] = !marks[i];
	free(marks);
	if (!err)
		err = mark(settings->left_out, "--except", except);
	if (!err && level && (!rule_level_parse(level, &settings->least) || settings->least == RULE_OFF))
		err = error_new(ERROR_USAGE, "--level takes error, warning or info, not '%s'", level);
	return err;
}
