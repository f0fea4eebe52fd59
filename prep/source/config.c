/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/config.h"

#include "util/nearest.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

const struct config_key config_keys[] = {
    {"pullprep.mainline", "REV", "upstream's or origin's main branch, else the local one", false,
	"the branch one sends to"},
    {"pullprep.base", "REV", "the newest release or -rc that the topics stand on", false,
	"where pull requests start"},
    {"pullprep.release", "REGEX", "v[0-9]... with an optional -rcN", false,
	"which tags are releases; group 1 is the version, group 2 the rc number"},
    {"pullprep.version", "VERSION", "the one after the last release", false,
	"the version that the batches are for"},
    {"pullprep.next", "GLOB", "next-*", false, "which tags are linux-next's"},
    {"pullprep.nextBranch", "REV", NULL, false,
	"an integration branch that stands for linux-next: its days are the releases"},
    {"pullprep.nextDb", "DIR", NULL, false, "a next-analysis database that stands for linux-next"},
    {"pullprep.topic", "GLOB", "local branches ahead of mainline", true, "which refs are topics"},
    {"pullprep.gather", "REV", NULL, false,
	"an integration branch, or a linear one, whose merges and series are the topics"},
    {"pullprep.url", "URL", NULL, false, "the public repository that upstream pulls from"},
    {"pullprep.remote", "NAME", NULL, false, "the remote of one's own public repository"},
    {"pullprep.tagName", "PATTERN", "for-linus-%v-%n", false,
	"name of a tag: %v version, %n 1, 2 or fixes, %b batch, %t topic"},
    {"pullprep.topicTagName", "PATTERN", "%t-%v", false, "name of a topic's own tag, for one pull per topic"},
    {"pullprep.branchName", "PATTERN", "for-%v-%n", false, "name of the branch that a batch is assembled as"},
    {"pullprep.signOff", "BOOL", "false", false, "sign off the merges of an assembled batch"},
    {"pullprep.requestPull", "fixed|git", "fixed", false, "whether request-pull mends what git's gets wrong"},
    {"pullprep.remoteDeadline", "SECONDS", "30", false, "how long the public repository may take to answer"},
    {"pullprep.fetchMost", "MEBIBYTES", "2048", false, "how much of what others ask to be pulled is fetched"},
    {"pullprep.fetchDeadline", "SECONDS", "300", false,
	"how long fetching what others ask to be pulled may take"},
    {"pullprep.lore.url", "URL", "https://lore.kernel.org", false,
	"the archive of what was posted, served by public-inbox; empty: none is asked"},
    {"pullprep.lore.maxAge", "HOURS", "24", false,
	"how long an answer of the archive is believed before it is asked again"},
    {"pullprep.next.url", "URL", "https://git.kernel.org/.../next/linux-next.git, for the kernel", false,
	"the cgit that is asked what linux-next took on a day; empty: none is asked"},
    {"pullprep.nextTree", "NAME", "found by the topics", false,
	"what linux-next calls the tree that the topics go to"},
    {"pullprep.regressions.url", "URL", "regzbot's regressions.json, for the kernel", false,
	"the file of known regressions that is asked for; empty: none is"},
    {"pullprep.contact", "TEXT", NULL, false,
	"an address or URL that servers are told, for whoever runs them to complain to"},
    {"pullprep.caFile", "FILE", "http.sslCAInfo, else the system's", false,
	"certificates to trust when servers are asked over https"},
    {"pullprep.httpDeadline", "SECONDS", "120", false, "how long a server may take for one answer"},
    {"pullprep.httpPause", "MILLISECONDS", "100", false,
	"pause between two questions to a server on another machine"},
    {"pullprep.to", "ADDRESS", NULL, true, "who is asked to pull"},
    {"pullprep.cc", "ADDRESS", NULL, true, "who gets a copy of the mail"},
    {"pullprep.subject", "TEXT", "the tag's headline", false, "subject of the mail, after [GIT PULL]"},
    {"pullprep.batches", "1|2", "2", false, "how many pull requests a window gets"},
    {"pullprep.minReleases", "N", "3", false, "how many linux-next releases make a commit soaked"},
    {"pullprep.riskyLines", "N", "500", false, "changed lines of existing code from which a topic is risky"},
    {"pullprep.riskyAreas", "N", "4", false, "areas touched in existing code from which a topic is risky"},
    {"pullprep.sharedPath", "PATH", "the kernel's: mm/ kernel/ lib/ init/ include/linux/", true,
	"a directory that all build on: touching its code is risky"},
    {"pullprep.testedShare", "PERCENT", "30", false,
	"share of added lines in tests and docs that lets a late topic pass"},
    {"pullprep.scope", "PATH|GLOB", NULL, true,
	"a directory or file of one's own: what changes others wants an Acked-by"},
    {"pullprep.testRepo", "DIR", NULL, true,
	"a repository of tests on this machine: what it mentions of the interface to programs counts as "
	"tested, and so does the series that a commit there names"},
    {"pullprep.secondBatchDay", "DAY", "the median of past windows, else 9", false,
	"day of the window on which the second batch is sent"},
    {"pullprep.class", "CLASS:REGEX", NULL, true,
	"a path class of one's own, tried before the built-in ones"},
    {"pullprep.area", "NAME:REGEX", "the topic's prefix", true,
	"a section of the tag message and the paths that belong to it"},
    {"pullprep.title", "TEXT", "what topics have before '/'", false,
	"what headlines call the tree: TEXT updates for VERSION"},
    {"pullprep.signDeadline", "SECONDS", "600", false, "how long a signature may take, passphrase included"},
    {"pullprep.gate", "GLOB:NAME:COMMAND", NULL, true,
	"what topics that GLOB matches have to pass, see pullprep gate"},
    {"pullprep.gateDeadline", "SECONDS", "3600", false, "how long a gate may take"},
    {"pullprep.templateDir", "DIR", NULL, false, "where one's own templates are"},
    {"pullprep.rule.<name>.level", "error|warning|info|off", "as pullprep rules lists it", false,
	"how much a rule of pullprep check counts; pullprep.rule.<name>.GLOB.level: for topics that GLOB "
	"matches"},
    {"pullprep.rule.<name>.threshold", "N", "as pullprep rules lists it", false,
	"what a rule of pullprep check asks for or tolerates; pullprep.rule.<name>.GLOB.threshold: likewise"},
    {NULL, NULL, NULL, false, NULL},
};

