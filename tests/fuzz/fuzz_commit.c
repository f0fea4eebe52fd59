/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that is read from a commit that somebody else has made, down to what the rules say of it; and linux-next's
 * list of trees. Whatever the bytes are, nothing crashes, and what is promised of the result holds. For
 * libFuzzer:
 *
 *	clang -g -fsanitize=fuzzer,address,undefined ... tests/fuzz/fuzz_commit.c
 *
 * The ordinary test run does the same with seeds and their mutations: tests/unit/test_fuzz_commit.c.
 */
#include "check/rules.h"
#include "facts/mergetext.h"
#include "facts/nexttrees.h"
#include "facts/posted.h"
#include "facts/signoffs.h"
#include "facts/trailers.h"
#include "facts/windows.h"
#include "source/commit.h"
#include "util/mem.h"
#include "util/safe.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
	if (!holds)
		abort();
}

static void require_utf8(const char *text)
{
	size_t length = strlen(text), used;

	for (size_t at = 0; at < length; at += used)
		require(safe_decode(text + at, length - at, &used) >= 0);
}

static void try_trailers(const char *message)
{
	struct trailers trailers;

	trailers_parse(&trailers, message);
	for (size_t i = 0; i < trailers.fixes.n; i++) {
		size_t digits = strspn(trailers.fixes.v[i], "0123456789abcdef");

		require(digits >= 12 && digits <= 40 && !trailers.fixes.v[i][digits]);
	}
	trailers_release(&trailers);
}

/* As wording_find() does, with targets that git has or has not found. */
static void fill_wording(struct wording *wording, const struct commit *commit)
{
	struct signoffs signoffs;

	signoffs_parse(&signoffs, commit->message);
	wording->message = mem_dup(commit->message);
	wording->signed_author = signoffs_by(&signoffs, commit->author_name, commit->author_email);
	wording->signed_committer = signoffs_by(&signoffs, commit->committer_name, commit->committer_email);
	signoffs_release(&signoffs);
	wording->posted = posted_of(commit->message);
	wording->reason = message_of_merge(commit->message);
	wording->own = wording->of_mainline = true;
	fixes_lines_parse(&wording->fixes, commit->message);
	for (size_t i = 0; i < wording->fixes.n; i++) {
		struct fixes_line *line = &wording->fixes.v[i];

		require(!strchr(line->text, '\n') && line->subject);
		line->target = line->id ? (enum fixes_target)(FIXES_UNKNOWN + i % 3) : FIXES_NO_ID;
		if (line->target == FIXES_FOUND)
			line->target_subject = mem_dup(commit->subject);
	}
}

static void release_wording(struct wording *wording)
{
	free(wording->message);
	free(wording->posted);
	free(wording->reason);
	fixes_lines_release(&wording->fixes);
}

static void judge(const struct commit *commit, struct wording *wording, bool merge)
{
	size_t own[] = {0}, topics[] = {0};
	struct project project = {.cycle = {.phase = PHASE_RC}};
	struct commit_facts facts = {.oid = commit->oid,
	    .subject = commit->subject,
	    .author_name = commit->author_name,
	    .author_email = commit->author_email,
	    .committed = commit->committed,
	    .merge = merge};
	struct topic topic = {.name = commit->subject, .commits = {.v = own, .n = 1}};
	struct survey survey = {
	    .project = &project, .commits = {.v = &facts, .n = 1}, .topics = {.v = &topic, .n = 1}};
	struct pull pull = {
	    .survey = &survey, .topics = topics, .topic_count = 1, .wordings = wording, .batch = BATCH_COUNT};
	struct rule_settings settings = RULE_SETTINGS_INIT;
	struct findings findings = FINDINGS_INIT;

	for (size_t i = 0; i < rules_count(); i++)
		rule_settings_add(&settings, i, NULL, FINDING_ERROR);
	rules_judge(&findings, &pull, &settings);
	for (size_t i = 0; i < findings.n; i++) {
		require(findings.v[i].text && *findings.v[i].text);
		require_utf8(findings.v[i].text);
	}
	findings_release(&findings);
	rule_settings_release(&settings);
}

static void try_commit(const char *raw, size_t size)
{
	static const git_oid oid = {{1}};
	struct commit commit;
	struct wording wording = {.message = NULL};
	struct error *err = commit_parse(&commit, &oid, raw, size);

	if (err) {
		error_free(err);
		return;
	}
	require_utf8(commit.message);
	require_utf8(commit.subject);
	require(!strchr(commit.subject, '\n'));
	try_trailers(commit.message);
	fill_wording(&wording, &commit);
	judge(&commit, &wording, false);
	judge(&commit, &wording, true);
	release_wording(&wording);
	commit_release(&commit);
}

static void try_trees(const char *text)
{
	struct next_sources sources;

	next_sources_parse(&sources, text, text);
	for (size_t i = 0; i < sources.n; i++) {
		require(*sources.v[i].name && *sources.v[i].branch);
		/* of two lines alike both ways */
		require(windows_same_repository(sources.v[0].url, sources.v[i].url) ==
			windows_same_repository(sources.v[i].url, sources.v[0].url));
	}
	next_sources_release(&sources);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_dupn((const char *)data, size);

	try_commit((const char *)data, size);
	try_trees(text);
	try_trailers(text);
	free(text);
	return 0;
}
