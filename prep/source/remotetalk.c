/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/remotetalk.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST = 64 << 20, LINE_MOST = 400 };

/* ---- what may be shown ---- */

/* The "name:password@" of a URL; 0 if it holds no secret. For the web a name alone is one: who has a token, gives
 * it as that. */
static size_t find_login(const char *url, size_t *at)
{
	const char *host = strstr(url, "://"), *end;
	bool web = !strncasecmp(url, "http", 4);

	if (!host)
		return 0;
	host += 3;
	end = host + strcspn(host, "/");
	while (end > host && end[-1] != '@')
		end--;
	if (end == host || (!web && !memchr(host, ':', (size_t)(end - host))))
		return 0;
	*at = (size_t)(host - url);
	return (size_t)(end - host);
}

char *remote_shown(const char *url)
{
	size_t at = 0, login = find_login(url, &at);
	struct buf out = BUF_INIT;

	buf_add(&out, url, at);
	buf_addstr(&out, url + at + login);
	return buf_detach(&out);
}

/* git's words may repeat the URL as it was given. */
static char *without_login(const char *words, const char *url)
{
	size_t at = 0, login = find_login(url, &at);
	char *secret = login ? mem_dupn(url + at, login) : NULL;
	struct buf out = BUF_INIT;

	while (*words) {
		if (secret && !strncmp(words, secret, login))
			words += login;
		else
			buf_addch(&out, *words++);
	}
	free(secret);
	return buf_detach(&out);
}

/* ---- what went wrong ---- */

#define LOOK_AT_URL "Look whether the URL is right."

/* The first sign in git's words, or in those of ssh or curl, decides. */
static const struct {
	const char *sign, *what, *advice;
} troubles[] = {
    {"Could not resolve host", "there is no such host",
	"Look whether the URL is right, and whether this machine is on the network."},
    {"unable to look up", "there is no such host",
	"Look whether the URL is right, and whether this machine is on the network."},
    {"Connection refused", "the host refuses the connection",
	"Look whether the URL and its port are right, and whether the server runs."},
    {"Couldn't connect to server", "the host refuses the connection",
	"Look whether the URL and its port are right, and whether the server runs."},
    {"Could not connect to server", "the host refuses the connection",
	"Look whether the URL and its port are right, and whether the server runs."},
    {"Network is unreachable", "the host cannot be reached", "Look whether this machine is on the network."},
    {"No route to host", "the host cannot be reached", "Look whether this machine is on the network."},
    {"timed out", "the host does not answer", "Look whether the URL is right, and try again later."},
    {"could not read Username", "it wants a name and a password",
	"A public repository is read without. " LOOK_AT_URL " What git may know, a credential helper tells."},
    {"could not read Password", "it wants a password",
	"A public repository is read without. " LOOK_AT_URL " What git may know, a credential helper tells."},
    {"Authentication failed", "it does not take the password",
	"A public repository is read without. Take it out of the URL, or mend what the credential helper "
	"knows."},
    {"Permission denied", "ssh is not let in",
	"Load your key with:  ssh-add   (no passphrase can be asked for here)"},
    {"Host key verification failed", "ssh does not know the host's key, or knows another",
	"Connect once by hand with ssh, and see whether the key is the right one."},
    {"certificate", "its certificate is not trusted",
	"Look at it with:  curl -v URL   (http.sslCAInfo names a file with certificates to trust)"},
    {"SSL", "no encrypted connection can be made",
	"Look whether the URL and its port are right; see more with:  curl -v URL"},
    {"TLS", "no encrypted connection can be made",
	"Look whether the URL and its port are right; see more with:  curl -v URL"},
    {"gnutls", "no encrypted connection can be made",
	"Look whether the URL and its port are right; see more with:  curl -v URL"},
    {"not found", "there is no such repository", LOOK_AT_URL},
    {"does not appear to be a git repository", "there is no such repository", LOOK_AT_URL},
    {"access denied or repository not exported", "there is no such repository, or none for the public",
	"Look whether the URL is right; git daemon shows only what holds a file git-daemon-export-ok."},
    {"returned error: 403", "it may not be read", "Look whether the repository is public."},
    {"returned error: 4", "the server has nothing there", LOOK_AT_URL},
    {"returned error: 5", "the server is in trouble", "Try again later."},
    {"mismatched algorithms", "its objects are named by another hash than those here",
	"Only a repository of the same object format can hold this tag."},
    {"HTTP/0.9", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"not valid: is this a git repository", "what it answers is not git's",
	"Look whether the URL and its port are right."},
    {"protocol error", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"invalid server response", "what it answers is not git's",
	"Look whether the URL and its port are right."},
    {"unexpected", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"expected ", "what it answers is not git's", "Look whether the URL and its port are right."},
    {"Empty reply", "it closes the connection without an answer",
	"Look whether the URL and its port are right."},
    {"Recv failure", "it closes the connection without an answer", "Try again later."},
    {"Could not read from remote repository", "it closes the connection without an answer",
	"Look whether the URL and its port are right."},
    {"hung up", "it closes the connection without an answer", "Look whether the URL and its port are right."},
    {"File too large", "it sends more than is taken",
	"Look whether the ref is right, and of this project; take more with:  git config pullprep.fetchMost "
	"MEBIBYTES"},
    {"not allowed", "that kind of URL is not taken from a mail",
	"If you trust it, name it yourself:  pullprep check URL REF"},
    {"is not a git command", "git knows no such kind of URL", LOOK_AT_URL},
};

