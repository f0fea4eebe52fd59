/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/waiveedit.h"

#include "publish/editor.h"
#include "publish/file.h"
#include "text/plain.h"
#include "util/squeeze.h"

#include <string.h>
#include <unistd.h>

enum { DIGITS = 12 };

static const char head[] =
    "# One waiver a line: commit, rule, reason. Change a reason, or delete a line to drop its waiver.\n"
    "# Lines that begin with '#' do not count; new waivers are made by:  pullprep waive COMMIT --rule=...\n";

static void add_waived(struct buf *out, const struct waived *waived)
{
	struct buf about = BUF_INIT;
	char *author = plain_line(waived->waiver->author), *reason = plain_line(waived->waiver->reason);

	waived_add_commit(&about, waived);
	buf_addf(out, "\n# %s, ", about.s);
	day_add_iso(out, day_of_time(waived->waiver->time));
	buf_addf(out, ", %s\n", author);
	buf_add_oid(out, &waived->commit, DIGITS);
	buf_addf(out, " %s %s\n", waived->waiver->rule, reason);
	free(author);
	free(reason);
	buf_release(&about);
}

/* ---- what became of it ---- */

static struct error *refuse(size_t number, const char *what, const char *line)
{
	return error_failed("line %zu %s: '%s'", number, what, line);
}

static size_t find_waived(const struct waived_list *list, const char *commit, const char *rule)
{
	size_t length = strlen(commit);

	for (size_t i = 0; length >= DIGITS && i < list->n; i++) {
		char *hex = oid_text(&list->v[i].commit);
		bool same = !strncmp(hex, commit, length) && rule && !strcmp(list->v[i].waiver->rule, rule);

		free(hex);
		if (same)
			return i;
	}
	return list->n;
}

/* Changes are recorded where the waiver was. The author is the caller's to set. */
static void add_change(struct waive_changes *out, const struct waiver *seen, char *reason)
{
	struct waiver waiver = {
	    .commit = seen->commit, .patch = seen->patch, .rule = mem_dup(seen->rule), .reason = reason};

	array_push(out, (struct waive_change){waiver, seen});
}

/* A reason that was not touched stays byte for byte, though it is shown masked. */
static bool is_as_it_was(const struct waiver *waiver, const char *reason)
{
	char *shown = plain_line(waiver->reason), *one = squeeze(shown);
	bool same = one && !strcmp(one, reason);

	free(shown);
	free(one);
	return same;
}

static struct error *read_line(
    struct waive_changes *out, bool *met, const struct waived_list *list, const char *line, size_t number)
{
	char *copy = squeeze(line), *rest = copy, *commit, *rule, *reason;
	struct error *err = NULL;
	size_t i;

	if (!copy || *copy == '#') {
		free(copy);
		return NULL;
	}
	commit = strsep(&rest, " ");
	rule = strsep(&rest, " ");
	i = find_waived(list, commit, rule);
	if (i == list->n) {
		err = refuse(number, "is of no waiver that was here to edit", copy);
	} else if (met[i]) {
		err = refuse(number, "is of a waiver that had a line already", copy);
	} else if (!rest) {
		err = error_hint(refuse(number, "has no reason", copy),
		    "A waiver needs one; to drop it delete the whole line.");
	} else {
		met[i] = true;
		reason = is_as_it_was(list->v[i].waiver, rest) ? NULL : mem_dup(rest);
		if (reason)
			add_change(out, list->v[i].waiver, reason);
	}
	free(copy);
	return err;
}

struct error *waiveedit_parse(struct waive_changes *out, const struct waived_list *list, const char *text)
{
	char *copy = mem_dup(text), *rest = copy, *all = squeeze(text);
	bool *met = mem_zero(list->n + 1, sizeof(*met));
	struct error *err = NULL;
	size_t number = 0;

	if (!all)
		err = error_hint(error_failed("it is empty"),
		    "To drop every waiver delete their lines, and leave those that begin with '#'.");
	for (char *line; !err && (line = strsep(&rest, "\n"));)
		err = read_line(out, met, list, line, ++number);
	for (size_t i = 0; !err && i < list->n; i++)
		if (!met[i])
			add_change(out, list->v[i].waiver, NULL);
	free(met);
	free(copy);
	free(all);
	return err;
}

/* ---- the editor ---- */

/* A file of its own each time: what was refused before stays, and must not speak for later waivers. */
static struct error *begin(char **path, struct repo *repo, const struct waived_list *list)
{
	char *directory = mem_format("%s/pullprep", repo_common_dir(repo));
	struct buf text = BUF_INIT;
	struct error *err;

	buf_addstr(&text, head);
	for (size_t i = 0; i < list->n; i++)
		add_waived(&text, list->v + i);
	err = file_create(path, directory, "waivers", "edit", text.s, text.len);
	buf_release(&text);
	free(directory);
	return err;
}

static struct error *read_edited(struct waive_changes *out, const char *path, const struct waived_list *list)
{
	struct buf text = BUF_INIT;
	struct error *err = file_read(&text, path);

	if (!err && memchr(text.s, '\0', text.len))
		err = error_failed("there is a NUL byte in it");
	if (!err)
		err = waiveedit_parse(out, list, text.s);
	buf_release(&text);
	if (!err)
		return NULL;
	if (err->code == ERROR_NOT_FOUND) {
		error_free(err);
		return error_hint(error_failed("the editor left no waivers: their file %s is gone", path),
		    "No waiver is changed; begin anew with:  pullprep waive --edit");
	}
	error_context(err, "the edited waivers are refused");
	return error_hint(err,
	    "No waiver is changed. Your text is kept in %s; begin anew with:  pullprep waive --edit", path);
}

struct error *waiveedit_run(
    struct waive_changes *out, char **path, struct repo *repo, const struct waived_list *list)
{
	struct error *err;

	*path = NULL;
	err = begin(path, repo, list);
	if (err)
		return err;
	err = editor_open(repo, *path);
	if (!err)
		return read_edited(out, *path, list);
	unlink(*path);
	return err;
}