struct setting {
	char *key;
	char *value;  /* NULL: the key stood alone */
	char *origin; /* ".git/config", or another place in words */
};

struct config {
	ARRAY(struct setting) settings;
};

/* "Section.Sub.Name" with section and name lower-cased, as git lists it. */
static char *canonical(const char *key)
{
	char *copy = mem_dup(key), *first = strchr(copy, '.'), *last = strrchr(copy, '.');

	for (char *p = copy; *p; p++)
		if (!first || p < first || p > last)
			*p = (char)tolower((unsigned char)*p);
	return copy;
}

static void add(struct config *config, const char *key, const char *value, const char *origin)
{
	struct setting setting = {canonical(key), mem_dup(value), mem_dup(origin)};

	array_push(&config->settings, setting);
}

/* As git shows it, "file:.git/config" or "command line:", in words. */
static const char *origin_of(const char *shown)
{
	static const char file[] = "file:";

	if (!strncmp(shown, file, strlen(file)))
		return shown + strlen(file);
	return !strncmp(shown, "command line", 12) ? "git's command line, or its environment" : shown;
}

/* git's list: where a setting is from, and then the key before the first LF and the value after it; each ends
 * in NUL. */
static void parse(struct config *config, const struct buf *list)
{
	for (size_t at = 0; at < list->len;) {
		const char *shown = list->s + at, *text = shown + strlen(shown) + 1;
		char *record, *newline;

		if (text >= list->s + list->len)
			break;
		record = mem_dup(text);
		newline = strchr(record, '\n');
		if (newline)
			*newline = '\0';
		add(config, record, newline ? newline + 1 : NULL, origin_of(shown));
		at = (size_t)(text - list->s) + strlen(text) + 1;
		free(record);
	}
}

static struct error *add_override(struct config *config, const char *text)
{
	const char *equal = strchr(text, '=');
	char *key;

	if (!equal || !memchr(text, '.', (size_t)(equal - text))) {
		return error_hint(
		    error_new(ERROR_USAGE,
			"--config takes KEY=VALUE with git's full name of the key, not '%s'", text),
		    "For example: --config pullprep.mainline=origin/master");
	}
	key = mem_dupn(text, (size_t)(equal - text));
	add(config, key, equal + 1, "--config");
	free(key);
	return NULL;
}

/* A key with a "<word>" stands for all that begin and end as it does. */
static bool is_key(const struct config_key *key, const char *name)
{
	const char *open = strchr(key->name, '<'), *close = open ? strchr(open, '>') + 1 : NULL;
	size_t n = strlen(name);

	if (!open)
		return !strcasecmp(key->name, name);
	return n > strlen(close) + (size_t)(open - key->name) &&
	       !strncasecmp(key->name, name, (size_t)(open - key->name)) &&
	       !strcasecmp(name + n - strlen(close), close);
}

static bool is_known(const char *name)
{
	for (const struct config_key *key = config_keys; key->name; key++)
		if (is_key(key, name))
			return true;
	return false;
}

