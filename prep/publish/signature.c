/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memfd_create */
#include "publish/signature.h"

#include "publish/file.h"
#include "util/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A verifier that asks somebody, or a network, is not waited for longer, in seconds. */
#define VERIFY_DEADLINE 120

/* The status lines of GnuPG that decide, and what people are told. */
static const struct {
	const char *word;
	enum signature signature;
	const char *means;
} gnupg_words[] = {
    {"BADSIG ", SIGNATURE_BAD, "the signature does not fit the tag"},
    {"EXPKEYSIG ", SIGNATURE_UNCERTAIN, "the signature is good, but the key has expired"},
    {"REVKEYSIG ", SIGNATURE_UNCERTAIN, "the signature is good, but the key is revoked"},
    {"EXPSIG ", SIGNATURE_UNCERTAIN, "the signature was good, but has expired"},
    {"GOODSIG ", SIGNATURE_UNCERTAIN, "the signature is good, but git does not trust the key"},
    {"ERRSIG ", SIGNATURE_UNCERTAIN, "there is no public key here to check the signature with"},
};

/* The verdict of the status lines; false if there is none. */
static bool read_status(const char *status, enum signature *out, struct buf *words)
{
	static const char mark[] = "[GNUPG:] ";

	for (const char *line = strstr(status, mark); line; line = strstr(line, mark)) {
		line += sizeof(mark) - 1;
		for (size_t i = 0; i < sizeof(gnupg_words) / sizeof(*gnupg_words); i++) {
			if (strncmp(line, gnupg_words[i].word, strlen(gnupg_words[i].word)))
				continue;
			*out = gnupg_words[i].signature;
			buf_addstr(words, gnupg_words[i].means);
			return true;
		}
	}
	return false;
}

/* The signature as a file that has no name and so leaves nothing behind: a path for a child to open. -1 if
 * there is none to be had. */
static int nameless_file(const char *text, char *path, size_t size)
{
	int fd = memfd_create("signature", 0);
	size_t length = strlen(text);

	if (fd >= 0 && write(fd, text, length) != (ssize_t)length) {
		close(fd);
		fd = -1;
	}
	snprintf(path, size, "/proc/self/fd/%d", fd);
	return fd;
}

/* Runs a verifier with the payload on its standard input; false if it could not be run at all. */
static bool run_verifier(struct process *p, const char *const *argv, const char *payload, size_t length)
{
	struct error *err;
	bool ran;

	p->argv = argv;
	p->input = payload;
	p->input_length = length;
	p->deadline = VERIFY_DEADLINE;
	err = process_run(p);
	ran = !err && p->status != 127;
	error_free(err);
	return ran;
}

/* Why git does not know whose key it is. (A relative path is git's to find: it looks from another place.) */
static void add_unnamed(struct buf *words, const struct config *config)
{
	const char *configured = config_get(config, "gpg.ssh.allowedSignersFile");
	char *path = configured ? file_expand(configured) : NULL;

	if (!path)
		buf_addstr(words, "the signature is good; gpg.ssh.allowedSignersFile is not set, so git "
				  "cannot say whose it is");
	else if (*path == '/' && access(path, R_OK) < 0)
		buf_addf(words,
		    "the signature is good, but git cannot say whose it is: gpg.ssh.allowedSignersFile is "
		    "'%s', which cannot be read (%s)",
		    configured, strerror(errno));
	else
		buf_addstr(
		    words, "the signature is good, but gpg.ssh.allowedSignersFile does not name its key");
	free(path);
}

