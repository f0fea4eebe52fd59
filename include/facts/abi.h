/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ABI_H
#define FACTS_ABI_H

#include "source/repo.h"
#include "util/array.h"

/*
 * What a pull does to the interface between kernel and programs, which pullers look at with care: files below
 * include/uapi/, arch/ARCH/include/uapi/ and Documentation/ABI/, and tables of system calls (syscall*.tbl
 * below arch/ and scripts/), that its final difference adds, changes or removes; and by the lines that it adds
 * and removes there, where no other line defines the same name on the other side:
 *
 *	ioctls		#define NAME _IO...(
 *	capabilities	#define KVM_CAP_NAME VALUE, #define CAP_NAME VALUE
 *	system calls	#define __NR_name VALUE, and a table's "454 common name sys_name", both known as name
 */
struct abi {
	struct strings files;      /* paths, sorted as git sorts them */
	struct strings new_ioctls; /* names, in the order of the difference */
	struct strings gone_ioctls;
	struct strings new_capabilities, new_syscalls;
};

/* from, to: commits or trees. */
struct error *abi_find(struct abi *out, struct repo *repo, const git_oid *from, const git_oid *to);
void abi_release(struct abi *abi);

#endif
