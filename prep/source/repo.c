/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/repo.h"

#include "source/attributes.h"
#include "source/refname.h"
#include "util/process.h"

#include <git2.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct repo {
	git_repository *handle;
	git_odb *odb;
	char *git_dir, *common_dir, *work_tree;
	struct attributes *attributes; /* NULL until asked for */
};

struct error *repo_git_status(
    struct repo *repo, struct buf *out, struct buf *words, int *status, const char *const *args)
{
	ARRAY(const char *) argv = ARRAY_INIT;
	struct process p = PROCESS_INIT;
	struct error *err;

	(void)repo;
	array_push(&argv, "git");
	array_push(&argv, "--no-replace-objects");
	for (; *args; args++)
		array_push(&argv, *args);
	array_push(&argv, NULL);
	p.argv = argv.v;
	err = process_run(&p);
	*status = p.status;
	if (out)
		buf_add(out, p.out.s, p.out.len);
	if (words)
		buf_add(words, p.err.s, p.err.len);
	process_release(&p);
	array_release(&argv);
	return err;
}

/* Which subcommand this is: the first word that is neither an option of git's own nor such an option's value.
 */
static const char *subcommand(const char *const *args)
{
	for (; *args; args++) {
		if (!strcmp(*args, "-c") || !strcmp(*args, "-C"))
			args++;
		else if (**args != '-')
			return *args;
	}
	return "git";
}

/* What git's own words leave open. */
static struct error *add_advice(struct error *err, const char *words)
{
	static const struct {
		const char *sign, *advice;
	} table[] = {
	    {"packed-refs",
		"A line of packed-refs is broken: take it out, or restore the file from a backup."},
	    {"unable to read", "Objects are missing or corrupt; see which with:  git fsck"},
	    {"missing object", "Objects are missing; see which refs need them with:  git fsck"},
	    {"bad object", "Objects are missing or corrupt; see which with:  git fsck"},
	    {"inflate", "Objects are corrupt; see which with:  git fsck"},
	    {"repository extension",
		"The installed git is too old for this repository: reftable needs git 2.45 or newer."},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (strstr(words, table[i].sign))
			return error_hint(err, "%s", table[i].advice);
	return err;
}

struct error *repo_gitv_input(
    struct repo *repo, struct buf *out, const char *const *args, const char *input, size_t length)
{
	ARRAY(const char *) argv = ARRAY_INIT;
	struct process p = PROCESS_INIT;
	struct error *err;

	(void)repo;
	array_push(&argv, "git");
	array_push(&argv, "--no-replace-objects");
	for (const char *const *arg = args; *arg; arg++)
		array_push(&argv, *arg);
	array_push(&argv, NULL);
	p.argv = argv.v;
	p.input = input;
	p.input_length = length;
	err = process_run(&p);
	if (!err && p.status) {
		buf_trim(&p.err);
		err = error_failed("git %s failed (exit %d)%s%s", subcommand(args), p.status,
		    p.err.len ? ": " : "", p.err.s);
		add_advice(err, p.err.s);
	}
	if (!err && out)
		buf_add(out, p.out.s, p.out.len);
	process_release(&p);
	array_release(&argv);
	return err;
}

struct error *repo_gitv(struct repo *repo, struct buf *out, const char *const *args)
{
	return repo_gitv_input(repo, out, args, NULL, 0);
}

struct error *repo_git(struct repo *repo, struct buf *out, ...)
{
	ARRAY(const char *) argv = ARRAY_INIT;
	struct error *err;
	const char *arg;
	va_list args;

	va_start(args, out);
	do {
		arg = va_arg(args, const char *);
		array_push(&argv, arg);
	} while (arg);
	va_end(args);
	err = repo_gitv(repo, out, argv.v);
	array_release(&argv);
	return err;
}

/* What libgit2 cannot read is told by git's own knowledge of the repository, by name. */
static struct error *explain_unreadable(struct repo *repo, const char *why)
{
	struct buf names = BUF_INIT;
	struct error *err;
	int status;
	const char *const formats[] = {"rev-parse", "--show-object-format", NULL};
	const char *const extensions[] = {"config", "--get-regexp", "^extensions\\.", NULL};

