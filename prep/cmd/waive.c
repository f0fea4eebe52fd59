/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/waive.h"
#include "cmd/command.h"
#include "cmd/rulelevels.h"
#include "cmd/waived.h"
#include "cmd/waiveedit.h"
#include "plan/words.h"
#include "source/patchid.h"
#include "util/pager.h"
#include "util/squeeze.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { ODD_LINES_TOLD = 5 };

struct arguments {
	struct strings rules;
	const char *reason;
	bool list, edit, drop;
};

static const struct option options[] = {
    {"rule", 0, OPTION_LIST, "RULE", "whose finding is fine; repeatable", offsetof(struct arguments, rules)},
    {"reason", 'r', OPTION_TEXT, "TEXT", "why it is fine", offsetof(struct arguments, reason)},
    {"list", 0, OPTION_FLAG, NULL, "show what is waived, all or for these commits",
	offsetof(struct arguments, list)},
    {"edit", 'e', OPTION_FLAG, NULL, "change or drop them in the editor", offsetof(struct arguments, edit)},
    {"drop", 0, OPTION_FLAG, NULL, "take them back", offsetof(struct arguments, drop)},
    OPTION_END,
};

/* What every way through the command stands on. */
struct job {
	const struct globals *globals;
	const struct arguments *arguments;
	struct repo *repo;
	day_t as_of; /* DAY_NONE if none was given */
	struct waivers waivers;
	struct ids commits;
	struct waived_list list; /* what is waived, as far as it was asked for */
	struct waive_changes changes;
};

/* ---- arguments ---- */

/* What was recorded for a rule that there was once can still be listed and dropped. */
static struct error *check_rules(const struct strings *rules, bool record)
{
	for (size_t i = 0; i < rules->n; i++)
		if (record ? rules_index(rules->v[i]) == rules_count() : !waiver_rule_is_name(rules->v[i]))
			return rule_unknown(ERROR_USAGE, "--rule", rules->v[i]);
	return NULL;
}

static struct error *check_arguments(const struct arguments *a, const struct strings *names)
{
	bool other = a->list || a->edit || a->drop;
	struct error *err = check_rules(&a->rules, !other);
	bool rules_are_wrong = err;

	if (!err && a->list + a->edit + a->drop > 1)
		err = error_new(ERROR_USAGE, "only one of --list, --edit and --drop is possible");
	else if (!err && other && a->reason)
		err = error_new(ERROR_USAGE, "--list, --edit and --drop take no --reason");
	else if (!err && !names->n && (a->drop || (!other && (a->reason || a->rules.n))))
		err = error_new(ERROR_USAGE, "waive needs to know which commit");
	else if (!err && names->n && !other && !a->rules.n)
		err = error_new(ERROR_USAGE, "waive needs to know which rule's finding is fine");
	else if (!err && names->n && !other && !a->reason)
		err = error_new(ERROR_USAGE, "waive needs a reason: whoever pulls will read it");
	return rules_are_wrong ? err
			       : error_hint(err, "It is:  pullprep waive COMMIT --rule=never-in-next "
						 "--reason=\"no released userspace calls it\"\n"
						 "or:     pullprep waive --drop COMMIT [--rule=RULE]\n"
						 "or:     pullprep waive --list [COMMIT]");
}

/* ---- what is waived ---- */

static void warn_of_odd_lines(const struct strings *odd)
{
	for (size_t i = 0; i < odd->n && i < ODD_LINES_TOLD; i++)
		warning("%s is no waiver, and left as it is: git notes --ref=%s", odd->v[i], WAIVERS_REF);
	if (odd->n > ODD_LINES_TOLD)
		warning("so are %zu more lines", odd->n - ODD_LINES_TOLD);
}

static struct error *find_waived(struct job *job)
{
	const struct waived_query query = {job->repo, &job->waivers, &job->commits, &job->arguments->rules};

	return waived_find(&job->list, &query);
}

static bool is_for_people(const struct job *job)
{
	return !job->globals->format || !strcmp(job->globals->format, "text");
}

static struct error *show_list(struct job *job)
{
	struct buf out = BUF_INIT;
	struct term term;
	struct error *err = find_waived(job);

	if (err)
		return err;
	if (!is_for_people(job))
		return waivers_records(stdout, job->globals->format, &job->list);
	term_init(&term, job->globals->color);
	waivers_add_text(&out, &term, &job->list,
	    job->commits.n || job->arguments->rules.n ? "Nothing of that is waived." : NULL);
	return pager_show(&out, job->globals->no_pager);
}

/* ---- changes ---- */

static void add_change(struct job *job, const git_oid *commit, const git_oid *patch, const char *rule,
    const char *reason, const struct waiver *seen)
{
	struct waiver waiver = {
	    .commit = *commit, .patch = *patch, .rule = mem_dup(rule), .reason = mem_dup(reason)};

	array_push(&job->changes, (struct waive_change){waiver, seen});
}

static struct error *add_waivers(struct job *job)
{
	const struct strings *rules = &job->arguments->rules;
	char *reason = squeeze(job->arguments->reason);
	git_oid *patches = mem_zero(job->commits.n, sizeof(*patches));
	struct error *err = NULL;

