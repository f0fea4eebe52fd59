/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/testlog.h"

#include "facts/testclaims.h"

#include <inttypes.h>
#include <string.h>

/* What is asked of one repository, and of what is to be told of it. */
struct reading {
	struct test_log *out;
	size_t place;
	day_t until;
	bool shallow;
	day_t begins;                 /* of a shallow one: the day on which what it has begins; or DAY_NONE */
	struct strings reverts, gone; /* commits that revert, and that are reverted */
};

static void test_commit_release(struct test_commit *commit)
{
	free(commit->id);
	free(commit->subject);
	free(commit->message);
}

/* Its git directory, and whether it is a shallow clone. */
static struct error *look_at(struct reading *reading, const struct repo *repo)
{
	static const char *const args[] = {
	    "rev-parse", "--path-format=absolute", "--git-common-dir", "--is-shallow-repository", NULL};
	const struct test_place *place = &reading->out->places.v[reading->place];
	struct process process = PROCESS_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err = test_place_git(&process, place, 0, args);
	char *here = realpath(repo_common_dir(repo), NULL), *there;

	if (!err)
		strings_split(&lines, process.out.s, '\n');
	there = lines.n ? realpath(lines.v[0], NULL) : NULL;
	reading->shallow = lines.n > 1 && !strcmp(lines.v[1], "true");
	if (!err && here && there && !strcmp(here, there))
		err = error_hint(error_failed("pullprep.testRepo is '%s', which is in this repository itself",
				     place->value),
		    "Tests of this repository are known by their paths, see:  pullprep classes");
	free(here);
	free(there);
	strings_release(&lines);
	process_release(&process);
	return err;
}

/* "ID SECONDS PARENTS", and below it the message. */
static void take(struct reading *reading, const char *record)
{
	size_t digits = strcspn(record, " "), line = strcspn(record, "\n");
	const char *message = record + line + (record[line] == '\n');
	char *rest, *reverted;
	struct test_commit commit = {.place = reading->place};

	if (!record[digits])
		return;
	commit.committed = strtoll(record + digits, &rest, 10);
	if (reading->shallow && rest + strspn(rest, " ") == record + line &&
	    (reading->begins == DAY_NONE || day_of_time(commit.committed) < reading->begins))
		reading->begins = day_of_time(commit.committed);
	if (day_of_time(commit.committed) > reading->until)
		return;
	commit.id = mem_dupn(record, digits);
	reverted = test_claims_reverted(message);
	/* The newest comes first: one that was reverted by then reverts nothing. */
	if (reverted && !strings_has(&reading->gone, commit.id))
		strings_add(&reading->gone, reverted);
	if (reverted)
		strings_add(&reading->reverts, commit.id);
	free(reverted);
	commit.subject = mem_dupn(message, strcspn(message, "\n"));
	commit.message = mem_dup(message);
	array_push(reading->out, commit);
}

/* Takes the repository's reverts out, and what they revert. */
static void drop_reverted(struct reading *reading, size_t first)
{
	struct test_log *log = reading->out;
	size_t n = first;

	for (size_t i = first; i < log->n; i++) {
		struct test_commit *commit = &log->v[i];

		if (strings_has(&reading->reverts, commit->id) || strings_has(&reading->gone, commit->id))
			test_commit_release(commit);
		else
			log->v[n++] = *commit;
	}
	log->n = n;
}

static void tell_shallow(const struct reading *reading)
{
	struct buf day = BUF_INIT;

	if (reading->begins == DAY_NONE)
		return;
	day_add_iso(&day, reading->begins);
	warning("pullprep.testRepo '%s' is a shallow clone: which tests it had before %s is unknown; "
		"bring them with: git -C '%s' fetch --unshallow",
	    reading->out->places.v[reading->place].value, day.s,
	    reading->out->places.v[reading->place].directory);
	buf_release(&day);
}

static struct error *read_place(struct reading *reading, const struct repo *repo, int64_t since)
{
	char *age = mem_format("--max-age=%" PRId64, since > 0 ? since : 0);
	const char *const args[] = {"log", "-z", "--no-merges", "--no-show-signature", "--no-color",
	    "--encoding=UTF-8", "--format=%H %ct %P%n%B", age, "HEAD", "--branches", "--", NULL};
	struct process process = PROCESS_INIT;
	size_t first = reading->out->n;
	struct error *err = look_at(reading, repo);

	if (!err)
		err = test_place_git(&process, &reading->out->places.v[reading->place], 0, args);
	for (const char *at = process.out.s; !err && at < process.out.s + process.out.len;
	     at += strlen(at) + 1)
		take(reading, at);
	if (!err)
		drop_reverted(reading, first);
	if (!err)
		tell_shallow(reading);
	process_release(&process);
	free(age);
	return err;
}

/* ---- one that several repositories have ---- */

static int by_id(const void *a, const void *b)
{
	const struct test_commit *one = *(const struct test_commit *const *)a,
				 *other = *(const struct test_commit *const *)b;
	int order = strcmp(one->id, other->id);

	return order ? order : (one > other) - (one < other);
}

static void drop_doubles(struct test_log *log)
{
	struct test_commit **sorted = mem_new(log->n + 1, sizeof(*sorted));
	size_t n = 0;

	for (size_t i = 0; i < log->n; i++)
		sorted[i] = &log->v[i];
	qsort(sorted, log->n, sizeof(*sorted), by_id);
	for (size_t i = 1, kept = 0; i < log->n; i++)
		if (strcmp(sorted[i]->id, sorted[kept]->id) != 0)
			kept = i;
		else
			sorted[i]->place = log->places.n;
	for (size_t i = 0; i < log->n; i++)
		if (log->v[i].place == log->places.n)
			test_commit_release(&log->v[i]);
		else
			log->v[n++] = log->v[i];
	log->n = n;
	free(sorted);
}

struct error *test_log_read(
    struct test_log *out, const struct repo *repo, const struct config *config, int64_t since, day_t until)
{
	struct error *err = NULL;

	*out = (struct test_log){.v = NULL};
	test_places_list(&out->places, repo, config);
	for (size_t i = 0; !err && i < out->places.n; i++) {
		struct reading reading = {.out = out, .place = i, .until = until, .begins = DAY_NONE};

		err = read_place(&reading, repo, since);
		strings_release(&reading.reverts);
		strings_release(&reading.gone);
	}
	if (!err && out->places.n > 1)
		drop_doubles(out);
	return err;
}

void test_log_release(struct test_log *log)
{
	for (size_t i = 0; i < log->n; i++)
		test_commit_release(&log->v[i]);
	array_release(log);
	test_places_release(&log->places);
}
