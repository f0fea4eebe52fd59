#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Posted series, applied to a linear branch patch by patch and in turns with others, come out whole: by their links, in all forms that
# there are of ids and addresses.

. "$(dirname "$0")/lib/tap.sh"

topics() {
	"$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=linear topics --format=tsv "$@"
}

git init -q repo
cd repo || exit 1
at 2026-04-06
commit file base
git tag -a -m v2026.04 v2026.04
at 2026-07-06
commit file v2026.07
git tag -a -m v2026.07 v2026.07

# 90 series of 1 to 12 patches, twelve at a time in turns. Each has a form of id and, patch by patch, a form of address; some ids are
# percent-encoded; some patches have a reference above their link. The stem, the number of patches and the last patch's mark are kept.
cat >../series.py <<'PY'
import random, urllib.parse
random.seed(11)
out, truth, marks = open('../import', 'wb'), open('../expected', 'w'), 0
def parts(n):
    who = 'who.%d' % n
    if n % 4 == 0:
        return '202607%02d121314.%d-%%d-%s@example.org' % (n % 28 + 1, 1000 + n, who), '%d'
    if n % 4 == 1:
        return '202607%02d-some-thing-v%d-%%d-%012x@Example.org' % (n % 28 + 1, n % 3 + 1, 0xabc000 + n), '%d'
    if n % 4 == 2:
        return '%%040x.%d.git.%s@example.org' % (1780000000 + n, who), '%x'
    return '12712345%02d-4711-%%d-git-send-email-%s@example.org' % (n, who), '%d'
def stem(n):
    form = parts(n)[0].replace('-%d-', '-', 1).replace('%040x.', '', 1)
    local, host = form.rsplit('@', 1)
    return local + '@' + host.lower()
urls = ['https://lore.kernel.org/r/%s', 'https://patch.msgid.link/%s', 'https://lore.kernel.org/some-list/%s/T/#u',
    'http://lkml.kernel.org/r/%s', 'HTTPS://LORE.kernel.org/all/%s/', 'https://archive.example.org/patch/%s/', None]
waiting = [[n, 0, random.randint(1, 12)] for n in range(90)]
active, last, count = [], {}, {}
while waiting or active:
    while waiting and len(active) < 12:
        active.append(waiting.pop(0))
    one = random.choice(active)
    one[1] += 1
    n, patch, of = one
    if patch == of:
        active.remove(one)
    marks += 1
    ident = parts(n)[0] % ((n * 1000 + patch) if n % 4 == 2 else patch)
    url = random.choice(urls)
    shown = urllib.parse.quote(ident, safe='') if url and random.random() < .4 else ident
    trailers = 'Link: https://lore.kernel.org/all/20250101-other-v1-1-0123456789ab@example.org/ # [1]\n' if marks % 5 == 0 else ''
    if marks % 7 == 0:
        trailers += 'Link: https://patch.msgid.link/20250102-upstream-v1-%d-0123456789ab@example.org\nSigned-off-by: Up Stream <up@example.org>\n' % marks
    trailers += 'Signed-off-by: Au Thor <author@example.org>\n'
    trailers += 'Link: ' + url % shown + '\n' if url else 'Message-ID: <' + ident + '>\n'
    message = ('area%d: patch %d\n\nText.\n\n%s' % (n, patch, trailers)).encode()
    out.write(b'commit refs/heads/linear\nmark :%d\ncommitter M <m@example.org> %d +0000\ndata %d\n%s' % (marks, 1783500000 + marks,
        len(message), message))
    if marks == 1:
        out.write(b'from refs/heads/master\n')
    out.write(b'M 100644 inline f%d\ndata %d\n%d\n' % (n, len(str(patch)) + 1, patch))
    last[n], count[n] = marks, of
for n in count:
    truth.write('%s\t%d\t:%d\n' % (stem(n), count[n], last[n]))
