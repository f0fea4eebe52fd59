# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# The story. What is quoted has its source beside it; what the program prints is its own.

tell <<'TEXT'
On 1 April 2022, day 12 of the merge window of Linux 5.18, a second batch of KVM
changes was sent, "63 files changed, 3157 insertions(+), 972 deletions(-)":

  https://lore.kernel.org/r/20220401153256.103938-1-pbonzini@redhat.com

The answer was "No." This is why, and how it could have been known two weeks
before. The repository is made up: paths, dates and sizes follow that pull
request, people and code are nobody's.
TEXT

title "Thursday 17 March 2022: three days before the window opens"

cd "$directory/was" || exit 1
show "pullprep --as-of=2022-03-17"
tell <<'TEXT'
Three topics can go first. That kvm/selftests-lib was rebased yesterday is no
harm: linux-next knows its patches under their older ids. Nested AVIC and
the Xen events are big, change existing code, and never were there. And kvm/pmu?

TEXT
show "pullprep --as-of=2022-03-17 soak kvm/pmu"
tell <<'TEXT'
Three of its patches are not the ones that linux-next had, so their clock starts
again. Now the plan, which is the maintainer's to change:

TEXT
show "pullprep --as-of=2022-03-17 split"

title "Friday 1 April 2022: the pull as it was sent"

tell <<'TEXT'
No part of it had been in linux-next. Here it is the branch `second`:

TEXT
show "git diff --shortstat for-5.18...second"
show "pullprep --as-of=2022-04-01 soak for-5.18..second | sed 11q"
show "pullprep --as-of=2022-04-01 ratio for-5.18..second | sed 7q"
tell <<'TEXT'
Linus Torvalds wrote, in
https://lore.kernel.org/r/CAHk-=wgSqvsP08ox-KwAU4TztVsjx07cMQni-rFEzxZQw6+iiA@mail.gmail.com:

  No.

  I've had enough with the big random kvm pull requests.

  NONE of this has been in linux-next before the merge window. In fact,
  None of it was there even the first week of the merge window.

  So by all means send me fixes.

The maintainer had counted on tests: "today's pull request was 30% documentation
and tests". So it is here, on the whole; but nested AVIC, which changes the most
existing code, has 8%:
https://lore.kernel.org/r/30ffdecc-6ecd-5194-14ec-40e8b818889a@redhat.com
TEXT

title "Monday 21 March 2022: the same window, begun differently"

tell <<'TEXT'
In this telling the small topics, and kvm/pmu as it has become, were pushed to
linux-next in time for the 18th. The two big ones were not ready, and wait. Code
that no released program can reach is dormant, which makes up for missing tests:

TEXT
cd "$directory/better" || exit 1
export GIT_COMMITTER_DATE="2022-03-21 10:00 +0000"
show "git config branch.kvm/hypercalls.pullprepDormant 'no userspace uses it yet'"
show "pullprep --as-of=2022-03-21 split --write"
tell <<'TEXT'
The first batch, and the fixes, are merged by hand; the tag is made from that.

TEXT
show "git log --oneline --first-parent v5.17-rc8..for-5.18"
show "pullprep --as-of=2022-03-21 tag first --tip=for-5.18 --no-edit"
show "git verify-tag for-linus-5.18-1 2>&1 | grep -o 'Good signature from .*>\"'"
show "pullprep --as-of=2022-03-21 mail first --output=mail"
show "cat mail"
rm -f mail

title "Friday 1 April 2022: day 12 again"

export GIT_COMMITTER_DATE="2022-04-01 10:00 +0000"
tell <<'TEXT'
Upstream pulled the first batch on 24 March. What is left?

TEXT
show "pullprep --as-of=2022-04-01"
show "pullprep --as-of=2022-04-01 split --write"
show "pullprep --as-of=2022-04-01 tag second --tip=for-5.18-late --no-edit"
show "git tag --list --format='%(contents:subject)%0a%0a%(contents:body)' for-linus-5.18-2"
tell <<'TEXT'
Three small topics, two weeks in linux-next, and no reason to say No. The big
ones have until the next window to soak; that is where they went in 2022, too.

Shown: status, soak, split, ratio, a signed tag and a mail, on a repository made
for this and removed again (DEMO_KEEP=1 keeps it). On yours:

  make demo REPO=/path/to/repository
TEXT
