/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/judged.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/array.h"
#include "util/safe.h"

#include <string.h>

enum { LEVEL_WIDTH = 9, ID_DIGITS = 12, COMMITS_SHOWN = 8, SUBJECT_MOST = 400 };

static const enum paint paints[FINDING_LEVELS] = {
    [FINDING_INFO] = PAINT_DIM,
    [FINDING_WARNING] = PAINT_WARN,
    [FINDING_ERROR] = PAINT_BAD,
};

/* ---- counts ---- */

static void add_count(struct buf *out, size_t count, const char *noun)
{
	buf_addf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

/* "3 errors, 2 warnings, 1 remark". */
static void add_levels(struct buf *out, const struct findings *findings, const char *last)
{
	static const char *const nouns[FINDING_LEVELS] = {"remark", "warning", "error"};
	bool first = true;

	for (size_t level = FINDING_LEVELS; level-- > 0;) {
		size_t count = findings_count(findings, (enum finding_level)level), below = 0;

		if (!count)
			continue;
		for (size_t other = 0; other < level; other++)
			below += findings_count(findings, (enum finding_level)other);
		if (!first)
			buf_addstr(out, below ? ", " : last);
		add_count(out, count, nouns[level]);
		first = false;
	}
	if (first)
		buf_addstr(out, "nothing to find fault with");
}

/* Topics may share commits with none, so that these add up. */
static size_t commits_of(const struct pull *pull)
{
	size_t commits = 0;

	for (size_t i = 0; i < pull->topic_count; i++)
		commits += pull->survey->topics.v[pull->topics[i]].commits.n;
	return commits;
}

void judged_add_summary(
    struct buf *out, const struct pull *pull, const struct findings *findings, enum finding_level least)
{
	size_t waived = findings_waived(findings);

	add_levels(out, findings, " and ");
	buf_addstr(out, " in ");
	add_count(out, commits_of(pull), "commit");
	if (pull->topic_count != 1 || pull->survey->topics.v[pull->topics[0]].kind != TOPIC_RANGE) {
		buf_addstr(out, " of ");
		add_count(out, pull->topic_count, "topic");
	}
	if (waived)
		buf_addf(out, "; %zu waived", waived);
	buf_addch(out, '\n');
	if (least > FINDING_INFO && findings_count(findings, FINDING_INFO))
		buf_addstr(out, "To see the remarks, too: --level=info\n");
	if (!findings_count(findings, FINDING_ERROR) && !findings_count(findings, FINDING_WARNING))
		return;
	if (pull->request)
		buf_addstr(out, "What is told to be done is for who sent it.\n");
	else
		buf_addstr(out, "To record why a finding is fine: pullprep waive COMMIT --rule=RULE "
				"--reason=\"...\"\n");
}

/* ---- one group ---- */

static bool same_saying(const struct finding *a, const struct finding *b)
{
	return a->level == b->level && a->waived == b->waived && !strcmp(a->rule, b->rule) &&
	       !strcmp(a->text, b->text) && (!a->waived || !strcmp(a->waiver, b->waiver));
}

static bool has_commit(const struct finding *finding)
{
	return finding->subject;
}

static enum rule_kind kind_of(const struct finding *finding)
{
	return rules_table[rules_index(finding->rule)].kind;
}

/* What goes before the text of a finding that is on no commit. */
static const char *whole_start(const struct finding *finding)
{
	static const char *const starts[RULE_KINDS] = {
	    [RULE_TAG] = "The tag ", [RULE_REQUEST] = "The request "};
	const char *start = starts[kind_of(finding)];

	return !finding->about ? "The topic " : start ? start : "";
}

static void add_line(struct buf *out, const struct term *term, const char *text, size_t indent)
{
	char *safe = safe_text(text);

	wrap_add(out, safe, indent, term->width);
	free(safe);
}

static void new_line(struct buf *out, size_t indent)
{
	buf_addch(out, '\n');
	buf_addchars(out, ' ', indent);
}

static void add_commit(struct buf *out, const struct term *term, const struct finding *finding, size_t indent)
{
	char hex[GIT_OID_HEXSZ + 1], *text;
	size_t length = strlen(finding->subject);
	bool huge = length > SUBJECT_MOST;

	for (length = huge ? SUBJECT_MOST : length; huge && (finding->subject[length] & 0xc0) == 0x80;)
		length--; /* not within a character */
	git_oid_tostr(hex, sizeof(hex), &finding->commit);
	text =
	    mem_format("%.*s (\"%.*s%s\")", ID_DIGITS, hex, (int)length, finding->subject, huge ? "..." : "");
	add_line(out, term, text, indent);
	free(text);
	new_line(out, indent);
}

/* The text's own lines, each safe and wrapped. */
static void add_said(
    struct buf *out, const struct term *term, const char *text, const char *before, size_t indent)
{
	for (bool first = true; *text; first = false) {
		size_t n = strcspn(text, "\n");
		char *line = mem_format("%s%.*s", first ? before : "", (int)n, text);

		if (!first)
			new_line(out, indent);
		add_line(out, term, line, indent);
		free(line);
		text += n + (text[n] == '\n');
	}
}

static void add_group(struct buf *out, const struct term *term, const struct finding *const *group, size_t n,
    size_t rule_width, bool tell)
{
	const struct finding *finding = group[0];
	const char *level = finding_level_name[finding->level];
	size_t indent = 2 + LEVEL_WIDTH + rule_width + 2, commits = has_commit(finding) ? n : 0;

	buf_addf(out, "  %s%s%s", term_paint(term, paints[finding->level]), level, term_end(term));
	buf_addchars(out, ' ', LEVEL_WIDTH - strlen(level));
	buf_addf(out, "%-*s  ", (int)rule_width, finding->rule);
	for (size_t i = 0; i < commits && (i < COMMITS_SHOWN || commits == COMMITS_SHOWN + 1); i++)
		add_commit(out, term, group[i], indent);
	if (commits > COMMITS_SHOWN + 1) {
		buf_addf(out, "and %zu more:", commits - COMMITS_SHOWN);
		new_line(out, indent);
	}
	add_said(out, term, finding->text,
	    commits > 1 ? "each "
	    : commits   ? ""
			: whole_start(finding),
	    indent);
	if (finding->waived) {
		char *line = mem_format("waived: %s", finding->waiver);

		new_line(out, indent);
		add_line(out, term, line, indent);
		free(line);
	}
	if (tell && finding->todo && !finding->waived) {
		new_line(out, indent);
		buf_addstr(out, term_paint(term, PAINT_DIM));
		add_line(out, term, finding->todo, indent);
		buf_addstr(out, term_end(term));
	}
	buf_addch(out, '\n');
}

/* ---- one topic ---- */

/* topic NULL: the findings are on a tag or tree. */
static void add_topic_head(
    struct buf *out, const struct term *term, const struct topic *topic, const struct findings *findings)
{
	char *name = safe_text(topic ? topic->name : findings->v[0].about);

	buf_addf(out, "%s%s%s  ", term_paint(term, PAINT_NAME), name, term_end(term));
	if (topic)
		add_count(out, topic->commits.n, "commit");
	else
		buf_addstr(out, rule_kind_name[kind_of(&findings->v[0])]);
	buf_addstr(out, ": ");
	add_levels(out, findings, ", ");
	buf_addstr(out, "\n\n");
	free(name);
}

static void add_topic(struct buf *out, const struct term *term, const struct topic *topic,
    const struct findings *findings, enum finding_level least)
{
	const struct finding **group = mem_new(findings->n, sizeof(*group));
	bool *told = mem_zero(findings->n, sizeof(*told));
	const char *last = "";
	size_t width = 0;

	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].level >= least && strlen(findings->v[i].rule) > width)
			width = strlen(findings->v[i].rule);
	add_topic_head(out, term, topic, findings);
	for (size_t i = 0; i < findings->n; i++) {
		size_t n = 0;

		if (findings->v[i].level < least)
			continue;
		for (size_t k = i; k < findings->n && !told[i]; k++)
			if (!told[k] && same_saying(&findings->v[i], &findings->v[k])) {
				group[n++] = &findings->v[k];
				told[k] = k != i;
			}
		if (!n)
			continue;
		told[i] = true;
		add_group(out, term, group, n, width, strcmp(last, findings->v[i].rule) != 0);
		last = findings->v[i].rule;
	}
	free(group);
	free(told);
}

