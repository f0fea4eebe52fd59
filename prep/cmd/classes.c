/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/classes.h"
#include "cmd/command.h"
#include "text/record.h"

#include <string.h>

static struct error *show_json(const struct classes *classes)
{
	static const char *const columns[] = {"class", "regex", NULL};
	struct records records;

	records_start(&records, stdout, RECORD_JSON, columns);
	for (size_t i = 0; i < classes_count(classes); i++) {
		struct class_rule rule = classes_rule(classes, i);

		record_text(&records, path_class_name[rule.class]);
		record_text(&records, rule.regex);
		record_end(&records);
	}
	return records_finish(&records);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct strings rest = STRINGS_INIT;
	struct config *config = NULL;
	struct classes *classes = NULL;
	struct buf out = BUF_INIT;
	struct error *err = command_arguments(&command_classes, globals, NULL, argc, argv, &rest);

	if (!err && rest.n)
		err = error_new(ERROR_USAGE, "classes takes no arguments, not '%s'", rest.v[0]);
	if (!err)
		err = config_load(&config, &globals->config);
	if (!err)
		err = classes_load(&classes, config);
	if (!err && globals->format && !strcmp(globals->format, "json")) {
		err = show_json(classes);
	} else if (!err) {
		classes_print(classes, &out);
		fwrite(out.s, 1, out.len, stdout);
	}
	buf_release(&out);
	classes_free(classes);
	config_free(config);
	strings_release(&rest);
	return err;
}

const struct command command_classes = {
    .name = "classes",
    .usage = "",
    .summary = "print the rules by which a path is tests, docs, tools or code",
    .manual =
	"One rule a line, in text and tsv alike: the class, a TAB, and the regular expression as it is, "
	"never "
	"escaped. They are tried in order on the whole path, and the first that matches anywhere in it wins; "
	"a "
	"path that none matches is code. One's own, from pullprep.class, come before the built-in ones:\n"
	"\n"
	"  git config --add pullprep.class 'tests:^qa/'\n"
	"\n"
	"Regular expressions are Perl's (PCRE2); the built-in ones use only what Python's re reads alike. A "
	"path "
	"is text in UTF-8; a byte that is none counts as one character.",
    .run = run,
};
