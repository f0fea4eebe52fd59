/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/message.h"

#include "text/plain.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A topic without a description shows its subjects, up to so many: a draft of a hundred helps nobody, the
 * shortlog has them. */
#define SUBJECTS 12

struct section {
	char *title; /* never NULL */
	struct strings bullets;
};
struct sections {
	struct section *v;
	size_t n, cap;
};

static const char fixes_title[] = "Fixes";

/* What others wrote, masked. */
static struct value *plain_value(const char *text)
{
	char *plain = plain_text(text ? text : "");
	struct value *value = value_text(plain);

	free(plain);
	return value;
}

/* ---- bullets ---- */

static bool is_item(const char *line)
{
	return (*line == '*' || *line == '-') && line[1] == ' ';
}

static void end_bullet(struct strings *out, struct buf *bullet)
{
	buf_trim(bullet);
	if (bullet->len)
		strings_add(out, bullet->s);
	buf_reset(bullet);
}

void message_bullets(struct strings *out, const char *text)
{
	struct buf bullet = BUF_INIT;

	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n"), skip = 0;

		if (strspn(line, " \t\r") >= length || is_item(line))
			end_bullet(out, &bullet);
		if (is_item(line) || (bullet.len && !strncmp(line, "  ", 2)))
			skip = 2;
		if (bullet.len)
			buf_addch(&bullet, '\n');
		if (length > skip)
			buf_add(&bullet, line + skip, length - skip);
		line += length + (line[length] == '\n');
	}
	end_bullet(out, &bullet);
	buf_release(&bullet);
}

/* ---- sections ---- */

static struct section *section_of(struct sections *sections, const char *title)
{
	struct section new = {.title = NULL};
	struct section *section;

	array_each (section, sections)
		if (!strcmp(section->title, title))
			return section;
	new.title = mem_dup(title);
	array_push(sections, new);
	return &sections->v[sections->n - 1];
}

/* What a topic's name has before its first '/'; "" if it has none. */
static char *prefix_of(const struct topic *topic)
{
	const char *slash = strchr(topic->name, '/');

	return mem_dupn(topic->name, slash ? (size_t)(slash - topic->name) : 0);
}

static const char *area_of(const struct message_facts *facts, size_t commit)
{
	return facts->areas ? facts->areas[commit] : NULL;
}

/* The area of most of the topic's commits, or NULL. */
static const char *main_area(const struct message_facts *facts, const struct topic *topic)
{
	const char *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const char *area = area_of(facts, topic->commits.v[i]);
		size_t same = 0;

		if (!area || (best && !strcmp(area, best)))
			continue;
		for (size_t j = 0; j < topic->commits.n; j++) {
			const char *other = area_of(facts, topic->commits.v[j]);

			same += other && !strcmp(area, other);
		}
		if (same > most) {
			most = same;
			best = area;
		}
	}
	return best;
}

/* Oldest first, each in the section of its own area. */
static void add_subjects(const struct message_facts *facts, const struct topic *topic,
    struct sections *sections, const char *title, bool fixes)
{
	size_t shown = 0, patches = 0;

	for (size_t i = 0; i < topic->commits.n; i++)
		patches += !facts->soaked.survey->commits.v[topic->commits.v[i]].merge;
	for (size_t i = topic->commits.n; i-- > 0;) {
		size_t index = topic->commits.v[i];
		const struct commit_facts *commit = &facts->soaked.survey->commits.v[index];
		const char *area = fixes ? NULL : area_of(facts, index);

		if (commit->merge || !commit->subject || !*commit->subject)
			continue;
		if (patches > SUBJECTS + 1 && shown == SUBJECTS) {
			strings_take(&section_of(sections, title)->bullets,
			    mem_format("%zu more patches", patches - shown));
			return;
		}
		strings_add(&section_of(sections, area ? area : title)->bullets, commit->subject);
		shown++;
	}
}

static void add_topic(const struct message_facts *facts, size_t which, struct sections *sections)
{
	const struct topic *topic = &facts->soaked.survey->topics.v[facts->soaked.topics[which]];
	const char *merge_text = facts->merge_texts ? facts->merge_texts[which] : NULL;
	const char *words = topic->description && *topic->description ? topic->description : merge_text;
	bool fixes = facts->batch != BATCH_FIXES && topic->patches && topic->fixes == topic->patches;
	const char *area = main_area(facts, topic);
	char *prefix = prefix_of(topic);
	const char *title = fixes ? fixes_title : area ? area : prefix;

	if (words)
		message_bullets(&section_of(sections, title)->bullets, words);
	else
		add_subjects(facts, topic, sections, title, fixes);
	free(prefix);
}

static size_t rank(const struct message_facts *facts, const char *title)
{
	size_t last = facts->area_order ? facts->area_order->n : 0;

	for (size_t i = 0; i < last; i++)
		if (!strcmp(facts->area_order->v[i], title))
			return i;
	return strcmp(title, fixes_title) ? last : last + 1;
}

