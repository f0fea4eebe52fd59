/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/asking.h"

struct error *asking_check(const struct asking *asking)
{
	if (asking->offline && asking->refresh)
		return error_hint(error_new(ERROR_USAGE, "--offline and --refresh do not go together"),
		    "--offline goes by the cache alone, --refresh asks again.");
	return NULL;
}

struct error *asking_lore(struct lore **out, const struct config *config, const struct asking *asking)
{
	struct error *err = asking_check(asking);

	*out = NULL;
	return err ? err : lore_open(out, config, asking->offline, asking->refresh);
}
