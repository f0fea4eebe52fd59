#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What servers know of the topics: linux-next's Next/SHA1s from a real cgit, and a file of regressions from nginx; and what is
# said when they know nothing, or are not to be asked.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/cgit.sh"

if ! have_cgit; then
	skip 'a real cgit' 'cgit, nginx or fcgiwrap is not installed'
	finish
fi
export NO_PROXY='*' no_proxy='*'

# ---- two cycles of a mainline, with commits of one's own, a pull of one's own, and others'

others() { # as `commit`, by somebody else
	GIT_AUTHOR_NAME='Oda Other' GIT_AUTHOR_EMAIL=oda@example.org GIT_COMMITTER_NAME='Oda Other' GIT_COMMITTER_EMAIL=oda@example.org commit "$@"
}
others_by_me() {
	GIT_AUTHOR_NAME='Oda Other' GIT_AUTHOR_EMAIL=oda@example.org commit "$@"
}
oid() {
	git rev-parse "$@"
}
git init -q repo && cd repo || exit 1
git config pullprep.mainline master
git config pullprep.url https://git.example.org/kvm.git
at 2026-01-04
others a 'Linux 6.7' && git tag -a -m v6.7 v6.7
commit old 'KVM: too old'
at 2026-03-08
others a 'Linux 6.8' && git tag -a -m v6.8 v6.8
commit mine 'KVM: written' && others_by_me mine 'KVM: committed'
git checkout -q -b pulled v6.8
others pulled 'KVM: pulled'
git checkout -q -b strange v6.8
others strange 'net: pulled by another'
git checkout -q master
others a 'net: direct'
git merge -q --no-ff -m "Merge tag 'for-linus' of git://git.example.org/kvm" pulled && tick
pull=$(oid HEAD)
git merge -q --no-ff -m "Merge tag 'net' of git://git.example.org/net" strange && tick
git branch -q -D pulled strange
at 2026-03-22
others a 'Linux 6.9-rc1' && git tag -a -m v6.9-rc1 v6.9-rc1
at 2026-05-10
others a 'Linux 6.9' && git tag -a -m v6.9 v6.9
commit mine 'KVM: newest' && git tag -a -m v6.10-rc1 v6.10-rc1
written=$(oid ':/KVM: written') committed=$(oid ':/KVM: committed') pulled=$(oid ':/KVM: pulled') strange=$(oid ':/net: pulled') direct=$(oid ':/net: direct')

at 2026-07-01
for topic in one two three; do
	git checkout -q -b "kvm/$topic" master
	commit "$topic" "KVM: $topic, first" && commit "$topic" "KVM: $topic, second"
done
git checkout -q -b for-next kvm/one
git merge -q -m 'Merge two' kvm/two && tick
git checkout -q kvm/two && commit two 'KVM: two, third'
git checkout -q --detach master && others elsewhere 'net: next' && net=$(oid HEAD)
git checkout -q master
git config pullprep.topic 'refs/heads/kvm/*'
cd ..

# ---- linux-next, of which only the ids count

git init -q next && mkdir -p next/Next
# release DATE, and lines "TREE ID" on standard input
release() {
	{ printf 'Name\t\tSHA1\n----\t\t----\n' && sed 's/ /		/'; } >next/Next/SHA1s
	git -C next add Next && git -C next commit -q --allow-empty -m "Add linux-next specific files for $1" &&
		git -C next tag -a -m "$1" "next-$1"
}
nobody=0123456789abcdef0123456789abcdef01234567
release 20260706 <<END
origin $(cd repo && oid master)
kvm $(cd repo && oid kvm/one)
net $nobody
END
release 20260708 <<END
origin $(cd repo && oid master)
kvm $(cd repo && oid for-next)
net $nobody
END
release 20260701 <<END
origin $(cd repo && oid master)
net $net
other $nobody
END
release 20260630 <<END
origin $(cd repo && oid master)
net $net
END
release 20260629 <<END
origin $(cd repo && oid master)
kvm $nobody
END
git -C next rm -q Next/SHA1s && git -C next commit -q -m empty && git -C next tag -a -m empty next-20260626
mkdir -p served files
git clone -q --bare next served/linux-next.git
git -C repo branch -q -D for-next
git -C repo update-ref refs/remotes/korg/for-next "$(git -C next show next-20260708:Next/SHA1s | awk '$1 == "kvm" { print $2 }')"
git -C repo update-ref refs/remotes/korg/net $net
echo '[]' >files/none.json

