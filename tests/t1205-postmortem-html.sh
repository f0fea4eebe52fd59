#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem --html: a page that needs nothing else, whose drawings and tables have the figures that tsv and json have.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"
. "$TOP/tests/lib/next.sh"

# cycle VERSION MONTH: a window with two pulls of net, one of sound and a commit made directly; fixes of all of these, of older
# releases and of nothing; and one that comes after the release
cycle() {
	git checkout -q -b "net-$1" && at "2026-$2-01" && say net/a "net: $1" && net=$(id HEAD)
	say net/b "net: <b>more</b> & \"more\" of $1" && more=$(id HEAD)
	git checkout -q -b "sound-$1" master && say sound/a "sound: $1" && sound=$(id HEAD)
	say tools/testing/sound "sound: test $1"
	git checkout -q -b "late-$1" "net-$1" && say net/c "net: $1, late" && late=$(id HEAD)
	next_tree "2026-$2-01" master "net-$1"
	next_tree "2026-$2-02" master "net-$1" "sound-$1"
	git checkout -q master && at "2026-$2-03"
	pull "net-$1" "Merge tag 'net-$1' of https://example.org/net"
	pull "sound-$1" "Merge tag 'sound-$1' of https://example.org/sound"
	say Makefile "Makefile: $1" && direct=$(id HEAD)
	at "2026-$2-12" && pull "late-$1" "Merge tag 'late-$1' of https://example.org/net"
	say Makefile "v$1-rc1" && git tag -a -m "v$1-rc1" "v$1-rc1"
	at "2026-$2-15" && say net/a "net: <img src=x onerror=alert(1)> mend $1" "Fixes: $net" "Reported-by: syzbot+1@example.org" && mend=$(id HEAD)
	say net/a "net: mend the mending of $1" "Fixes: $mend" "Reported-by: Robin Reporter <robin@example.org>"
	say sound/a "sound: mend what is old" "Fixes: $(id v1.0)"
	say Makefile "v$1-rc2" && git tag -a -m "v$1-rc2" "v$1-rc2"
	at "2026-$2-22" && say net/c "Revert \"net: $1, late\"" "This reverts commit $(git rev-parse "$late")."
	say net/b "net: mend more of $1" "Fixes: $more"
	say net/b "net: mend what nobody has" 'Fixes: 0123456789ab ("net: </title><script>alert(2)</script>")'
	say Documentation/net "docs: say more of $1"
	say Makefile "v$1" && git tag -a -m "v$1" "v$1"
	at "2026-$2-27" && say Makefile "Makefile: mend $1" "Fixes: $direct"
}
git init -q repo && cd repo || exit 1
at 2026-01-05 && say Makefile "first of all" && say Makefile "v1.0" && git tag -a -m v1.0 v1.0
cycle 1.1 02 && cycle 1.2 03 && cycle 1.3 04
page() {
	postmortem --as-of=2026-09-01 "$@"
}
sound() { # PAGE
	"$TOP/tests/lib/page.py" "$1"
}
check_page() { # DESCRIPTION EXPECTED EXPRESSION [PAGE]
	"$TOP/tests/lib/page.py" "${4:-../page.html}" "$3" >../value 2>&1
	printf '%s\n' "$2" >../wanted
	check_same "$1" ../wanted ../value
}

# ---- one release
check "a page is written" page v1.1..v1.2 --html=../page.html
check_empty "... and nothing else is said" "$out"
check_empty "... and nothing is wrong" "$err"
check "it is whole, leads nowhere, and tells its drawings in words" sound ../page.html
page v1.1..v1.2 --html=- >../stdout.html
check_same "- is standard output" ../page.html ../stdout.html
COLUMNS=400 postmortem --as-of=2026-09-01 v1.1..v1.2 >../text
head -n 1 ../text >../answer
"$TOP/tests/lib/page.py" ../page.html 'words(next(e for e in root.iter() if e.get("class") == "answer"))' | sed 's/\xc2\xa0/ /g' >../value
check_same "the answer comes first, as in the text" ../answer ../value
page v1.1..v1.2 --format=json >"$json"
page v1.1..v1.2 --format=tsv >../tsv

