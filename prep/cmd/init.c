/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"
#include "facts/setup.h"
#include "publish/hook.h"
#include "util/safe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct arguments {
	bool yes, hook;
};

static const struct option options[] = {
    {.name = "yes",
	.letter = 'y',
	.type = OPTION_FLAG,
	.help = "write what was found without asking",
	.offset = offsetof(struct arguments, yes)},
    {.name = "hook",
	.type = OPTION_FLAG,
	.help = "install a pre-push hook that checks a batch before it is pushed, and nothing else",
	.offset = offsetof(struct arguments, hook)},
    OPTION_END,
};

static bool on_a_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static void print_masked(const char *text)
{
	char *safe = safe_text(text);

	fputs(safe, stdout);
	free(safe);
}

/* A line that the user types, without its end; NULL at the end of input. */
static char *read_answer(void)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	fflush(stdout);
	length = getline(&line, &size, stdin);
	if (length < 0) {
		free(line);
		return NULL;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

static struct error *given_up(void)
{
	return error_failed("the input ended before all was answered: nothing was written");
}

/* ---- the shell's way of writing it */

static void add_quoted(struct buf *out, const char *text)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=./:@,+%";

	if (*text && !text[strspn(text, plain)]) {
		buf_addstr(out, text);
		return;
	}
	buf_addch(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buf_addstr(out, "'\\''");
		else
			buf_addch(out, *text);
	}
	buf_addch(out, '\'');
}

/* Without a terminal: the commands that would set it, for the user to run, and what else may be set. */
static void print_commands(const struct suggestions *suggestions)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < suggestions->n; i++) {
		const struct suggestion *s = &suggestions->v[i];

		if (s->set)
			buf_addf(&out, "# %s is set: %s\n", s->key, s->value);
		else if (!s->value)
			buf_addf(&out, "# git config %s ...   # %s\n", s->key, s->question);
		else {
			buf_addf(&out, "git config %s ", s->key);
			add_quoted(&out, s->value);
			buf_addch(&out, '\n');
		}
	}
	for (char *line = out.s, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		print_masked(line);
		putchar('\n');
	}
	buf_release(&out);
}

/* ---- asking */

static struct error *check_answer(
    struct project *project, const struct suggestion *suggestion, const char *answer)
{
	git_oid oid;

	return strcmp(suggestion->key, "pullprep.mainline") ? NULL : repo_commit(project->repo, answer, &oid);
}

/* Until the answer is one that can be. Enter takes what was found, "-" leaves the key out. */
static struct error *ask(struct project *project, struct suggestion *suggestion)
{
	for (;;) {
		struct error *err;
		char *answer;

		printf("%s (%s)", suggestion->key, suggestion->question);
		if (suggestion->value) {
			fputs(" [", stdout);
			print_masked(suggestion->value);
			fputs("]", stdout);
		}
		fputs(": ", stdout);
		answer = read_answer();
		if (!answer)
			return given_up();
		if (!*answer) {
			free(answer);
			return NULL;
		}
		err = strcmp(answer, "-") ? check_answer(project, suggestion, answer) : NULL;
		if (err) {
			error_print(err);
			error_free(err);
			free(answer);
			continue;
		}
		free(suggestion->value);
		suggestion->value = strcmp(answer, "-") ? answer : NULL;
		if (!suggestion->value)
			free(answer);
		return NULL;
	}
}

static struct error *ask_all(struct project *project, struct suggestions *suggestions)
{
	struct error *err = NULL;

	puts("Enter takes what is in brackets, \"-\" leaves it out. Nothing is written before the end.\n");
	for (size_t i = 0; !err && i < suggestions->n; i++)
		if (!suggestions->v[i].set)
			err = ask(project, &suggestions->v[i]);
	return err;
}

static struct error *confirm(bool *yes)
{
	char *answer;

	fputs("Write this to the repository's git configuration? [Y/n] ", stdout);
	answer = read_answer();
	if (!answer)
		return given_up();
	*yes = !*answer || *answer == 'y' || *answer == 'Y';
	free(answer);
	return NULL;
}

/* ---- showing and writing */

/* Returns how many there are to be written. */
static size_t show(const struct suggestions *suggestions)
{
	size_t n = 0;

	for (size_t i = 0; i < suggestions->n; i++) {
		const struct suggestion *s = &suggestions->v[i];

		if (!s->value)
			continue;
		printf("  %-18s ", s->key);
		print_masked(s->value);
		puts(s->set ? "   (set already)" : "");
		n += !s->set;
	}
	return n;
}

static struct error *write_all(struct project *project, const struct suggestions *suggestions)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < suggestions->n; i++) {
		const struct suggestion *s = &suggestions->v[i];

		if (!s->set && s->value)
			err = repo_git(project->repo, NULL, "config", "--local", s->key, s->value, NULL);
		err = error_context(err, "cannot write %s", s->key);
	}
	return err;
}