/* A misspelt key would be as if it were not set. */
static void warn_of_unknown(const struct config *config)
{
	struct strings names = STRINGS_INIT;

	for (const struct config_key *key = config_keys; key->name; key++)
		strings_add(&names, key->name);
	for (size_t i = 0; i < config->settings.n; i++) {
		const char *name = config->settings.v[i].key;
		struct strings near = STRINGS_INIT;

		if (strncmp(name, "pullprep.", strlen("pullprep.")) || is_known(name))
			continue;
		nearest_find(&near, name, &names, 1);
		warning("%s is set, but is no key of pullprep%s%s%s", name, near.n ? "; did you mean " : "",
		    near.n ? near.v[0] : "", near.n ? "?" : ": see pullprep help configuration");
		strings_release(&near);
	}
	strings_release(&names);
}

struct error *config_begin(struct process *git)
{
	static const char *const argv[] = {"git", "config", "--null", "--show-origin", "--list", NULL};

	*git = (struct process)PROCESS_INIT;
	git->argv = argv;
	return process_begin(git);
}

struct error *config_take(struct config **out, struct process *git, const struct strings *overrides)
{
	struct config *config = mem_zero(1, sizeof(*config));
	struct error *err = process_end(git);

	if (!err && git->status) {
		buf_trim(&git->err);
		err = error_failed("git cannot read its configuration: %s", git->err.s);
		error_hint(err, "Mend the file that git names; pullprep reads what git reads.");
	}
	if (!err)
		parse(config, &git->out);
	for (size_t i = 0; !err && i < overrides->n; i++)
		err = add_override(config, overrides->v[i]);
	process_release(git);
	if (!err)
		warn_of_unknown(config);
	if (err) {
		config_free(config);
		config = NULL;
	}
	*out = config;
	return err;
}

struct error *config_load(struct config **out, const struct strings *overrides)
{
	struct process git;
	struct error *err = config_begin(&git);

	*out = NULL;
	return err ? err : config_take(out, &git, overrides);
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (size_t i = 0; i < config->settings.n; i++) {
		free(config->settings.v[i].key);
		free(config->settings.v[i].value);
		free(config->settings.v[i].origin);
	}
	array_release(&config->settings);
	free(config);
}

/* The last setting of that key, or NULL. */
static const struct setting *find(const struct config *config, const char *key)
{
	char *name = canonical(key);
	const struct setting *setting = NULL;

	for (size_t i = config->settings.n; i-- > 0 && !setting;)
		if (!strcmp(config->settings.v[i].key, name))
			setting = &config->settings.v[i];
	free(name);
	return setting;
}

const char *config_get(const struct config *config, const char *key)
{
	const struct setting *setting = find(config, key);

	return !setting ? NULL : setting->value ? setting->value : "true";
}

const char *config_origin(const struct config *config, const char *key)
{
	const struct setting *setting = find(config, key);

	return setting ? setting->origin : NULL;
}

void config_all(const struct config *config, const char *key, struct strings *out)
{
	char *name = canonical(key);

	for (size_t i = 0; i < config->settings.n; i++)
		if (!strcmp(config->settings.v[i].key, name) && config->settings.v[i].value)
			strings_add(out, config->settings.v[i].value);
	free(name);
}

void config_under(const struct config *config, const char *prefix, struct strings *keys,
    struct strings *values, struct strings *origins)
{
	for (size_t i = 0; i < config->settings.n; i++) {
		const struct setting *setting = &config->settings.v[i];

		if (strncmp(setting->key, prefix, strlen(prefix)))
			continue;
		strings_add(keys, setting->key);
		strings_add(values, setting->value ? setting->value : "true");
		strings_add(origins, setting->origin);
	}
}

struct error *config_number(const struct config *config, const char *key, long preset, long least, long *out)
{
	const char *text = config_get(config, key);
	struct error *err;
	char *end;

	*out = preset;
	if (!text)
		return NULL;
	errno = 0;
	*out = strtol(text, &end, 10);
	if (*text && !*end && !errno && *out >= least)
		return NULL;
	err = error_failed("%s is '%s', but it must be a whole number of at least %ld", key, text, least);
	error_hint(err, "It is set in %s.", config_origin(config, key));
	return error_hint(err, "Set it with:  git config %s %ld", key, preset);
}

struct error *config_bool(const struct config *config, const char *key, bool preset, bool *out)
{
	static const char *const yes[] = {"true", "yes", "on", "1"}, *const no[] = {
									 "false", "no", "off", "0", ""};
	const char *text = config_get(config, key);
	struct error *err;

	*out = preset;
	if (!text)
		return NULL;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (!strcasecmp(text, yes[i])) {
			*out = true;
			return NULL;
		}
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (!strcasecmp(text, no[i])) {
			*out = false;
			return NULL;
		}
	err = error_failed("%s is '%s', but it must be true or false", key, text);
	error_hint(err, "It is set in %s.", config_origin(config, key));
	return error_hint(err, "Set it with:  git config %s %s", key, preset ? "true" : "false");
}

const char *config_branch(const struct config *config, const char *branch, const char *key)
{
	char *name = mem_format("branch.%s.%s", branch, key);
	const char *value = config_get(config, name);

	free(name);
	return value;
}