	if (!reason)
		err = error_hint(error_new(ERROR_USAGE, "the reason is empty"),
		    "Say why the finding is fine: --reason=\"...\"");
	if (!err)
		err = patch_ids_pinned(job->repo, job->commits.v, job->commits.n, patches);
	for (size_t i = 0; !err && i < job->commits.n; i++)
		for (size_t k = 0; k < rules->n; k++)
			add_change(job, &job->commits.v[i], &patches[i], rules->v[k], reason, NULL);
	free(patches);
	free(reason);
	return err;
}

/* A drop goes where the waiver is. Two commits of one patch may have the same one. */
static struct error *add_drops(struct job *job)
{
	struct error *err = find_waived(job);

	for (size_t i = 0; !err && i < job->list.n; i++) {
		const struct waiver *waiver = job->list.v[i].waiver;
		bool met = false;

		for (size_t k = 0; k < job->changes.n; k++)
			met = met || job->changes.v[k].seen == waiver;
		if (!met)
			add_change(job, &waiver->commit, &waiver->patch, waiver->rule, NULL, waiver);
	}
	if (!err && !job->changes.n)
		err = error_hint(error_failed("nothing of that is waived, so there is nothing to drop"),
		    "See what is with:  pullprep waive");
	return err;
}

/* On a day of the past one can only record what nothing later overrules. */
static struct error *check_day(const struct job *job)
{
	struct waivers all;
	struct error *err = NULL;

	if (job->as_of == DAY_NONE)
		return NULL;
	err = waivers_read(&all, job->repo, DAY_NONE);
	if (err)
		return err;
	for (size_t i = 0; !err && i < job->changes.n; i++) {
		const struct waiver *waiver = &job->changes.v[i].waiver;
		const struct waiver *last = waiver_last(&all, &waiver->commit, &waiver->patch, waiver->rule);

		if (last && day_of_time(last->time) > job->as_of)
			err = error_hint(
			    error_failed("what is recorded of %s is newer than that day", waiver->rule),
			    "Leave --as-of out, to change it as of today.");
	}
	waivers_release(&all);
	return err;
}

/* "pullprep: record 2 waivers, drop 1" */
static char *change_message(size_t records, size_t drops)
{
	struct buf text = BUF_INIT;

	buf_addstr(&text, records ? "pullprep: record " : "pullprep: drop ");
	words_count(&text, (long)(records ? records : drops), "waiver");
	if (records && drops)
		buf_addf(&text, ", drop %zu", drops);
	return buf_detach(&text);
}

static struct error *write_changes(bool *first, struct job *job)
{
	char *author = NULL, *message;
	int64_t time;
	struct error *err = check_day(job);
	size_t drops = 0;

	for (size_t i = 0; i < job->changes.n; i++)
		drops += !job->changes.v[i].waiver.reason;
	message = change_message(job->changes.n - drops, drops);
	if (!err)
		err = waive_committer(&author, &time, job->repo, job->as_of);
	for (size_t i = 0; !err && i < job->changes.n; i++)
		job->changes.v[i].waiver.author = mem_dup(author);
	if (!err)
		err = waive_write(first, job->repo, &job->changes, time, message);
	free(author);
	free(message);
	return err;
}

static void add_changed(struct buf *out, const struct job *job, const struct term *term)
{
	struct waived_list kept = {.v = NULL}, dropped = {.v = NULL};

	for (size_t i = 0; i < job->changes.n; i++) {
		const struct waiver *waiver = &job->changes.v[i].waiver;

		waived_add(waiver->reason ? &kept : &dropped, job->repo, &waiver->commit, waiver);
	}
	if (kept.n)
		waivers_add_text(out, term, &kept, NULL);
	for (size_t i = 0; i < dropped.n; i++) {
		buf_addf(out, "%s is no longer waived for ", dropped.v[i].waiver->rule);
		waived_add_commit(out, &dropped.v[i]);
		buf_addch(out, '\n');
	}
	waived_list_release(&kept);
	waived_list_release(&dropped);
}

static struct error *show_all_records(const struct job *job)
{
	struct waived_list list = {.v = NULL};
	struct waivers waivers;
	struct error *err = waivers_read(&waivers, job->repo, job->as_of);
	const struct waived_query all = {job->repo, &waivers, NULL, NULL};

	if (err)
		return err;
	err = waived_find(&list, &all);
	if (!err)
		err = waivers_records(stdout, job->globals->format, &list);
	waived_list_release(&list);
	waivers_release(&waivers);
	return err;
}

/* For people what changed; for programs all that is waived now. */
static struct error *show_changes(const struct job *job, bool first)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (!is_for_people(job))
		return show_all_records(job);
	term_init(&term, job->globals->color);
	add_changed(&out, job, &term);
	if (!job->changes.n)
		buf_addstr(&out, "No waiver is changed.\n");
	if (first)
		buf_addstr(&out, "They are shared by:  git push REMOTE " WAIVERS_REF "\n");
	return pager_show(&out, job->globals->no_pager);
}

