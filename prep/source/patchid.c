/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/patchid.h"

#include "util/parallel.h"
#include "util/process.h"

#include <git2.h>
#include <string.h>
#include <unistd.h>

static const char *const shown[] = {"git", "--no-replace-objects", "show", "--stdin", NULL};
/* Neither configuration nor the user's attributes have a say. */
static const char *const pinned[] = {"git", "--no-replace-objects", "-c", "diff.orderFile=/dev/null", "-c",
    "core.quotePath=true", "-c", "core.attributesFile=/dev/null", "-c", "core.bigFileThreshold=512m",
    "diff-tree", "--stdin", "--root", "-p", "--no-renames", "--full-index", "--no-ext-diff", "--no-textconv",
    "--no-color", "--no-relative", "-U3", "--inter-hunk-context=0", "--diff-algorithm=myers",
    "--indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=none",
    "--submodule=short", NULL};
static const char *const patch_id[] = {"git", "patch-id", "--stable", NULL};

/* Commits per pair of children: enough to forget what starting them costs, few enough to share out evenly. */
enum { BATCH = 64 };

struct job {
	const char *const *differences; /* what prints them */
	const git_oid *commits;
	size_t n;
};

struct answer {
	git_oid ids[BATCH];
	bool failed;
};

/* "PATCHID COMMIT" lines, set beside the commits they speak of. */
static void read_answers(FILE *from, const git_oid *commits, size_t n, git_oid *out)
{
	char line[256];
	git_oid id, commit;

	while (fgets(line, sizeof(line), from)) {
		if (git_oid_fromstrn(&id, line, GIT_OID_HEXSZ) < 0 || line[GIT_OID_HEXSZ] != ' ' ||
		    git_oid_fromstrn(&commit, line + GIT_OID_HEXSZ + 1, GIT_OID_HEXSZ) < 0)
			continue;
		for (size_t i = 0; i < n; i++)
			if (git_oid_equal(&commits[i], &commit))
				out[i] = id;
	}
}

static struct error *run_pair(
    const char *const *differences, const git_oid *commits, size_t n, struct answer *answer)
{
	struct stream log, ids;
	struct error *err = stream_start(&log, differences, -1, true);
	int log_status = 0, id_status = 0;

	if (err)
		return err;
	for (size_t i = 0; i < n; i++) {
		char hex[GIT_OID_HEXSZ + 1];

		fprintf(log.to, "%s\n", git_oid_tostr(hex, sizeof(hex), &commits[i]));
	}
	fclose(log.to);
	log.to = NULL;
	err = stream_start(&ids, patch_id, dup(fileno(log.from)), false);
	if (!err) {
		read_answers(ids.from, commits, n, answer->ids);
		stream_end(&ids, false, &id_status);
	}
	stream_end(&log, err != NULL, &log_status);
	answer->failed = log_status || id_status;
	return err;
}

static void work(void *context, size_t i, void *result)
{
	const struct job *job = context;
	struct answer *answer = result;
	size_t from = i * BATCH, n = job->n - from < BATCH ? job->n - from : BATCH;
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
	struct job job = {differences, commits, n};
	size_t batches = (n + BATCH - 1) / BATCH;
	struct answer *answers = mem_new(batches, sizeof(*answers));
	struct error *err = parallel_map(batches, 1, sizeof(*answers), answers, work, &job);

	for (size_t i = 0; !err && i < n; i++) {
		if (answers[i / BATCH].failed)
			err = error_hint(error_failed("git's differences or git patch-id could not be run"),
			    "See what is wrong with:  git fsck");
		out[i] = answers[i / BATCH].ids[i % BATCH];
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
