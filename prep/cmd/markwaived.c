/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/markwaived.h"

#include "facts/waivers.h"

#include <stdlib.h>
#include <string.h>

/* What the finding is waived on; zero: nothing. */
static git_oid place_of(const struct finding *finding, const struct survey *survey)
{
	const struct topic *topic = finding->topic ? survey_topic(survey, finding->topic) : NULL;

	return oid_is_zero(&finding->commit) && topic ? topic->tip : finding->commit;
}

/* "no released userspace calls it (Morgan Maintainer <m@example.org>, Tue 22 Mar 2022)". */
static char *words_of(const struct waiver *waiver)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s (%s, ", waiver->reason, waiver->author);
	day_add_long(&text, day_of_time(waiver->time));
	buf_addch(&text, ')');
	return buf_detach(&text);
}

static struct error *mark(
    struct findings *findings, const struct survey *survey, const struct waivers *waivers)
{
	git_oid *places = mem_new(findings->n, sizeof(*places)),
		*patches = mem_zero(findings->n, sizeof(*patches));
	struct error *err;

	for (size_t i = 0; i < findings->n; i++)
		places[i] = place_of(&findings->v[i], survey);
	err = waivers_patches(patches, waivers, survey->project->repo, places, findings->n);
	for (size_t i = 0; !err && i < findings->n; i++) {
		struct finding *finding = &findings->v[i];
		const struct waiver *waiver = waiver_find(waivers, &places[i], &patches[i], finding->rule);

		if (!waiver)
			continue;
		finding->waived = true;
		finding->waiver = words_of(waiver);
		finding->reason = mem_dup(waiver->reason);
	}
	free(places);
	free(patches);
	return err;
}

struct error *waived_mark(struct findings *findings, const struct survey *survey)
{
	struct waivers waivers;
	struct error *err;

	if (!findings->n)
		return NULL;
	err = waivers_read(&waivers, survey->project->repo, survey->project->as_of);
	if (err)
		return err;
	if (waivers.v)
		err = mark(findings, survey, &waivers);
	waivers_release(&waivers);
	return err;
}
