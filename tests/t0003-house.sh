#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The house itself: what installs packages, what proves the layers, and what runs the unit tests must notice what is wrong.
. "$(dirname "$0")/lib/tap.sh"

# ---- tests/lib/packages.sh, before programs that only tell what they were asked

mkdir bin
add_program() { # NAME SCRIPT
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}
# The only programs that it may find: these, and ours.
for program in sh cat env grep head mktemp rm; do
	ln -s "$(command -v "$program")" "bin/$program"
done
packages() {
	PATH=$PWD/bin "$TOP/tests/lib/packages.sh" "$@"
}
log=$PWD/apt.log
# shellcheck disable=SC2016
add_program dpkg-query 'for package; do :; done; case $package in have*) echo installed ;; gone*) echo config-files ;; *) exit 1 ;; esac'
add_program apt-get "echo apt-get \"\$@\" >>'$log'"
add_program id 'echo 0'

check "with all packages there" packages have-one have-two
check_empty "... nothing is said" "$out"
check "... and apt is not called" test ! -e "$log"
check "as root what is missing is installed" packages have-one want-two gone-three
check_text "... after an update" '^apt-get -q -y update$' "$log"
check_text "... only what is missing" '^apt-get -q -y install --no-install-recommends want-two gone-three$' "$log"
rm -f "$log"

add_program id 'echo 1000'
check_exit 1 "without rights it stops" packages have-one want-two
check_text "... with the one command to run" '^  sudo apt-get update && sudo apt-get install -y --no-install-recommends want-two$' "$err"
check "... and apt is not called" test ! -e "$log"

# shellcheck disable=SC2016
add_program sudo '[ "$1" = -n ] && shift; [ "$1" = true ] && exit 0; exec "$@"'
check "through sudo it is installed" packages want-two
check_text "... by apt" 'install --no-install-recommends want-two$' "$log"
add_program apt-get 'echo "E: no such package"; exit 100'
check_exit 1 "a failure of apt is one" packages want-two
check_text "... with apt's own words" '^E: no such package$' "$err"

rm bin/dpkg-query
add_program pkg-config 'exit 1'
check_exit 1 "where there is no dpkg it stops" packages gcc libcmocka-dev
check_text "... and names what is missing" 'Missing:.* cc .*libgit2' "$err"
add_program pkg-config 'exit 0'
for program in cc git make prove gpg ssh-keygen; do
	add_program "$program" 'exit 0'
done
check "... unless all is there" packages gcc libcmocka-dev

# ---- tests/lib/layers.sh, in a small house

mkdir -p house/tests/lib
cp "$TOP/tests/lib/layers.sh" house/tests/lib/
build_house() {
	rm -rf house/prep house/include
	mkdir -p house/prep/util house/prep/source house/prep/plan house/include/util house/include/source house/include/plan
	echo '#include "source/repo.h"' >house/prep/main.c
	echo '#include "util/buf.h"' >house/prep/util/buf.c
	echo '#include "util/buf.h"' >house/prep/source/repo.c
	echo '#include "plan/split.h"' >house/prep/plan/split.c
	for header in util/buf source/repo plan/split; do
		echo '#define HEADER' >house/include/$header.h
	done
}
sound() {
	house/tests/lib/layers.sh
}
build_house
check "a sound house passes" sound
check_text "... and says what was looked at" '7 files, 4 includes, 0 violations' "$out"

refuses() { # FILE LINE WORDS
	build_house
	echo "$2" >>"house/$1"
	check_exit 1 "$1 may not have $2" sound
	check_text "... and it is said where" "$3" "$out"
}
refuses prep/util/buf.c '#include "source/repo.h"' '^prep/util/buf.c:2: util may not include source/repo.h'
refuses include/util/buf.h '  #  include "plan/split.h"' '^include/util/buf.h:2: util may not include plan/split.h'
refuses prep/plan/split.c '#include "source/repo.h"' 'plan may not include source/repo.h'
refuses prep/plan/split.c '#include <git2.h>' 'plan sees libgit2: git2.h'
refuses prep/util/buf.c '#include <git2/object.h>' 'util sees libgit2'
refuses prep/source/repo.c '#include <pcre2.h>' 'only prep/source/pattern.c sees pcre2'
refuses prep/source/repo.c '#include <curl/curl.h>' 'only prep/source/http.c sees libcurl'
refuses prep/source/repo.c '#include <zlib.h>' 'only prep/source/inflate.c sees zlib'
refuses include/util/lonely.h '#define LONELY' 'include/util/lonely.h: there is no prep/util/lonely.c'
build_house
echo '#include <git2/oid.h>' >>house/prep/plan/split.c
echo '#include <git2.h>' >>house/prep/source/repo.c
check "an id is fine anywhere, libgit2 in source" sound
mkdir house/prep/attic
echo '#include "util/buf.h"' >house/prep/attic/old.c
check_exit 1 "a room that is none is refused" sound

# ---- tests/lib/units.sh

units() {
	"$TOP/tests/lib/units.sh" "$PWD/logs" "$@"
}
mkdir units
unit() { # NAME SCRIPT
	printf '#!/bin/sh\n%s\n' "$2" >"units/$1"
	chmod +x "units/$1"
}
unit test_good 'echo "[  PASSED  ] 2 test(s)."'
unit test_bad 'echo "[  PASSED  ] 1 test(s)."; echo "[  FAILED  ] 1 test(s), listed below:"; exit 1'
unit test_empty 'exit 0'
check "unit tests that pass" units units/test_good
check_text "... end with their summary" '^test_good +\[  PASSED  \] 2 test' "$out"
check_text "... and their number" '^unit test programs: 1, failed: 0$' "$out"
check "... their output is kept" test -s logs/test_good.log
check_exit 1 "one that fails" units units/test_good units/test_bad
check_text "... is counted" '^unit test programs: 2, failed: 1$' "$out"
check_text "... and shown" '^== test_bad: exit status 1' "$out"
check_exit 1 "one that tests nothing fails" units units/test_empty
check_exit 1 "no unit tests at all is a failure" units

# ---- the license

if git -C "$TOP" ls-files >files 2>/dev/null && [ -s files ]; then
	(cd "$TOP" && while read -r file; do
		[ "$file" = prep/COPYING ] || [ ! -e "$file" ] || grep -q 'SPDX-License-Identifier: GPL-2.0-or-later' "$file" || echo "$file"
	done) <files >unlicensed
	check_empty "each file names its license" unlicensed
else
	skip "each file names its license" "this is no git checkout"
fi

finish