static struct error *settle(struct project *project, struct suggestions *suggestions, bool yes)
{
	struct error *err = NULL;

	if (!yes)
		err = ask_all(project, suggestions);
	if (err)
		return err;
	if (!yes)
		putchar('\n');
	if (!show(suggestions)) {
		puts("Nothing to write.");
		return NULL;
	}
	if (!yes)
		err = confirm(&yes);
	if (err)
		return err;
	if (!yes) {
		puts("Nothing was written.");
		return NULL;
	}
	err = write_all(project, suggestions);
	if (!err)
		puts("Written. `pullprep` shows where things stand.");
	return err;
}

/* Opens the project; where no mainline is found, a user who can be asked is asked. */
static struct error *open_project(struct project *project, struct globals *globals)
{
	struct error *err;

	while ((err = project_open(project, &globals->config, globals->as_of)) &&
	       err->code == ERROR_NOT_FOUND && on_a_terminal()) {
		char *answer;

		error_print(err);
		fputs("pullprep.mainline (the branch you send to): ", stdout);
		answer = read_answer();
		if (!answer || !*answer) {
			free(answer);
			break;
		}
		error_free(err);
		strings_take(&globals->config, mem_format("pullprep.mainline=%s", answer));
		free(answer);
	}
	return err;
}

/* What came with --config, or was typed a moment ago, counts but is not written anywhere yet. */
static void unset_given(struct suggestions *suggestions, const struct strings *given)
{
	for (size_t i = 0; i < suggestions->n; i++)
		for (size_t k = 0; k < given->n; k++) {
			size_t length = strlen(suggestions->v[i].key);

			if (!strncasecmp(given->v[k], suggestions->v[i].key, length) &&
			    given->v[k][length] == '=')
				suggestions->v[i].set = false;
		}
}

/* ---- the hook */

static struct error *install_hook(void)
{
	struct repo *repo = NULL;
	struct hook hook = {.path = NULL};
	struct error *err = repo_open(&repo);

	if (!err)
		err = hook_install(&hook, repo);
	if (!err) {
		print_masked(hook.path);
		puts(hook.there ? " asks pullprep already." : " is installed.");
	}
	if (!err && hook.shared)
		puts("It is where core.hooksPath says: every repository with that setting runs it.");
	if (!err && !hook.there)
		puts("It refuses to push a batch's tag or branch with an error that nobody waived; around it "
		     "goes:\n"
		     "  git push --no-verify");
	hook_release(&hook);
	repo_free(repo);
	return err;
}

/* ---- the command */

static struct error *set_up(struct globals *globals, bool yes)
{
	struct suggestions suggestions = {.v = NULL};
	struct project project;
	struct error *err = open_project(&project, globals);

	if (err)
		return err;
	err = setup_suggest(&suggestions, &project);
	if (!err)
		unset_given(&suggestions, &globals->config);
	if (!err && (yes || on_a_terminal()))
		err = settle(&project, &suggestions, yes);
	else if (!err)
		print_commands(&suggestions);
	suggestions_release(&suggestions);
	project_release(&project);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.yes = false};
	struct strings rest = STRINGS_INIT;
	struct error *err = command_arguments(&command_init, globals, &arguments, argc, argv, &rest);

	if (!err && rest.n)
		err = error_new(ERROR_USAGE, "init takes no arguments, not '%s'", rest.v[0]);
	if (!err && arguments.hook && arguments.yes)
		err = error_new(ERROR_USAGE, "init --hook installs the hook alone, without --yes");
	if (!err)
		err = arguments.hook ? install_hook() : set_up(globals, arguments.yes);
	strings_release(&rest);
	return err;
}

const struct command command_init = {
    .name = "init",
    .usage = "[--yes | --hook]",
    .summary = "write what was found into the repository's git configuration",
    .manual =
	"Looks for mainline, the topics' directory, your own remote and its public URL, shows what it "
	"found, and asks about that and about what cannot be found: who is asked to pull, and who gets a "
	"copy. Only what is not set already is asked for and written, to the repository's own git "
	"configuration.\n"
	"\n"
	"With --yes what was found is written without a question. Without a terminal, and without --yes, "
	"nothing is written: the commands of git config that would do it are printed.\n"
	"\n"
	"With --hook a pre-push hook is installed, for all worktrees of the repository, where git looks for "
	"it "
	"(core.hooksPath counts), and nothing else is done. From then on `git push` of a batch's tag or "
	"branch, or "
	"of a topic's own tag, first runs `pullprep check --quiet` of it and pushes nothing if there is an "
	"error "
	"that nobody waived; see check --pre-push. Other pushes do not notice it. `git push --no-verify` "
	"goes "
	"around it. A hook that is there already is left as it is: the lines to add to it are printed, "
	"unless it "
	"has them. Where pullprep is not in PATH at the time, the hook says so, and refuses tags only.",
    .options = options,
    .run = run,
};