bars() { # what each part of all bars of $json should have, and what stands in them
	json 'sorted((r["tag"], str(r["fixes"]) + " of " + str(r["commits"]) + " commits") for r in o["rcs"])'
}
bars >../wanted
"$TOP/tests/lib/page.py" ../page.html '(lambda t: sorted((t[i], next(x for x in t[i:] if x.endswith(" commits"))) for i in range(len(t)) if t[i].startswith("v1")))(texts("r1-bars"))' >../value 2>&1
check_same "a bar for each -rc, with its fixes and commits" ../wanted ../value
json 'sum(n > 0 for r in o["rcs"] for n in r["culprits"].values())' >../wanted
"$TOP/tests/lib/page.py" ../page.html 'marks("r1-bars", "segment")' >../value
check_same "... of as many parts as there are places" ../wanted ../value
json '[[r["tag"]] + [str(n) for n in (r["commits"], r["fixes"], *r["culprits"].values(), r["commits"] - r["fixes"])] for r in o["rcs"]]' >../wanted
"$TOP/tests/lib/page.py" ../page.html 'tables["Commits of each -rc, and where their fixes point"][1:]' >../value
check_same "the figures are in the table below" ../wanted ../value
json '[o["rc"]["culprits"][p] for p in ("window", "rc", "prior", "unresolved")]' >../wanted
"$TOP/tests/lib/page.py" ../page.html '[int(row[1]) for caption in tables for row in tables[caption] if row[0] in ("mend this window", "mend this -rc", "mend older releases", "id unresolved")]' >../value
check_same "what the -rc commits are is as json has it" ../wanted ../value
json 'o["window"]["commits"]' >../wanted
"$TOP/tests/lib/page.py" ../page.html '(lambda t: int(t[t.index("all") + 1]))(texts("r1-weeks"))' >../value
check_same "all of the window are at risk on the first day" ../wanted ../value
check_page "a curve for all and one for each week that has commits, and what says which is which" "8" 'marks("r1-weeks", "curve")'
check_page "... with a band around the first" "1" 'marks("r1-weeks", "band")'
check_page "the shares are in the table below" "['all', 'week 1', 'week 2', 'later']" '[row[0] for row in tables["Named or reverted by so many days after mainline took them"][1:5]]'
# what was named or reverted by the release, of the window, and not by its own pull
awk -F '\t' '$6 == "window" && $8 != "later" && $9 == "no" && $7 == "ok" { print $3 }' ../tsv | sort -u | wc -l | tr -d ' ' >../wanted
"$TOP/tests/lib/page.py" ../page.html 'marks("r1-scatter", "mark")' >../value
check_same "soak against size: a mark for each that was named or reverted" ../wanted ../value
awk -F '\t' '$6 == "window" && $8 != "later" && $9 == "no" && $7 == "ok" && $5 == "reverts" { print $3 }' ../tsv | sort -u | wc -l | tr -d ' ' >../wanted
"$TOP/tests/lib/page.py" ../page.html 'marks("r1-scatter", "mark second")' >../value
check_same "... in another shape if it was reverted" ../wanted ../value
json 'o["window"]["commits"]' >../wanted
"$TOP/tests/lib/page.py" ../page.html '(lambda d: next(e for e in d.iter() if e.get("class") == "dots").get("d").count("M") + marks("r1-scatter", "mark"))(drawing("r1-scatter"))' >../value
check_same "... and a dot for each of the others" ../wanted ../value
"$TOP/tests/lib/page.py" ../page.html 'sum(int(cell.split()[2]) for row in tables["Named or reverted, of so many, by days in linux-next"][1:] for cell in row[1:] if cell != "-")' >../value
check_same "... all of which are counted in the table below" ../wanted ../value
awk -F '\t' '$6 == "window" && $8 != "later" && $9 == "no" && $7 == "ok" { print substr($3, 1, 12), $32 }' ../tsv | sort -u | sed 's/ -$/ never/' >../wanted
"$TOP/tests/lib/page.py" ../page.html '"\n".join(sorted(row[0] + " " + row[1] for row in tables["Commits of the window that were named or reverted by the release"][1:]))' >../value
check_same "... and the marks are named, with their days" ../wanted ../value
check_page "who found it" "['syzbot', '1']" 'tables["Days from culprit to fix: the median, and between which the middle half lies"][1][:2]'
check_page "tools, and what came with them" "['tools/testing', '1', '0']" 'next(rows for caption, rows in tables.items() if caption.startswith("Tools, "))[1][:3]'
check_page "subjects of commits are words" "True" "'net: <img src=x onerror=alert(1)> mend 1.2' in section('r1-odd')"
check_page "... also those that are only quoted" "True" "'net: </title><script>alert(2)</script>' in section('r1-odd')"
check_no_text "... and no markup" '<(img|b|script)[ >]' ../page.html
check_page "an id that is no commit is listed" "['0123456789ab']" '[row[2] for row in tables["Ids that are no commit here"][1:]]'

