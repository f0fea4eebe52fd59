/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/planstore.h"

#include "plan/plancheck.h"
#include "publish/editor.h"
#include "publish/file.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *planstore_place(const struct planned *planned)
{
	char here[PATH_MAX];
	const char *path = planned->path;
	size_t n = getcwd(here, sizeof(here)) ? strlen(here) : 0;

	return n > 1 && !strncmp(path, here, n) && path[n] == '/' ? path + n + 1 : path;
}

/* Makes the directories above the file. */
static struct error *make_directory(const char *path)
{
	char *copy = mem_dup(path);
	struct error *err = NULL;

	for (char *slash = strchr(copy + 1, '/'); slash && !err; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) < 0 && errno != EEXIST)
			err = error_errno("cannot make the directory %s", copy);
		*slash = '/';
	}
	free(copy);
	return err;
}

struct error *planstore_save(const struct planned *planned, const char *text, bool *kept)
{
	const struct buf *old = &planned->text;
	size_t length = strlen(text);
	struct error *err = make_directory(planned->path);

	*kept = old->len && (old->len != length || memcmp(old->s, text, length));
	if (!err && *kept) {
		char *beside = mem_format("%s~", planned->path);

		err = file_replace(beside, old->s, old->len);
		free(beside);
	}
	if (!err)
		err = file_replace(planned->path, text, length);
	return error_hint(error_context(err, "the plan is not saved, and is as it was"),
	    "Make room, or choose another place with --plan=FILE.");
}

/* A text that nobody has seen is spoken of by the lines of the file that it is to replace. */
static void tell_place(struct plan_line *line, const struct planned *planned)
{
	const struct topic *topic = survey_topic(&planned->survey, line->topic);
	const struct plan_line *old = topic ? planfile_line(&planned->plan, topic) : NULL;

	line->told = old ? old->number : 0;
}

struct error *planstore_check(const struct planned *planned, const char *text, bool saved)
{
	struct planfile plan;
	struct error *err = planfile_parse(&plan, text);

	for (size_t i = 0; !err && !saved && i < plan.n; i++)
		tell_place(&plan.v[i], planned);
	if (!err)
		err = planfile_check(&plan, planned->survey.topics.v, planned->survey.topics.n);
	if (!err && !plan.n && planned->survey.topics.n)
		err = error_failed("it has no topics");
	planfile_release(&plan);
	return err;
}

static struct error *read_edited(struct buf *edited, const struct planned *planned, const char *path)
{
	struct error *err = file_read(edited, path);

	if (!err && memchr(edited->s, '\0', edited->len))
		err = error_failed("there is a NUL byte in it");
	return err ? err : planstore_check(planned, edited->s, true);
}

struct error *planstore_edit(const struct planned *planned, const char *text, bool *kept)
{
	char *path = mem_format("%s.edit", planned->path);
	struct buf edited = BUF_INIT;
	struct error *err = make_directory(path);

	if (!err && !access(path, F_OK))
		warning("going on with the text that was refused before, %s; delete it to begin anew", path);
	else if (!err)
		err = file_replace(path, text, strlen(text));
	if (err)
		goto done;
	err = editor_open(planned->project.repo, path);
	if (err) {
		unlink(path);
		error_hint(err, "or save the plan as it is printed, with:  pullprep split --write");
		goto done;
	}
	err = read_edited(&edited, planned, path);
	if (err && err->code == ERROR_NOT_FOUND) {
		error_free(err);
		err = error_failed("the editor left no plan: its file %s is gone", path);
		error_hint(err, "The plan is as it was; begin anew with:  pullprep split --edit");
		goto done;
	}
	if (err) {
		error_context(err, "the edited plan is refused");
		error_hint(err, "Your text is kept in %s; go on with:  pullprep split --edit", path);
		goto done;
	}
	err = planstore_save(planned, edited.s, kept);
	if (!err)
		unlink(path);
	else
		error_hint(err, "Your text is kept in %s.", path);
done:
	buf_release(&edited);
	free(path);
	return err;
}
