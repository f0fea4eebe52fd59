/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/commitgraph.h"

#include "dag.h"
#include "source/commit.h"
#include "source/history.h"
#include "util/buf.h"

static struct dag dag;
static struct repo *repo;

/* A random history, an octopus of 66 parents, and dates that need more than 32 bits. */
static void make_history(const char *name)
{
	uint32_t seed = 7;
	struct dag_commit *commit;

	dag_fill(&dag, &seed, 150, DAG_ORDERED);
	commit = dag_add(&dag, 6000000000);
	for (size_t i = 50; i < 50 + COMMITGRAPH_PARENTS; i++)
		dag_add_parent(commit, i);
	commit = dag_add(&dag, 6000000001);
	for (size_t i = 50; i < 52 + COMMITGRAPH_PARENTS; i++)
		dag_add_parent(commit, i);
	dag_add_parent(dag_add(&dag, 17179869183), dag.n - 2);
	dag_import(&dag, name);
}

static void write_graph(const char *options, size_t from, size_t to)
{
	FILE *list = fopen("../list", "w");
	char command[128];

	assert_non_null(list);
	for (size_t i = from; i < to; i++) {
		char *hex = oid_text(&dag.v[i].oid);

		fprintf(list, "%s\n", hex);
		free(hex);
	}
	fclose(list);
	snprintf(command, sizeof(command), "git commit-graph write %s --stdin-commits <../list\n", options);
	scratch_sh(command);
}

static void drop_graphs(void)
{
	scratch_sh("rm -rf .git/objects/info/commit-graph .git/objects/info/commit-graphs\n");
}

static bool same_as_made(const struct commitgraph_entry *entry, size_t i)
{
	bool same = entry->parent_count == dag.v[i].parent_count && entry->time == dag.v[i].time;

	for (size_t k = 0; same && k < entry->parent_count; k++)
		same = oid_equal(&entry->parents[k], &dag.v[dag.v[i].parents[k]].oid);
	return same;
}

/* Every commit is found, and is what its object says. */
static void compare_all(void)
{
	struct commitgraph *graph = commitgraph_open(".git/objects");
	struct commitgraph_entry entry;
	git_oid other;

	assert_non_null(graph);
	for (size_t i = 0; i < dag.n; i++) {
		struct commit commit;

		memset(&entry, 0xa5, sizeof(entry));
		if (dag.v[i].parent_count > COMMITGRAPH_PARENTS) {
			assert_false(commitgraph_find(graph, &dag.v[i].oid, &entry));
			continue;
		}
		assert_true(commitgraph_find(graph, &dag.v[i].oid, &entry));
		assert_true(same_as_made(&entry, i));
		assert_null(commit_read(&commit, repo, &dag.v[i].oid));
		assert_true(oid_equal(&entry.tree, &commit.tree));
		assert_int_equal(entry.time, commit.committed);
		assert_int_equal(entry.parent_count, commit.parent_count);
		for (size_t k = 0; k < entry.parent_count; k++)
			assert_true(oid_equal(&entry.parents[k], &commit.parents[k]));
		other = dag.v[i].oid;
		other.id[19] ^= 1;
		assert_false(commitgraph_find(graph, &other, &entry));
		commit_release(&commit);
	}
	memset(&other, 0, sizeof(other));
	assert_false(commitgraph_find(graph, &other, &entry));
	memset(&other, 0xff, sizeof(other));
	assert_false(commitgraph_find(graph, &other, &entry));
	commitgraph_free(graph);
}

static void one_file_tells_what_the_objects_say(void **state)
{
	(void)state;
	write_graph("", 0, dag.n);
	compare_all();
	drop_graphs();
}

static void layers_tell_what_the_objects_say(void **state)
{
	(void)state;
	write_graph("--split=no-merge", 0, 60);
	write_graph("--split=no-merge", 60, 140);
	write_graph("--split=no-merge", 140, dag.n);
	scratch_sh("test $(wc -l <.git/objects/info/commit-graphs/commit-graph-chain) = 3\n");
	compare_all();
	drop_graphs();
}

