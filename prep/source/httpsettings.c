/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/httpsettings.h"

#include "util/buf.h"
#include "util/mem.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEADLINE_MOST = 3600, PAUSE_MOST = 60000, CONTACT_MOST = 200 };

/* What goes into a header must not end it, nor the comment that it stands in. */
static bool is_contact(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c >= 0x7f || strchr("()\\", *c))
			return false;
	return *text && strlen(text) <= CONTACT_MOST;
}

static struct error *read_agent(struct http_settings *out, const struct config *config)
{
	const char *contact = config_get(config, "pullprep.contact");
	struct error *err;

	if (!contact || !*contact) {
		out->agent = mem_dup("pullprep/" VERSION);
		return NULL;
	}
	if (is_contact(contact)) {
		out->agent = mem_format("pullprep/" VERSION " (+%s)", contact);
		return NULL;
	}
	err = error_failed(
	    "pullprep.contact is '%s', but servers are told only plain ASCII without parentheses "
	    "and backslashes, %d characters at most",
	    contact, CONTACT_MOST);
	return error_hint(err, "Set it with:  git config pullprep.contact you@example.org");
}

/* "~/x" is the home directory's, as in git's configuration. */
static char *expand(const char *path)
{
	const char *home = getenv("HOME");

	return home && !strncmp(path, "~/", 2) ? mem_format("%s%s", home, path + 1) : mem_dup(path);
}

static struct error *read_ca_file(struct http_settings *out, const struct config *config)
{
	static const char *const keys[] = {"pullprep.caFile", "http.sslCAInfo"};
	struct error *err;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *path = config_get(config, keys[i]);

		if (!path || !*path)
			continue;
		out->ca_file = expand(path);
		if (access(out->ca_file, R_OK) == 0)
			return NULL;
		err = error_errno("%s is '%s', but that file cannot be read", keys[i], path);
		return error_hint(err,
		    "It is a file of certificates to trust, in PEM's format. The system's "
		    "are used with:  git config --unset %s",
		    keys[i]);
	}
	return NULL;
}

static struct error *read_number(
    const struct config *config, const char *key, long preset, long least, long most, long *out)
{
	struct error *err = config_number(config, key, preset, least, out);

	if (err || *out <= most)
		return err;
	err = error_failed("%s is %ld, but it must be at most %ld", key, *out, most);
	return error_hint(err, "Set it with:  git config %s %ld", key, preset);
}

struct error *http_settings_read(struct http_settings *out, const struct config *config)
{
	struct error *err;
	long seconds;

	*out = (struct http_settings){.connect_ms = 5000,
	    .slow_bytes = 100,
	    .slow_seconds = 30,
	    .back_off_ms = 1000,
	    .wait_most_ms = 60000};
	err = read_agent(out, config);
	if (!err)
		err = read_ca_file(out, config);
	if (!err)
		err = read_number(config, "pullprep.httpDeadline", 120, 1, DEADLINE_MOST, &seconds);
	if (!err)
		err = read_number(config, "pullprep.httpPause", 100, 0, PAUSE_MOST, &out->pause_ms);
	if (err)
		http_settings_release(out);
	else
		out->total_ms = seconds * 1000;
	return err;
}

void http_settings_release(struct http_settings *settings)
{
	free(settings->agent);
	free(settings->ca_file);
	*settings = (struct http_settings){.agent = NULL};
}
