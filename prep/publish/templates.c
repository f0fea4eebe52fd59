/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/templates.h"

#include "publish/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef TEMPLATE_DIR
#define TEMPLATE_DIR "/usr/local/share/pullprep/templates"
#endif

static struct error *add_configured(struct strings *directories, const struct config *config)
{
	const char *configured = config_get(config, "pullprep.templateDir");
	struct stat found;
	char *path;

	if (!configured)
		return NULL;
	path = file_expand(configured);
	if (stat(path, &found) < 0 || !S_ISDIR(found.st_mode)) {
		struct error *err = error_failed("pullprep.templateDir is '%s', which is no directory", path);

		free(path);
		return error_hint(err, "Correct it with:  git config pullprep.templateDir DIR");
	}
	strings_take(directories, path);
	return NULL;
}

static void add_personal(struct strings *directories)
{
	const char *config_home = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config_home && *config_home == '/')
		strings_take(directories, mem_format("%s/pullprep/templates", config_home));
	else if (home)
		strings_take(directories, mem_format("%s/.config/pullprep/templates", home));
}

/* A program that is run from the tree it was built in (its path has a directory "build") uses the templates
 * of that tree. */
static void add_own(struct strings *directories)
{
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (length > 0) {
		char *build = NULL;

		path[length] = '\0';
		for (char *at = path; (at = strstr(at, "/build/")); at++)
			build = at;
		if (build)
			strings_take(directories, mem_format("%.*s/templates", (int)(build - path), path));
	}
	strings_add(directories, TEMPLATE_DIR);
}

static struct error *load(struct template **out, const char *path, bool *missing)
{
	struct buf text = BUF_INIT;
	struct error *err = file_read(&text, path);

	*missing = err && err->code == ERROR_NOT_FOUND;
	if (!err)
		err = template_parse(out, path, text.s, text.len);
	else
		error_hint(error_context(err, "template"), "Name one that can be read with --template=FILE.");
	buf_release(&text);
	return err;
}

struct error *templates_load(
    struct template **out, const struct config *config, const char *name, const char *file)
{
	struct strings directories = STRINGS_INIT;
	struct error *err;
	bool missing = true;

	*out = NULL;
	if (file)
		return load(out, file, &missing);
	err = add_configured(&directories, config);
	add_personal(&directories);
	add_own(&directories);
	for (size_t i = 0; !err && missing && i < directories.n; i++) {
		char *path = mem_format("%s/%s", directories.v[i], name);

		err = load(out, path, &missing);
		if (missing) {
			error_free(err);
			err = NULL;
		}
		free(path);
	}
	if (!err && missing) {
		struct buf places = BUF_INIT;

		for (size_t i = 0; i < directories.n; i++)
			buf_addf(&places, "%s%s", i ? ", " : "", directories.v[i]);
		err = error_failed("there is no template '%s' in %s", name, places.s);
		error_hint(
		    err, "Install pullprep with 'make install', or name a template with --template=FILE.");
		buf_release(&places);
	}
	strings_release(&directories);
	return err;
}
