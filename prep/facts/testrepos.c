/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/testrepos.h"

#include "util/process.h"

#include <stdlib.h>
#include <string.h>

static const char key[] = "pullprep.testRepo";

enum { SECONDS_MOST = 60 };

/* What a hook's environment says of the repository that it is run in; and a partial clone asks nobody. */
static const char *const environment[] = {"GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_DIR",
    "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_QUARANTINE_PATH", NULL};

/* How a test names it: "linux/kvm.h" of "include/uapi/linux/kvm.h". */
static const char *word_of(const char *name)
{
	static const char uapi[] = "include/uapi/";
	const char *at = strstr(name, uapi);

	return at ? at + strlen(uapi) : name;
}

static char *directory_of(const struct project *project, const char *value)
{
	const char *home = getenv("HOME"), *top = repo_work_tree(project->repo);

	if (!strncmp(value, "~/", 2) && home)
		return mem_format("%s%s", home, value + 1);
	return *value == '/' ? mem_dup(value)
			     : mem_format("%s/%s", top ? top : repo_git_dir(project->repo), value);
}

static struct error *not_searched(const char *value, struct process *process)
{
	struct error *err;

	buf_trim(&process->err);
	err = error_failed("%s is '%s', which cannot be searched: git says: %s", key, value, process->err.s);
	return error_hint(err, "Clone the tests, and name the clone:  git config --add %s DIR", key);
}

/* Marks the words that a file there has. */
static struct error *search(
    bool *found, const struct project *project, const char *value, const struct strings *names)
{
	char *directory = directory_of(project, value);
	const char *const argv[] = {"git", "-C", directory, "grep", "--no-color", "--no-line-number",
	    "--no-column", "-h", "-o", "-w", "-F", "-f", "-", "HEAD", "--", NULL};
	struct process process = PROCESS_INIT;
	struct strings lines = STRINGS_INIT;
	struct buf words = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < names->n; i++)
		buf_addf(&words, "%s\n", word_of(names->v[i]));
	process.argv = argv;
	process.env = environment;
	process.deadline = SECONDS_MOST;
	process.input = words.s;
	process.input_length = words.len;
	err = process_run(&process);
	if (err)
		error_context(err, "%s '%s'", key, value);
	else if (process.status > 1)
		err = not_searched(value, &process);
	else
		strings_split(&lines, process.out.s, '\n');
	for (size_t i = 0; i < names->n && lines.n; i++)
		found[i] |= strings_has(&lines, word_of(names->v[i]));
	strings_release(&lines);
	buf_release(&words);
	process_release(&process);
	free(directory);
	return err;
}

struct error *test_repos_find(
    struct strings *untested, const struct project *project, const struct strings *names)
{
	bool *found = mem_zero(names->n + 1, sizeof(*found));
	struct strings values = STRINGS_INIT;
	struct error *err = NULL;

	config_all(project->config, key, &values);
	for (size_t i = 0; !err && names->n && i < values.n; i++)
		err = search(found, project, values.v[i], names);
	for (size_t i = 0; !err && i < names->n; i++)
		if (!found[i])
			strings_add(untested, names->v[i]);
	strings_release(&values);
	free(found);
	return err;
}