# ---- several releases
check "a page of several releases" page v1.0..v1.3 --html=../page.html
check "it is whole, leads nowhere, and tells its drawings in words" sound ../page.html
page v1.0..v1.3 --format=json >"$json"
json '[r["release"] for r in releases] + ["together"]' >../wanted
"$TOP/tests/lib/page.py" ../page.html '[row[0] for row in tables["Fixes in -rc that mend what came in with their own window"][1:]]' >../value
check_same "a row for each release, and one for all" ../wanted ../value
check_page "... and a mark for each in the forest plot" "3 1" 'str(marks("all-forest", "mark") - marks("all-forest", "pooled")) + " " + str(marks("all-forest", "pooled"))'
json '[" of ".join(str(n) for n in (r["rc"]["culprits"]["window"], r["rc"]["fixes"])) for r in releases]' >../wanted
"$TOP/tests/lib/page.py" ../page.html '[t.split(":")[0] for t in texts("all-forest") if t[0].isdigit() and " of " in t][:-1]' >../value
check_same "... that says what json has" ../wanted ../value
check_page "with the trend" "True" "'Cochran and Armitage' in section('all-shares')"
check_page "late against early, over the releases" "True" "'all-batch' in by_id"
check_page "and each release by itself" "True" 'all(name in by_id for name in ("r1-bars", "r2-scatter", "r3-weeks"))'

# ---- in a browser
browser() {
	timeout 300 "$TOP/tests/lib/browser.py" "$@"
}
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
	skip "the page in a browser" "chromium is not installed"
else
	if ! browser ../page.html --width=360 --eval='[document.querySelectorAll("svg[role=img]").length, document.querySelectorAll("#all-forest .mark").length, document.querySelectorAll("#r2-bars .segment").length, document.querySelectorAll("#r2-scatter .mark").length]' >../seen 2>../words; then
		cat ../words >>../seen
	fi
	seen() { # DESCRIPTION EXPECTED EXPRESSION
		python3 -c 'import json, sys
o = json.load(open("../seen"))
print(eval(sys.argv[1]))' "$3" >../value 2>&1
		echo "$2" >../wanted
		check_same "$1" ../wanted ../value
	}
	seen "a browser has nothing to complain of" "[]" 'o["console"]'
	seen "it asks for nothing but the page" "[]" 'o["requests"]'
	seen "it knows the page by its title" "What broke in v1.1 to v1.3" 'o["title"]'
	seen "on a screen of 360 pixels nothing sticks out" "360 360" 'str(o["width"]) + " " + str(o["scroll_width"])'
	"$TOP/tests/lib/page.py" ../page.html '[sum(e.get("role") == "img" for e in root.iter(SVG + "svg")), marks("all-forest", "mark"), marks("r2-bars", "segment"), marks("r2-scatter", "mark")]' >../wanted
	seen "it has all drawings and their marks" "$(cat ../wanted)" 'o["value"]'
	# shellcheck disable=SC2016
	outside='[...document.querySelectorAll("svg[role=img]")].flatMap(s => [...s.querySelectorAll("text")].filter(t => {
		const b = t.getBBox(), v = s.viewBox.baseVal;
		return b.x < -1 || b.x + b.width > v.width + 1 || b.y < -1 || b.y + b.height > v.height + 1;
	}).map(t => s.id + ": " + t.textContent))'
	git branch release-under-way-with-a-name-that-is-longer-than-any && git checkout -q release-under-way-with-a-name-that-is-longer-than-any
	at 2026-05-01 && say net/a "net: 1.4" && git tag v1.4-rc1 && say net/a "net: mend it" "Fixes: $(id v1.4-rc1)"
	check "a release with a long name" page v1.1..release-under-way-with-a-name-that-is-longer-than-any --html=../long.html
	git checkout -q master && git tag -d v1.4-rc1 >/dev/null
	browser ../long.html --width=360 --eval="$outside" >../seen
	seen "nothing that is written sticks out of its drawing" "[]" 'o["value"]'
	seen "nor the drawing out of the page" "360 360" 'str(o["width"]) + " " + str(o["scroll_width"])'
	colours='[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector("h1")).color].map(c => c.match(/\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) > 380)'
	browser ../page.html --eval="$colours" >../seen
	seen "it is light" "[True, False]" 'o["value"]'
	browser ../page.html --dark --eval="$colours" >../seen
	seen "or dark, for whoever wants that" "[False, True]" 'o["value"]'
	browser ../page.html --dark --paper --width=690 --eval="$colours" >../seen
	seen "but light on paper" "[True, False]" 'o["value"]'
	seen "on which nothing sticks out either" "True" 'o["scroll_width"] <= 690'
