/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/planfile.h"

#include "plan/ancestry.h"
#include "plan/words.h"
#include "util/safe.h"

#include <string.h>

/* What the lines of the header begin with, in their order; those that end in LF are that as a whole. */
static const char *const header[] = {
    "# pullprep ",
    "# base: ",
    "# window: ",
    "# as of: ",
    "#\n",
    "# The first word of a line is yours to change: first, second, fixes, hold, drop.\n",
    "# So is the order within a batch. A comment right above a line says why, and\n",
    "# reaches the mail:  # because: REASON\n",
    "# What follows the tip is rewritten by pullprep, as is this comment.\n",
};
enum { HEADER_MARK, HEADER_BASE, HEADER_WINDOW, HEADER_AS_OF, HEADER_HOW };
enum { HEADER_LINES = sizeof(header) / sizeof(*header) };
static const char because_mark[] = "because:";
static const char blanks[] = " \t\r";

static struct error *line_error(size_t number, const char *what)
{
	return error_hint(error_failed("line %zu: %s", number, what),
	    "A line is:  first|second|fixes|hold|drop TOPIC TIP(12 digits) # ...");
}

/* Takes the next word of the line, or NULL; *line moves behind it. */
static char *next_word(char **line)
{
	char *word = *line + strspn(*line, blanks), *end = word + strcspn(word, blanks);

	*line = end;
	if (end == word)
		return NULL;
	if (*end)
		*(*line)++ = '\0';
	return word;
}

static bool batch_of(const char *word, enum batch *out)
{
	for (size_t i = 0; i < BATCH_COUNT; i++)
		if (!strcmp(word, batch_name[i])) {
			*out = (enum batch)i;
			return true;
		}
	return false;
}

static struct error *refuse(size_t number, const char *format, const char *word)
{
	char *what = mem_format("'%s' %s", word, format);
	struct error *err = line_error(number, what);

	free(what);
	return err;
}

/* The name without the quotes around it. */
static char *unquoted(const char *word)
{
	size_t length = strlen(word);

	if (length > 2 && *word == '"' && word[length - 1] == '"')
		return mem_dupn(word + 1, length - 2);
	return mem_dup(word);
}

static char *quoted(const char *name)
{
	return mem_format(strchr("#\"", *name) ? "\"%s\"" : "%s", name);
}

static struct error *parse_line(struct plan_line *out, char *text)
{
	const char *batch = next_word(&text), *topic = next_word(&text), *tip = next_word(&text);

	if (!batch_of(batch, &out->batch))
		return refuse(out->number, "is no batch", batch);
	if (!topic || *topic == '#')
		return line_error(out->number, "the topic is missing");
	if (!tip || *tip == '#')
		return line_error(out->number, "the tip is missing");
	if (strlen(tip) != 12 || strspn(tip, "0123456789abcdef") != 12)
		return refuse(out->number, "is no tip: it must be 12 digits of a commit id", tip);
	text += strspn(text, blanks);
	if (*text && *text != '#')
		return refuse(out->number, "stands after the tip, where only a comment can", text);
	memcpy(out->tip, tip, sizeof(out->tip));
	out->topic = unquoted(topic);
	if (*text)
		out->note = mem_dup(text + 1 + strspn(text + 1, blanks));
	return NULL;
}

static void plan_line_release(struct plan_line *line)
{
	free(line->topic);
	free(line->note);
	free(line->because);
	strings_release(&line->above);
}

/* What has been read since the last topic's line. */
struct pending {
	struct strings comments;
	struct buf because;
};

static void take_comment(struct pending *pending, const char *text)
{
	const char *said = text + strspn(text, "# \t");

	strings_add(&pending->comments, text);
	if (strncmp(said, because_mark, strlen(because_mark)))
		return;
	said += strlen(because_mark);
	if (pending->because.len)
		buf_addch(&pending->because, ' ');
	buf_addstr(&pending->because, said + strspn(said, blanks));
	buf_trim(&pending->because);
}

static struct error *take_line(struct planfile *out, struct pending *pending, char *text, size_t number)
{
	struct plan_line line = {.number = number, .told = number};
	struct error *err = parse_line(&line, text);

	for (size_t i = 0; !err && i < out->n; i++)
		if (!strcmp(out->v[i].topic, line.topic)) {
			char *what = mem_format("%s has line %zu already", line.topic, out->v[i].number);

			err = line_error(number, what);
			free(what);
		}
	if (err) {
		plan_line_release(&line);
		return err;
	}
	line.above = pending->comments;
	line.because = pending->because.len ? buf_detach(&pending->because) : NULL;
	buf_release(&pending->because);
	*pending = (struct pending){.because = BUF_INIT};
	array_push(out, line);
	return NULL;
}

