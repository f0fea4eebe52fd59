#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A month of a subsystem's list (lib/kernelinbox.py): all that series says of it is what was posted, and b4, asked on the same
# server, finds the same parts, versions and trailers.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"

need_inbox
mkdir mails repo
real_mails mails
[ "$real_count" -gt 0 ] || skip 'real mails' "there are none in $MAILS"
check 'a list is made' python3 "$TOP/tests/lib/kernelinbox.py" repo mails told.json 220
check 'of 220 mails' test "$(find mails -name '*.eml' | wc -l)" = 220
serve_inbox mails
cd repo || exit 1
git config pullprep.mainline master
git config pullprep.lore.url "$inbox_url"

pp() {
	timeout 60 "$PULLPREP" --as-of=2026-05-25 "$@"
}

# ---- what was posted

check 'series' pp series --format=json
cp "$out" json
cat >compare <<'EOP'
import json
import sys

told, ours = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
found = {row["commit"]: row for row in ours}
facts = 0


def same(what, expected, actual):
    global facts
    facts += 1
    if expected != actual:
        print("%s\n  told:  %r\n  found: %r" % (what, expected, actual))


same("commits", sorted(row["commit"] for row in told["rows"]), sorted(found))
for row in told["rows"]:
    actual = dict(found[row["commit"]])
    what = actual["topic"] + " " + row["commit"][:12] + " "
    if row["state"] == "posted":
        same(what + "versions", row.pop("versions"),
             [[v["version"], v["rfc"], v["resend"], v["posted"], v["message_id"], v["parts"], v["applied"]]
              for v in actual["versions"]])
        same(what + "archived", [v["parts"] for v in actual["versions"]], [v["archived"] for v in actual["versions"]])
        same(what + "replies", row.pop("replies"),
             sorted([r["message_id"], r["day"], r["part"], r["robot"]] for r in actual["replies"]))
        same(what + "reported", row["reports"], sum(r["report"] for r in actual["replies"]))
        same(what + "tags", row["tags"], sorted("%s: %s" % (t["tag"], t["who"]) for t in actual["missing_tags"]))
        same(what + "tags in columns", sorted(row["tags"]), sorted(filter(None, (actual["tags"] or "").split("; "))))
        same(what + "missing", len(row.pop("tags")), actual["missing"])
        same(what + "objected", row["objected"], sorted(o["message_id"] for o in actual["objected"]))
        same(what + "objections", len(row.pop("objected")), actual["objections"])
        row.pop("given")
    for key, value in row.items():
        same(what + key, value, actual[key])
print("%d facts" % facts, file=sys.stderr)
EOP
python3 compare ../told.json json >differences 2>count
check_empty 'says what was told' differences || cat differences
check_text 'all of it' '^[0-9]{3} facts$' count
check 'in columns' pp series --format=tsv
cut -f 2-4,6,7,14 "$out" | LC_ALL=C sort >columns
python3 -c 'import json, sys
for row in json.load(open("../told.json"))["rows"]:
    fields = [row["commit"], row["state"]] + [row.get(key) for key in ("by", "version", "part", "newest")]
    print("\t".join("-" if field is None else str(field) for field in fields))' | LC_ALL=C sort >expected
check_same 'the same' expected columns
check 'for people' pp series --cover
check_text 'with titles' '^  \[PATCH v4 0/3\] KVM: nVMX: deliver events that sleep$' "$out"
check_text 'texts, however they were encoded' '^    Events of guests that sleep were lost – größtenteils\.$' "$out"
check_text 'versions' '^  Ann Author <ann@example\.org>, Thu 14 May 2026; also v1 Mon 4 May 2026, v2 Wed$' "$out"
check_text 'names' '^  李 雷 <li@example\.org>, ' "$out"
check_text 'tags' 'not taken over: Tested-by: Dan Example <dan@example\.org>' "$out"
check_text 'robots' 'syzbot, Fri 15 May 2026: Re: \[PATCH RESEND 2/2\] KVM: svm: leave once' "$out"
check_no_text 'that found something' 'kernel test robot, Wed 13 May 2026' "$out"
check_text 'guesses that say they are' 'a guess: nobody answered Eve Example <eve@example\.org>: "NACK, the cache is$' "$out"
check_text 'and what was never posted' '^  never posted$' "$out"
check_text 'but says that it was' '^    [0-9a-f]{12} \("KVM: nested: lost it"\): the archive lacks the mail that it$' "$out"
check_no_text 'attachments, quotes and signatures give no tags' 'nobody@example' "$out"
check 'the life of that one' pp trace kvm/mine --format=tsv
check_text '... says so, too' '	posted	never, .*	it lacks the mail that the commit names, 20260501000000.1-1-lost@example.org$' "$out"
for width in 80 120; do
	COLUMNS=$width
	export COLUMNS
	check "$width columns" pp series --cover
	check 'are enough' python3 -c 'import sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
long = [line for line in lines if len(line) > int(sys.argv[2]) and "://" not in line]
sys.exit("\n".join(long) if long else 0)' "$out" $width
done
COLUMNS=80

# ---- b4

if ! command -v b4 >/dev/null 2>&1; then
	skip 'b4 finds the same' 'b4 is not installed'
	serve_end
	finish
fi
git config b4.midmask "$inbox_url/all/%s"
git config b4.searchmask "$inbox_url/all/?x=m&t=1&q=%s"
git config b4.attestation-policy off
cat >ask-b4 <<'EOP'
import glob
import json
import mailbox
import os
import re
import subprocess
import sys