/* Blanks in the place of each occurrence. */
static void blank_out(char *words, const char *text)
{
	for (char *at = *text ? strstr(words, text) : NULL; at; at = strstr(at, text))
		memset(at, ' ', strlen(text));
}

/* git's words without what they repeat of the URL, which may be called like a trouble: letter for letter in
 * the same place. */
static char *without_url(const char *words, const char *shown)
{
	char *out = mem_dup(words), *host;
	const char *after = strstr(shown, "://"), *path;

	blank_out(out, shown);
	path = after ? strchr(after + 3, '/') : strchr(shown, '/');
	if (path)
		blank_out(out, path);
	if (after) {
		host = mem_dupn(after + 3, strcspn(after + 3, "/"));
		blank_out(out, host);
		free(host);
	}
	return out;
}

/* The line at that place, without what git calls it. It may repeat what a stranger has sent: not all of that. */
static char *line_at(const char *words, size_t at)
{
	const char *start = words + at;
	size_t length;

	while (start > words && start[-1] != '\n')
		start--;
	if (!strncmp(start, "fatal: ", 7))
		start += 7;
	length = strcspn(start, "\r\n");
	return mem_format(
	    "%.*s%s", length > LINE_MOST ? LINE_MOST : (int)length, start, length > LINE_MOST ? "..." : "");
}

static struct error *explain(const struct remote_talk *talk, const char *said, int status)
{
	char *shown = remote_shown(talk->url), *words = without_login(said, talk->url), *line;
	char *signs = without_url(words, shown);
	struct error *err = NULL;

	for (size_t i = 0; !err && i < sizeof(troubles) / sizeof(*troubles); i++) {
		const char *sign = strstr(signs, troubles[i].sign);

		if (!sign)
			continue;
		line = line_at(words, (size_t)(sign - signs));
		err = error_failed("cannot %s %s: %s (%s)", talk->verb, shown, troubles[i].what, line);
		error_hint(err, "%s", troubles[i].advice);
		free(line);
	}
	if (!err && status == 128 + SIGPIPE) {
		err = error_failed(
		    "cannot %s %s: it closes the connection while it is asked", talk->verb, shown);
		error_hint(err, "Look whether the URL and its port are right, and try again later.");
	} else if (!err) {
		line = line_at(words, 0);
		err = error_failed("cannot %s %s: git %s failed (exit %d): %s", talk->verb, shown,
		    talk->command, status, line);
		error_hint(err, "See more with:  git %s '%s'", talk->command, shown);
		free(line);
	}
	free(shown);
	free(words);
	free(signs);
	return err;
}

/* It was ended by us. */
static struct error *explain_end(const struct remote_talk *talk, const struct process *p, struct error *err)
{
	char *shown;

	if (p->status != 128 + 9)
		return err; /* it was never started */
	error_free(err);
	shown = remote_shown(talk->url);
	if (p->out.len + p->err.len > MOST) {
		err = error_failed("cannot %s %s: its answer has no end", talk->verb, shown);
		error_hint(err, LOOK_AT_URL);
	} else {
		err = error_failed(
		    "cannot %s %s: no answer within %d seconds", talk->verb, shown, talk->deadline);
		error_hint(err, "Try again later, or wait longer with:  git config %s SECONDS", talk->key);
	}
	free(shown);
	return err;
}

/* ---- the talk ---- */

/* Is this OpenSSH's own program, whose options we know? */
static bool is_ssh(const char *command)
{
	size_t length = strcspn(command, " \t"), from = length;

	while (from && command[from - 1] != '/')
		from--;
	return length - from == 3 && !strncmp(command + from, "ssh", 3);
}

/*
 * As git would call ssh, but so that it asks nothing; an option that the user gave stands first, and with ssh
 * the first one counts. Programs that are not ssh stay as they are: they have no terminal to ask on.
 */
static char *ssh_command(const struct config *config)
{
	const char *command = getenv("GIT_SSH_COMMAND");

	if (!command)
		command = config_get(config, "core.sshCommand");
	if (!command)
		command = getenv("GIT_SSH") ? NULL : "ssh";
	if (!command)
		return mem_dup("GIT_SSH_COMMAND");
	return mem_format("GIT_SSH_COMMAND=%s%s", command, is_ssh(command) ? " -o BatchMode=yes" : "");
}

struct error *remote_talk(struct process *p, const struct remote_talk *talk)
{
	char *ssh = ssh_command(talk->config);
	ARRAY(const char *) env = ARRAY_INIT;
	struct error *err;

	array_push(&env, "GIT_TERMINAL_PROMPT=0");
	array_push(&env, "GIT_ASKPASS=");
	array_push(&env, "SSH_ASKPASS");
	array_push(&env, "SSH_ASKPASS_REQUIRE=never");
	array_push(&env, "GCM_INTERACTIVE=never");
	array_push(&env, "LC_ALL=C");
	array_push(&env, "LANGUAGE");
	array_push(&env, ssh);
	if (talk->of_stranger)
		array_push(&env, "GIT_PROTOCOL_FROM_USER=0");
	for (const char *const *more = talk->env; more && *more; more++)
		array_push(&env, *more);
	array_push(&env, NULL);
	p->argv = talk->argv;
	p->env = env.v;
	p->deadline = talk->deadline;
	p->most = MOST;
	p->largest_file = talk->largest_file;
	err = process_run(p);
	p->argv = p->env = NULL;
	if (err)
		err = explain_end(talk, p, err);
	else if (p->status)
		err = explain(talk, p->err.s, p->status);
	array_release(&env);
	free(ssh);
	return err;
}
