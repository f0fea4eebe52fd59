/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/mergemessage.h"

#include "source/commit.h"
#include "text/plain.h"
#include "util/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* git's DEFAULT_MERGE_LOG_LEN, and the branch whose name git leaves out of subjects unless told otherwise. */
#define LOG_PRESET  20
#define UNMENTIONED "master"

/* ---- configuration ---- */

/* A truth or a number, as git reads merge.log. */
static struct error *read_log(long *out, const struct config *config, const char *key)
{
	const char *value = config_get(config, key);
	bool truth = false;
	struct error *err;

	if (!value || (*value && !value[strspn(value, "0123456789")]))
		return config_number(config, key, *out, 0, out);
	err = config_bool(config, key, false, &truth);
	if (!err)
		*out = truth ? LOG_PRESET : 0;
	return err;
}

static void read_option(struct merge_manner *out, const char *option)
{
	if (!strcmp(option, "--signoff"))
		out->signoff = true;
	else if (!strcmp(option, "--no-signoff"))
		out->signoff = false;
	else if (!strcmp(option, "--log"))
		out->log = LOG_PRESET;
	else if (!strcmp(option, "--no-log"))
		out->log = 0;
	else if (!strncmp(option, "--log=", strlen("--log=")))
		out->log = strtol(option + strlen("--log="), NULL, 10);
}

struct error *merge_manner_read(struct merge_manner *out, const struct config *config, const char *branch)
{
	const char *options = config_branch(config, branch, "mergeOptions");
	struct strings words = STRINGS_INIT;
	struct error *err;

	*out = (struct merge_manner){.branch = branch};
	err = config_bool(config, "pullprep.signOff", false, &out->signoff);
	if (!err)
		err = config_bool(config, "commit.gpgSign", false, &out->sign);
	if (!err)
		err = read_log(&out->log, config, "merge.summary"); /* its former name */
	if (!err)
		err = read_log(&out->log, config, "merge.log");
	strings_split(&words, options ? options : "", ' ');
	for (size_t i = 0; i < words.n; i++)
		read_option(out, words.v[i]);
	out->ask_git = config_get(config, "merge.suppressDest") || !strcmp(branch, UNMENTIONED);
	strings_release(&words);
	return err;
}

/* ---- the subject ---- */

/* What git calls a thing by where its ref is. */
static char *thing(const struct topic *topic)
{
	static const struct {
		const char *prefix, *kind;
	} kinds[] = {
	    {"refs/heads/", "branch"}, {"refs/remotes/", "remote-tracking branch"}, {"refs/tags/", "tag"}};
	const char *ref = topic->ref ? topic->ref : "";

	if (topic->kind == TOPIC_SERIES)
		return mem_format("series '%s'", topic->name);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strncmp(ref, kinds[i].prefix, strlen(kinds[i].prefix)))
			return mem_format("%s '%s'", kinds[i].kind, ref + strlen(kinds[i].prefix));
	return mem_format("branch '%s'", topic->name);
}

/* A subject without the branch that it was merged into. */
static void cut_into(char *subject)
{
	for (char *at = subject, *found; (found = strstr(at, " into ")); at = found + 1)
		if (!strpbrk(found + strlen(" into "), " \t")) {
			*found = '\0';
			return;
		}
}

/* What was merged on the integration branch, in its own words: "Merge tag 'x' of URL"; NULL if that is of no
 * use here. */
static struct error *former_subject(char **out, struct project *project, const struct topic *topic)
{
	struct commit merge;
	struct error *err;

	*out = NULL;
	if (topic->kind != TOPIC_MERGE || git_oid_is_zero(&topic->merge))
		return NULL;
	err = commit_read(&merge, project->repo, &topic->merge);
	if (err)
		return err;
	/* one that brought several together is none of the topic's */
	if (!strncmp(merge.subject, "Merge ", strlen("Merge ")) && merge.parent_count == 2) {
		*out = plain_line(merge.subject);
		cut_into(*out);
	}
	commit_release(&merge);
	return NULL;
}

/* Does git's grammar have "into BRANCH" behind it? */
static bool takes_into(const char *subject)
{
	static const char *const things[] = {
	    "branch ", "remote-tracking branch ", "tag ", "commit ", "series '"};

	for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++)
		if (!strncmp(subject + strlen("Merge "), things[i], strlen(things[i])))
			return true;
	return false;
}

/* Runs git fmt-merge-msg, for which HEAD is that commit: in a git directory of its own that shares all else.
 */
static struct error *format_message(struct buf *out, struct repo *repo, const git_oid *head,
    const char *const *args, const struct topic *topic)
{
	const char *place = getenv("TMPDIR");
	char *directory = mem_format("%s/pullprep.XXXXXX", place && *place ? place : "/tmp"), *file = NULL;
	char *git_dir = NULL, *common = mem_format("GIT_COMMON_DIR=%s", repo_common_dir(repo));
	char *what = thing(topic), *tip = oid_text(&topic->tip);
	char *line = topic->kind == TOPIC_SERIES ? mem_format("%s\t\tbranch '%s' of .\n", tip, topic->name)
						 : mem_format("%s\t\t%s of .\n", tip, what);
	struct process git = PROCESS_INIT;
	struct error *err = NULL;
	FILE *stream = NULL;

	if (!mkdtemp(directory)) {
		err = error_hint(error_errno("cannot make a directory %s", directory),
		    "Name a place that can be written with:  TMPDIR=DIR pullprep ...");
		goto done;
	}
	file = mem_format("%s/HEAD", directory);
	git_dir = mem_format("GIT_DIR=%s", directory);
	stream = fopen(file, "w");
	if (!stream || fprintf(stream, "%s\n", git_oid_tostr_s(head)) < 0 || fclose(stream))
		err = error_errno("cannot write %s", file);
	git.argv = args;
	git.env = (const char *const[]){git_dir, common, NULL};
	git.input = line;
	git.input_length = strlen(line);
	if (!err)
		err = process_run(&git);
	if (!err && git.status)
		err = error_failed("git fmt-merge-msg failed (exit %d): %s", git.status, git.err.s);
	buf_add(out, git.out.s, git.out.len);
	unlink(file);
	rmdir(directory);
done:
	process_release(&git);
	free(directory);
	free(file);
	free(git_dir);
	free(common);
	free(what);
	free(tip);
	free(line);
	return err;
}