serve_cgit "$PWD/served" "$PWD/files"
cd repo || exit 1
git config pullprep.next.url "$cgit_url/linux-next.git/"
git config pullprep.regressions.url "$files_url/none.json"
cache=$HOME/.cache/pullprep/answers

pp() {
	"$PULLPREP" --as-of=2026-07-10 elsewhere "$@"
}
# topics EXPECTED-DESCRIPTION: topic, state, day, tree, have, of of each topic
topics() {
	grep '^next	' "$out" | cut -f 2,4,5,6,8,9 >"$server_directory/topics"
	check_same "... $1" - "$server_directory/topics"
}
# asked N DESCRIPTION: so many questions have come since the last time
asked() {
	check_same "... $2" - "$server_directory/asked" <<END
$1
END
}
ask() {
	: >"$cgit_log"
	pp "$@"
	ask_status=$?
	grep -c "${ask_what:-SHA1s}" "$cgit_log" >"$server_directory/asked"
	return $ask_status
}

# ---- in it or not

check 'the newest release' ask --format=tsv
topics 'has one, most of another, and the third not' <<'END'
kvm/one	in	2026-07-08	kvm	2	2
kvm/three	not	2026-07-08	kvm	0	2
kvm/two	not	2026-07-08	kvm	2	3
END
asked 3 'two days without a release were asked for, and then it'
check_text '... with the tip and the commit of the tree' "^next	kvm/one	$(oid kvm/one)	in	2026-07-08	kvm	$(oid korg/for-next)	2	2	-	-	-	-$" "$out"
check 'again' ask --format=tsv
asked 0 'asks nobody'
check 'for people' pp
check_text '... what it rests on' "^next-20260708, as 127.0.0.1:$cgit_port has it: of 2 of its 3 trees the commit is here$" "$out"
check_text '... in' "^  kvm/one    in        tree kvm was taken at $(oid korg/for-next | cut -c1-12), which has it$" "$out"
check_text '... not' '^  kvm/two    not       tree kvm was taken at [0-9a-f]{12}; 2 of its 3 patches$' "$out"
check_text '... no regressions' "^0 open regressions, as 127.0.0.1:$cgit_port told on" "$out"
check_no_text '... and no more of them' 'name|range' "$out"
check_no_text '... in 80 columns' '.{81}' "$out"
check '... in 120' env COLUMNS=120 "$PULLPREP" --as-of=2026-07-10 elsewhere
check_text '... with more on a line' '^  kvm/two    not       tree kvm .* 2 of its 3 patches are in linux-next$' "$out"
check_no_text '... without colour' "$(printf '\033')" "$out"
check 'with colour' pp --color=always
check_text '... there is some' "$(printf '\033')" "$out"
check 'one topic' pp --format=tsv kvm/one
topics 'is told alone' <<'END'
kvm/one	in	2026-07-08	kvm	2	2
END
check 'a range' pp --format=tsv kvm/one~1..kvm/one
check_text '... is one too' '^next	[^	]*	[0-9a-f]{40}	in	2026-07-08	kvm	' "$out"
check 'a day' ask --day=2026-07-06 --format=tsv
topics 'is that one; what was taken at a tip is in it' <<'END'
kvm/one	in	2026-07-06	kvm	2	2
kvm/three	not	2026-07-06	kvm	0	2
kvm/two	not	2026-07-06	kvm	0	3
END
asked 1 'it alone is asked for'
check 'for people' pp --day=20260706
check_text '... at its tip' '^  kvm/one    in        tree kvm was taken at its tip$' "$out"
check 'as of that day' "$PULLPREP" --as-of=2026-07-07 elsewhere --format=tsv
topics 'later ones are not there' <<'END'
kvm/one	in	2026-07-06	kvm	2	2
kvm/three	not	2026-07-06	kvm	0	2
kvm/two	not	2026-07-06	kvm	0	3
END
check 'no tree of the topics' pp --day=2026-07-01 --format=tsv
topics 'all is unknown' <<'END'
kvm/one	unknown	2026-07-01	-	-	2
kvm/three	unknown	2026-07-01	-	-	2
kvm/two	unknown	2026-07-01	-	-	3
END
check_text '... for a reason' 'the commits of 2 of its 3 trees are here, and none is known to be of your tree: pullprep.nextTree names it$' "$out"
check '... unless it is named' pp --day=2026-07-01 --format=tsv --config=pullprep.nextTree=net
topics 'then they are not in it' <<'END'
kvm/one	not	2026-07-01	net	0	2
kvm/three	not	2026-07-01	net	0	2
kvm/two	not	2026-07-01	net	0	3
END
check 'a tree of another name' pp --day=2026-07-01 --format=tsv --config=pullprep.nextTree=kvm
check_text '... is not there' 'unknown	.*there is no tree kvm in it, which pullprep.nextTree names$' "$out"
check 'a tree whose commit is not here' pp --day=2026-06-29 --format=tsv --config=pullprep.nextTree=kvm
check_text '... cannot be told of' 'unknown	.*tree kvm was taken at 0123456789ab, which is not here$' "$out"
check 'all trees here' pp --day=2026-06-30 --format=tsv
topics 'none has them' <<'END'
kvm/one	not	2026-06-30	-	0	2
kvm/three	not	2026-06-30	-	0	2
kvm/two	not	2026-06-30	-	0	3
END
check 'for people' pp --day=2026-06-30
check_text '... in words' '^  kvm/three  not       no tree has its tip; 0 of its 2 patches are in linux-next$' "$out"
git branch -q kvm/taken v6.9-rc1
check 'what mainline has' pp --format=tsv kvm/taken
topics 'is told so' <<'END'
kvm/taken	mainline	2026-07-08	-	-	0
END
git branch -q -D kvm/taken
check 'as json' pp --format=json
cp "$out" json
check '... the same' python3 -c 'import json, sys
rows = json.load(open(sys.argv[1]))
assert [(r["topic"], r["state"], r["have"], r["of"]) for r in rows] == [("kvm/one", "in", 2, 2), ("kvm/three", "not", 0, 2), ("kvm/two", "not", 2, 3)], rows' json

