/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/instant.h"

#include "util/date.h"

#include <stdio.h>
#include <string.h>

bool instant_parse(int64_t *out, const char *text)
{
	static const char shape[] = "0000-00-00T00:00:00Z";
	char date[sizeof("2022-03-22")];
	int hour, minute, second;
	day_t day;

	if (strlen(text) != strlen(shape))
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '0' ? !strchr("0123456789", text[i]) : text[i] != shape[i])
			return false;
	memcpy(date, text, sizeof(date) - 1);
	date[sizeof(date) - 1] = '\0';
	day = day_parse(date);
	if (day == DAY_NONE || sscanf(text + sizeof(date), "%2d:%2d:%2d", &hour, &minute, &second) != 3 ||
	    hour > 23 || minute > 59 || second > 59)
		return false;
	*out = day_start(day) + (hour * 60 + minute) * 60 + second;
	return true;
}

void instant_add(struct buf *out, int64_t instant)
{
	day_t day = day_of_time(instant);
	int second = (int)(instant - day_start(day));

	day_add_iso(out, day);
	buf_addf(out, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60);
}