/* By the order of areas; else as they came; fixes last. */
static void sort_sections(const struct message_facts *facts, struct sections *sections)
{
	for (size_t i = 1; i < sections->n; i++) {
		struct section moved = sections->v[i];
		size_t at = i;

		for (; at && rank(facts, sections->v[at - 1].title) > rank(facts, moved.title); at--)
			sections->v[at] = sections->v[at - 1];
		sections->v[at] = moved;
	}
}

static struct value *section_values(const struct message_facts *facts)
{
	struct sections sections = {.v = NULL};
	struct value *list = value_list();

	for (size_t i = 0; i < facts->soaked.n; i++)
		add_topic(facts, i, &sections);
	sort_sections(facts, &sections);
	for (size_t i = 0; i < sections.n; i++) {
		struct section *section = &sections.v[i];
		struct value *map = value_map(), *bullets = value_list();

		for (size_t j = 0; j < section->bullets.n; j++)
			value_add(bullets, plain_value(section->bullets.v[j]));
		value_set(map, "title", plain_value(sections.n > 1 ? section->title : ""));
		value_set(map, "bullets", bullets);
		value_add(list, map);
		free(section->title);
		strings_release(&section->bullets);
	}
	array_release(&sections);
	return list;
}

/* ---- the rest ---- */

/* The prefix that all topics share, "" if they differ. */
static char *common_name(const struct message_facts *facts)
{
	char *name = NULL;

	for (size_t i = 0; i < facts->soaked.n; i++) {
		char *prefix = prefix_of(&facts->soaked.survey->topics.v[facts->soaked.topics[i]]);

		if (name && strcmp(name, prefix))
			*name = '\0';
		if (name)
			free(prefix);
		else
			name = prefix;
	}
	return name ? name : mem_dup("");
}

static void add_headline(struct buf *out, const struct message_facts *facts, const char *name)
{
	const char *what = facts->batch == BATCH_FIXES ? "fixes" : "updates";

	buf_addstr(out, facts->batch == BATCH_SECOND ? "Second batch of " : "");
	buf_addf(out, "%s%s%s", name, *name ? " " : "", what);
	if (!*name && facts->batch != BATCH_SECOND)
		out->s[0] = (char)toupper((unsigned char)out->s[0]);
	if (facts->version)
		buf_addf(out, " for %s", facts->version);
}

static struct value *topic_values(const struct message_facts *facts)
{
	struct value *list = value_list();

	for (size_t i = 0; i < facts->soaked.n; i++) {
		const struct topic *topic = &facts->soaked.survey->topics.v[facts->soaked.topics[i]];
		struct value *map = value_map();

		value_set(map, "name", plain_value(topic->name));
		value_set(map, "patches", value_number((long)topic->patches));
		value_set(map, "description", plain_value(topic->description));
		value_add(list, map);
	}
	return list;
}

static void add_note(
    struct value *list, const char *sentence, const char *topic, const char *words, const char *reason)
{
	char *line = reason ? plain_line(reason) : NULL;

	if (line && !strstr(sentence, line)) {
		char *note = mem_format("%s %s %s.", topic, words, line);

		value_add(list, plain_value(note));
		free(note);
	}
	free(line);
}

/* The maintainer's reasons that are not in the sentence on soak already. */
static struct value *note_values(const struct message_facts *facts, const char *sentence)
{
	struct value *list = value_list();

	for (size_t i = 0; i < facts->soaked.n; i++) {
		size_t index = facts->soaked.topics[i];
		const struct topic *topic = &facts->soaked.survey->topics.v[index];
		const char *override = facts->soaked.verdicts[index].override;
		const struct {
			const char *words, *reason;
		} reasons[] = {{"is in this batch because", override}, {"is dormant:", topic->dormant}};

		for (size_t j = 0; j < sizeof(reasons) / sizeof(*reasons); j++)
			add_note(list, sentence, topic->name, reasons[j].words, reasons[j].reason);
	}
	return list;
}

struct value *message_values(const struct message_facts *facts)
{
	struct value *map = value_map();
	struct buf headline = BUF_INIT, sentence = BUF_INIT;
	char *name = common_name(facts);
	size_t patches = 0;

	for (size_t i = 0; i < facts->soaked.n; i++)
		patches += facts->soaked.survey->topics.v[facts->soaked.topics[i]].patches;
	add_headline(&headline, facts, name);
	soaked_add(&sentence, &facts->soaked);
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
	value_set(map, "soak", value_text(sentence.s));
	value_set(map, "notes", note_values(facts, sentence.s));
	value_set(map, "patches", value_number((long)patches));
	buf_release(&headline);
	buf_release(&sentence);
	free(name);
	return map;
}
