/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/mem.h"

void judging_say_at_most(struct judging *judging, enum finding_level most, struct buf *text)
{
	struct finding finding = {.rule = judging->rule->name,
	    .level = (enum finding_level)judging->level,
	    .text = buf_detach(text),
	    .todo = judging->rule->todo};

	if ((judging->rule->traits & RULE_SPARES_FIXES) && judging->commit && judging->commit->fix)
		most = FINDING_INFO;
	if (finding.level > most)
		finding.level = most;
	if (judging->topic) {
		finding.topic = mem_dup(judging->topic->name);
	} else {
		finding.about = mem_dup(judging->about);
		if (judging->about_commit)
			finding.commit = *judging->about_commit;
	}
	if (judging->commit) {
		finding.commit = judging->commit->oid;
		finding.subject = mem_dup(judging->commit->subject);
	}
	findings_add(judging->out, finding);
}

void judging_say(struct judging *judging, struct buf *text)
{
	judging_say_at_most(judging, FINDING_ERROR, text);
}

void judging_says(struct judging *judging, const char *text)
{
	struct buf said = BUF_INIT;

	buf_addstr(&said, text);
	judging_say(judging, &said);
}
