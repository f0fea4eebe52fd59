/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"commit", "releases", "newest", "first", "subject", NULL};

/* Two rows, the second with what has to be escaped; the caller frees. */
static char *write_rows(enum record_format format, int rows)
{
	struct records records;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	git_oid oid;

	assert_non_null(out);
	memset(&oid, 0xab, sizeof(oid));
	records_start(&records, out, format, columns);
	if (rows > 0) {
		record_oid(&records, &oid);
		record_number(&records, 31);
		record_bool(&records, true);
		record_day(&records, day_make(2026, 4, 1));
		record_text(&records, "KVM: x86: \"quoted\"");
		record_end(&records);
	}
	if (rows > 1) {
		record_none(&records);
		record_number(&records, -1);
		record_bool(&records, false);
		record_day(&records, DAY_NONE);
		record_text(&records, "a\tb\nc\rd\\e\x1b\xff");
		record_end(&records);
	}
	assert_null(records_finish(&records));
	fclose(out);
	return text;
}

static void writes_tsv(void **state)
{
	char *text = write_rows(RECORD_TSV, 2);

	(void)state;
	assert_string_equal(text,
	    "abababababababababababababababababababab\t31\tyes\t2026-04-01\tKVM: x86: \"quoted\"\n"
	    "-\t-1\tno\t-\ta\\tb\\nc\\rd\\\\e\x1b\xff\n");
	free(text);
}

static void writes_lists_in_json(void **state)
{
	static const char *const names[] = {"a", "b", NULL}, *const outer[] = {
								 "x", "list", "none", "y", NULL};
	struct records records, inner;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	(void)state;
	assert_non_null(out);
	records_start(&records, out, RECORD_JSON, outer);
	record_number(&records, 1);
	record_list(&records, &inner, names);
	for (int i = 0; i < 2; i++) {
		record_number(&inner, i);
		record_text(&inner, "t\"");
		record_end(&inner);
	}
	record_list_end(&inner);
	record_list(&records, &inner, names);
	record_list_end(&inner);
	record_text(&records, "end");
	record_end(&records);
	assert_null(records_finish(&records));
	fclose(out);
	assert_string_equal(text,
	    "[\n{\"x\": 1, \"list\": [\n{\"a\": 0, \"b\": \"t\\\"\"},\n{\"a\": 1, \"b\": "
	    "\"t\\\"\"}\n], \"none\": [], \"y\": \"end\"}\n]\n");
	free(text);
}

static void writes_json(void **state)
{
	char *text = write_rows(RECORD_JSON, 2);

	(void)state;
	assert_string_equal(text,
	    "[\n{\"commit\": \"abababababababababababababababababababab\", \"releases\": 31, "
	    "\"newest\": true, \"first\": \"2026-04-01\", \"subject\": \"KVM: x86: \\\"quoted\\\"\"},\n"
	    "{\"commit\": null, \"releases\": -1, \"newest\": false, \"first\": null, "
	    "\"subject\": \"a\\tb\\nc\\rd\\\\e\\u001B\xef\xbf\xbd\"}\n]\n");
	free(text);
}

static void writes_nothing(void **state)
{
	char *tsv = write_rows(RECORD_TSV, 0), *json = write_rows(RECORD_JSON, 0);

	(void)state;
	assert_string_equal(tsv, "");
	assert_string_equal(json, "[]\n");
	free(tsv);
	free(json);
}

static void tells_a_full_disk(void **state)
{
	FILE *full = fopen("/dev/full", "w");
	struct records records;
	struct error *err;

	(void)state;
	assert_non_null(full);
	records_start(&records, full, RECORD_TSV, columns);
	record_text(&records, "x");
	record_end(&records);
	err = records_finish(&records);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "No space left"));
	error_free(err);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_tsv),
	    cmocka_unit_test(writes_json),
	    cmocka_unit_test(writes_lists_in_json),
	    cmocka_unit_test(writes_nothing),
	    cmocka_unit_test(tells_a_full_disk),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