static struct error *check_ssh(enum signature *out, struct buf *words, const struct config *config,
    const char *payload, size_t length, const char *armour)
{
	const char *program = config_get(config, "gpg.ssh.program");
	char path[64];
	int fd = nameless_file(armour, path, sizeof(path));
	const char *const argv[] = {
	    program ? program : "ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", path, NULL};
	struct process p = PROCESS_INIT;
	bool ran;

	if (fd < 0)
		return error_errno("cannot hold the signature in memory");
	ran = run_verifier(&p, argv, payload, length);
	close(fd);
	if (!ran) {
		*out = SIGNATURE_UNCERTAIN;
		buf_addf(words, "%s could not be run to check the signature", argv[0]);
	} else if (p.status) {
		*out = SIGNATURE_BAD;
		buf_trim(&p.err);
		buf_addf(words, "%s says: %s", argv[0], p.err.len ? p.err.s : p.out.s);
	} else {
		*out = SIGNATURE_UNCERTAIN;
		add_unnamed(words, config);
	}
	process_release(&p);
	return NULL;
}

static struct error *ask_plain_gnupg(
    enum signature *out, struct buf *words, const char *payload, size_t length, const char *armour)
{
	bool x509 = !strncmp(armour, "-----BEGIN SIGNED ", 18), ran;
	char path[64];
	int fd = nameless_file(armour, path, sizeof(path));
	const char *const argv[] = {
	    x509 ? "gpgsm" : "gpg", "--status-fd=1", "--batch", "--verify", path, "-", NULL};
	struct process p = PROCESS_INIT;

	if (fd < 0)
		return error_errno("cannot hold the signature in memory");
	ran = run_verifier(&p, argv, payload, length);
	close(fd);
	if (!ran) {
		*out = SIGNATURE_UNCERTAIN;
		buf_addf(words, "%s could not be run to check the signature", argv[0]);
	} else if (!read_status(p.out.s, out, words)) {
		*out = SIGNATURE_BAD;
		buf_addf(words, "%s finds no signature in it", argv[0]);
	}
	process_release(&p);
	return NULL;
}

struct error *signature_check(enum signature *out, struct buf *words, const struct config *config,
    const git_oid *tag, const char *payload, size_t payload_length, const char *armour)
{
	char *hex = oid_text(tag);
	const char *const argv[] = {"git", "--no-replace-objects", "verify-tag", "--raw", hex, NULL};
	struct process p = PROCESS_INIT;
	struct error *err = NULL;

	/* one that does not come to an end is like one that is not content */
	if (!run_verifier(&p, argv, NULL, 0))
		p.status = 1;
	*out = SIGNATURE_GOOD;
	if (p.status) {
		if (!strncmp(armour, "-----BEGIN SSH ", 15))
			err = check_ssh(out, words, config, payload, payload_length, armour);
		else if (!read_status(p.err.s, out, words))
			err = ask_plain_gnupg(out, words, payload, payload_length, armour);
	}
	free(hex);
	process_release(&p);
	return err;
}

/* "[GNUPG:] GOODSIG 0123456789ABCDEF Ann <ann@example.org>", or of ssh: Good "git" signature for ann with ... */
static char *signer_in(const char *said)
{
	static const char gnupg[] = "[GNUPG:] GOODSIG ", ssh[] = "Good \"git\" signature for ";
	const char *at = strstr(said, gnupg), *end;

	if (at) {
		at += strlen(gnupg);
		at += strcspn(at, " \n");
		return *at == ' ' ? mem_dupn(at + 1, strcspn(at + 1, "\n")) : NULL;
	}
	at = strstr(said, ssh);
	if (!at)
		return NULL;
	at += strlen(ssh);
	end = strstr(at, " with ");
	return mem_dupn(at, end ? (size_t)(end - at) : strcspn(at, "\n"));
}

char *signature_signer(const git_oid *tag)
{
	char *hex = oid_text(tag), *signer = NULL;
	const char *const argv[] = {"git", "--no-replace-objects", "verify-tag", "--raw", hex, NULL};
	struct process p = PROCESS_INIT;

	if (run_verifier(&p, argv, NULL, 0) && !p.status) {
		signer = signer_in(p.err.s);
		if (!signer)
			signer = signer_in(p.out.s);
	}
	process_release(&p);
	free(hex);
	return signer;
}