static void without_a_file_there_is_no_graph(void **state)
{
	(void)state;
	assert_null(commitgraph_open(".git/objects"));
	assert_null(commitgraph_open("/nowhere"));
	scratch_sh("mkdir -p .git/objects/info/commit-graph\n"); /* a directory */
	assert_null(commitgraph_open(".git/objects"));
	scratch_sh("rmdir .git/objects/info/commit-graph; : >.git/objects/info/commit-graph\n");
	assert_null(commitgraph_open(".git/objects"));
	drop_graphs();
}

/* A chain of which one layer is gone, the lowest or the highest, is as good as none. */
static void half_a_chain_is_none(void **state)
{
	(void)state;
	write_graph("--split=no-merge", 0, 100);
	write_graph("--split=no-merge", 100, dag.n);
	scratch_sh("cd .git/objects/info/commit-graphs\n"
		   "rm -f \"graph-$(head -n 1 commit-graph-chain).graph\"\n");
	assert_null(commitgraph_open(".git/objects"));
	drop_graphs();
	write_graph("--split=no-merge", 0, 100);
	write_graph("--split=no-merge", 100, dag.n);
	scratch_sh("cd .git/objects/info/commit-graphs\n"
		   "rm -f \"graph-$(tail -n 1 commit-graph-chain).graph\"\n");
	assert_null(commitgraph_open(".git/objects"));
	drop_graphs();
}

/* --- damaged files --- */