/* " into BRANCH", or nothing where merge.suppressDest says so. */
static struct error *add_into(
    struct buf *out, struct repo *repo, const struct merge_manner *manner, const struct topic *topic)
{
	char *into = mem_format("--into-name=%s", manner->branch);
	const char *const args[] = {"git", "--no-replace-objects", "fmt-merge-msg", "--no-log", into, NULL};
	struct buf title = BUF_INIT;
	struct error *err = NULL;

	if (manner->ask_git)
		err = format_message(&title, repo, &topic->tip, args, topic);
	buf_trim(&title);
	if (!err && (!manner->ask_git || strstr(title.s, "' into ")))
		buf_addf(out, " into %s", manner->branch);
	free(into);
	buf_release(&title);
	return err;
}

struct error *merge_subject(
    struct buf *out, struct project *project, const struct merge_manner *manner, const struct topic *topic)
{
	char *former = NULL, *what = thing(topic), *masked = plain_line(what);
	struct error *err = former_subject(&former, project, topic);

	if (!err && former)
		buf_addstr(out, former);
	else if (!err)
		buf_addf(out, "Merge %s", masked);
	if (!err && takes_into(out->s))
		err = add_into(out, project->repo, manner, topic);
	free(former);
	free(what);
	free(masked);
	return err;
}

char *merge_words(const struct topic *topic)
{
	char *letters = cover_letters_text(&topic->letters, false);
	const char *const words[] = {topic->description, topic->text, letters};
	char *masked = NULL;

	for (size_t i = 0; !masked && i < sizeof(words) / sizeof(*words); i++)
		if (words[i] && words[i][strspn(words[i], " \t\r\n")])
			masked = plain_text(words[i]);
	free(letters);
	return masked;
}

/* ---- shortlog and sign-off ---- */

/* git names who wrote and who committed what in comments, for the editor. */
static void add_without_comments(struct buf *out, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n") + 1;

		if (!text[length - 1])
			length--;
		if (*text != '#')
			buf_add(out, text, length);
		text += length;
	}
}

static struct error *add_log(struct buf *text, struct repo *repo, const struct merge_manner *manner,
    const struct topic *topic, const git_oid *into)
{
	char *log = mem_format("--log=%ld", manner->log);
	const char *const args[] = {"git", "--no-replace-objects", "-c", "core.commentChar=#",
	    "fmt-merge-msg", log, "-m", text->s, NULL};
	size_t length = text->len;
	struct buf answer = BUF_INIT;
	struct error *err = format_message(&answer, repo, into, args, topic);

	if (!err && (answer.len < length || memcmp(answer.s, text->s, length)))
		err = error_failed("git fmt-merge-msg changed the message that it was given");
	if (!err)
		add_without_comments(text, answer.s + length);
	free(log);
	buf_release(&answer);
	return err;
}

/* "NAME <ADDRESS>", as git would commit. */
static struct error *committer(struct buf *out, struct repo *repo)
{
	struct error *err = repo_git(repo, out, "var", "GIT_COMMITTER_IDENT", NULL);
	char *end = strrchr(out->s, '>');

	if (!err && !end)
		err = error_failed("git var GIT_COMMITTER_IDENT answered '%s'", out->s);
	if (!err)
		buf_setlen(out, (size_t)(end - out->s) + 1);
	return error_hint(
	    err, "Set them with:  git config user.name NAME   and   git config user.email ADDRESS");
}

/* git's own knowledge of trailers: none is added if the last one is the same. */
static struct error *add_signoff(struct buf *text, struct repo *repo)
{
	struct buf who = BUF_INIT, answer = BUF_INIT;
	struct error *err = committer(&who, repo);
	char *trailer = mem_format("Signed-off-by: %s", who.s);
	const char *const args[] = {"-c", "trailer.where=end", "-c",
	    "trailer.ifexists=addIfDifferentNeighbor", "-c", "trailer.ifmissing=add", "-c",
	    "trailer.separators=:", "interpret-trailers", "--no-divider", "--trailer", trailer, NULL};

	if (!err)
		err = repo_gitv_input(repo, &answer, args, text->s, text->len);
	if (!err) {
		buf_reset(text);
		buf_add(text, answer.s, answer.len);
	}
	free(trailer);
	buf_release(&who);
	buf_release(&answer);
	return err;
}

struct error *merge_message_finish(struct buf *text, struct repo *repo, const struct merge_manner *manner,
    const struct topic *topic, const git_oid *into)
{
	struct error *err = NULL;

	buf_trim(text);
	if (manner->log > 0)
		err = add_log(text, repo, manner, topic, into);
	buf_trim(text);
	buf_addch(text, '\n');
	return err || !manner->signoff ? err : add_signoff(text, repo);
}