# ---- no release

check 'a day without one' pp --day=2026-07-09 --format=tsv
check_text '... is unknown, and why' '^next	kvm/one	.*	unknown	-	-	-	-	2	-	-	-	127.0.0.1:[0-9]+ has no next-20260709$' "$out"
check 'a year without one' "$PULLPREP" --as-of=2027-07-10 elsewhere --format=tsv
check_text '... is not looked through' '	unknown	.* has no release of the 10 weekdays from 2027-06-28 on$' "$out"
check 'a release without the file' pp --day=2026-06-26 --format=tsv
check_text '... is unknown' 'unknown	.*status 404, but not as cgit does of a day that it has not' "$out"
check 'no such repository' pp --format=tsv --config=pullprep.next.url="$cgit_url/nosuch.git"
check_text '... is none without a release' 'unknown	.*status 404, but not as cgit does .*: look whether pullprep.next.url is right' "$out"
check 'for people' pp --config=pullprep.next.url="$cgit_url/nosuch.git"
check_text '... in words' '^linux-next: unknown: 127.0.0.1:' "$out"
check_no_text '... without a verdict' '^  kvm/' "$out"
check_exit 129 'a day that is none' pp --day=tomorrow
check_text '... is told' "\-\-day: 'tomorrow' is no date" "$err"
check_exit 129 'a day to come' pp --day=2026-07-11
check_text '... is told' '2026-07-11 is later than the day as of which all is seen' "$err"
check_exit 129 'offline and anew' pp --offline --refresh
check_exit 128 'an URL that is none' pp --config=pullprep.next.url=next
check_text '... is told' "pullprep.next.url is 'next', but it must begin with https://" "$err"
check 'offline' pp --offline --format=tsv
topics 'goes by what is kept' <<'END'
kvm/one	in	2026-07-08	kvm	2	2
kvm/three	not	2026-07-08	kvm	0	2
kvm/two	not	2026-07-08	kvm	2	3
END
check '... and what is not kept' pp --offline --day=2026-07-03 --format=tsv
check_text '... is unknown' 'unknown	.*not in the cache, and nobody is asked with --offline$' "$out"
git config pullprep.topic 'refs/heads/nosuch/*'
check 'without topics' ask --day=2026-07-02
git config pullprep.topic 'refs/heads/kvm/*'
check_text '... that is told' '^linux-next: unknown: there are no topics to look for in it$' "$out"
asked 0 'and nobody asked'
check 'nobody' pp --format=tsv --config=pullprep.next.url= --config=pullprep.regressions.url=
check_text '... is asked' '^next	kvm/one	.*unknown	.*	pullprep.next.url names nobody to ask$' "$out"
check_text '... neither of regressions' '^regression	-	-	unknown	-	-	-	-	-	-	-	-	pullprep.regressions.url names nobody to ask$' "$out"
unset_servers() {
	git config --unset pullprep.next.url && git config --unset pullprep.regressions.url
}
set_servers() {
	git config pullprep.next.url "$cgit_url/linux-next.git/" && git config pullprep.regressions.url "$files_url/none.json"
}
unset_servers
check "a project that is not the kernel" pp --format=tsv
check "... asks none of the kernel's servers" test "$(grep -c 'names nobody to ask$' "$out")" = 4
git checkout -q master && mkdir -p arch mm && others MAINTAINERS kernel && others arch/x kernel && others mm/x kernel
check 'the kernel' "$PULLPREP" elsewhere --offline --format=tsv kvm/one
check '... would ask them' test "$(grep -c 'not in the cache' "$out")" = 2
git reset -q --hard HEAD~3
set_servers

