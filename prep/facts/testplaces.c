/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/testplaces.h"

#include <ctype.h>
#include <string.h>

static const char key[] = "pullprep.testRepo";

enum { SECONDS_MOST = 60, BYTES_MOST = 512 << 20 };

/* What a hook's environment says of the repository that it is run in; and a partial clone asks nobody. */
static const char *const environment[] = {"GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_DIR",
    "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_QUARANTINE_PATH", NULL};

static char *directory_of(const struct repo *repo, const char *value)
{
	const char *home = getenv("HOME"), *top = repo_work_tree(repo);

	if (!strncmp(value, "~/", 2) && home)
		return mem_format("%s%s", home, value + 1);
	return *value == '/' ? mem_dup(value) : mem_format("%s/%s", top ? top : repo_git_dir(repo), value);
}

static char *plain(char *name)
{
	for (char *c = name; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr(",:;=", *c))
			*c = '_';
	return name;
}

/* "../kvm-unit-tests/.git/" is called kvm-unit-tests. */
static char *name_of(const char *value)
{
	static const char git[] = ".git";
	size_t end = strlen(value), start;

	do {
		while (end > 1 && value[end - 1] == '/')
			end--;
		if (end <= strlen(git) || strncmp(value + end - strlen(git), git, strlen(git)))
			break;
		end -= strlen(git);
	} while (value[end - 1] == '/');
	for (start = end; start && value[start - 1] != '/'; start--)
		;
	return plain(start < end ? mem_dupn(value + start, end - start) : mem_dup(value));
}

void test_places_list(struct test_places *out, const struct repo *repo, const struct config *config)
{
	struct strings values = STRINGS_INIT, names = STRINGS_INIT;

	config_all(config, key, &values);
	for (size_t i = 0; i < values.n; i++)
		strings_take(&names, name_of(values.v[i]));
	for (size_t i = 0; i < values.n; i++) {
		struct test_place place = {
		    mem_dup(values.v[i]), directory_of(repo, values.v[i]), mem_dup(names.v[i])};
		bool shared = false;

		for (size_t k = 0; k < names.n; k++)
			shared |= k != i && !strcmp(names.v[i], names.v[k]);
		if (shared) {
			free(place.name);
			place.name = plain(mem_dup(place.value));
		}
		array_push(out, place);
	}
	strings_release(&values);
	strings_release(&names);
}

void test_places_release(struct test_places *places)
{
	for (size_t i = 0; i < places->n; i++) {
		free(places->v[i].value);
		free(places->v[i].directory);
		free(places->v[i].name);
	}
	array_release(places);
}

static struct error *not_searched(const struct test_place *place, struct process *process)
{
	struct error *err;

	buf_trim(&process->err);
	err = error_failed(
	    "%s is '%s', which cannot be searched: git says: %s", key, place->value, process->err.s);
	return error_hint(err, "Clone the tests, and name the clone:  git config --add %s DIR", key);
}

struct error *test_place_git(
    struct process *process, const struct test_place *place, int accepted, const char *const *args)
{
	ARRAY(const char *) argv = ARRAY_INIT;
	struct error *err;

	array_push(&argv, "git");
	array_push(&argv, "--no-replace-objects");
	array_push(&argv, "-C");
	array_push(&argv, place->directory);
	for (; *args; args++)
		array_push(&argv, *args);
	array_push(&argv, NULL);
	process->argv = argv.v;
	process->env = environment;
	process->deadline = SECONDS_MOST;
	process->most = BYTES_MOST;
	err = process_run(process);
	process->argv = NULL;
	array_release(&argv);
	if (err)
		return error_context(err, "%s '%s'", key, place->value);
	return process->status > accepted ? not_searched(place, process) : NULL;
}