	err = repo_git_status(repo, &names, NULL, &status, formats);
	if (!err && !strncmp(names.s, "sha256", 6)) {
		err = error_failed("%s is a sha256 repository, which pullprep cannot read", repo->git_dir);
		error_hint(err, "Convert it to sha1, or work in a sha1 clone.");
	} else if (!err) {
		buf_reset(&names);
		err = repo_git_status(repo, &names, NULL, &status, extensions);
		buf_trim(&names);
		if (!err) {
			err = error_failed("cannot read the repository %s: %s", repo->git_dir, why);
			if (names.len)
				error_hint(err, "It uses extensions of git: %s", names.s);
		}
	}
	buf_release(&names);
	return err;
}

static struct error *explain_nowhere(const struct process *git)
{
	const char *words = git->err.s;
	bool nowhere = strstr(words, "not a git repository") != NULL;
	struct error *err = error_new(nowhere ? ERROR_NOT_FOUND : ERROR_FAILED, "%s",
	    *words ? words : "git cannot find a repository here");

	if (nowhere)
		return error_hint(err, "Change into a repository, or name one with: pullprep -C DIR ...");
	return add_advice(err, words);
}

static bool is_truth(const char *word)
{
	return !strcmp(word, "true") || !strcmp(word, "false");
}

static const char *after_lines(const char *text, size_t n)
{
	while (n--)
		text = strchr(text, '\n') + 1;
	return text;
}

/*
 * `git` has told them; of the top of a work tree only where there is one, and it fails where there is none. A path can have line
 * feeds: then what should be true or false is neither.
 */
static struct error *take_dirs(struct repo *repo, struct process *git)
{
	struct strings lines = STRINGS_INIT;
	struct error *err = NULL;

	buf_trim(&git->err);
	strings_split(&lines, git->out.s, '\n');
	if (lines.n < 4 || !is_truth(lines.v[2]) || !is_truth(lines.v[3]) ||
	    (git->status && !strcmp(lines.v[3], "true"))) {
		err = explain_nowhere(git);
		goto done;
	}
	repo->git_dir = mem_dup(lines.v[0]);
	repo->common_dir = mem_dup(lines.v[1]);
	if (!strcmp(lines.v[2], "true")) {
		err = error_failed(
		    "%s is a shallow clone: history that is not there cannot be counted", repo->git_dir);
		error_hint(err, "Get the rest with:  git fetch --unshallow");
	} else if (lines.n > 4) {
		buf_trim(&git->out);
		repo->work_tree = mem_dup(after_lines(git->out.s, 4));
	}
done:
	strings_release(&lines);
	return err;
}

/* A borrowed object store that is gone makes every later error obscure: named at once. */
static struct error *check_alternates(struct repo *repo)
{
	char *path = mem_format("%s/objects/info/alternates", repo->common_dir);
	FILE *file = fopen(path, "r");
	struct error *err = NULL;
	char line[4096];

