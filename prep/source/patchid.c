/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/patchid.h"

#include "source/commit.h"
#include "source/tree.h"
#include "util/mem.h"
#include "util/parallel.h"
#include "util/process.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const shown[] = {"git", "--no-replace-objects", "show", "--stdin", NULL};
/* Neither configuration nor the user's attributes have a say. */
#define DIFFERENCES(renames)                                                                                 \
	{                                                                                                    \
		"git", "--no-replace-objects", "-c", "diff.orderFile=/dev/null", "-c",                       \
		    "core.quotePath=true", "-c", "core.attributesFile=/dev/null", "-c",                      \
		    "core.bigFileThreshold=512m", "diff-tree", "--stdin", "--root", "-p", renames,           \
		    "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "-U3",  \
		    "--inter-hunk-context=0", "--diff-algorithm=myers", "--indent-heuristic",                \
		    "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=none", "--submodule=short",   \
		    NULL                                                                                     \
	}
static const char *const pinned[] = DIFFERENCES("--no-renames");
static const char *const posted[] = DIFFERENCES("--find-renames");
static const char *const patch_id[] = {"git", "patch-id", "--stable", NULL};

/* Commits per pair of children: enough to forget what starting them costs, few enough to share out evenly. */
enum { LEAST = 64, BATCH = 256, SHARES = 2 };
/* More than so many are done sooner if they are shared out later than if one pair begins at once. */
enum { AHEAD = 3 * BATCH };

struct job {
	const char *const *differences; /* what prints them */
	const git_oid *commits;
	size_t n;
	size_t batch; /* commits in each, but for the last */
};

struct answer {
	git_oid ids[BATCH];
	bool failed;
};

/* "PATCHID COMMIT" lines, set beside the commits they speak of. */
static void read_answers(char *lines, const git_oid *commits, size_t n, git_oid *out)
{
	git_oid id, commit;

	for (char *line; (line = strsep(&lines, "\n"));) {
		if (git_oid_fromstrn(&id, line, GIT_OID_HEXSZ) < 0 || line[GIT_OID_HEXSZ] != ' ' ||
		    git_oid_fromstrn(&commit, line + GIT_OID_HEXSZ + 1, GIT_OID_HEXSZ) < 0)
			continue;
		for (size_t i = 0; i < n; i++)
			if (git_oid_equal(&commits[i], &commit))
				out[i] = id;
	}
}

/* One child prints the differences of some commits, another one their ids. */
struct pair {
	struct stream log, ids;
	struct buf list; /* the commits, one a line */
	size_t told;     /* bytes of it that were handed to the first */
};

/* As much as goes without waiting: a pipe may hold no more than a page. */
static void tell(struct pair *pair)
{
	ssize_t put;

	do {
		put = write(fileno(pair->log.to), pair->list.s + pair->told, pair->list.len - pair->told);
		pair->told += put > 0 ? (size_t)put : 0;
	} while (pair->told < pair->list.len && (put > 0 || errno == EINTR));
	if (pair->told == pair->list.len || errno != EAGAIN) {
		fclose(pair->log.to);
		pair->log.to = NULL;
	}
}

static struct error *start_pair(
    struct pair *pair, const char *const *differences, const git_oid *commits, size_t n)
{
	struct error *err;

	*pair = (struct pair){.list = BUF_INIT, .ids = {.pid = -1}};
	err = stream_start(&pair->log, differences, -1, true);
	if (!err)
		err = stream_start(&pair->ids, patch_id, dup(fileno(pair->log.from)), false);
	if (err) {
		stream_end(&pair->log, true, NULL);
		return err;
	}
	for (size_t i = 0; i < n; i++) {
		buf_add_oid(&pair->list, &commits[i], GIT_OID_HEXSZ);
		buf_addch(&pair->list, '\n');
	}
	fcntl(fileno(pair->log.to), F_SETFL, O_NONBLOCK);
	tell(pair);
	return NULL;
}

/* Who waits to be told more may wait for its answers to be read first. */
static void hear(struct pair *pair, struct buf *answers)
{
	for (bool ended = false; !ended;) {
		struct pollfd ends[] = {{fileno(pair->ids.from), POLLIN, 0},
		    {pair->log.to ? fileno(pair->log.to) : -1, POLLOUT, 0}};
		struct error *err = NULL;

		if (poll(ends, 2, -1) < 0)
			continue;
		if (ends[1].revents)
			tell(pair);
		if (ends[0].revents)
			err = stream_read(&pair->ids, answers, &ended);
		ended |= err != NULL;
		error_free(err);
	}
}

/* False: it did not come to its end. */
static bool finish_pair(struct pair *pair, const git_oid *commits, size_t n, git_oid *out)
{
	struct buf answers = BUF_INIT;
	bool all;
	int log_status = 0, id_status = 0;

	hear(pair, &answers);
	read_answers(answers.s, commits, n, out);
	all = pair->told == pair->list.len;
	stream_end(&pair->ids, false, &id_status);
	stream_end(&pair->log, false, &log_status);
	buf_release(&answers);
	buf_release(&pair->list);
	return all && !log_status && !id_status;
}

static struct error *run_pair(
    const char *const *differences, const git_oid *commits, size_t n, struct answer *answer)
{
	struct pair pair;
	struct error *err = start_pair(&pair, differences, commits, n);

	if (!err)
		answer->failed = !finish_pair(&pair, commits, n, answer->ids);
	return err;
}

static void work(void *context, size_t i, void *result)
{
	const struct job *job = context;
	struct answer *answer = result;
	size_t from = i * job->batch, n = job->n - from < job->batch ? job->n - from : job->batch;
	struct error *err;

	memset(answer, 0, sizeof(*answer));
	err = run_pair(job->differences, job->commits + from, n, answer);
	/* git ends at the first object that is missing: the commits after it are asked for one by one */
	for (size_t k = 0; !err && answer->failed && n > 1 && k < n; k++) {
		struct answer one = {.failed = false};

		err = run_pair(job->differences, job->commits + from + k, 1, &one);
		answer->ids[k] = one.ids[0];
	}
	answer->failed = err != NULL;
	error_free(err);
}

static struct error *find_ids(const char *const *differences, const git_oid *commits, size_t n, git_oid *out)
{
	size_t share = (n + SHARES - 1) / SHARES, most = share < BATCH ? share : BATCH;
	size_t batch = most > LEAST ? most : LEAST;
	struct job job = {differences, commits, n, batch};
	size_t batches = (n + batch - 1) / batch;
	struct answer *answers = mem_new(batches, sizeof(*answers));
	struct error *err = parallel_map(batches, 1, sizeof(*answers), answers, work, &job);

	for (size_t i = 0; !err && i < n; i++) {
		if (answers[i / batch].failed)
			err = error_hint(error_failed("git's differences or git patch-id could not be run"),
			    "See what is wrong with:  git fsck");
		out[i] = answers[i / batch].ids[i % batch];
	}
	free(answers);
	return err;
}

struct error *patch_ids_shown(struct repo *repo, const git_oid *commits, size_t n, git_oid *out)
{
	(void)repo;
	return find_ids(shown, commits, n, out);
}

struct error *patch_ids_pinned(struct repo *repo, const git_oid *commits, size_t n, git_oid *out)
{
	(void)repo;
	return find_ids(pinned, commits, n, out);
}

struct patch_ids {
	struct pair pair;
	bool running;
	const git_oid *commits;
	size_t n;
};

struct error *patch_ids_begin(struct patch_ids **out, struct repo *repo, const git_oid *commits, size_t n)
{
	struct patch_ids *asked = mem_zero(1, sizeof(*asked));
	struct error *err = NULL;

	(void)repo;
	asked->commits = commits;
	asked->n = n;
	asked->running = n && n <= AHEAD;
	if (asked->running)
		err = start_pair(&asked->pair, pinned, commits, n);
	if (err) {
		free(asked);
		asked = NULL;
	}
	*out = asked;
	return err;
}

/* Those that did not come to their end met an object that is missing: then each is asked for by itself. */
struct error *patch_ids_end(struct patch_ids *asked, git_oid *out)
{
	bool done = false;
	struct error *err = NULL;

	memset(out, 0, asked->n * sizeof(*out));
	if (asked->running)
		done = finish_pair(&asked->pair, asked->commits, asked->n, out);
	if (!done)
		err = find_ids(pinned, asked->commits, asked->n, out);
	free(asked);
	return err;
}

/* ---- renames ---- */

struct ends {
	bool come, gone; /* a file that was not there before; one that is not there any more */
};

static bool see_ends(void *context, const struct tree_change *change)
{
	struct ends *ends = context;

	ends->come |= !change->old_mode;
	ends->gone |= !change->new_mode;
	return !(ends->come && ends->gone);
}

/* The commit before, which mostly is the next one's parent. */
struct seen {
	git_oid commit, tree;
};

/* Only where a file came and one is gone can there be a rename: trees tell that without any content. */
static struct error *may_rename(
    bool *out, struct repo *repo, struct tree_reader *reader, struct seen *last, const git_oid *oid)
{
	struct commit commit;
	struct ends ends = {.come = false};
	git_oid before = {{0}};
	bool stopped = false;
	struct error *err = commit_read(&commit, repo, oid);

	if (err)
		return err;
	if (commit.parent_count == 1 && oid_equal(&commit.parents[0], &last->commit))
		before = last->tree;
	else if (commit.parent_count == 1)
		err = commit_tree(&before, repo, &commit.parents[0]);
	if (!err)
		err = tree_changes(reader, &before, &commit.tree, NULL, see_ends, &ends, &stopped);
	*out = ends.come && ends.gone;
	*last = (struct seen){*oid, commit.tree};
	commit_release(&commit);
	return err;
}

struct error *patch_ids_renamed(struct repo *repo, const git_oid *commits, size_t n, git_oid *out)
{
	struct tree_reader *reader = tree_reader_new(repo);
	git_oid *some = mem_new(n + 1, sizeof(*some)), *ids = mem_zero(n + 1, sizeof(*ids));
	size_t *at = mem_new(n + 1, sizeof(*at)), count = 0;
	struct seen last = {.commit = {{0}}};
	struct error *err = NULL;

	for (size_t i = 0; i < n; i++) {
		struct error *missing;
		bool may = false;

		missing = may_rename(&may, repo, reader, &last, &commits[i]);
		error_free(missing); /* an object: then it has no id */
		out[i] = (git_oid){{0}};
		if (may) {
			some[count] = commits[i];
			at[count++] = i;
		}
	}
	if (count)
		err = find_ids(posted, some, count, ids);
	for (size_t i = 0; !err && i < count; i++)
		out[at[i]] = ids[i];
	tree_reader_free(reader);
	free(some);
	free(ids);
	free(at);
	return err;
}

/* ---- texts ---- */

static const char *find_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	while (text && strncmp(text, line, length) != 0) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text;
}

