/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gateline.h"

#include "mutate.h"

#include <string.h>

#define TREE   "00112233445566778899aabbccddeeff00112233"
#define COMMIT "ffeeddccbbaa99887766554433221100ffeeddcc"
#define IDS    "\t" TREE "\t" COMMIT "\t"
#define WHO    "Morgan Maintainer <maintainer@example.org>"
#define PASS   "pass\tABC" IDS "2022-03-22T09:30:07Z\t" WHO "\tkvm/queue\t-\t-"
#define FAIL                                                                                                 \
	"fail\tx-1.y_z" IDS "1970-01-01T00:00:00Z\t" WHO "\tkvm/next\texit status 1\thttps://example.org/1"

static bool read_text(struct gate_result *out, const char *line)
{
	return gate_line_read(out, line, strlen(line));
}

static void a_line_has_all_of_it(void **state)
{
	struct gate_result result;

	(void)state;
	assert_true(read_text(&result, PASS "\r"));
	assert_true(result.passed);
	assert_string_equal(result.gate, "ABC");
	assert_string_equal(result.author, WHO);
	assert_string_equal(result.topic, "kvm/queue");
	assert_null(result.why);
	assert_null(result.log);
	assert_int_equal(result.time, 1647941407);
	assert_int_equal(result.tree.id[1], 0x11);
	assert_int_equal(result.commit.id[0], 0xff);
	gate_result_release(&result);
	assert_true(read_text(&result, FAIL));
	assert_false(result.passed);
	assert_string_equal(result.why, "exit status 1");
	assert_string_equal(result.log, "https://example.org/1");
	gate_result_release(&result);
}

static void what_is_written_is_read_again(void **state)
{
	static const char *const lines[] = {PASS, FAIL};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct buf out = BUF_INIT;
		struct gate_result result;

		assert_true(read_text(&result, lines[i]));
		gate_line_add(&out, &result);
		assert_int_equal(out.s[out.len - 1], '\n');
		out.s[out.len - 1] = '\0';
		assert_string_equal(out.s, lines[i]);
		gate_result_release(&result);
		buf_release(&out);
	}
}

static void texts_are_put_on_one_line(void **state)
{
	char gate[] = "g", author[] = "A\tB\n<x>", topic[] = "t", why[] = " one\n\ttwo ", log[] = " ";
	struct gate_result result = {.gate = gate, .author = author, .topic = topic, .why = why, .log = log};
	struct buf out = BUF_INIT;

	(void)state;
	gate_line_add(&out, &result);
	assert_non_null(strstr(out.s, "\tA B <x>\tt\tone two\t-\n"));
	buf_release(&out);
}

static void anything_else_is_none(void **state)
{
	static const char *const lines[] = {
	    "",
	    "pass",
	    "\t\t\t\t\t\t\t\t",
	    "<<<<<<< HEAD",
	    "pass\t-x" IDS "2022-03-22T09:30:07Z\t" WHO "\tt\t-\t-",
	    "pass\t../x" IDS "2022-03-22T09:30:07Z\t" WHO "\tt\t-\t-",
	    "won\tABC" IDS "2022-03-22T09:30:07Z\t" WHO "\tt\t-\t-",
	    "pass\tABC\t" TREE "\t-\t2022-03-22T09:30:07Z\t" WHO "\tt\t-\t-",
	    "pass\tABC\t0011\t" COMMIT "\t2022-03-22T09:30:07Z\t" WHO "\tt\t-\t-",
	    "pass\tABC" IDS "2022-03-22\t" WHO "\tt\t-\t-",
	    "pass\tABC" IDS "2022-03-22T09:30:07Z\t \tt\t-\t-",
	    "pass\tABC" IDS "2022-03-22T09:30:07Z\t" WHO "\t \t-\t-",
	    "pass\tABC" IDS "2022-03-22T09:30:07Z\t" WHO "\tt\t-",
	    "pass\tABC" IDS "2022-03-22T09:30:07Z\t" WHO "\tt\t-\t-\t-",
	    "pass\tABC" IDS "2022-03-22T09:30:07Z\t" WHO "\tt\t-\t",
	};
	struct gate_result result;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		if (read_text(&result, lines[i]))
			print_error("read: %s\n", lines[i]);
		assert_false(read_text(&result, lines[i]));
	}
	assert_false(gate_line_read(&result, PASS "\0x", sizeof(PASS "\0x") - 1));
}

static bool is_read(const char *line, size_t length)
{
	struct gate_result result;

	if (!gate_line_read(&result, line, length))
		return false;
	assert_true(gate_is_name(result.gate) && *result.author && *result.topic);
	gate_result_release(&result);
	return true;
}

/* No cut or flipped bit of a line does harm. */
static void spoilt_lines_do_no_harm(void **state)
{
	(void)state;
	spoil_line(FAIL, is_read);
}

static void gates_have_names(void **state)
{
	(void)state;
	assert_true(gate_is_name("ABC"));
	assert_true(gate_is_name("build.arm64_all-2"));
	assert_false(gate_is_name(""));
	assert_false(gate_is_name(".."));
	assert_false(gate_is_name("a."));
	assert_false(gate_is_name("a/b"));
	assert_false(gate_is_name("a b"));
	assert_false(gate_is_name("-a"));
	assert_false(gate_is_name("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_has_all_of_it),
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(texts_are_put_on_one_line),
	    cmocka_unit_test(anything_else_is_none),
	    cmocka_unit_test(spoilt_lines_do_no_harm),
	    cmocka_unit_test(gates_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
