/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcompare.h"

#include "facts/pullfate.h"

#include <math.h>
#include <stdlib.h>

enum { NO_CLUSTER = -1, SEED = 1 };
enum arm { ARM_NONE, ARM_EARLY, ARM_LATE };

const char *const arms_name[ARMS_COUNT] = {[ARMS_BATCH] = "batch", [ARMS_WEEK] = "week"};

const char *const arms_words[ARMS_COUNT] = {
    [ARMS_BATCH] = "Batch 2 and later against batch 1",
    [ARMS_WEEK] = "Week 2 and later against week 1",
};

/* What shares its fate, of one release. */
struct clusters {
	struct arms *v;
	size_t n, cap;
	long *of_pull; /* by pull of the release at hand: index in v */
	ARRAY(struct {
		day_t day;
		size_t cluster;
	})
	direct;
};

static enum arm arm_of(const struct postmortem *pm, const struct past_commit *commit, enum past_arms by)
{
	int batch;

	if (by == ARMS_WEEK)
		return past_week(pm, commit) > 1 ? ARM_LATE : ARM_EARLY;
	batch = commit->pull == PULL_NONE ? 0 : pm->pulls.v[commit->pull].batch;
	return !batch ? ARM_NONE : batch > 1 ? ARM_LATE : ARM_EARLY;
}

static void tell(struct arms *arms, enum arm arm, bool hit)
{
	if (arm == ARM_LATE) {
		arms->hits += hit;
		arms->of++;
	} else {
		arms->other_hits += hit;
		arms->other_of++;
	}
}

/* ---- what is drawn ---- */

static size_t new_cluster(struct clusters *clusters)
{
	array_push(clusters, (struct arms){.of = 0});
	return clusters->n - 1;
}

static struct arms *direct_cluster(struct clusters *clusters, day_t day)
{
	size_t cluster;

	for (size_t i = 0; i < clusters->direct.n; i++)
		if (clusters->direct.v[i].day == day)
			return &clusters->v[clusters->direct.v[i].cluster];
	cluster = new_cluster(clusters);
	array_room(&clusters->direct, 1);
	clusters->direct.v[clusters->direct.n].day = day;
	clusters->direct.v[clusters->direct.n++].cluster = cluster;
	return &clusters->v[cluster];
}

static struct arms *cluster_of(struct clusters *clusters, const struct past_commit *commit)
{
	if (commit->pull == PULL_NONE)
		return direct_cluster(clusters, commit->taken);
	if (clusters->of_pull[commit->pull] == NO_CLUSTER)
		clusters->of_pull[commit->pull] = (long)new_cluster(clusters);
	return &clusters->v[clusters->of_pull[commit->pull]];
}

static double ratio_of_draw(const void *clusters, const unsigned *times, size_t n)
{
	const struct arms *arms = clusters;
	struct arms sum = {.of = 0};

	for (size_t i = 0; i < n; i++) {
		sum.hits += arms[i].hits * (long)times[i];
		sum.of += arms[i].of * (long)times[i];
		sum.other_hits += arms[i].other_hits * (long)times[i];
		sum.other_of += arms[i].other_of * (long)times[i];
	}
	if (!sum.hits || !sum.other_hits)
		return NAN;
	return (double)sum.hits / (double)sum.of / ((double)sum.other_hits / (double)sum.other_of);
}

/* ---- the whole ---- */

struct sums {
	struct clusters clusters;
	struct arms *releases, *sizes; /* strata: one for each release, and one for each of its sizes */
};

static void add_release(
    struct past_comparison *out, struct sums *sums, const struct postmortem *pm, size_t release)
{
	bool *hits = past_outcomes_find(pm, out->outcome);

	sums->clusters.of_pull = mem_new(pm->pulls.n + 1, sizeof(*sums->clusters.of_pull));
	for (size_t i = 0; i < pm->pulls.n; i++)
		sums->clusters.of_pull[i] = NO_CLUSTER;
	sums->clusters.direct.n = 0;
	for (size_t i = 0; i < pm->own; i++) {
		const struct past_commit *commit = &pm->commits.v[i];
		enum arm arm = past_in_window(commit) ? arm_of(pm, commit, out->by) : ARM_NONE;
		size_t size = past_size_class(commit);

		if (arm == ARM_NONE)
			continue;
		tell(&out->arms, arm, hits[i]);
		tell(&sums->releases[release], arm, hits[i]);
		tell(cluster_of(&sums->clusters, commit), arm, hits[i]);
		if (size == SIZE_UNKNOWN)
			out->unsized++;
		else
			tell(&sums->sizes[release * SIZE_CLASSES + size], arm, hits[i]);
	}
	free(sums->clusters.of_pull);
	free(hits);
}

static void compare(struct past_comparison *out, const struct postmortem *postmortems, size_t n,
    enum past_arms by, enum past_outcome outcome, bool draws)
{
	struct sums sums = {.releases = mem_zero(n + 1, sizeof(*sums.releases)),
	    .sizes = mem_zero((n + 1) * SIZE_CLASSES, sizeof(*sums.sizes))};

	*out = (struct past_comparison){.by = by, .outcome = outcome};
	for (size_t i = 0; i < n; i++) {
		if (!outcome_is_known(&postmortems[i], outcome)) {
			out->without++;
			continue;
		}
		add_release(out, &sums, &postmortems[i], out->releases++);
	}
	out->naive = relative_risk(&out->arms);
	out->by_release = relative_risk_stratified(sums.releases, out->releases);
	out->by_size = relative_risk_stratified(sums.sizes, out->releases * SIZE_CLASSES);
	out->clusters = sums.clusters.n;
	if (draws && out->naive.known) /* else no draw has events on both sides */
		out->clustered = bootstrap(ratio_of_draw, sums.clusters.v, sums.clusters.n, SEED);
	array_release(&sums.clusters.direct);
	array_release(&sums.clusters);
	free(sums.releases);
	free(sums.sizes);
}

void past_compare(struct past_comparison *out, const struct postmortem *postmortems, size_t n,
    enum past_arms by, enum past_outcome outcome)
{
	compare(out, postmortems, n, by, outcome, true);
}

void past_compare_counts(struct past_comparison *out, const struct postmortem *postmortems, size_t n,
    enum past_arms by, enum past_outcome outcome)
{
	compare(out, postmortems, n, by, outcome, false);
}
