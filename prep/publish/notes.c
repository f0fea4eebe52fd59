/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/notes.h"

#include "publish/file.h"
#include "text/plain.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BETWEEN "] with "

static const char head[] =
    "# What to tell whoever pulls about these conflicts. Each note goes into the mail,\n"
    "# under its conflict; lines that begin with '#' do not, and are rewritten.\n";

/* ---- reading ---- */

static char *file_name(const struct project *project, const char *tag)
{
	char *flat = mem_dup(tag), *path;

	for (char *c = flat; *c; c++)
		if (*c == '/')
			*c = '-';
	path = mem_format("%s/pullprep/conflicts/%s", repo_common_dir(project->repo), flat);
	free(flat);
	return path;
}

static const char letters[] = "tnr\\", meant[] = "\t\n\r\\";

/* A name on one line, which steers no terminal: "\t", "\n", "\r", "\\" and "\x1b". */
static void escape(struct buf *out, const char *text)
{
	for (; *text; text++) {
		const char *known = strchr(meant, *text);

		if (known)
			buf_addf(out, "\\%c", letters[known - meant]);
		else if (iscntrl((unsigned char)*text))
			buf_addf(out, "\\x%02x", (unsigned char)*text);
		else
			buf_addch(out, *text);
	}
}

static char *unescape(const char *text, size_t length)
{
	char *copy = mem_dupn(text, length);
	struct buf out = BUF_INIT;

	for (const char *c = copy; *c; c++) {
		const char *known = *c == '\\' && c[1] ? strchr(letters, c[1]) : NULL;
		unsigned byte;

		if (known) {
			buf_addch(&out, meant[known - letters]);
			c++;
		} else if (sscanf(c, "\\x%2x", &byte) == 1 && isxdigit((unsigned char)c[3])) {
			buf_addch(&out, (char)byte);
			c += 3;
		} else {
			buf_addch(&out, *c);
		}
	}
	free(copy);
	return buf_detach(&out);
}

static struct note *find_note(const struct notes *notes, const char *path, const char *with)
{
	for (size_t i = 0; i < notes->n; i++)
		if (!strcmp(notes->v[i].path, path) && !strcmp(notes->v[i].with, with))
			return notes->v + i;
	return NULL;
}

/* "[PATH] with OTHER": adds the section, or finds the one that is there. */
static struct note *start_section(struct notes *notes, const char *line)
{
	const char *end = NULL;
	struct note note, *old;

	/* the name behind it has no such text in it, the path may */
	for (const char *at = line; *line == '[' && (at = strstr(at, BETWEEN)); at++)
		end = at;
	if (!end || !end[strlen(BETWEEN)])
		return NULL;
	note.path = unescape(line + 1, (size_t)(end - line) - 1);
	note.with = unescape(end + strlen(BETWEEN), strlen(end + strlen(BETWEEN)));
	old = find_note(notes, note.path, note.with);
	if (old) {
		free(note.path);
		free(note.with);
		return old;
	}
	note.text = mem_dup("");
	array_push(notes, note);
	return notes->v + notes->n - 1;
}

static void add_line(struct note *note, const char *line)
{
	char *longer = mem_format("%s%s%s", note->text, *note->text ? "\n" : "", line);

	free(note->text);
	note->text = longer;
}

/* Lines of blanks at both ends go, and blanks at the end of lines. */
static void trim(struct note *note)
{
	struct buf text = BUF_INIT;
	const char *at = note->text;

	for (size_t lead; (lead = strspn(at, " \t")), at[lead] == '\n';)
		at += lead + 1;
	buf_addstr(&text, at);
	buf_trim(&text);
	free(note->text);
	note->text = buf_detach(&text);
}

static struct error *parse(struct notes *notes, char *text)
{
	struct note *section = NULL;
	size_t number = 0;

	for (char *line; (line = strsep(&text, "\n"));) {
		struct note *next;
		size_t length = strlen(line);

		number++;
		while (length && strchr(" \t\r", line[length - 1]))
			line[--length] = '\0';
		if (*line == '#')
			continue;
		next = start_section(notes, line);
		section = next ? next : section;
		if (!next && section)
			add_line(section, line);
		else if (!section && *line)
			return error_hint(
			    error_failed("%s:%zu: this note belongs to no conflict", notes->file, number),
			    "Notes stand below a line \"[PATH] with OTHER\".");
	}
	for (size_t i = 0; i < notes->n; i++)
		trim(notes->v + i);
	return NULL;
}

struct error *notes_read(struct notes *out, const struct project *project, const char *tag)
{
	struct buf text = BUF_INIT;
	struct error *err;