	while (file && !err && fgets(line, sizeof(line), file)) {
		char *full;

		line[strcspn(line, "\n")] = '\0';
		if (!*line || *line == '#')
			continue;
		full = *line == '/' ? mem_dup(line) : mem_format("%s/objects/%s", repo->common_dir, line);
		if (access(full, X_OK) < 0) {
			err = error_failed(
			    "the object store that this repository borrows from is gone: %s", full);
			error_hint(err, "Put it back, or correct %s.", path);
		}
		free(full);
	}
	if (file)
		fclose(file);
	free(path);
	return err;
}

/* Where neither a file of refs nor a directory can hold replacements, git need not be asked. */
static bool may_have_replacements(const struct repo *repo)
{
	char *packed = mem_format("%s/packed-refs", repo->common_dir);
	char *loose = mem_format("%s/refs/replace", repo->common_dir);
	char *table = mem_format("%s/reftable", repo->common_dir);
	bool may = !access(loose, F_OK) || !access(table, F_OK);
	FILE *file = may ? NULL : fopen(packed, "r");
	char *line = NULL;
	size_t size = 0;

	while (file && !may && getline(&line, &size, file) > 0)
		may = strstr(line, " refs/replace/") != NULL;
	if (file)
		fclose(file);
	free(line);
	free(packed);
	free(loose);
	free(table);
	return may;
}

static struct error *warn_of_replacements(struct repo *repo)
{
	struct buf out = BUF_INIT;
	struct error *err = NULL;
	char *grafts = mem_format("%s/info/grafts", repo->common_dir);

	if (may_have_replacements(repo))
		err = repo_git(repo, &out, "for-each-ref", "--count=1", "refs/replace/", NULL);
	if (!err && (out.len || !access(grafts, R_OK)))
		warning("replacement refs or grafts of this repository are ignored: upstream has none");
	free(grafts);
	buf_release(&out);
	return err;
}

/* git children may run elsewhere than where the user said it. */
static void make_absolute(const char *name)
{
	const char *path = getenv(name);
	char *absolute = path && *path && *path != '/' ? realpath(path, NULL) : NULL;

	if (absolute)
		setenv(name, absolute, 1);
	free(absolute);
}

/* libgit2 reads the certificates of the machine when it starts, which takes as long as git's whole answer. */
static struct error *find_dirs(struct repo *repo)
{
	const char *const query[] = {"git", "--no-replace-objects", "rev-parse", "--path-format=absolute",
	    "--git-dir", "--git-common-dir", "--is-shallow-repository", "--is-inside-work-tree",
	    "--show-toplevel", NULL};
	struct process git = PROCESS_INIT;
	struct error *err, *later;

	git.argv = query;
	err = process_begin(&git);
	git_libgit2_init();
	later = process_end(&git);
	err = err ? err : later;
	if (!err)
		err = take_dirs(repo, &git);
	process_release(&git);
	return err;
}

struct error *repo_open(struct repo **out)
{
	static const char *extensions[] = {"worktreeConfig"};
	struct repo *repo = mem_zero(1, sizeof(*repo));
	struct error *err = find_dirs(repo);
	git_buf found = GIT_BUF_INIT;

	*out = NULL;
	if (err)
		goto done;
	/* For git's children: --no-replace-objects leaves grafts on. A file that cannot be there, because git
	 * tells whoever has one, even an empty one, that grafts are deprecated. */
	setenv("GIT_GRAFT_FILE", "/dev/null/none", 1);
	make_absolute("GIT_OBJECT_DIRECTORY");
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* each object is read once, or kept by who reads it again; few windows of a pack keep memory small */
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)16 << 20);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)96 << 20);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, 1);
	/* git has found the repository and judged who owns it; libgit2's own check knows less (it ignores
	 * '*'). */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	err = check_alternates(repo);
	if (err)
		goto done;
	if (git_repository_open_ext(&repo->handle, repo->git_dir, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) < 0 ||
	    git_repository_odb(&repo->odb, repo->handle) < 0) {
		const git_error *last = git_error_last();

		err = explain_unreadable(repo, last ? last->message : "unknown reason");
		goto done;
	}
	err = warn_of_replacements(repo);
done:
	git_buf_dispose(&found);
	if (err)
		repo_free(repo);
	else
		*out = repo;
	return err;
}

void repo_free(struct repo *repo)
{
	if (!repo)
		return;
	attributes_free(repo->attributes);
	git_odb_free(repo->odb);
	git_repository_free(repo->handle);
	free(repo->git_dir);
	free(repo->common_dir);
	free(repo->work_tree);
	free(repo);
}

struct attributes *repo_attributes(struct repo *repo)
{
	if (!repo->attributes)
		repo->attributes = attributes_new(repo);
	return repo->attributes;
}

