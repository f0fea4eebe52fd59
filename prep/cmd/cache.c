/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/cache.h"
#include "cmd/command.h"
#include "source/httpcache.h"
#include "source/lore.h"
#include "util/pager.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400, DAYS_MOST = 36600 };

struct arguments {
	const char *prune; /* "" without a number */
};

static const struct option options[] = {
    {"prune", 0, OPTION_MAYBE, "DAYS",
	"take away what is older, 0 for all; without DAYS what is too old to be used",
	offsetof(struct arguments, prune)},
    OPTION_END,
};

/* How old an answer may be to stay, in seconds. */
static struct error *read_age(long *out, const struct globals *globals, const char *days)
{
	struct config *config = NULL;
	struct error *err = NULL;
	char *end;

	if (*days) {
		errno = 0;
		*out = strtol(days, &end, 10);
		if (*end || errno || *out < 0 || *out > DAYS_MOST)
			return error_new(ERROR_USAGE,
			    "--prune takes a whole number of days up to %d, not '%s'", DAYS_MOST, days);
		*out *= DAY;
		return NULL;
	}
	err = config_load(&config, &globals->config);
	if (!err)
		err = lore_max_age(out, config);
	config_free(config);
	return err;
}

static struct error *show(
    const struct globals *globals, const struct httpcache_hosts *hosts, const char *where, bool prune)
{
	struct cache_rows rows = {.v = NULL};
	struct buf out = BUF_INIT;
	struct error *err;
	struct term term;

	for (size_t i = 0; i < hosts->n; i++) {
		const struct httpcache_host *host = hosts->v + i;
		struct cache_row row = {host->name, host->answers, host->broken, host->pruned, host->bytes,
		    host->oldest, host->newest};

		array_push(&rows, row);
	}
	if (globals->format && strcmp(globals->format, "text")) {
		err = cache_records(stdout, globals->format, &rows);
	} else {
		term_init(&term, globals->color);
		cache_add_text(&out, &term, &rows, where, time(NULL), prune);
		err = pager_show(&out, globals->no_pager);
	}
	array_release(&rows);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.prune = NULL};
	struct strings rest = STRINGS_INIT;
	struct httpcache_hosts hosts = {.v = NULL};
	char *where = httpcache_directory();
	struct error *err = command_arguments(&command_cache, globals, &arguments, argc, argv, &rest);
	long age = 0;

	if (!err && rest.n)
		err = error_new(ERROR_USAGE, "cache takes no arguments, not '%s'", rest.v[0]);
	if (!err && !where)
		err = error_hint(error_failed("there is no place for a cache"),
		    "Set HOME, or XDG_CACHE_HOME, to an absolute path.");
	if (!err && arguments.prune)
		err = read_age(&age, globals, arguments.prune);
	if (!err)
		err = httpcache_scan(&hosts, arguments.prune, age ? (int64_t)time(NULL) - age : INT64_MAX);
	if (!err)
		err = show(globals, &hosts, where, arguments.prune);
	httpcache_hosts_release(&hosts);
	free(where);
	strings_release(&rest);
	return err;
}

const struct command command_cache = {
    .name = "cache",
    .usage = "[--prune[=DAYS]]",
    .summary = "show and prune what is kept of servers' answers",
    .manual = "What servers answered over HTTP is kept below $XDG_CACHE_HOME/pullprep, or ~/.cache/pullprep, "
	      "so that "
	      "they are not asked twice. An answer is used for pullprep.lore.maxAge hours, that there is "
	      "none for one "
	      "hour at most. What could not be asked is never kept. A file that is not whole is not used, "
	      "and every "
	      "file may be removed at any time; two runs at once do each other no harm.\n"
	      "\n"
	      "Columns of --format=tsv, one line per host, in their order:\n"
	      "\n"
	      "  host     its name, with the port if the URL has one\n"
	      "  answers  how many are kept\n"
	      "  bytes    how much room they take\n"
	      "  oldest   when the oldest came: 2026-07-18T09:30:00Z\n"
	      "  newest   when the newest came\n"
	      "  broken   how many files are not whole\n"
	      "  pruned   how many files were taken away by --prune",
    .options = options,
    .run = run,
};
