/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sections.h"

#include "facts/mergetext.h"
#include "plan/words.h"
#include "text/items.h"
#include "text/lettered.h"
#include "text/plain.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED = 10 };

static const char fixes_title[] = "Fixes", other_title[] = "Other";

static const struct topic *topic_at(const struct message_facts *facts, size_t which)
{
	return &facts->soaked.survey->topics.v[facts->soaked.topics[which]];
}

static bool is_something(const char *text)
{
	return text && text[strspn(text, " \t\r\n")];
}

/* Is the line, behind a bullet's mark, the subject of a commit of the topic? */
static bool is_subject(
    const struct survey *survey, const struct topic *topic, const char *line, size_t length)
{
	size_t mark = strspn(line, " \t*-");

	for (size_t i = 0; mark < length && i < topic->commits.n; i++) {
		const char *subject = survey->commits.v[topic->commits.v[i]].subject;

		if (subject && strlen(subject) == length - mark &&
		    !strncmp(subject, line + mark, length - mark))
			return true;
	}
	return false;
}

/* "Ann Other (3):" */
static bool is_shortlog_author(const char *line, size_t length)
{
	return length > 2 && !strncmp(line + length - 2, "):", 2) && memchr(line, '(', length);
}

/* Nothing but subjects, as `git shortlog` or a list has them. A single commit's says what it does. */
static bool is_shortlog(const struct survey *survey, const struct topic *topic, const char *words)
{
	bool same = topic->patches > 1;

	for (const char *line = words; same && *line;) {
		size_t length = strcspn(line, "\n"), end = length;

		while (end && strchr(" \t\r", line[end - 1]))
			end--;
		same = !end || is_shortlog_author(line, end) || is_subject(survey, topic, line, end);
		line += length + (line[length] == '\n');
	}
	return same;
}

/* Whose words they are. */
enum words_of { OF_BRANCH, OF_LINE, OF_MERGE, OF_LETTERS, OF_NOBODY };

/* What is said of the topic: by the first of these that says anything. Descriptions were written for a tag, and letters for
 * those who do not know what comes; of merges the gist will do, unless they repeat the letters. */
static enum words_of read_words(struct items *out, const struct message_facts *facts, size_t which)
{
	const struct topic *topic = topic_at(facts, which);
	char *description = topic->description ? message_of_branch(topic->description) : NULL;
	char *letters = cover_letters_text(&topic->letters, true);
	const char *merge = facts->merge_texts ? facts->merge_texts[which] : NULL;
	const char *const words[] = {[OF_BRANCH] = description,
	    [OF_LINE] = topic->text,
	    [OF_MERGE] = merge && cover_letters_are_in(&topic->letters, merge) ? NULL : merge,
	    [OF_LETTERS] = letters};
	enum words_of whose = OF_NOBODY;

	for (enum words_of i = OF_BRANCH; !out->n && i < OF_NOBODY; i++) {
		if (words[i] && !is_shortlog(facts->soaked.survey, topic, words[i]))
			items_read(out, words[i], facts->area_order);
		if (i == OF_LINE || i == OF_MERGE)
			items_gist(out);
		whose = out->n ? i : OF_NOBODY;
	}
	free(description);
	free(letters);
	return whose;
}

/* ---- areas ---- */

/* What the name has before its first '/'; "" if it has none. */
static char *prefix_of(const char *name)
{
	const char *slash = strchr(name, '/');

	return mem_dupn(name, slash ? (size_t)(slash - name) : 0);
}

char *sections_name(const struct message_facts *facts)
{
	char *name = NULL;

	for (size_t i = 0; i < facts->soaked.n; i++) {
		char *prefix = prefix_of(topic_at(facts, i)->name);

		if (name && strcmp(name, prefix))
			*name = '\0';
		if (name)
			free(prefix);
		else
			name = prefix;
	}
	return name ? name : mem_dup("");
}

static const char *area_of(const struct message_facts *facts, size_t commit)
{
	return facts->areas ? facts->areas[commit] : NULL;
}

static size_t count_area(const struct message_facts *facts, const struct topic *topic, const char *area)
{
	size_t same = 0;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const char *other = area_of(facts, topic->commits.v[i]);

		same += other && !strcmp(area, other);
	}
	return same;
}

/* The area of most of the topic's commits, or NULL. */
static const char *main_area(const struct message_facts *facts, const struct topic *topic)
{
	const char *best = NULL;
	size_t most = 0;

	for (size_t i = 0; facts->area_order && i < facts->area_order->n; i++) {
		size_t same = count_area(facts, topic, facts->area_order->v[i]);

		if (same > most) {
			most = same;
			best = facts->area_order->v[i];
		}
	}
	return best;
}

static bool is_fixes(const struct message_facts *facts, const struct topic *topic)
{
	return facts->batch != BATCH_FIXES && topic->patches && topic->fixes == topic->patches;
}

/* What the topics' names say of areas. */
struct naming {
	char *name;    /* what all have before '/' */
	size_t common; /* its length, with the '/' */
	bool prefixes; /* most have something before '/' behind that: these are areas */
};

static struct naming naming_of(const struct message_facts *facts)
{
	struct naming naming = {.name = sections_name(facts)};
	size_t with = 0;

	naming.common = *naming.name ? strlen(naming.name) + 1 : 0;
	for (size_t i = 0; i < facts->soaked.n; i++)
		with += strchr(topic_at(facts, i)->name + naming.common, '/') != NULL;
	naming.prefixes = with * 2 > facts->soaked.n;
	return naming;
}