	*out = (struct notes){.file = file_name(project, tag)};
	err = file_read(&text, out->file);
	if (err && err->code == ERROR_NOT_FOUND) {
		error_free(err);
		err = NULL;
	}
	if (!err && memchr(text.s, '\0', text.len))
		err = error_hint(
		    error_failed("%s: there is a NUL byte in it", out->file), "Take it out with an editor.");
	if (!err && text.len)
		err = parse(out, text.s);
	buf_release(&text);
	if (err)
		notes_release(out);
	return err;
}

/* ---- writing ---- */

static void add_section(struct buf *out, const char *path, const char *with)
{
	buf_addstr(out, "\n[");
	escape(out, path);
	buf_addstr(out, BETWEEN);
	escape(out, with);
	buf_addch(out, '\n');
}

static void add_side(struct buf *out, const char *where, const struct conflict_side *side)
{
	char *subject;

	if (oid_is_zero(&side->commit))
		return;
	subject = plain_line(side->subject);
	buf_addf(out, "# %s ", where);
	buf_add_oid(out, &side->commit, 12);
	buf_addf(out, " (\"%s\")\n", subject);
	free(subject);
}

static void add_conflict(struct buf *out, const struct conflict *conflict)
{
	char *words = plain_line(conflict->words);

	buf_addf(out, "# %s: %s\n", conflict->kind, words);
	add_side(out, "here: ", &conflict->ours);
	add_side(out, "there:", &conflict->theirs);
	free(words);
}

static void add_text(struct buf *out, const char *text)
{
	buf_addf(out, "%s%s", text, *text ? "\n" : "");
}

/* Is it the first of its path's in this merge? There may be several, of one kind each. */
static bool is_first(const struct test_merge *merge, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (!strcmp(merge->conflicts.v[i].path, merge->conflicts.v[at].path))
			return false;
	return true;
}

static void add_merge(struct buf *out, const struct notes *notes, const struct test_merge *merge)
{
	for (size_t i = 0; i < merge->conflicts.n; i++) {
		const char *path = merge->conflicts.v[i].path;
		const struct note *note = find_note(notes, path, merge->theirs);

		if (!is_first(merge, i))
			continue;
		add_section(out, path, merge->theirs);
		for (size_t k = i; k < merge->conflicts.n; k++)
			if (!strcmp(merge->conflicts.v[k].path, path))
				add_conflict(out, &merge->conflicts.v[k]);
		add_text(out, note ? note->text : "");
	}
}

static bool has_conflict(const struct test_merges *merges, const struct note *note)
{
	for (size_t i = 0; i < merges->n; i++)
		for (size_t k = 0; k < merges->v[i].conflicts.n; k++)
			if (!strcmp(merges->v[i].theirs, note->with) &&
			    !strcmp(merges->v[i].conflicts.v[k].path, note->path))
				return true;
	return false;
}

struct error *notes_write(const struct notes *notes, const struct test_merges *merges)
{
	struct buf out = BUF_INIT;
	struct error *err;

	buf_addstr(&out, head);
	for (size_t i = 0; i < merges->n; i++)
		add_merge(&out, notes, merges->v + i);
	for (size_t i = 0; i < notes->n; i++) {
		if (!*notes->v[i].text || has_conflict(merges, notes->v + i))
			continue;
		add_section(&out, notes->v[i].path, notes->v[i].with);
		buf_addstr(&out, "# there is no such conflict now\n");
		add_text(&out, notes->v[i].text);
	}
	err = file_make_parents(notes->file);
	if (!err)
		err = file_replace(notes->file, out.s, out.len);
	buf_release(&out);
	return error_context(err, "the notes on conflicts are as they were");
}

/* ---- asking ---- */

const char *notes_on(const struct notes *notes, const char *path, const char *with)
{
	const struct note *note = find_note(notes, path, with);

	return note && *note->text ? note->text : NULL;
}

void notes_put(const struct notes *notes, struct test_merges *merges)
{
	for (size_t i = 0; i < merges->n; i++)
		for (size_t k = 0; k < merges->v[i].conflicts.n; k++) {
			struct conflict *conflict = merges->v[i].conflicts.v + k;

			free(conflict->note);
			conflict->note = mem_dup(notes_on(notes, conflict->path, merges->v[i].theirs));
		}
}

struct error *notes_of_pull(
    struct test_merges *out, struct project *project, const git_oid *tip, const char *tag)
{
	struct merge_head ours = {tag, *tip}, theirs = {project->mainline_name, project->mainline};
	struct notes notes;
	struct error *err = notes_read(&notes, project, tag);

	if (err)
		return err;
	err = conflicts_test(out, project, &ours, &theirs);
	if (!err)
		notes_put(&notes, out);
	notes_release(&notes);
	return err;
}

void notes_release(struct notes *notes)
{
	for (size_t i = 0; i < notes->n; i++) {
		free(notes->v[i].path);
		free(notes->v[i].with);
		free(notes->v[i].text);
	}
	array_release(notes);
	free(notes->file);
	notes->file = NULL;
}
