/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/findings.h"
#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void add(struct findings *findings, enum finding_level level, const char *text, const char *command)
{
	findings_add(findings, (struct finding){.rule = "tag-not-public",
				   .level = level,
				   .about = mem_dup("for-linus"),
				   .text = mem_dup(text),
				   .command = mem_dup(command)});
}

static struct findings some(void)
{
	struct findings findings = FINDINGS_INIT;

	add(&findings, FINDING_WARNING, "a warning", NULL);
	add(&findings, FINDING_ERROR,
	    "an error whose text is so long that it does not fit into what is left of one line of 60 columns",
	    "git push https://git.example.org/a/long/path.git refs/tags/for-linus");
	add(&findings, FINDING_INFO, "with a TAB\t, a LF\n and an ESC\033", NULL);
	return findings;
}

static void writes_errors_first(void **state)
{
	const struct term term = {.width = 60};
	struct findings findings = some();
	struct buf out = BUF_INIT;

	(void)state;
	findings_add_text(&out, &term, &findings);
	assert_string_equal(out.s,
	    "  error    tag-not-public  an error whose text is so long\n"
	    "                           that it does not fit into what is\n"
	    "                           left of one line of 60 columns\n"
	    "\n"
	    "      git push https://git.example.org/a/long/path.git refs/tags/for-linus\n"
	    "  warning  tag-not-public  a warning\n"
	    "  info     tag-not-public  with a TAB , a LF^J and an ESC^[\n");
	buf_release(&out);
	findings_release(&findings);
}

static void counts(void **state)
{
	struct findings findings = some(), none = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	findings_add_counts(&out, &none);
	assert_string_equal(out.s, "nothing to find fault with");
	buf_reset(&out);
	findings_add_counts(&out, &findings);
	assert_string_equal(out.s, "1 error and 1 warning");
	add(&findings, FINDING_ERROR, "another", NULL);
	buf_reset(&out);
	findings_add_counts(&out, &findings);
	assert_string_equal(out.s, "2 errors and 1 warning");
	buf_release(&out);
	findings_release(&findings);
}

static char *written(const char *format)
{
	struct findings findings = some();
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	assert_null(findings_records(out, format, &findings));
	fclose(out);
	findings_release(&findings);
	return text;
}

static void writes_records(void **state)
{
	char *tsv = written("tsv"), *json = written("json");

	(void)state;
	assert_non_null(strstr(tsv, "error\ttag-not-public\tfor-linus\tan error whose"));
	assert_non_null(strstr(tsv, "warning\ttag-not-public\tfor-linus\ta warning\t-\n"));
	assert_non_null(
	    strstr(tsv, "info\ttag-not-public\tfor-linus\twith a TAB\\t, a LF\\n and an ESC\033\t-\n"));
	assert_true(strstr(tsv, "error") < strstr(tsv, "warning"));
	assert_non_null(strstr(json, "\"rule\""));
	assert_non_null(strstr(json, "null"));
	free(tsv);
	free(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_errors_first),
	    cmocka_unit_test(counts),
	    cmocka_unit_test(writes_records),
	};

	return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
