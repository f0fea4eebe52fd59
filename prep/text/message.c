/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/message.h"

#include "text/plain.h"
#include "text/remarks.h"
#include "text/sections.h"

#include <ctype.h>
#include <stdlib.h>

/* What others wrote, masked. */
static struct value *plain_value(const char *text)
{
	char *plain = plain_text(text ? text : "");
	struct value *value = value_text(plain);

	free(plain);
	return value;
}

/* Of texts that are masked already; takes the list over. */
static struct value *list_value(struct strings *list)
{
	struct value *value = value_list();

	for (size_t i = 0; i < list->n; i++)
		value_add(value, value_text(list->v[i]));
	strings_release(list);
	return value;
}

static struct value *section_values(const struct message_facts *facts)
{
	struct sections sections = {.v = NULL};
	struct value *list = value_list();
	struct section *section;

	sections_make(&sections, facts);
	array_each (section, &sections) {
		struct value *map = value_map();

		value_set(map, "title", value_text(section->title));
		value_set(map, "bullets", list_value(&section->bullets));
		value_add(list, map);
	}
	sections_release(&sections);
	return list;
}

static void add_headline(struct buf *out, const struct message_facts *facts, const char *name)
{
	const char *what = facts->batch == BATCH_FIXES ? "fixes" : "updates";

	bool second = facts->batch == BATCH_SECOND && !facts->topic;

	name = facts->topic ? facts->topic : name;
	buf_addf(out, "%s%s%s%s", second ? "Second batch of " : "", name, *name ? " " : "", what);
	if (!*name && !second)
		out->s[0] = (char)toupper((unsigned char)out->s[0]);
	if (facts->version)
		buf_addf(out, " for %s", facts->version);
}

/* The topic's text: its description, or the cover letters of what was posted. */
static struct value *description_value(const struct topic *topic)
{
	char *letters = topic->description ? NULL : cover_letters_text(&topic->letters, false);
	struct value *value = plain_value(topic->description ? topic->description : letters);

	free(letters);
	return value;
}

static struct value *topic_values(const struct message_facts *facts)
{
	struct value *list = value_list();

	for (size_t i = 0; i < facts->soaked.n; i++) {
		const struct topic *topic = &facts->soaked.survey->topics.v[facts->soaked.topics[i]];
		struct value *map = value_map();

		value_set(map, "name", plain_value(topic->name));
		value_set(map, "patches", value_number((long)topic->patches));
		value_set(map, "description", description_value(topic));
		value_add(list, map);
	}
	return list;
}

static void set_remarks(struct value *map, const struct message_facts *facts)
{
	struct strings notes = STRINGS_INIT, acks = STRINGS_INIT;
	struct buf sentence = BUF_INIT;
	char *tested = remarks_tested(facts);

	soaked_add(&sentence, &facts->soaked);
	remarks_reasons(&notes, facts, sentence.s);
	remarks_waived(&notes, facts);
	remarks_merges(&notes, facts);
	remarks_shared(&notes, facts);
	remarks_acks(&acks, facts);
	value_set(map, "soak", value_text(sentence.s));
	value_set(map, "tested", value_text(tested));
	value_set(map, "notes", list_value(&notes));
	value_set(map, "acks", list_value(&acks));
	buf_release(&sentence);
	free(tested);
}

struct value *message_values(const struct message_facts *facts)
{
	struct value *map = value_map();
	struct buf headline = BUF_INIT;
	char *name = sections_name(facts);
	size_t patches = 0;

	for (size_t i = 0; i < facts->soaked.n; i++)
		patches += facts->soaked.survey->topics.v[facts->soaked.topics[i]].patches;
	add_headline(&headline, facts, facts->title ? facts->title : name);
	value_set(map, "headline", plain_value(headline.s));
	value_set(map, "name", plain_value(name));
	value_set(map, "batch", value_text(batch_name[facts->batch]));
	value_set(map, "version", value_text(facts->version));
	value_set(map, "tag", plain_value(facts->tag));
	value_set(map, "first", value_truth(facts->batch == BATCH_FIRST));
	value_set(map, "second", value_truth(facts->batch == BATCH_SECOND));
	value_set(map, "fixes", value_truth(facts->batch == BATCH_FIXES));
	value_set(map, "topics", topic_values(facts));
	value_set(map, "sections", section_values(facts));
	set_remarks(map, facts);
	value_set(map, "patches", value_number((long)patches));
	buf_release(&headline);
	free(name);
	return map;
}