TRAILER = re.compile(r"^(Reviewed-by|Acked-by|Tested-by): .*$", re.M)
asked = 0


def ask(mid, *options):
    """By subject: the version that b4 took, and its trailers. -t: those on the cover letter are for all parts."""
    global asked
    asked += 1
    directory = "b4/%d" % asked
    os.makedirs(directory)
    subprocess.run(["timeout", "60", "b4", "am", "--no-cache", "-t", "-o", directory, *options, mid], stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=open(directory + "/log", "w"))
    patches = {}
    for mail in mailbox.mbox((glob.glob(directory + "/*.mbx") or ["/dev/null"])[0]):
        subject = " ".join(str(mail["Subject"]).split())
        body = mail.get_payload(decode=True).decode("utf-8").split("\n---\n")[0]
        number = re.search(r"v(\d+)[^]]*\]", subject)
        patches[re.sub(r"^\[[^]]*\] *", "", subject)] = (
            int(number.group(1)) if number else 1, {found.group(0) for found in TRAILER.finditer(body)})
    return patches


def same(what, theirs, ours):
    global compared
    compared += 1
    if theirs != ours:
        print("%s\n  b4:   %r\n  ours: %r" % (what, theirs, ours))


def message(commit):
    return subprocess.run(["git", "log", "-1", "--format=%B", commit], check=True, capture_output=True,
                          encoding="utf-8").stdout


compared = 0
ours = json.load(open("json", encoding="utf-8"))
posted = {series["name"]: series for series in json.load(open("../told.json", encoding="utf-8"))["series"]}
for series in posted.values():
    rows = [row for row in ours if row["topic"] == "kvm/" + series["name"]]
    versions = rows[0]["versions"]
    if series["name"] == "lone":
        # b4 0.12 gets the thread, but knows no mail in it by an id with a slash.
        same("an odd id", {}, ask(series["ids"][0][1], "-S"))
        continue
    # b4 knows versions by their numbers alone: what was sent again is asked for by its own id. -S: tags given for others.
    told = [ask(mid, "-S", "-v", str(version)) for version, mid, _ in series["ids"]]
    for (version, mid, _), patches, own in zip(series["ids"], told, versions):
        what = "%s v%d (%s) " % (series["name"], version, mid)
        same(what + "version", {version}, {taken for taken, _ in patches.values()} & {own["version"]})
        same(what + "parts", len(patches), own["archived"])
    newest = ask(series["ids"][0][1], "-S", "-c")
    same(series["name"] + " newest", max(taken for taken, _ in newest.values()), max(v["version"] for v in versions))
    for row in rows:
        text = message(row["commit"])
        subject = text.split("\n")[0]
        # Ours are those on the version that was applied and on newer ones that have the part; b4's are of one version.
        later = [patches for patches, own in zip(told, versions) if own["applied"] or own["version"] > row["version"]]
        theirs = set().union(*[patches[subject][1] for patches in later if subject in patches])
        have = {found.group(0) for found in TRAILER.finditer(text)}
        missing = {"%s: %s" % (tag["tag"], tag["who"]) for tag in row["missing_tags"]}
        same(row["topic"] + ": " + subject, theirs, have | missing)
        same(row["topic"] + ": " + subject + " has what is missing", set(), have & missing)
        same(subject + " newest", max((p[subject][0] for p in told if subject in p)), row["newest"])
strict, lax = ask(posted["pmu"]["ids"][1][1]), ask(posted["pmu"]["ids"][1][1], "-S")
# Without -S b4 leaves out what somebody says for somebody else. It is told here: the maintainer decides.
same("for others", {"Tested-by: Fay Example <fay@example.org>"},
     set().union(*[tags for _, tags in lax.values()]) - set().union(*[tags for _, tags in strict.values()]))
print("%d questions, %d comparisons" % (asked, compared), file=sys.stderr)
EOP
mkdir b4
check 'b4 is asked of each series' python3 ask-b4
cp "$out" differences
check_empty 'and finds the same parts, versions and trailers' differences || cat b4/*/log >&2
check_text 'in all of them' '^[0-9]{2} questions, [0-9]{2} comparisons$' "$err"

# ---- the mails themselves

python3 -c 'import json
for series in json.load(open("../told.json", encoding="utf-8"))["series"]:
    if series["name"] != "lone":
        for _, mid, _ in series["ids"]:
            print(mid)' >ids
while read -r id; do
	rm -rf thread
	mkdir thread
	b4 mbox --no-cache -o thread -n all.mbox "$id" >/dev/null 2>&1 </dev/null
	python3 -c 'import glob, mailbox
for path in glob.glob("thread/*"):
    print("\n".join(mail["Message-ID"].strip() for mail in mailbox.mbox(path)))'
done <ids | LC_ALL=C sort -u >theirs
python3 -c 'import json
for row in json.load(open("json", encoding="utf-8")):
    if row["state"] == "posted" and row["topic"] != "kvm/lone":
        for mail in [row["cover"] and {"message_id": row["cover"]}, row] + row["replies"] + row["versions"]:
            if mail:
                print("<%s>" % mail["message_id"])' | LC_ALL=C sort -u >ours
check 'mails are named' test "$(wc -l <ours)" -gt 25
comm -23 ours theirs >unknown
check_empty 'which all are in the threads that b4 gets' unknown

serve_end
check 'again without the server' pp series --format=json --offline
check_same 'it is the same' json "$out"

finish