static char *title_of(
    const struct message_facts *facts, const struct topic *topic, const struct naming *naming)
{
	const char *area = main_area(facts, topic);

	if (is_fixes(facts, topic))
		return mem_dup(fixes_title);
	if (area)
		return mem_dup(area);
	return naming->prefixes ? prefix_of(topic->name + naming->common) : mem_dup("");
}

/* ---- bullets ---- */

static struct section *section_of(struct sections *sections, const char *title)
{
	struct section *section;

	array_each (section, sections)
		if (!strcmp(section->title, title))
			return section;
	array_push(sections, (struct section){.title = mem_dup(title)});
	return &sections->v[sections->n - 1];
}

/* "kvm/xen: 14 patches, starting with "KVM: x86/xen: deliver events"", or the subject of the only one. */
static char *bullet_of(const struct message_facts *facts, const struct topic *topic)
{
	const struct survey *survey = facts->soaked.survey;
	const char *subject = NULL;
	struct buf text = BUF_INIT;
	char *line;

	for (size_t i = topic->commits.n; i-- > 0 && !subject;) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge && is_something(commit->subject))
			subject = commit->subject;
	}
	if (topic->patches == 1 && subject)
		return plain_line(subject);
	buf_addf(&text, "%s: ", topic->name);
	words_number(&text, (long)topic->patches);
	if (topic->fixes == topic->patches)
		buf_addf(&text, " fix%s", topic->patches == 1 ? "" : "es");
	else
		buf_addf(&text, " patch%s", topic->patches == 1 ? "" : "es");
	if (subject)
		buf_addf(&text, ", starting with \"%s\"", subject);
	line = plain_line(text.s);
	buf_release(&text);
	return line;
}

static void add_topic(
    const struct message_facts *facts, size_t which, struct sections *sections, const struct naming *naming)
{
	const struct topic *topic = topic_at(facts, which);
	char *title = title_of(facts, topic, naming);
	struct items items = {.v = NULL};
	struct item *item;

	read_words(&items, facts, which);
	array_each (item, &items) {
		const char *heading = item->heading && !is_fixes(facts, topic) ? item->heading : title;

		strings_take(&section_of(sections, heading)->bullets, plain_text(item->text));
	}
	if (!items.n && topic->patches)
		strings_take(&section_of(sections, title)->bullets, bullet_of(facts, topic));
	items_release(&items);
	free(title);
}

/* ---- order ---- */

static size_t rank(const struct message_facts *facts, const char *title)
{
	size_t areas = facts->area_order ? facts->area_order->n : 0;

	for (size_t i = 0; i < areas; i++)
		if (!strcmp(facts->area_order->v[i], title))
			return i;
	return strcmp(title, fixes_title) ? areas + !*title : areas + 2;
}

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

/* One section needs no title; nor does what is of no area, if besides it are fixes only. */
static const char *shown_title(const struct sections *sections, size_t which, const char *name)
{
	const char *title = sections->v[which].title;
	size_t areas = 0;

	for (size_t i = 0; i < sections->n; i++)
		areas += strcmp(sections->v[i].title, fixes_title) != 0;
	if (sections->n == 1 || (!*title && areas == 1))
		return "";
	return *title ? title : *name ? name : other_title;
}

void sections_make(struct sections *out, const struct message_facts *facts)
{
	struct naming naming = naming_of(facts);

	for (size_t i = 0; i < facts->soaked.n; i++)
		add_topic(facts, i, out, &naming);
	sort_sections(facts, out);
	for (size_t i = 0; i < out->n; i++) {
		char *title = plain_line(shown_title(out, i, naming.name));

		free(out->v[i].title);
		out->v[i].title = title;
	}
	free(naming.name);
}

void sections_release(struct sections *sections)
{
	struct section *section;

	array_each (section, sections) {
		free(section->title);
		strings_release(&section->bullets);
	}
	array_release(sections);
}

/* ---- what is missing, and what is others' ---- */

static enum words_of words_of(const struct message_facts *facts, size_t which)
{
	struct items items = {.v = NULL};
	enum words_of whose = read_words(&items, facts, which);

	items_release(&items);
	return whose;
}

static bool is_wordless(const struct message_facts *facts, size_t which)
{
	return words_of(facts, which) == OF_NOBODY && topic_at(facts, which)->patches > 1;
}

/* A branch is described by git's own command; what is none, by the key that this command writes. */
static void add_remedy(struct strings *out, bool branches, bool others)
{
	if (branches)
		strings_add(out, "Describe one with:  git branch --edit-description TOPIC");
	if (others)
		strings_add(out, branches ? "or, what is no branch:  git config branch.TOPIC.description TEXT"
					  : "Describe one with:  git config branch.TOPIC.description TEXT");
}

void sections_wordless(struct strings *out, const struct message_facts *facts)
{
	size_t named = 0, others = 0, wordless = 0;

	for (size_t i = 0; i < facts->soaked.n; i++) {
		const struct topic *topic = topic_at(facts, i);
		struct buf line = BUF_INIT;

		if (!is_wordless(facts, i))
			continue;
		if (!wordless++)
			strings_add(out, "Nothing tells what these are about:");
		others += !topic->ref || strncmp(topic->ref, "refs/heads/", 11) != 0;
		if (named == NAMED)
			continue;
		named++;
		buf_addf(&line, "  %s (%zu patches)", topic->name, topic->patches);
		strings_take(out, plain_line(line.s));
		buf_release(&line);
	}
	if (wordless > named)
		strings_take(out, mem_format("  and %zu more", wordless - named));
	add_remedy(out, wordless > others, others > 0);
}

void sections_lettered(struct strings *out, const struct message_facts *facts)
{
	for (size_t i = 0; i < facts->soaked.n; i++)
		if (words_of(facts, i) == OF_LETTERS)
			strings_take(out, lettered_words(topic_at(facts, i)));
}
