/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_SIGNATURE_H
#define PUBLISH_SIGNATURE_H

#include "source/config.h"
#include "source/repo.h"

/*
 * What a tag's signature is worth. `git verify-tag` decides if it is content. If not, the question is only
 * whether the signature itself is broken: a key that is not trusted, not known, expired or revoked makes a
 * tag that its owner may well have wanted.
 *
 * For ssh `git verify-tag` exits 1 wherever gpg.ssh.allowedSignersFile is not set; `ssh-keygen -Y
 * check-novalidate` then decides. For openpgp and x509 the status lines of the verifier do (doc/DETAILS of
 * GnuPG): BADSIG is broken, GOODSIG, EXPSIG, EXPKEYSIG, REVKEYSIG and ERRSIG (no key to check with) are not;
 * without any of these the plain gpg or gpgsm is asked, since gpg.program may only know how to sign.
 */
enum signature {
	SIGNATURE_GOOD,      /* git verify-tag is content */
	SIGNATURE_UNCERTAIN, /* made, and not broken as far as can be told; `words` says why git is not
				content */
	SIGNATURE_BAD,       /* it does not fit the tag, or is no signature */
};

/* payload: the tag object up to the signature; armour: the signature. words: a sentence, may be left empty.
 */
struct error *signature_check(enum signature *out, struct buf *words, const struct config *config,
    const git_oid *tag, const char *payload, size_t payload_length, const char *armour);

/* Who made the signature of a tag that git is content with, as the key says it: "Ann <ann@example.org>"; NULL
 * if git does not say. Owned by the caller. */
char *signature_signer(const git_oid *tag);

#endif
