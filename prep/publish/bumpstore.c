/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/bumpstore.h"

#include "publish/file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *path_of(const struct project *project)
{
	return mem_format("%s/pullprep/bumped", repo_common_dir(project->repo));
}

/* git exits with 0 for an ancestor, 1 for another commit, and otherwise for what is no commit here. */
static struct error *settle(struct bump *bump, const struct project *project)
{
	char *inner = oid_text(&bump->tip), *outer = oid_text(&project->mainline);
	const char *const args[] = {"merge-base", "--is-ancestor", inner, outer, NULL};
	struct buf words = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(project->repo, NULL, &words, &status, args);

	bump->here = !err && status <= 1;
	bump->done = !err && !status;
	buf_release(&words);
	free(inner);
	free(outer);
	return err;
}

struct error *bumpstore_load(struct bumps *out, const struct project *project)
{
	char *path = path_of(project);
	struct buf text = BUF_INIT;
	struct error *err = file_read(&text, path);

	*out = (struct bumps){.v = NULL};
	if (err && err->code == ERROR_NOT_FOUND) {
		error_free(err);
		err = NULL;
	} else if (!err) {
		if (memchr(text.s, '\0', text.len))
			err = error_failed("there is a NUL byte in it");
		else
			err = bumps_parse(out, text.s);
		error_context(err, "the records of bumped topics, %s", path);
	}
	error_hint(err, "Mend the file, or delete it: then no topic is bumped.");
	for (size_t i = 0; !err && i < out->n; i++)
		err = settle(&out->v[i], project);
	buf_release(&text);
	free(path);
	return err;
}

static struct error *make_directory(const struct project *project)
{
	char *directory = mem_format("%s/pullprep", repo_common_dir(project->repo));
	struct error *err = NULL;

	if (mkdir(directory, 0777) < 0 && errno != EEXIST)
		err = error_errno("cannot make the directory %s", directory);
	free(directory);
	return err;
}

struct error *bumpstore_save(const struct project *project, const struct bumps *bumps)
{
	char *path = path_of(project);
	struct buf text = BUF_INIT;
	struct error *err = make_directory(project);

	bumps_write(&text, bumps);
	if (!err && text.len)
		err = file_replace(path, text.s, text.len);
	else if (!err && unlink(path) < 0 && errno != ENOENT)
		err = error_errno("cannot remove %s", path);
	buf_release(&text);
	free(path);
	return error_hint(error_context(err, "the record is not saved, and nothing is changed"),
	    "Make room, or the directory writable.");
}