# ---- what answers otherwise

page() { # NAME CONTENT
	printf '%b' "$2" >"../files/$1"
}
mkdir -p '../files/x/plain/Next'
served_as_next() { # DESCRIPTION CONTENT REASON
	page x/plain/Next/SHA1s "$2"
	check "$1" pp --day=2026-07-06 --format=tsv --config=pullprep.next.url="$files_url/x" --refresh
	check_text '... is unknown' "^next	kvm/one	.*	unknown	.*$3" "$out"
	check_no_text '... and not kept' 'files/x/plain' "$cache"/*/*
}
served_as_next 'a page' '<!doctype html><title>Prove that you are no robot</title>' 'blocked by a bot wall'
served_as_next 'nothing' '' 'no Next/SHA1s: it is empty'
served_as_next 'a cut file' "kvm\t$nobody\nnet\t01234" 'no Next/SHA1s: its last line is not whole'
served_as_next 'words' 'kvm is fine\n' 'no Next/SHA1s: it has lines that are not a tree and an id'

# ---- regressions

regressions() { # NAME, and on standard input lines of Python that make a list `all` by add()
	python3 -c 'import json, sys
all = []
def add(introduced, subject, filed="2026-06-01T10:00:00+00:00", tree="mainline", reason=None, fix=None, solved=None, **more):
    all.append(dict(introduced=introduced, subject=subject, tree=tree, timestamp=filed, identified=False, regzbot_commands=[{"command": "x"}],
        url_regzbot="https://regressions.example.org/%d/" % len(all),
        solved=dict(reason=reason, commit=fix, timestamp=solved, git_readable=None), **more))
exec(sys.stdin.read())
json.dump(all, open(sys.argv[1], "w"))' "../files/$1"
}
regressions some.json <<END
add("$(oid kvm/two~1)", "of a topic")
add("$(oid kvm/one | cut -c1-12)", "of another, abbreviated")
add("$written", "written", reason="to_be_fixed", fix="1234567890abcdef")
add("$committed", "committed")
add("$pulled", "pulled")
add("$strange", "another's pull")
add("$direct", "another's")
add("$(oid ':/KVM: too old')", "too old")
add("v6.8..v6.9-rc1", "a range")
add("v6.9..", "a range without end")
add("..v6.8", "a range of what is older")
add("v6.7..v6.8", "another")
add("$written..v6.10-rc1", "from an id on")
add("v6.8.1..v6.8.2", "of stable, which is not here", tree="stable")
add("$nobody", "of what is not here")
add("--upload-pack=x..y", "no range")
add("v6.8^{tree}..v6.9", "no tag")
add("master..HEAD", "no tag either")
add("$written", "fixed", reason="fixed", solved="2026-06-20T10:00:00+00:00")
add("$written", "fixed since", reason="fixed", solved="2026-07-11T00:00:00+00:00")
add("$written", "filed since", filed="2026-07-11T00:00:00+00:00")
add(None, "of nothing")
all.append({})
END
git config pullprep.regressions.url "$files_url/some.json"
ask_what=some
check 'regressions' ask --format=tsv
grep '^regression' "$out" | cut -f 2-4,7-10,12 >actual
check_same '... those against the topics, and one'"'"'s own in mainline' - actual <<END
kvm/two	$(oid kvm/two~1)	named	$(oid kvm/two~1)	1	11	of a topic	-
kvm/one	$(oid kvm/one)	named	$(oid kvm/one | cut -c1-12)	1	11	of another, abbreviated	-
-	$written	named	$written	1	11	written	1234567890abcdef
-	$committed	named	$committed	1	11	committed	-
-	$pulled	named	$pulled	1	11	pulled	-
-	$written	named	$written	1	11	fixed since	-
-	-	maybe	v6.8..v6.9-rc1	3	11	a range	-
-	-	maybe	v6.9..	1	11	a range without end	-
-	-	maybe	$written..v6.10-rc1	3	11	from an id on	-
END
asked 1 'by one question'
# What plain git makes of one's own: four in mainline since v6.8, and seven of the topics.
{ git log --no-merges --format=%H --author=maintainer@example.org v6.8..master &&
	git log --no-merges --format=%H --committer=maintainer@example.org v6.8..master &&
	git rev-list --no-merges $pull^1..$pull && git rev-list --no-merges --branches='kvm/*' --not master; } | sort -u >own
check '... 11, as git counts them' test "$(wc -l <own)" = 11
check 'for people' pp
check_text '... a sum' '^21 open regressions, as 127.0.0.1:[0-9]+ told on .*' "$out"
tr '\n' ' ' <"$out" >flat
check_text '... in full' ': 6 name one of 7 patches of these topics and 4 of yours in mainline since v6.8, 3 a range that holds some; 7 name what is not here, and cannot be told of' flat
check_text '... that it is told now' 'which may know more of them than was known then' flat
check_text '... a commit' "^  $(oid kvm/two~1 | cut -c1-12) \\(\"KVM: two, second\"\\), of kvm/two\$" "$out"
check_text '... one in mainline, by your pull' "^  $(echo "$pulled" | cut -c1-12) \\(\"KVM: pulled\"\\), in mainline, by your pull\$" "$out"
check_text '... one in mainline, written by you' "^  $(echo "$written" | cut -c1-12) \\(\"KVM: written\"\\), in mainline, written by you\$" "$out"
check_text '... one in mainline, committed by you' "^  $(echo "$committed" | cut -c1-12) \\(\"KVM: committed\"\\), in mainline, committed by you\$" "$out"
check_text '... a range' '^  maybe: v6.8..v6.9-rc1, which holds 3 of these commits$' "$out"
check_text '... when and where' '^      filed Mon 1 Jun 2026, seen in mainline; a fix is on its way: 1234567890ab$' "$out"
check_text '... its page' '^      https://regressions.example.org/0/$' "$out"
check_no_text '... in 80 columns' '.{81}' "$out"
check 'of one topic' pp --format=tsv kvm/two
grep '^regression' "$out" | cut -f 2,4,9,10 | head -n 2 >actual
check_same '... its own, and those in mainline' - actual <<'END'
kvm/two	named	7	of a topic
-	named	7	written
END
check 'as of a day before they were filed' "$PULLPREP" --as-of=2026-05-31 elsewhere --format=tsv
check_no_text '... there are none' '^regression' "$out"
check 'as of a day before it was fixed' "$PULLPREP" --as-of=2026-06-19 elsewhere --format=tsv
check_text '... it was open' '^regression	.*	fixed	https' "$out"
check 'without an address and an URL' pp --config=user.email= --config=pullprep.url=
tr '\n' ' ' <"$out" >flat
check_text '... only the topics are known' 'of 7 patches of these topics \(yours in mainline are not known without user.email or pullprep.url, and a release\)' flat
check '... in tsv' pp --config=user.email= --config=pullprep.url= --format=tsv
check '... two are against them' test "$(grep -c '^regression' "$out")" = 2

regressions odd.json <<END
add("$(oid kvm/one)", "\033[31mred\nnext line\ttab", tree="\033[2J")
add("$(oid kvm/one)", None, filed=None, tree=None)
END
git config pullprep.regressions.url "$files_url/odd.json"
check 'words that would steer the terminal' pp
check_no_text '... are masked' "$(printf '\033')" "$out"
check_text '... and there' '\^\[\[31mred' "$out"
check_text '... without a subject' '^      \(without a subject\)$' "$out"
check 'in tsv' pp --format=tsv
check_text '... they are escaped' 'red\\nnext line\\ttab' "$out"

# unknown_regressions DESCRIPTION FILE REASON
unknown_regressions() {
	check "$1" pp --format=tsv --config=pullprep.regressions.url="$files_url/$2"
	check_text '... is unknown' "^regression	-	-	unknown	-	-	-	-	-	-	-	-	.*$3" "$out"
	check_no_text '... and not kept' "files/$2" "$cache"/*/*
	check_text '... and linux-next is told' '^next	kvm/one	.*	in	' "$out"
}
unknown_regressions 'no such file' nosuch.json 'status 404: look whether pullprep.regressions.url is right'
page wall.html '<!doctype html><title>Prove that you are no robot</title>'
unknown_regressions 'a wall' wall.html 'blocked by a bot wall'
page cut.json '[{"subject": "cut'
unknown_regressions 'a cut file' cut.json 'no regressions.json: it is not JSON: line 1'
page object.json '{"error": "later"}'
unknown_regressions 'another file' object.json 'no regressions.json: it is no array'
page number.json '[{"subject": 1}]'
unknown_regressions 'a number for a text' number.json "no regressions.json: 'subject' of regression 1 is no text"
regressions many.json <<END
for i in range(10001):
    add("%07x" % i, "many")