static bool same_name(const char *one, const char *other)
{
	return one && other ? !strcmp(one, other) : !one && !other;
}

/* Where the run ends of what is on the same topic, or on the same other thing. */
static size_t end_of(const struct findings *findings, size_t start)
{
	const struct finding *first = &findings->v[start];
	size_t end = start + 1;

	while (end < findings->n && same_name(findings->v[end].topic, first->topic) &&
	       same_name(findings->v[end].about, first->about))
		end++;
	return end;
}

static const struct topic *topic_of(const struct pull *pull, const char *name)
{
	for (size_t i = 0; name && i < pull->topic_count; i++)
		if (!strcmp(pull->survey->topics.v[pull->topics[i]].name, name))
			return &pull->survey->topics.v[pull->topics[i]];
	return NULL;
}

static bool any_of(const struct findings *findings, enum finding_level least)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].level >= least)
			return true;
	return false;
}

void judged_add_text(struct buf *out, const struct term *term, const struct pull *pull,
    const struct findings *findings, enum finding_level least)
{
	for (size_t start = 0, end; start < findings->n; start = end) {
		struct findings own = {.v = findings->v + start}; /* borrows */

		end = end_of(findings, start);
		own.n = end - start;
		if (!any_of(&own, least))
			continue;
		add_topic(out, term, topic_of(pull, own.v[0].topic), &own, least);
		buf_addch(out, '\n');
	}
}

