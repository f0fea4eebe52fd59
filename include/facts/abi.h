/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ABI_H
#define FACTS_ABI_H

#include "source/repo.h"
#include "util/array.h"

/*
 * What a pull does to the interface between kernel and programs, which pullers look at with care: files below
 * include/uapi/, arch/ARCH/include/uapi/ and Documentation/ABI/ that its final difference adds, changes or
 * removes, and ioctls whose numbers are new or gone ("#define NAME _IO...(": a line like that was added, or
 * removed, and no other defines the same name on the other side).
 */
struct abi {
	struct strings files;      /* paths, sorted as git sorts them */
	struct strings new_ioctls; /* names, in the order of the difference */
	struct strings gone_ioctls;
};

/* from, to: commits or trees. */
struct error *abi_find(struct abi *out, struct repo *repo, const git_oid *from, const git_oid *to);
void abi_release(struct abi *abi);

#endif