const char *repo_git_dir(const struct repo *repo)
{
	return repo->git_dir;
}

const char *repo_common_dir(const struct repo *repo)
{
	return repo->common_dir;
}

const char *repo_work_tree(const struct repo *repo)
{
	return repo->work_tree;
}

git_repository *repo_handle(struct repo *repo)
{
	return repo->handle;
}

git_odb *repo_odb(struct repo *repo)
{
	return repo->odb;
}

struct error *repo_commit(struct repo *repo, const char *revision, git_oid *out)
{
	char *spec = mem_format("%s^{commit}", revision);
	const char *const args[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", spec, NULL};
	struct buf answer = BUF_INIT, words = BUF_INIT;
	struct error *err;
	int status;

	err = repo_git_status(repo, &answer, &words, &status, args);
	buf_trim(&answer);
	buf_trim(&words);
	/* What git cannot read at all is not to be taken for a name that is wrong. */
	if (!err && status && strstr(words.s, "packed-refs"))
		err = add_advice(error_failed("cannot look up '%s': %s", revision, words.s), words.s);
	else if (!err && (status || git_oid_fromstr(out, answer.s) < 0))
		err = error_new(ERROR_NOT_FOUND, "'%s' names no commit in this repository%s%s", revision,
		    words.len ? ": " : "", words.s);
	free(spec);
	buf_release(&answer);
	buf_release(&words);
	return err;
}

struct error *repo_is_ancestor(struct repo *repo, bool *out, const git_oid *above, const git_oid *below)
{
	char *inner = oid_text(above), *outer = oid_text(below);
	const char *const args[] = {"merge-base", "--is-ancestor", inner, outer, NULL};
	struct buf words = BUF_INIT;
	int status = 1;
	struct error *err = repo_git_status(repo, NULL, &words, &status, args);

	buf_trim(&words);
	if (!err && status > 1)
		err = error_failed("git merge-base failed (exit %d): %s", status, words.s);
	*out = !err && !status;
	free(inner);
	free(outer);
	buf_release(&words);
	return err;
}

struct error *repo_full_ref(struct repo *repo, const char *name, char **out)
{
	const char *const args[] = {
	    "rev-parse", "--verify", "--quiet", "--symbolic-full-name", "--end-of-options", name, NULL};
	struct buf answer = BUF_INIT;
	struct error *err;
	git_oid target;
	int status;

	*out = NULL;
	if (refname_find(repo, name, out, &target))
		return NULL;
	err = repo_git_status(repo, &answer, NULL, &status, args);
	buf_trim(&answer);
	if (!err && !status && !strncmp(answer.s, "refs/", 5))
		*out = buf_detach(&answer);
	buf_release(&answer);
	return err;
}

struct error *repo_read(struct repo *repo, const git_oid *oid, int *type, struct buf *out)
{
	git_odb_object *object = NULL;

	if (git_odb_read(&object, repo->odb, oid) < 0) {
		char *hex = oid_text(oid);
		struct error *err =
		    error_new(ERROR_MISSING, "the repository lacks object %s, or it is corrupt", hex);

		error_hint(err,
		    "If the id is right: in a partial clone get it with  git cat-file -e %s; otherwise git "
		    "fsck "
		    "tells what is wrong.",
		    hex);
		free(hex);
		return err;
	}
	if (type)
		*type = (int)git_odb_object_type(object);
	buf_add(out, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	return NULL;
}

char *oid_text(const git_oid *oid)
{
	char *text = mem_new(GIT_OID_HEXSZ + 1, 1);

	return git_oid_tostr(text, GIT_OID_HEXSZ + 1, oid);
}

void buf_add_oid(struct buf *out, const git_oid *oid, size_t digits)
{
	char text[GIT_OID_HEXSZ + 1];

	git_oid_tostr(text, sizeof(text), oid);
	buf_add(out, text, digits);
}