END
unknown_regressions 'more than anybody has' many.json 'no regressions.json: it has more than 10000 regressions'
regressions long.json <<END
for i in range(10000):
    add("%0200d..v%d" % (i, i) if i else "v6.9..", "long")
END
check 'more names of tags than a command takes' pp --format=tsv --config=pullprep.regressions.url="$files_url/long.json"
check_text '... the one that is here is told' '^regression	.*	maybe	.*	v6.9[.][.]	' "$out"
check 'for people' pp --config=pullprep.regressions.url="$files_url/number.json"
check_text '... in words' '^Regressions: unknown: 127.0.0.1:[0-9]+: what it answers is no regressions.json:$' "$out"
git config pullprep.regressions.url "$files_url/some.json"

# ---- as git sees it, in histories made by chance

random_history() { # SEED
	rm -rf ../random && git init -q ../random
	python3 - "$1" <<'EOP' | git -C ../random fast-import --quiet
import random
import sys

random.seed(int(sys.argv[1]))
for n in range(1, 61):
    parents = [n - 1] if n <= 10 else random.sample(range(5, n), random.choice((1, 1, 2)))
    print("commit refs/heads/%s\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata 2\nc\n"
          % ("master" if n <= 10 else "all/%d" % n, n, 1782000000 + n * 3600))
    if n == 1:
        print("M 100644 inline f\ndata 1\nf\n")
    else:
        print("from :%d" % parents[0] + "".join("\nmerge :%d" % p for p in parents[1:]))
EOP
	git -C ../random tag v6.9 master~9
}
# The states that git gives: "TOPIC in" where some head has the tip, else "TOPIC not".
states_by_git() {
	while read -r topic; do
		state=not
		while read -r _ head; do
			git -C ../random merge-base --is-ancestor "$topic" "$head" && state=in
		done <'../files/x/plain/Next/SHA1s'
		printf '%s\t%s\n' "$topic" "$state"
	done
}
for seed in 1 2 3 4 5; do
	random_history $seed
	# shellcheck disable=SC2046 # words
	set -- $(python3 -c 'import random, sys
random.seed(int(sys.argv[1]))
print(*random.sample(range(11, 61), 12))' $seed)
	number=0
	for head in "$1" "$2" "$3" "$4"; do
		number=$((number + 1))
		printf 'tree%d\t%s\n' $number "$(git -C ../random rev-parse "all/$head")"
	done >'../files/x/plain/Next/SHA1s'
	shift 4
	for topic; do
		echo "all/$topic"
	done | sort >topics
	states_by_git <topics >expected
	# shellcheck disable=SC2046 # words
	check "history $seed" "$PULLPREP" -C ../random --as-of=2026-07-10 elsewhere --refresh --day=2026-07-06 --format=tsv --config=pullprep.mainline=master \
		--config=pullprep.next.url="$files_url/x" --config=pullprep.regressions.url= $(sed 's/$/ /' topics)
	grep '^next' "$out" | cut -f 2,4 | sort >actual
	check_same '... the same' expected actual
done

# ---- nobody there

serve_end
check 'with both servers gone, from the cache' pp --offline --format=tsv
check '... all is there' test "$(grep -c '	unknown	' "$out")" = 0
check 'asked anew' pp --refresh --format=tsv
check_text '... linux-next is unknown' '^next	kvm/one	.*	unknown	.*the host refuses the connection' "$out"
check_text '... regressions are unknown' '^regression	-	-	unknown	.*the host refuses the connection' "$out"
check_empty '... and that is no error' "$err"
finish
