#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# t5150.sh GIT
#
# Runs git's own test script of request-pull, from a checkout of git that has been built (make in it suffices), with
# `pullprep request-pull` as git's request-pull: once for each value of pullprep.requestPull. Nothing in the checkout is
# changed but what its tests leave in t/.
set -u
git=${1:-}
pullprep=${PULLPREP:-$(cd "$(dirname "$0")/../.." && pwd)/build/pullprep}
if [ ! -x "$git/git" ] || [ ! -x "$git/t/helper/test-tool" ]; then
	echo "'$git' is no checkout of git that has been built." >&2
	echo "Build one with:  make -C DIR NO_CURL=1 NO_EXPAT=1 NO_TCLTK=1 NO_GETTEXT=1" >&2
	echo "and name it:     make check-request-pull GIT=DIR" >&2
	exit 1
fi
git=$(cd "$git" && pwd) || exit 1
directory=$(mktemp -d) || exit 1
trap 'rm -rf "$directory"' EXIT
trap 'exit 130' INT TERM HUP

# What is looked up as a program of git's own is a link to git's, but this one.
mkdir "$directory/bin" "$directory/exec"
ln -s "$git/git" "$directory/bin/git"
for program in "$git"/git-*; do
	[ -f "$program" ] && ln -s "$program" "$directory/exec/"
done
ln -s "$git/git" "$directory/exec/git"
ln -s "$git/mergetools" "$directory/exec/mergetools"
rm -f "$directory/exec/git-request-pull"
cat >"$directory/exec/git-request-pull" <<'EOF'
#!/bin/sh
echo called >>"$PULLPREP_CALLS"
exec "$PULLPREP_PROGRAM" --config pullprep.requestPull="$PULLPREP_MODE" request-pull "$@"
EOF
chmod +x "$directory/exec/git-request-pull"

status=0
for mode in fixed git; do
	: >"$directory/calls"
	echo "# pullprep.requestPull=$mode, $("$git/git" version)"
	(
		cd "$git/t" &&
			PULLPREP_MODE=$mode PULLPREP_PROGRAM=$pullprep PULLPREP_CALLS=$directory/calls \
				GIT_TEST_INSTALLED=$directory/bin GIT_TEST_EXEC_PATH=$directory/exec \
				./t5150-request-pull.sh --root="$directory/trash-$mode"
	) || status=1
	calls=$(wc -l <"$directory/calls")
	echo "# pullprep was called $calls times"
	[ "$calls" -gt 0 ] || status=1
done
exit "$status"
