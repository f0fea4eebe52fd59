#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Proves from the #include lines of every source and header that calls go down only:
#  - a room includes its own headers and those that its row in the table below names;
#  - libgit2 only in source/ and publish/ (git2/oid.h, a value, anywhere), pcre2 only in source/pattern, libcurl only in
#    source/http, zlib only in source/inflate;
#  - each header include/<room>/<module>.h has its prep/<room>/<module>.c;
#  - each source is in a room of the table.
set -u
cd "$(dirname "$0")/../.." || exit 1

# shellcheck disable=SC2046
awk '
BEGIN {
	may["util"] = ""
	may["source"] = "util"
	may["facts"] = "util source"
	may["plan"] = "util facts"
	may["check"] = "util facts plan"
	may["text"] = "util facts plan check"
	may["publish"] = "util source facts plan check text"
	may["man"] = may["completion"] = "util source facts plan check cmd"
	may["cmd"] = "util source facts plan check text publish man completion"
	may["main"] = may["cmd"] " cmd"
	for (room in may) {
		count = split(may[room], names)
		for (i = 1; i <= count; i++)
			allowed[room, names[i]] = 1
		allowed[room, room] = 1
	}
}
function wrong(text) {
	print FILENAME ":" FNR ": " text
	failed++
}
FNR == 1 {
	files++
	parts = split(FILENAME, path, "/")
	room = parts == 2 ? "main" : path[2]
	if (!(room in may))
		wrong("no such room: " room)
}
/^[ \t]*#[ \t]*include[ \t]*["<]/ {
	target = $0
	sub(/^[^"<]*["<]/, "", target)
	sub(/[">].*/, "", target)
	includes++
	if (target ~ /^git2(\/|\.h$)/ && target != "git2/oid.h" && room != "source" && room != "publish")
		wrong(room " sees libgit2: " target)
	if (target ~ /^pcre2/ && FILENAME != "prep/source/pattern.c")
		wrong("only prep/source/pattern.c sees pcre2")
	if (target ~ /^curl\// && FILENAME != "prep/source/http.c")
		wrong("only prep/source/http.c sees libcurl")
	if (target == "zlib.h" && FILENAME != "prep/source/inflate.c")
		wrong("only prep/source/inflate.c sees zlib")
	if ($0 ~ /"/) {
		split(target, step, "/")
		if (!((room, step[1]) in allowed))
			wrong(room " may not include " target)
	}
}
END {
	if (!files || !includes) {
		print "nothing was looked at"
		failed++
	}
	printf "check-layers: %d files, %d includes, %d violations\n", files, includes, failed
	exit failed != 0
}' $(find prep include -name '*.[ch]' | sort)
status=$?

for header in include/*/*.h; do
	source=prep/${header#include/}
	source=${source%.h}.c
	if [ ! -e "$source" ]; then
		echo "$header: there is no $source"
		status=1
	fi
done
exit "$status"
