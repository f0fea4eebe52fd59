/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/planfile.h"

#include "facts/containment.h"
#include "plan/planheader.h"

#include <string.h>

static const char because_mark[] = "because:";
const char plan_too_mark[] = "the maintainer's choice too";
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
	bool apart; /* an empty line came before them */
};

static bool is_empty_at_end(const struct strings *comments)
{
	return comments->n && !*comments->v[comments->n - 1];
}

static void take_empty(struct pending *pending)
{
	buf_reset(&pending->because);
	if (!pending->comments.n)
		pending->apart = true;
	else if (!is_empty_at_end(&pending->comments))
		strings_add(&pending->comments, "");
}

/* What follows "because:" in the comment, or NULL. */
static const char *said_because(const char *comment)
{
	const char *said = comment + strspn(comment, "# \t");

	if (strncmp(said, because_mark, strlen(because_mark)))
		return NULL;
	said += strlen(because_mark);
	return said + strspn(said, blanks);
}

static void take_comment(struct pending *pending, const char *text)
{
	const char *because = said_because(text);

	strings_add(&pending->comments, text);
	if (!because)
		return;
	if (pending->because.len)
		buf_addch(&pending->because, ' ');
	buf_addstr(&pending->because, because);
	buf_trim(&pending->because);
}

/* Of the comments above the first topic those before the last empty line are the file's. */
static void part_top(struct strings *top, struct strings *above)
{
	size_t n = above->n, left = 0;

	while (n && *above->v[n - 1])
		n--;
	for (size_t i = 0; i < above->n; i++)
		if (i + 1 < n)
			strings_take(top, above->v[i]);
		else if (i + 1 == n)
			free(above->v[i]);
		else
			above->v[left++] = above->v[i];
	above->n = left;
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
	if (out->n)
		line.apart = pending->apart && out->v[out->n - 1].batch == line.batch;
	else
		part_top(&out->top, &line.above);
	buf_release(&pending->because);
	*pending = (struct pending){.because = BUF_INIT};
	array_push(out, line);
	return NULL;
}

/* What stands below the last topic; without any, all is at the top. */
static void take_rest(struct planfile *out, struct pending *pending)
{
	struct strings *rest = out->n ? &out->below : &out->top;

	if (out->n && pending->apart && pending->comments.n)
		strings_add(rest, "");
	for (size_t i = 0; i + is_empty_at_end(&pending->comments) < pending->comments.n; i++)
		strings_add(rest, pending->comments.v[i]);
	strings_release(&pending->comments);
	buf_release(&pending->because);
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
			take_empty(&pending);
		else if (*start != '#')
			err = take_line(out, &pending, line, number);
		else if (out->n || !planheader_take(start, &header_line, &out->version))
			take_comment(&pending, start);
		free(line);
		text += length + (text[length] == '\n');
	}
	take_rest(out, &pending);
	if (err)
		planfile_release(out);
	return err;
}

void planfile_release(struct planfile *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		plan_line_release(&plan->v[i]);
	array_release(plan);
	free(plan->version);
	plan->version = NULL;
	strings_release(&plan->top);
	strings_release(&plan->below);
}

bool planfile_is_other(const struct planfile *plan, const struct cycle *cycle)
{
	char *version = planheader_version(cycle);
	bool other = version && plan->version && strcmp(version, plan->version) != 0;

	free(version);
	return other;
}

static void retire_reasons(struct strings *comments, const char *version)
{
	for (size_t i = 0; i < comments->n; i++) {
		const char *because = said_because(comments->v[i]);
		char *retired;

		if (!because)
			continue;
		retired = mem_format("# %s %s %s", version, because_mark, because);
		free(comments->v[i]);
		comments->v[i] = retired;
	}
}

void planfile_retire(struct planfile *plan)
{
	const char *version = plan->version ? plan->version : "formerly";

	plan->retired = true;
	for (size_t i = 0; i < plan->n; i++) {
		plan->v[i].mute = true;
		retire_reasons(&plan->v[i].above, version);
		free(plan->v[i].because);
		plan->v[i].because = NULL;
	}
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

const struct plan_line **planfile_lines(const struct planfile *plan, const struct containment *containment)
{
	const struct plan_line **lines = mem_zero(containment->n + 1, sizeof(const struct plan_line *));

	for (size_t i = 0; i < plan->n; i++) {
		size_t topic = containment_topic(containment, plan->v[i].topic);

		if (topic != CONTAINMENT_NONE && !lines[topic])
			lines[topic] = &plan->v[i];
	}
	return lines;
}

/* What the program's note says before its reason. */
struct note {
	bool known; /* it has a verdict */
	enum batch verdict;
	bool was;
	enum batch before;
	day_t until;
	bool too; /* the maintainer's choice agrees with the verdict */
};

/* "was second until 2022-03-22" */
static void read_was(struct note *out, const char *part, size_t length)
{
	struct strings words = STRINGS_INIT;
	char *text = mem_dupn(part, length);

	strings_split(&words, text, ' ');
	if (words.n == 4 && !strcmp(words.v[2], "until") && batch_of(words.v[1], &out->before)) {
		out->until = day_parse(words.v[3]);
		out->was = out->until != DAY_NONE;
	}
	strings_release(&words);
	free(text);
}

static struct note read_note(const char *text)
{
	struct note note = {.known = false};
	const char *part;
	char *verdict;

	if (!text || !strchr(text, ':'))
		return note;
	verdict = mem_dupn(text, strcspn(text, ":"));
	note.known = batch_of(verdict, &note.verdict);
	free(verdict);
	for (part = strstr(text, "; "); part; part = strstr(part, "; ")) {
		size_t length;

		part += 2;
		length = strcspn(part, ";");
		if (!strncmp(part, "was ", 4))
			read_was(&note, part, length);
		else if (length == strlen(plan_too_mark) && !strncmp(part, plan_too_mark, length))
			note.too = true;
		else
			break;
	}
	return note;
}

bool plan_line_chosen(const struct plan_line *line)
{
	struct note note = read_note(line->note);

	return !note.known || note.verdict != line->batch || note.too;
}

bool plan_line_was(const struct plan_line *line, enum batch *batch, day_t *until)
{
	struct note note = read_note(line->note);

	*batch = note.before;
	*until = note.until;
	return note.was && note.known && note.verdict == line->batch;
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
