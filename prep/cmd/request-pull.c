/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"
#include "publish/file.h"
#include "publish/requestpull.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	bool patch;
};

static const struct option options[] = {
    {"patch", 'p', OPTION_FLAG, NULL, "show the patch as well", offsetof(struct arguments, patch)},
    OPTION_END,
};

/* git's exit status for all that it warns of or refuses is 1. */
static struct error *status_one(void)
{
	return error_new(ERROR_FINDINGS, "as git request-pull");
}

static struct error *choose_mode(bool *as_git, const struct config *config)
{
	const char *mode = config_get(config, "pullprep.requestPull");

	*as_git = mode && !strcmp(mode, "git");
	if (!mode || *as_git || !strcmp(mode, "fixed"))
		return NULL;
	return error_hint(error_failed("pullprep.requestPull is '%s', but it must be fixed or git", mode),
	    "Set it with:  git config pullprep.requestPull fixed");
}

static struct error *run_as_git(const struct request_pull *wish)
{
	int status;
	struct error *err = request_pull_as_git(&status, wish);

	if (err || !status)
		return err;
	return status == 1 ? status_one() : error_failed("%s", ""); /* git has said why */
}

static struct error *show(struct request *request, const struct buf *words, bool there)
{
	struct error *err;

	error_free(file_show(stderr, words->s, words->len)); /* a closed stderr is no reason to fail */
	for (size_t i = 0; i < request->remarks.n; i++)
		warning("%s", request->remarks.v[i]);
	err = file_show(stdout, request->body.s, request->body.len);
	return err || there ? err : status_one();
}

static struct error *run_fixed(const struct config *config, const struct request_pull *wish)
{
	struct request request;
	struct repo *repo;
	struct buf words = BUF_INIT;
	bool there;
	struct error *err = repo_open(&repo);

	if (err)
		return err;
	err = request_pull_fixed(&request, &words, &there, repo, config, wish);
	if (err) {
		error_print(err);
		error_free(err);
		err = status_one();
	} else {
		err = show(&request, &words, there);
		request_release(&request);
	}
	buf_release(&words);
	repo_free(repo);
	return err;
}

static struct error *check_arguments(const struct strings *rest)
{
	if (rest->n < 2 || !*rest->v[0] || !*rest->v[1])
		return error_hint(
		    error_new(ERROR_USAGE, "request-pull takes a start, a URL, and what to pull"),
		    "For example: pullprep request-pull v6.9 https://git.example.org/linux.git for-linus");
	for (size_t i = 3; i < rest->n; i++)
		warning("'%s' is left out: request-pull takes three arguments", rest->v[i]);
	return NULL;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.patch = false};
	struct strings rest = STRINGS_INIT;
	struct config *config = NULL;
	struct request_pull wish;
	bool as_git = false;
	struct error *err = command_arguments(&command_request_pull, globals, &arguments, argc, argv, &rest);

	if (!err)
		err = config_load(&config, &globals->config);
	if (!err)
		err = choose_mode(&as_git, config);
	if (!err && !as_git)
		err = check_arguments(&rest);
	if (!err) {
		wish = (struct request_pull){.start = rest.n > 0 ? rest.v[0] : NULL,
		    .url = rest.n > 1 ? rest.v[1] : NULL,
		    .end = rest.n > 2 ? rest.v[2] : NULL,
		    .patch = arguments.patch};
		err = as_git ? run_as_git(&wish) : run_fixed(config, &wish);
	}
	config_free(config);
	strings_release(&rest);
	return err;
}

const struct command command_request_pull = {
    .name = "request-pull",
    .usage = "[-p] START URL [END]",
    .summary = "write what git request-pull writes, less its mistakes",
    .manual =
	"Takes git request-pull's arguments, writes its text, and ends with its exit status, so that a "
	"script "
	"can call the one for the other. END is a branch, a tag or any revision (HEAD if not said), or "
	"LOCAL:REMOTE where it is called otherwise at URL. URL is asked whether END is there; where it is "
	"not, or is something else, a warning says so, the text is written all the same, and the exit status "
	"is 1, as it is where START or END is no revision.\n"
	"\n"
	"With pullprep.requestPull=fixed, the default, what git's leaves wrong is mended, and told on "
	"standard error:\n"
	"\n"
	"  nothing to pull      is an error, exit status 1\n"
	"  several merge bases  the diffstat is that of a test merge of START and END,\n"
	"                       as whoever pulls will see it; a line above it says so\n"
	"  signatures           of ssh and x509 end a tag's text, as those of openpgp do\n"
	"                       (git 2.40 and later do that too)\n"
	"  url.*.insteadOf      is not applied to the URL in the text, unless it is what\n"
	"                       makes a URL of a shorthand; a password is left out\n"
	"  names                that are also the end of another's mean the one they\n"
	"                       name; a ref that URL has under a longer name only, or a\n"
	"                       branch beside a tag of its name, is named in full\n"
	"  tags                 that are lightweight or not signed are told\n"
	"  waiting              for URL ends after pullprep.remoteDeadline seconds, and\n"
	"                       nobody is asked for a password\n"
	"  configuration        of one's own for colours, diffs and logs does not show\n"
	"\n"
	"With pullprep.requestPull=git all is as git's has it, byte for byte, for the git that is "
	"installed.\n"
	"\n"
	"Where the command line is wrong the exit status is 129; with pullprep.requestPull=git a missing "
	"argument gives 1.",
    .options = options,
    .run = run,
};