static void read_file(struct buf *out)
{
	FILE *file = fopen(".git/objects/info/commit-graph", "rb");
	char block[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(out, block, n);
	fclose(file);
}

static void write_file(const char *bytes, size_t length)
{
	FILE *file = fopen("../damaged/info/commit-graph", "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

/* The whole file, written by git, in a store of its own. */
static void begin_damage(struct buf *whole)
{
	write_graph("", 0, dag.n);
	read_file(whole);
	drop_graphs();
	scratch_sh("mkdir -p ../damaged/info\n");
}

/* However much of the end is gone: what is still told is true. */
static void a_short_file_tells_nothing_wrong(void **state)
{
	struct buf whole = BUF_INIT;
	size_t needed = 8 + 256 * 4 + dag.n * (20 + 36); /* header, fanout, ids, data: at least */

	(void)state;
	begin_damage(&whole);
	assert_in_range(whole.len, needed, 2 * needed);
	for (size_t length = 0; length < whole.len; length += length < 1400 ? 1 : 7) {
		struct commitgraph *graph;
		struct commitgraph_entry entry;

		write_file(whole.s, length);
		graph = commitgraph_open("../damaged");
		if (length < needed)
			assert_null(graph);
		for (size_t i = 0; graph && i < dag.n; i++)
			if (commitgraph_find(graph, &dag.v[i].oid, &entry))
				assert_true(same_as_made(&entry, i));
		if (graph)
			commitgraph_free(graph);
	}
	buf_release(&whole);
}

static bool is_known(const git_oid *oid, const struct buf *bytes)
{
	for (size_t i = 0; i + sizeof(oid->id) <= bytes->len; i++)
		if (!memcmp(bytes->s + i, oid->id, sizeof(oid->id)))
			return true;
	return false;
}

/* Bytes that are wrong may lead to wrong answers, but to nothing that is not in the file, and to an end. */
static void wrong_bytes_do_no_harm(void **state)
{
	struct buf whole = BUF_INIT, damaged = BUF_INIT;
	uint32_t seed = 11;
	size_t opened = 0;

	(void)state;
	begin_damage(&whole);
	for (size_t round = 0; round < 600; round++) {
		/* every third time in the header and the table of chunks, else anywhere */
		uint32_t below = round % 3 ? (uint32_t)whole.len : 100;
		struct commitgraph *graph;
		struct commitgraph_entry entry;

		buf_reset(&damaged);
		buf_add(&damaged, whole.s, whole.len);
		for (size_t flips = 1 + dag_random(&seed, 6); flips; flips--)
			damaged.s[dag_random(&seed, below)] =
			    (char)(dag_random(&seed, 3) ? dag_random(&seed, 256)
							: 0xff * dag_random(&seed, 2));
		write_file(damaged.s, damaged.len);
		graph = commitgraph_open("../damaged");
		opened += graph != NULL;
		for (size_t i = 0; graph && i < dag.n; i++) {
			if (!commitgraph_find(graph, &dag.v[i].oid, &entry))
				continue;
			assert_in_range(entry.parent_count, 0, COMMITGRAPH_PARENTS);
			if (!same_as_made(&entry, i))
				for (size_t k = 0; k < entry.parent_count; k++)
					assert_true(is_known(&entry.parents[k], &damaged));
		}
		if (graph)
			commitgraph_free(graph);
	}
	assert_in_range(opened, 50, 599);
	buf_release(&whole);
	buf_release(&damaged);
}

/* Each of these alone makes the file another format's. */
static void other_formats_are_not_read(void **state)
{
	static const struct {
		size_t at;
		char value;
	} other[] = {{0, 'X'}, {4, 2}, {5, 2}, {6, 0}};
	struct buf whole = BUF_INIT;

	(void)state;
	begin_damage(&whole);
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		char before = whole.s[other[i].at];

		whole.s[other[i].at] = other[i].value;
		write_file(whole.s, whole.len);
		assert_null(commitgraph_open("../damaged"));
		whole.s[other[i].at] = before;
	}
	buf_release(&whole);
}

/* --- through the history --- */

static void graphs_of_borrowed_stores_are_read(void **state)
{
	struct history *history;
	struct repo *borrower;
	node_t node;

	(void)state;
	write_graph("", 0, dag.n);
	scratch_sh("git clone -q --shared --no-checkout . ../borrower\n");
	assert_int_equal(chdir("../borrower"), 0);
	borrower = dag_repo();
	assert_null(history_new(&history, borrower));
	node = history_node(history, &dag.v[10].oid);
	assert_null(history_load(history, node));
	assert_int_equal(history_at(history, node)->time, dag.v[10].time);
	/* only a commit's object gives its signature at once */
	assert_int_equal(history_at(history, node)->signature, 0);
	history_free(history);
	repo_free(borrower);
	assert_int_equal(chdir("../repo"), 0);
	drop_graphs();
}

/* More parents than the graph's entry takes, with a graph and without one. */
static void many_parents_come_from_the_object(void **state)
{
	(void)state;
	for (int with = 0; with < 2; with++) {
		struct history *history;
		size_t i = dag.n - 2;
		node_t node;

		if (with)
			write_graph("", 0, dag.n);
		assert_null(history_new(&history, repo));
		node = history_node(history, &dag.v[i].oid);
		assert_null(history_load(history, node));
		assert_int_equal(history_at(history, node)->parent_count, COMMITGRAPH_PARENTS + 2);
		for (size_t k = 0; k < dag.v[i].parent_count; k++)
			assert_true(oid_equal(&history_at(history, history_parents(history, node)[k])->oid,
			    &dag.v[dag.v[i].parents[k]].oid));
		history_free(history);
	}
	drop_graphs();
}

static int enter(void **state)
{
	if (scratch_enter(state))
		return -1;
	make_history("graph");
	repo = dag_repo();
	return 0;
}

static int leave(void **state)
{
	repo_free(repo);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_file_tells_what_the_objects_say),
	    cmocka_unit_test(layers_tell_what_the_objects_say),
	    cmocka_unit_test(without_a_file_there_is_no_graph),
	    cmocka_unit_test(half_a_chain_is_none),
	    cmocka_unit_test(a_short_file_tells_nothing_wrong),
	    cmocka_unit_test(wrong_bytes_do_no_harm),
	    cmocka_unit_test(other_formats_are_not_read),
	    cmocka_unit_test(graphs_of_borrowed_stores_are_read),
	    cmocka_unit_test(many_parents_come_from_the_object),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
