/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/httphosts.h"

#include "util/array.h"
#include "util/url.h"

#include <string.h>

enum { IN_A_ROW = 3 };

size_t hosts_find(struct hosts *hosts, const char *url)
{
	struct host host = {.name = url_host(url)};

	for (size_t i = 0; i < hosts->n; i++)
		if (!strcmp(hosts->v[i].name, host.name)) {
			free(host.name);
			return i;
		}
	host.near = url_host_is_loopback(host.name);
	array_push(hosts, host);
	return hosts->n - 1;
}

void hosts_release(struct hosts *hosts)
{
	for (size_t i = 0; i < hosts->n; i++) {
		free(hosts->v[i].name);
		free(hosts->v[i].given_up);
	}
	array_release(hosts);
}

void host_started(struct host *host, int64_t now, long pause_ms)
{
	if (!host->near)
		host_rest(host, now + pause_ms);
}

void host_rest(struct host *host, int64_t until)
{
	if (host->next_ms < until)
		host->next_ms = until;
}

void host_ended(struct host *host, enum trouble trouble, const char *why)
{
	if (trouble == TROUBLE_NONE)
		host->failures = 0;
	if (trouble <= TROUBLE_REQUEST || host->given_up)
		return;
	host->failures++;
	if (trouble == TROUBLE_HOST || host->failures >= IN_A_ROW)
		host->given_up = mem_dup(why);
}
