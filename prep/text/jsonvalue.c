/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/jsonvalue.h"

#include "util/safe.h"

#include <math.h>
#include <string.h>

json_t *json_of_number(size_t number)
{
	return json_integer((json_int_t)number);
}

json_t *json_of_real(double number)
{
	return isfinite(number) ? json_real(number) : json_null();
}

json_t *json_of_text(const char *text)
{
	struct buf valid = BUF_INIT;
	size_t length = text ? strlen(text) : 0;
	json_t *json;

	if (!text)
		return json_null();
	for (size_t i = 0, used; i < length; i += used) {
		if (safe_decode(text + i, length - i, &used) < 0)
			buf_addstr(&valid, "\xef\xbf\xbd");
		else
			buf_add(&valid, text + i, used);
	}
	json = json_stringn(valid.s, valid.len);
	buf_release(&valid);
	return json;
}

json_t *json_of_day(day_t day)
{
	struct buf iso = BUF_INIT;
	json_t *json;

	if (day == DAY_NONE)
		return json_null();
	day_add_iso(&iso, day);
	json = json_string(iso.s);
	buf_release(&iso);
	return json;
}

json_t *json_of_oid(const git_oid *oid)
{
	char hex[GIT_OID_HEXSZ + 1];

	return json_string(git_oid_tostr(hex, sizeof(hex), oid));
}