/* ---- records ---- */

const char *const judged_columns[] = {"level", "rule", "commit", "topic", "waived", "message", NULL};

struct error *judged_records(FILE *out, const char *format, const struct findings *findings)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, judged_columns);
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *finding = &findings->v[i];

		record_text(&records, finding_level_name[finding->level]);
		record_text(&records, finding->rule);
		if (has_commit(finding))
			record_oid(&records, &finding->commit);
		else
			record_none(&records);
		record_text(&records, finding->topic ? finding->topic : finding->about);
		record_bool(&records, finding->waived);
		record_text(&records, finding->text);
		record_end(&records);
	}
	return records_finish(&records);
}

/* ---- the table of rules ---- */

const char *const rules_columns[] = {"rule", "level", "kind", "says", "todo", "source", "threshold", NULL};

struct error *rules_records(FILE *out, const char *format, const struct rule_settings *settings)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, rules_columns);
	for (size_t i = 0; rules_table[i].name; i++) {
		const struct rule *rule = &rules_table[i];

		record_text(&records, rule->name);
		record_text(&records, rule_level_name(rule_settings_level(settings, i, NULL)));
		record_text(&records, rule_kind_name[rule->kind]);
		record_text(&records, rule->says);
		record_text(&records, rule->todo);
		record_text(&records, rule->source);
		if (rule->threshold_of)
			record_number(&records, rule_settings_threshold(settings, i, NULL));
		else
			record_none(&records);
		record_end(&records);
	}
	return records_finish(&records);
}

static void add_rule(
    struct buf *out, const struct term *term, const struct rule_settings *settings, size_t index)
{
	enum { NAME_WIDTH = 22, INDENT = LEVEL_WIDTH + NAME_WIDTH };
	const struct rule *rule = &rules_table[index];
	int level = rule_settings_level(settings, index, NULL);

	buf_addf(out, "%s%-*s%s%-*s", term_paint(term, level == RULE_OFF ? PAINT_DIM : paints[level]),
	    LEVEL_WIDTH, rule_level_name(level), term_end(term), NAME_WIDTH, rule->name);
	wrap_add(out, rule->says, INDENT, term->width);
	new_line(out, INDENT);
	wrap_add(out, rule->todo, INDENT, term->width);
	if (rule->threshold_of) {
		char *line = mem_format(
		    "Threshold %ld: %s.", rule_settings_threshold(settings, index, NULL), rule->threshold_of);

		new_line(out, INDENT);
		wrap_add(out, line, INDENT, term->width);
		free(line);
	}
	new_line(out, INDENT);
	buf_addstr(out, term_paint(term, PAINT_DIM));
	wrap_add(out, rule->source, INDENT, term->width);
	buf_addf(out, "%s\n", term_end(term));
}

void rules_add_text(struct buf *out, const struct term *term, const struct rule_settings *settings)
{
	for (size_t i = 0; rules_table[i].name; i++)
		add_rule(out, term, settings, i);
}
