# SPDX-License-Identifier: GPL-2.0-or-later
#
# The outline of a pull request, a mail or the message of its tag: what it is made of, none of its words but the headings. The same
# measure for real ones and for ours.
#
#	parts		what comes after what: greeting, prose (before the message), base, place, head, message, shortlog, diffstat
#	headline	does the message begin with one?
#	sections	their headings, in order
#	bullets		how many
#	subjects	how many of them are the subject of a commit: 0 is what makes a message more than a shortlog
#	items		how many items bullets have below them
#	longest		lines of the longest bullet
#	prose		paragraphs in the message that are no bullets
#	width		columns of its widest line
#
# The message of a mail stands between the first two lines of dashes (or equals signs). Lines in brackets are what a collector left out.

function part(name) {
	if (name != last_part)
		parts = parts (parts == "" ? "" : " ") name
	last_part = name
}
function mark(line) {
	return line ~ /^[*-] /
}
# One paragraph of the message.
function paragraph(    i, count) {
	if (!n)
		return
	count = 0
	for (i = 1; i <= n; i++) {
		if (mark(lines[i])) {
			bullets++
			bullet[bullets] = substr(lines[i], 3)
			count = 0
		} else if (lines[i] ~ /^[ \t]+[*-] /)
			items++
		if (mark(lines[1])) {
			count++
			if (count > longest)
				longest = count
		}
		if (length(lines[i]) > width)
			width = length(lines[i])
	}
	if (!mark(lines[1])) {
		if (n == 1 && !paragraphs && lines[1] !~ /[.:]$/)
			headline = "yes"
		else if (n == 1 && lines[1] ~ /^[^ \t].*:$/)
			heading = substr(lines[1], 1, length(lines[1]) - 1)
		else if (lines[1] ~ /^[ \t]/ && paragraphs)
			; # goes on below a bullet
		else
			prose++
	} else if (heading != "") {
		sections = sections (sections == "" ? "" : ", ") heading
		heading = ""
	}
	paragraphs++
	n = 0
}

/^\[.*\]$/ || /^\[\.\.\./ { next }
/^(From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]*|User-Agent|X-[A-Za-z-]*): / && !body { next }
/^http/ && NR == 1 { next }
/^(-----*|=====*)$/ && length($0) >= 30 {
	if (inside)
		paragraph()
	inside = !inside && !closed
	if (inside)
		part("message")
	else
		closed = 1
	next
}
inside && /^[ \t]*$/ { paragraph(); next }
inside { lines[++n] = $0; next }
/^[ \t]*$/ { next }
{ body = 1 }
!closed && NR > 1 && /^(Hi|Hello|Dear|Linus|Paolo|Upstream|Ciao)[^.]*,?$/ { part("greeting"); next }
/^The following changes since commit / { part("base"); state = "base"; next }
/^are available in the Git repository at:/ { part("place"); state = "place"; next }
/^for you to fetch changes up to / { part("head"); state = "head"; next }
!closed && /^  / { if (state == "" && /git/) part("place"); next }
!closed { part("prose"); next }
/^[^ \t].* \([0-9]+\):$/ { part("shortlog"); next }
/^      / { subject[substr($0, 7)] = 1; next }
/ files? changed, / { part("diffstat") }

END {
	for (i = 1; i <= bullets; i++)
		subjects += bullet[i] in subject
	print "parts    " parts
	print "headline " (headline == "" ? "no" : headline)
	print "sections " (sections == "" ? "none" : sections)
	print "bullets  " bullets + 0
	print "subjects " subjects + 0
	print "items    " items + 0
	print "longest  " longest + 0
	print "prose    " prose + 0
	print "width    " width + 0
}
