/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/testrepos.h"

#include "facts/testplaces.h"

#include <stdlib.h>
#include <string.h>

/* How a test names it: "linux/kvm.h" of "include/uapi/linux/kvm.h". */
static const char *word_of(const char *name)
{
	static const char uapi[] = "include/uapi/";
	const char *at = strstr(name, uapi);

	return at ? at + strlen(uapi) : name;
}

/* Marks the words that a file there has. */
static struct error *search(bool *found, const struct test_place *place, const struct strings *names)
{
	static const char *const args[] = {"grep", "--no-color", "--no-line-number", "--no-column", "-h",
	    "-o", "-w", "-F", "-f", "-", "HEAD", "--", NULL};
	struct process process = PROCESS_INIT;
	struct strings lines = STRINGS_INIT;
	struct buf words = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < names->n; i++)
		buf_addf(&words, "%s\n", word_of(names->v[i]));
	process.input = words.s;
	process.input_length = words.len;
	err = test_place_git(&process, place, 1, args);
	if (!err)
		strings_split(&lines, process.out.s, '\n');
	for (size_t i = 0; i < names->n && lines.n; i++)
		found[i] |= strings_has(&lines, word_of(names->v[i]));
	strings_release(&lines);
	buf_release(&words);
	process_release(&process);
	return err;
}

struct error *test_repos_find(
    struct strings *untested, const struct project *project, const struct strings *names)
{
	bool *found = mem_zero(names->n + 1, sizeof(*found));
	struct test_places places = {.v = NULL};
	struct error *err = NULL;

	test_places_list(&places, project->repo, project->config);
	for (size_t i = 0; !err && names->n && i < places.n; i++)
		err = search(found, &places.v[i], names);
	for (size_t i = 0; !err && i < names->n; i++)
		if (!found[i])
			strings_add(untested, names->v[i]);
	test_places_release(&places);
	free(found);
	return err;
}
