/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const git_oid one = {{1}}, two = {{2}};

static struct error *configure(struct gates *out, const char *const *values)
{
	struct strings overrides = STRINGS_INIT;
	struct config *config;
	struct error *err;

	for (; *values; values++)
		strings_take(&overrides, mem_format("pullprep.gate=%s", *values));
	assert_null(config_load(&config, &overrides));
	err = gates_configured(out, config);
	config_free(config);
	strings_release(&overrides);
	return err;
}

static void a_gate_is_of_topics_by_glob(void **state)
{
	static const char *const values[] = {
	    "kvm/*:ABC:make x:y", "*:XYZ: true", "kvm/x86/*:ABC:make -j8", "next:elsewhere:", NULL};
	static const char *const queue[] = {"kvm/queue", NULL}, *const deep[] = {"kvm/x86/mmu", NULL};
	static const char *const other[] = {"net", "kvm/alias", NULL}, *const next[] = {"next", NULL};
	struct gates gates;

	(void)state;
	assert_null(configure(&gates, values));
	assert_int_equal(gates.n, 4);
	assert_string_equal(gate_of(&gates, "ABC", queue)->command, "make x:y");
	assert_string_equal(gate_of(&gates, "XYZ", queue)->command, "true");
	assert_string_equal(gate_of(&gates, "ABC", deep)->command, "make -j8");
	assert_ptr_equal(gate_of(&gates, "ABC", other), gates.v);
	assert_null(gate_of(&gates, "ABC", next));
	assert_string_equal(gate_of(&gates, "elsewhere", next)->command, "");
	assert_false(gate_is_of(&gates, gates.v, deep));
	assert_true(gate_is_of(&gates, gates.v + 2, deep));
	gates_release(&gates);
}

static void what_is_no_gate_is_refused(void **state)
{
	static const char *const values[] = {
	    "", "true", "a:b", ":name:true", "*::true", "*:a b:true", "*:../x:true"};
	struct gates gates;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		const char *const one_value[] = {values[i], NULL};
		struct error *err = configure(&gates, one_value);

		assert_non_null(err);
		assert_non_null(strstr(err->message, "pullprep.gate"));
		assert_non_null(err->hint);
		error_free(err);
	}
}

static void add(struct gate_results *out, bool passed, const char *gate, const git_oid *tree, int64_t time,
    const char *topic)
{
	array_push(out, (struct gate_result){passed, mem_dup(gate), *tree, one, time,
			    mem_dup("M <m@example.org>"), mem_dup(topic), NULL, NULL});
}

static void the_newest_result_counts(void **state)
{
	struct gate_results results = {.v = NULL};

	(void)state;
	add(&results, true, "ABC", &one, 10, "kvm/queue");
	add(&results, false, "ABC", &one, 5, "kvm/queue");
	add(&results, false, "XYZ", &one, 20, "kvm/queue");
	add(&results, false, "ABC", &two, 15, "kvm/queue");
	assert_true(gate_result_on(&results, "ABC", &one)->passed);
	assert_false(gate_result_on(&results, "XYZ", &one)->passed);
	assert_null(gate_result_on(&results, "XYZ", &two));
	assert_int_equal(gate_result_for(&results, "ABC", "kvm/queue")->time, 15);
	assert_null(gate_result_for(&results, "ABC", "kvm/next"));
	gate_results_release(&results);
}

static void within_a_second_the_failure_counts(void **state)
{
	struct gate_results results = {.v = NULL};

	(void)state;
	add(&results, true, "ABC", &one, 10, "a");
	add(&results, false, "ABC", &one, 10, "b");
	add(&results, true, "ABC", &one, 10, "c");
	assert_string_equal(gate_result_on(&results, "ABC", &one)->topic, "b");
	gate_results_release(&results);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_gate_is_of_topics_by_glob),
	    cmocka_unit_test(what_is_no_gate_is_refused),
	    cmocka_unit_test(the_newest_result_counts),
	    cmocka_unit_test(within_a_second_the_failure_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
