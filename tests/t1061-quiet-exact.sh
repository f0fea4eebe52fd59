#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check --quiet takes short cuts: what it tells of time in linux-next is what the whole check tells, on random small
# histories with a merge window at several places; FIRST and LAST choose other seeds. And merges: --only=hand-made-merge
# tells those that git makes otherwise.

. "$(dirname "$0")/lib/tap.sh"

only=never-in-next,late-in-next
errors=0
for seed in $(seq "${FIRST:-1}" "${LAST:-8}"); do
	if ! perl "$TOP/tests/fuzz/random-next.pl" "$seed" repo; then
		echo "Bail out! no history for seed $seed"
		exit 1
	fi
	cd repo || exit 1
	root=$(git rev-list --max-parents=0 master | tail -n 1)
	GIT_COMMITTER_DATE="$(git log -1 --format=%cd "$root")" git tag -a -m 6.8 v6.8 "$root"
	length=$(git rev-list --count --first-parent master)
	for place in 1 2 3; do
		opens=$(git rev-parse "master~$((length * place / 4))")
		GIT_COMMITTER_DATE="$(git log -1 --format=%cd "$opens")" git tag -f -a -m 6.9 v6.9 "$opens" >/dev/null
		for range in master..all "$root..all"; do
			run "$PULLPREP" check --config pullprep.mainline=master --format=tsv --only=$only "$range"
			grep '^error' "$out" >whole
			errors=$((errors + $(wc -l <whole)))
			run "$PULLPREP" check --config pullprep.mainline=master --format=tsv --only=$only --quiet "$range"
			check_same "seed $seed: $range, a window from $place/4 on" whole "$out"
		done
	done
	cd ..
	rm -rf repo
done
check 'there were errors to be told' test "$errors" -gt 0

# ---- merges: random ones of two branches that change, move, add and delete the same few files

git init -q repo && cd repo || exit 1
at 2026-06-01
python3 - <<'END' || exit 1
import random, subprocess, os
random.seed(int(os.environ.get("FIRST", "1")))
def git(*args):
    return subprocess.run(("git",) + args, capture_output=True, text=True).returncode
def write(path, lines):
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write("".join("%s\n" % line for line in lines))
def files():
    return sorted(subprocess.run(("git", "ls-files"), capture_output=True, text=True).stdout.split())
def change():
    path = random.choice(files() or ["x"])
    kind = random.choice(["edit"] * 6 + ["move", "delete", "add", "add", "directory", "mode"])
    if kind == "edit" and os.path.exists(path):
        lines = open(path).read().split("\n")[:-1]
        lines[random.randrange(len(lines))] += random.choice("abc")
        write(path, lines)
    elif kind == "move":
        os.makedirs("m", exist_ok=True)
        git("mv", path, "m/%d" % random.randrange(4))
    elif kind == "delete" and len(files()) > 3:
        git("rm", "-q", path)
    elif kind == "add":
        write("%s/new%d" % (random.choice("ab"), random.randrange(3)), ["line %d" % i for i in range(random.choice([8, 12]))])
    elif kind == "directory":
        git("mv", random.choice("ab"), random.choice("cde"))
    elif kind == "mode":
        os.chmod(path, 0o755)
for name in "a/1 a/2 b/1 b/2 b/3 x y".split():
    write(name, ["%s %d" % (name, i) for i in range(20)])
git("add", "-A"), git("commit", "-q", "-m", "base"), git("tag", "v6.8")
for i in range(40):
    git("checkout", "-q", "-B", "side", "master~%d" % min(i, random.randrange(3)))
    for branch in ("side", "master"):
        git("checkout", "-q", branch)
        for _ in range(random.randrange(1, 4)):
            change()
            git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", "%s %d" % (branch, i))
    clean = git("merge", "-q", "--no-ff", "-m", "merge %d" % i, "side") == 0
    if not clean or random.random() < 0.2:
        if random.random() < 0.5:
            write("a/2", ["by hand %d" % i])
        git("add", "-A"), git("commit", "-q", "--amend" if clean else "--allow-empty", "-m", "merge %d" % i)
END
git rev-list --merges v6.8..master >merges
while read -r merge; do
	made=$(git merge-tree --write-tree --allow-unrelated-histories "$merge^1" "$merge^2" 2>/dev/null) &&
		[ "$made" = "$(git rev-parse "$merge^{tree}")" ] || echo "$merge"
done <merges | sort >expected
run "$PULLPREP" check --config pullprep.mainline=v6.8 --only=hand-made-merge --format=tsv v6.8..master
cut -f3 "$out" | sort >found
check 'there are merges of both kinds' test "$(wc -l <expected)" -gt 5 -a "$(wc -l <expected)" -lt "$(wc -l <merges)"
check_same 'those that git makes otherwise are told' expected found
finish
