/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_PARALLEL_H
#define UTIL_PARALLEL_H

#include "util/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The same work for many items on all processors: work(context, i, result) for i in 0..count-1, each filling
 * its own result of `size` bytes. Results must be plain bytes (no pointers): the items are shared out in runs
 * of `run` neighbours among forked children, which send them back through pipes. Whatever else `work` changes
 * stays in its process. One run or less is done right here.
 *
 * (Measured: libgit2's objects do not gain from threads, and gain 1.8 times from processes on two
 * processors.)
 */
struct error *parallel_map(size_t count, size_t run, size_t size, void *results,
    void (*work)(void *context, size_t i, void *result), void *context);

#endif