PY
python3 ../series.py || exit 1
git fast-import --quiet --export-marks=../marks <../import || exit 1
awk -F '[ \t]' 'NR == FNR { id[$1] = $2; next } { print $1 "\t" $2 "\t" id[$3] }' ../marks ../expected | sort >../wanted

check "a linear branch is gathered" topics
cp "$out" ../topics
cut -f 4,5,2 ../topics | awk -F '\t' '{ print $2 "\t" $3 "\t" $1 }' | sort >../found
check_same "each series comes out whole, with its newest patch as the tip" ../wanted ../found
cut -f 1 ../topics | sort >../names
check "... each with a name of its own" test "$(sort -u ../names | wc -l)" = 90
while read -r name; do
	git check-ref-format --branch "$name" || echo "bad: $name"
done <../names >../checked
check_same "... which git would take for a branch" ../names ../checked
check_no_text "... without blanks" '[[:space:]]' ../names

check "half of it is merged" git update-ref refs/heads/half linear~200
"$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=half topics --format=tsv | cut -f 1 | sort >../fewer
check "commits on top rename nothing" test -z "$(comm -23 ../fewer ../names)"
check "... and some are there" test "$(wc -l <../fewer)" -gt 30

first=$(head -n 1 ../topics | cut -f 1)
tip=$(head -n 1 ../topics | cut -f 2)
number=$(head -n 1 ../topics | cut -f 5)
check "a topic's name is known to ratio" "$PULLPREP" --config pullprep.gather=linear ratio --format=tsv "$first"
check_text "... with its tip" "^$tip" "$out"
check "... and all its commits" test "$(wc -l <"$out")" = "$number"
check "... and to soak" "$PULLPREP" --config pullprep.gather=linear --config pullprep.nextBranch=linear \
	soak --format=tsv "$first"
check "... with its commits" test "$(wc -l <"$out")" = "$number"
check "... and to status" "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=linear status --format=tsv "$first"
check_text "... with the tip" "^$first	$tip	" "$out"
check_exit 128 "one that is none" "$PULLPREP" --config pullprep.gather=linear ratio "${first}x"
check_text "... is told with those that may be meant" "$first" "$err"

check "a plan is written" "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=linear split --write
check "... and read again" "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=linear status --format=tsv
check_empty "... without a word" "$err"
check "... with all of it" test "$(wc -l <"$out")" = 90
check_text "figures of one with others between say so" "summed over its commits, since others stand between them" \
	.git/pullprep/plan

# Each patch by itself.
git checkout -q -b plain master
at 2026-07-08
for subject in "net: one" "net: two" "net: one" "..." "[PATCH 1/2] fs: cut off what is in brackets, and words beyond fifty characters"; do
	commit plain "$subject"
done
check "patches without links" "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=plain topics --format=tsv
cut -f 1,4,5 "$out" | sed 's/-[0-9a-f]\{6\}	/-HASH	/' >../plain
check_same "... are a series each" - ../plain <<'END'
net-one	-	1
net-two	-	1
net-one-HASH	-	1
series-HASH	-	1
fs-cut-off-what-is-in-brackets-and-words-beyond	-	1
END

# Five hundred of them do not take long.
awk 'BEGIN {
	for (i = 1; i <= 500; i++) {
		message = "area: change number " i
		printf "commit refs/heads/many\nmark :%d\ncommitter M <m@example.org> %d +0000\ndata %d\n%s\n", i, 1783500000 + i, length(message), message
		if (i == 1)
			print "from refs/heads/master"
		printf "M 100644 inline f%d\ndata %d\n%d\n", i, length(i) + 1, i
	}
}' | git fast-import --quiet || exit 1
check "five hundred topics are judged within 20 seconds" \
	timeout 20 "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=many split --format=tsv
check "... all of them" test "$(wc -l <"$out")" = 500
check "the branch itself is no name of the last" \
	"$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=many ratio --format=tsv many
check "... but all of them" test "$(wc -l <"$out")" = 500

finish
