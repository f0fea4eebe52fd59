/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/bar.h"

enum { EIGHTHS = 8 };

void bar_add(struct buf *out, long value, long most, size_t cells, bool drawn)
{
	/* U+2588 is the full block, U+2589 to U+258F are seven eighths down to one. */
	static const char *const blocks[] = {
	    "\u2588", "\u258f", "\u258e", "\u258d", "\u258c", "\u258b", "\u258a", "\u2589"};
	size_t steps = drawn ? EIGHTHS : 1, length = 0, used;

	if (most > 0 && value > 0)
		length = value >= most ? cells * steps
				       : (size_t)((double)value * (double)(cells * steps) / (double)most);
	if (value > 0 && !length)
		length = 1;
	used = (length + steps - 1) / steps;
	for (size_t i = 0; i < length / steps; i++)
		buf_addstr(out, drawn ? blocks[0] : "+");
	if (length % steps)
		buf_addstr(out, blocks[length % steps]);
	if (!length && cells) {
		buf_addstr(out, drawn ? "\u00b7" : ".");
		used = 1;
	}
	if (used < cells)
		buf_addchars(out, ' ', cells - used);
}
