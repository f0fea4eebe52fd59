# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Mails of patches that Ann Author posted, and answers to them, for an archive (inbox.sh). All in ../mails.
#
#	as NAME DAY BASE TIP OPTION...	the commits BASE..TIP as git format-patch OPTION... makes them: NAME-NNNN.eml. Their ids are
#				<2026MMDD120000.4711-N-NAME@example.org>; DAY may have an hour, "2026-05-04 08:00", else it is
#				noon. $as_title and $as_text are the cover letter's, or what is
#				preset
#	answer NAME FROM TO-ID DAY TEXT	an answer of that day: answer-NAME.eml, its id is <NAME@example.org>

as() {
	as_name=$1 as_day=$2 as_range=$3..$4
	shift 4
	mkdir -p ../mails
	rm -rf ../out
	at "$as_day"
	git format-patch -q -o ../out --to=list@example.org "$@" "$as_range"
	python3 - "$as_name" "$as_day" ../out ../mails "${as_title:-KVM: do it all}" \
		"${as_text:-What it is for, as of $as_name.}" <<'EOP'
import calendar
import email.utils
import glob
import re
import sys
import time

name, day, source, target, title, words = sys.argv[1:]
day, _, hour = day.partition(" ")
when = calendar.timegm(time.strptime(day + " " + (hour or "12:00"), "%Y-%m-%d %H:%M"))
for path in sorted(glob.glob(source + "/*.patch")):
    lines = open(path, encoding="utf-8").read().split("\n")[1:]
    number = int(re.sub(r"^v\d+-", "", path.rsplit("/", 1)[1])[:4])
    head = ["Message-ID: <2026%s.4711-%d-%s@example.org>" % (day[5:].replace("-", "") + "120000", number, name),
            "Date: " + email.utils.formatdate(when + number)]
    first = 0 if glob.glob(source + "/*0000-*") else 1
    if number > first:
        head.append("In-Reply-To: <2026%s.4711-%d-%s@example.org>" % (day[5:].replace("-", "") + "120000", first, name))
    lines = [line for line in lines if not line.startswith("Date: ")]
    text = "\n".join(head + lines)
    text = text.replace("*** SUBJECT HERE ***", title).replace("*** BLURB HERE ***", words)
    open("%s/%s-%04d.eml" % (target, name, number), "w", encoding="utf-8").write(text)
EOP
}

answer() {
	cat >"../mails/answer-$1.eml" <<END
Message-ID: <$1@example.org>
In-Reply-To: <$3>
From: $2
To: list@example.org
Date: $(LC_ALL=C date -u -R -d "$4 15:00")
Subject: Re: [PATCH] KVM: one

> quoted
$5
END
}
