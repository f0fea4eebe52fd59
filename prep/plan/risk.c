/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/risk.h"

#include "plan/words.h"

bool risk_judge(const struct risk *risk, const struct split_rules *rules, struct strings *why)
{
	size_t before = why->n;
	struct buf text = BUF_INIT;

	if (!risk->known) {
		strings_add(why, "its risk is not known, since objects are missing");
		return true;
	}
	if (risk->existing_lines >= rules->risky_lines) {
		words_count(&text, risk->existing_lines, "line");
		buf_addf(&text, " of existing code change%s", risk->existing_lines == 1 ? "s" : "");
		strings_take(why, buf_detach(&text));
	}
	if ((long)risk->areas.n >= rules->risky_areas) {
		buf_addstr(&text, "existing code changes in ");
		words_count(&text, (long)risk->areas.n, "area");
		strings_take(why, buf_detach(&text));
	}
	if (risk->shared.n) {
		buf_addstr(&text, "shared code changes under ");
		words_list(&text, &risk->shared);
		strings_take(why, buf_detach(&text));
	}
	return why->n > before;
}