/* What git patch-id takes for the commit of what follows: "commit ID", "From ID", "diff-tree ID", or an id alone. */
static bool names_commit(const char *line)
{
	static const char *const starts[] = {"commit ", "From ", "diff-tree "};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (!strncmp(line, starts[i], strlen(starts[i])))
			line += strlen(starts[i]);
	return strspn(line, "0123456789abcdefABCDEF") >= GIT_OID_HEXSZ;
}

/* At the signature; and where people write on below their patch, that is not to be taken for another text's. */
static const char *end_of_difference(const char *start)
{
	const char *at = start;

	while (*at && strncmp(at, "-- \n", 4) != 0 && !names_commit(at)) {
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return at;
}

/* git patch-id knows a text by the commit that goes before it: its number serves for that. */
static void add_difference(struct buf *out, const char *text, size_t number)
{
	const char *start = text ? find_line(text, "diff --git ") : NULL;

	if (!start)
		return;
	buf_addf(out, "commit %040zu\n", number);
	buf_add(out, start, (size_t)(end_of_difference(start) - start));
	if (out->s[out->len - 1] != '\n')
		buf_addch(out, '\n');
}

static void take_answers(const char *answer, size_t n, git_oid *out)
{
	struct strings lines = STRINGS_INIT;
	git_oid id;

	strings_split(&lines, answer, '\n');
	for (size_t i = 0; i < lines.n; i++) {
		size_t number;

		if (git_oid_fromstrn(&id, lines.v[i], GIT_OID_HEXSZ) < 0 || lines.v[i][GIT_OID_HEXSZ] != ' ')
			continue;
		number = strtoull(lines.v[i] + GIT_OID_HEXSZ + 1, NULL, 10);
		if (number < n)
			out[number] = id;
	}
	strings_release(&lines);
}

struct error *patch_texts_begin(struct patch_texts *asked, const char *const *texts, size_t n)
{
	struct process *git = &asked->process;

	*asked = (struct patch_texts){.process = PROCESS_INIT, .input = BUF_INIT};
	for (size_t i = 0; i < n; i++)
		add_difference(&asked->input, texts[i], i);
	if (!asked->input.len)
		return NULL;
	git->argv = patch_id;
	git->input = asked->input.s;
	git->input_length = asked->input.len;
	return process_begin(git);
}

struct error *patch_texts_end(struct patch_texts *asked, size_t n, git_oid *out)
{
	struct process *git = &asked->process;
	struct error *err = process_end(git);

	for (size_t i = 0; i < n; i++)
		out[i] = (git_oid){{0}};
	if (!err && git->status)
		err = error_failed("git patch-id failed (exit %d): %s", git->status, git->err.s);
	if (!err)
		take_answers(git->out.s, n, out);
	process_release(git);
	buf_release(&asked->input);
	return err;
}
