/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/names.h"

#include <stdlib.h>

const char *names_version(const struct cycle *cycle, enum batch batch)
{
	if (batch == BATCH_FIXES && cycle->phase == PHASE_RC && cycle->newest)
		return cycle->newest->version;
	return cycle->version;
}

/* A name of which the configuration has the pattern. */
struct naming {
	const char *key, *preset, *what;
};
static const struct naming batch_tag = {"pullprep.tagName", "for-linus-%v-%n", "tag"};
static const struct naming topic_tag = {"pullprep.topicTagName", "%t-%v", "topic's tag"};
static const struct naming batch_branch = {"pullprep.branchName", "for-%v-%n", "batch's branch"};

static struct error *make_name(char **out, const struct naming *naming, const struct config *config,
    const struct cycle *cycle, enum batch batch, const char *topic)
{
	static const char *const number[BATCH_COUNT] = {"1", "2", "fixes", "hold", "drop"};
	const char *set = config_get(config, naming->key), *pattern = set ? set : naming->preset;
	const struct {
		char letter;
		const char *text;
	} parts[] = {{'v', names_version(cycle, batch)}, {'n', number[batch]}, {'b', batch_name[batch]},
	    {'t', topic ? topic : batch_name[batch]}, {'%', "%"}, {0, NULL}};
	struct buf name = BUF_INIT;
	struct error *err = NULL;

	for (const char *at = pattern; !err && *at; at++) {
		size_t i = 0;

		if (*at != '%') {
			buf_addch(&name, *at);
			continue;
		}
		at++;
		while (parts[i].letter && parts[i].letter != *at)
			i++;
		if (!parts[i].letter) {
			err = error_failed(
			    "%s is '%s': what follows %% must be v, n, b, t or %%", naming->key, pattern);
			error_hint(err, "Set it with:  git config %s %s", naming->key, naming->preset);
			break;
		}
		if (!parts[i].text) {
			err = error_failed("the name of the %s, %s, asks for a version, and none is known",
			    naming->what, pattern);
			error_hint(err, "Set it with:  git config pullprep.version 6.9");
		} else {
			buf_addstr(&name, parts[i].text);
		}
	}
	*out = err ? NULL : buf_detach(&name);
	buf_release(&name);
	return err;
}

struct error *names_tag(
    char **out, const struct config *config, const struct cycle *cycle, enum batch batch, const char *topic)
{
	return make_name(out, &batch_tag, config, cycle, batch, topic);
}

struct error *names_branch(
    char **out, const struct config *config, const struct cycle *cycle, enum batch batch)
{
	return make_name(out, &batch_branch, config, cycle, batch, NULL);
}

struct error *names_topic_tag(
    char **out, const struct config *config, const struct cycle *cycle, enum batch batch, const char *topic)
{
	char *flat = mem_dup(topic);
	struct error *err;

	for (char *c = flat; *c; c++)
		if (*c == '/')
			*c = '-';
	err = make_name(out, &topic_tag, config, cycle, batch, flat);
	free(flat);
	return err;
}