fi

# ---- places, templates, and what goes together
echo old >../old.html && chmod 640 ../old.html
check "a page replaces an older one" page v1.1..v1.2 --html=../old.html
check "... and keeps its mode" test "$(stat -c %a ../old.html)" = 640
check_same "... wholly" ../stdout.html ../old.html
mkdir ../folder
check_exit 128 "a directory is no file" page v1.1..v1.2 --html=../folder
check_text "... which is said" 'cannot write ../folder' "$err"
check_text "... with what to do" '[-]-html=FILE' "$err"
check_exit 128 "a directory that is not there" page v1.1..v1.2 --html=../nowhere/page.html
check_text "... is said too" 'cannot write ../nowhere/page.html' "$err"
check "nothing is left there" test "$(ls -A ../folder)" = ""
check_exit 129 "a page is no format" page v1.1..v1.2 --html=../x.html --format=tsv
check_text "... and one of both is enough" 'html and --format=tsv' "$err"
check_exit 129 "a template is for a page" page v1.1..v1.2 --template=../t
check "nothing is written then" test ! -e ../x.html
mkdir ../templates
cat >../templates/report <<'TEMPLATE'
${title}
%for chapter in chapters
%for section in chapter.sections
* ${section.title}
%end
%end
TEMPLATE
check "another template" page v1.1..v1.2 --html=../mine --config "pullprep.templateDir=$(cd .. && pwd)/templates"
check_text "... makes another page" '^What broke in v1\.2$' ../mine
check_text "... of the same parts" '^\* What each -rc brought$' ../mine
check "or one that is named" page v1.1..v1.2 --html=../mine2 --template=../templates/report
check_same "... does the same" ../mine ../mine2

# ---- a release under way, with a name that is markup
git branch 'a<b>&"c"' && git checkout -q 'a<b>&"c"' && at 2026-05-01 && say net/a "net: 1.4" && git tag v1.4-rc1 && say net/a "net: mend it" "Fixes: $(id v1.4-rc1)"
check "what is still under way" page 'v1.3..a<b>&"c"' --html=../page.html
check "... is a page" sound ../page.html
check_page "... that says so" "True" "'all figures are partial' in section('r1-base')"

# ---- a history without Fixes:, and without daily trees
git init -q ../plain && cd ../plain || exit 1
at 2026-01-05 && say a "a" && git tag -a -m v1.0 v1.0 && say b "b" && b=$(git rev-parse HEAD) && git tag -a -m v1.1-rc1 v1.1-rc1
say c 'Revert "b"' "This reverts commit $b." && git tag -a -m v1.1 v1.1
check "no practice" page v1.0..v1.1 --html=../page.html
check "... is a page" sound ../page.html
check_page "... without any drawing" "0" 'sum(e.get("role") == "img" for e in root.iter(SVG + "svg"))'
for name in commits rcs fate came risks soak soon finders; do
	check_page "no data: $name" "True" "'No data: none of the 2 commits has Fixes:.' in section('r1-$name')"
done
check_page "reverts are told all the same" "True" "'Reverted' in section('r1-worst')"
finish