static struct error *edit(struct job *job)
{
	struct error *err = find_waived(job);
	char *path = NULL;
	bool first;

	if (!err && !job->list.n)
		err = error_hint(error_failed("there is no waiver to edit"),
		    "Record one with:  pullprep waive COMMIT --rule=RULE --reason=\"...\"");
	if (!err)
		err = waiveedit_run(&job->changes, &path, job->repo, &job->list);
	if (!err && job->changes.n) {
		err = write_changes(&first, job);
		error_hint(err, "Your text is kept in %s.", path);
	}
	if (!err)
		unlink(path);
	free(path);
	return err ? err : show_changes(job, false);
}

static struct error *change(struct job *job)
{
	bool first = false;
	struct error *err = job->arguments->drop ? add_drops(job) : add_waivers(job);

	if (!err)
		err = write_changes(&first, job);
	return err ? err : show_changes(job, first);
}

/* ---- the command ---- */

static struct error *read_day(day_t *out, const char *text)
{
	*out = text ? day_parse(text) : DAY_NONE;
	if (!text || *out != DAY_NONE)
		return NULL;
	return error_hint(
	    error_new(ERROR_USAGE, "--as-of: '%s' is no date", text), "Write it as 2026-07-18 or 20260718.");
}

static struct error *work(struct job *job, const struct strings *names)
{
	struct error *err = read_day(&job->as_of, job->globals->as_of);

	if (!err)
		err = repo_open(&job->repo);
	if (!err)
		err = picked_find(&job->commits, job->repo, names);
	if (!err)
		err = waivers_read(&job->waivers, job->repo, job->as_of);
	if (err)
		return err;
	warn_of_odd_lines(&job->waivers.odd);
	if (job->arguments->edit)
		return edit(job);
	return job->arguments->list || !names->n ? show_list(job) : change(job);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.rules = STRINGS_INIT};
	struct strings names = STRINGS_INIT;
	struct job job = {.globals = globals, .arguments = &arguments};
	struct error *err = command_arguments(&command_waive, globals, &arguments, argc, argv, &names);

	if (!err)
		err = check_arguments(&arguments, &names);
	if (!err)
		err = work(&job, &names);
	waived_list_release(&job.list);
	waive_changes_release(&job.changes);
	waivers_release(&job.waivers);
	array_release(&job.commits);
	repo_free(job.repo);
	strings_release(&arguments.rules);
	strings_release(&names);
	return err;
}

const struct command command_waive = {
    .name = "waive",
    .usage = "[--list|--edit|--drop|--rule=R --reason=TEXT] [COMMIT...]",
    .summary = "record why a finding is fine",
    .manual =
	"The reason, by whom and when, is recorded on each of the commits: any revision is that one commit, "
	"A..B is all commits in it. Without arguments all waivers are listed. --drop takes back those of the "
	"commits; --rule=RULE, which may be repeated, restricts --list, --edit and --drop. A finding on a "
	"whole topic is waived on its tip. Reasons that concern how long commits were in linux-next, or how "
	"late they are, go into the tag's message and the mail.\n"
	"\n"
	"A waiver is of a commit, and of its patch: after a rebase, and with another message, it is found "
	"again; when the patch is edited it is not, white space apart. Merges and empty commits have no "
	"patch "
	"and are known by their id alone. With --as-of=DATE only what was recorded until that day is there.\n"
	"\n"
	"Waivers are git notes, in refs/notes/pullprep/waivers, and git shares them. To push them, and to "
	"take "
	"those of others along, where the remote is origin:\n"
	"\n"
	"  git push origin refs/notes/pullprep/waivers\n"
	"  git config --add remote.origin.fetch \\\n"
	"      '+refs/notes/pullprep/*:refs/notes/origin/pullprep/*'\n"
	"  git fetch origin\n"
	"  git notes --ref=pullprep/waivers merge -s cat_sort_uniq \\\n"
	"      refs/notes/origin/pullprep/waivers\n"
	"\n"
	"Never fetch onto refs/notes/pullprep/waivers itself with a '+': that would replace your own. Of two "
	"records of one rule on one commit the newer counts, so no order of merges brings back what was "
	"dropped. `git log refs/notes/pullprep/waivers` tells who changed what.\n"
	"\n"
	"A waiver is a line of a note: waive or drop, rule, commit, patch id, time, author and reason, with "
	"a "
	"TAB between. Lines that are no waiver are told, and stay.\n"
	"\n"
	"Columns of --format=tsv, one line per waiver; after a change they are all listed:\n"
	"\n"
	"  commit    id, 40 digits: the commit asked for, or the one it was recorded on\n"
	"  rule      whose finding is fine\n"
	"  day       when it was recorded\n"
	"  author    by whom: \"NAME <ADDRESS>\"\n"
	"  reason    why\n"
	"  recorded  id of the commit it was recorded on, which may be an older version\n"
	"  patch     its patch id, `git patch-id --stable`; - if it has none",
    .options = options,
    .run = run,
};