/* Is it a line of the header? *next: which one is to come; after the first one, some may be gone. */
static bool in_header(const char *line, size_t *next)
{
	size_t length = strlen(line);

	while (length && strchr(blanks, line[length - 1]))
		length--;
	for (size_t i = *next; i < (*next ? HEADER_LINES : 1); i++) {
		size_t known = strcspn(header[i], "\n");

		if (header[i][known] ? length != known || strncmp(line, header[i], known)
				     : strncmp(line, header[i], known) != 0)
			continue;
		if (i == HEADER_MARK && !strstr(line, ": plan"))
			continue;
		*next = i + 1;
		return true;
	}
	return false;
}

struct error *planfile_parse(struct planfile *out, const char *text)
{
	struct pending pending = {.because = BUF_INIT};
	struct error *err = NULL;
	size_t number = 0, header_line = 0;

	*out = (struct planfile)PLANFILE_INIT;
	while (*text && !err) {
		size_t length = strcspn(text, "\n");
		char *line = mem_dupn(text, length);
		const char *start = line + strspn(line, blanks);

		number++;
		if (!*start)
			buf_reset(&pending.because);
		else if (*start != '#')
			err = take_line(out, &pending, line, number);
		else if (out->n || !in_header(start, &header_line))
			take_comment(&pending, start);
		free(line);
		text += length + (text[length] == '\n');
	}
	buf_release(&pending.because);
	out->below = pending.comments;
	if (err)
		planfile_release(out);
	return err;
}

void planfile_release(struct planfile *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		plan_line_release(&plan->v[i]);
	array_release(plan);
	strings_release(&plan->below);
}

static bool names(const char *name, const struct topic *topic)
{
	return !strcmp(name, topic->name) || strings_has(&topic->aliases, name);
}

const struct plan_line *planfile_line(const struct planfile *plan, const struct topic *topic)
{
	for (size_t i = 0; i < plan->n; i++)
		if (names(plan->v[i].topic, topic))
			return &plan->v[i];
	return NULL;
}

bool plan_line_chosen(const struct plan_line *line)
{
	const char *verdict = batch_name[line->batch];
	size_t length = strlen(verdict);

	return !line->note || strncmp(line->note, verdict, length) || line->note[length] != ':';
}

bool plan_line_moved(const struct plan_line *line, const struct topic *topic)
{
	struct buf tip = BUF_INIT;
	bool moved;

	buf_add_oid(&tip, &topic->tip, 12);
	moved = strcmp(tip.s, line->tip) != 0;
	buf_release(&tip);
	return moved;
}

/* "line 3: ", where there is a line to be told. */
static struct error *at_line(struct error *err, const struct plan_line *line)
{
	return line->told ? error_context(err, "line %zu", line->told) : err;
}

static const struct topic *find_topic(const struct topic *topics, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (names(name, &topics[i]))
			return &topics[i];
	return NULL;
}

struct error *planfile_check_line(const struct plan_line *line, const struct topic *topics, size_t n)
{
	const struct topic *topic = find_topic(topics, n, line->topic);
	struct buf tip = BUF_INIT;
	struct error *err = NULL;

	if (!topic)
		return error_hint(at_line(error_failed("there is no topic %s", line->topic), line),
		    "Take the line out, or judge anew with:  pullprep split --write");
	buf_add_oid(&tip, &topic->tip, 12);
	if (strcmp(tip.s, line->tip)) {
		err = error_failed("%s has moved from %s to %s", line->topic, line->tip, tip.s);
		error_hint(at_line(err, line), "Judge it anew with:  pullprep split --write");
	}
	buf_release(&tip);
	return err;
}

static struct error *check_pair(
    const struct plan_line *outer, const struct plan_line *inner, const struct topic *contained)
{
	char *where = inner->told ? mem_format(" (line %zu)", inner->told) : mem_dup("");
	struct error *err = NULL;

	if (contained->commits.n && batch_later(inner->batch, outer->batch))
		err = error_failed("%s is %s, but contains %s, which is %s%s", outer->topic,
		    batch_name[outer->batch], inner->topic, batch_name[inner->batch], where);
	else if (inner->batch == outer->batch && inner->number > outer->number)
		err = error_failed(
		    "%s contains %s, which is listed only after it%s", outer->topic, inner->topic, where);
	free(where);
	return error_hint(at_line(err, outer),
	    "A topic can be neither in an earlier batch than one it contains, nor listed before it.");
}

