/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ask_lore [--offline] [--refresh] [-c KEY=VALUE]... [-o DIR] (thread ID | search QUERY | threads QUERY)...
 *
 * Asks the archive of pullprep.lore.url as commands do, for the tests: one line for each question, its fields
 * separated by TAB: unknown, absent or found; asked, or cached where nobody was; how many mails; the question;
 * the reason or "-". With -o the mails become files of DIR, N-M for the Mth mail of the Nth question, from 1.
 */
#include "source/lore.h"
#include "util/array.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *const words[] = {"thread", "search", "threads"};
static const char *const states[] = {"unknown", "absent", "found"};

static void write_mails(const char *directory, size_t number, const struct raw_mails *mails)
{
	for (size_t i = 0; i < mails->n; i++) {
		char *path = mem_format("%s/%zu-%zu", directory, number, i + 1);
		FILE *file = fopen(path, "w");

		if (!file || fwrite(mails->v[i].bytes, 1, mails->v[i].length, file) != mails->v[i].length ||
		    fclose(file))
			exit(3);
		free(path);
	}
}

static void show(const struct lore_question *question, const struct lore_answer *answer)
{
	printf("%s\t%s\t%zu\t%s\t%s\n", states[answer->state], answer->cached ? "cached" : "asked",
	    answer->mails.n, question->text, answer->why ? answer->why : "-");
}

int main(int argc, char **argv)
{
	ARRAY(struct lore_question) questions = ARRAY_INIT;
	struct strings overrides = STRINGS_INIT;
	struct lore_answer *answers = NULL;
	struct config *config = NULL;
	struct lore *lore = NULL;
	const char *directory = NULL;
	bool offline = false, refresh = false;
	struct error *err;
	int status;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	for (int i = 1; i < argc; i++) {
		struct lore_question question = {.kind = LORE_THREAD};

		if (!strcmp(argv[i], "--offline"))
			offline = true;
		else if (!strcmp(argv[i], "--refresh"))
			refresh = true;
		else if (i + 1 >= argc)
			return 129;
		else if (!strcmp(argv[i], "-c"))
			strings_add(&overrides, argv[++i]);
		else if (!strcmp(argv[i], "-o"))
			directory = argv[++i];
		else {
			while (strcmp(words[question.kind], argv[i]))
				if (++question.kind > LORE_SEARCH_THREADS)
					return 129;
			question.text = argv[++i];
			array_push(&questions, question);
		}
	}
	answers = mem_zero(questions.n + 1, sizeof(*answers));
	err = config_load(&config, &overrides);
	if (!err)
		err = lore_open(&lore, config, offline, refresh);
	if (!err)
		err = lore_ask(lore, answers, questions.v, questions.n);
	for (size_t i = 0; !err && i < questions.n; i++) {
		show(questions.v + i, answers + i);
		if (directory)
			write_mails(directory, i + 1, &answers[i].mails);
	}
	lore_answers_release(answers, questions.n);
	free(answers);
	lore_free(lore);
	config_free(config);
	array_release(&questions);
	strings_release(&overrides);
	error_print(err);
	status = error_exit_status(err);
	error_free(err);
	return status;
}