static struct error *check_ancestry(
    const struct planfile *plan, const struct plan_line *line, const struct topic *topics, size_t n)
{
	const struct topic *outer = find_topic(topics, n, line->topic);
	struct error *err = NULL;

	for (size_t i = 0; !err && i < outer->contains.n; i++) {
		const struct topic *inner = find_topic(topics, n, outer->contains.v[i]);
		const struct plan_line *other = inner && inner != outer ? planfile_line(plan, inner) : NULL;

		if (other)
			err = check_pair(line, other, inner);
	}
	return err;
}

struct error *planfile_check(const struct planfile *plan, const struct topic *topics, size_t n)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < plan->n; i++)
		err = planfile_check_line(&plan->v[i], topics, n);
	for (size_t i = 0; !err && i < plan->n; i++)
		err = check_ancestry(plan, &plan->v[i], topics, n);
	return err;
}

static void add_window(struct buf *out, const struct cycle *cycle)
{
	if (cycle->phase == PHASE_UNKNOWN || cycle->opens == DAY_NONE) {
		buf_addstr(out, "not known");
		return;
	}
	buf_addstr(out, cycle->phase == PHASE_WINDOW ? "open since "
			: cycle->forecast            ? "opens about "
						     : "opens ");
	day_add_iso(out, cycle->opens);
	if (cycle->phase == PHASE_WINDOW)
		buf_addf(out, ", day %d", cycle->day);
}

static void add_header(struct buf *out, const struct cycle *cycle, const char *base)
{
	buf_addf(out, "%s" VERSION ": plan", header[HEADER_MARK]);
	if (cycle->version)
		buf_addf(
		    out, " for %s%s", cycle->release_prefix ? cycle->release_prefix : "", cycle->version);
	buf_addf(out, "\n%s%s\n%s", header[HEADER_BASE], base ? base : "-", header[HEADER_WINDOW]);
	add_window(out, cycle);
	buf_addf(out, "\n%s", header[HEADER_AS_OF]);
	day_add_iso(out, cycle->as_of);
	buf_addch(out, '\n');
	for (size_t i = HEADER_HOW; i < HEADER_LINES; i++)
		buf_addstr(out, header[i]);
	buf_addch(out, '\n');
}

static void add_comments(struct buf *out, const struct strings *comments)
{
	for (size_t i = 0; i < comments->n; i++)
		buf_addf(out, "%s\n", comments->v[i]);
}

static void add_note(struct buf *out, const struct topic *topic, const struct verdict *verdict)
{
	int share = ratio_share_added(&topic->final);

	/* The verdict is what the program would do, not what the maintainer chose. */
	buf_addf(
	    out, "# %s: ", batch_name[verdict->clause == CLAUSE_OVERRIDE ? verdict->judged : verdict->batch]);
	words_count(out, (long)topic->patches, "commit");
	if (topic->final.known && share >= 0)
		buf_addf(out, ", %d%% tests and docs", share);
	buf_addf(out, "; %s\n", verdict->reason);
}

/* Comments of lines whose topics are not here any more: nothing that was written by hand is lost. */
static void add_orphans(struct buf *out, const struct survey *survey, const struct planfile *old)
{
	for (size_t i = 0; i < old->n; i++)
		if (!find_topic(survey->topics.v, survey->topics.n, old->v[i].topic))
			add_comments(out, &old->v[i].above);
	add_comments(out, &old->below);
}

/* The columns that the names take, quotes included. */
static size_t widest_name(const struct survey *survey)
{
	size_t widest = 0;

	for (size_t i = 0; i < survey->topics.n; i++) {
		char *name = quoted(survey->topics.v[i].name);
		size_t width = safe_width(name);

		widest = width > widest ? width : widest;
		free(name);
	}
	return widest;
}

static void add_name(struct buf *out, const struct topic *topic, size_t widest)
{
	char *name = quoted(topic->name);

	buf_addstr(out, name);
	buf_addchars(out, ' ', widest - safe_width(name));
	free(name);
}

void planfile_write(struct buf *out, const struct survey *survey, const struct verdict *verdicts,
    const size_t *order, const char *base, const struct planfile *old)
{
	size_t widest = widest_name(survey);

	add_header(out, &survey->project->cycle, base);
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[order[i]];
		const struct verdict *verdict = &verdicts[order[i]];
		const struct plan_line *line = old ? planfile_line(old, topic) : NULL;

		if (i && verdict->batch != verdicts[order[i - 1]].batch)
			buf_addch(out, '\n');
		if (line)
			add_comments(out, &line->above);
		buf_addf(out, "%-6s  ", batch_name[verdict->batch]);
		add_name(out, topic, widest);
		buf_addstr(out, "  ");
		buf_add_oid(out, &topic->tip, 12);
		buf_addstr(out, "  ");
		add_note(out, topic, verdict);
	}
	if (old)
		add_orphans(out, survey, old);
}
