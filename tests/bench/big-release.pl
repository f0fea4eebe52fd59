#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Puts a release on top of a large history: big-release.pl REPOSITORY (which big-history.pl made)
#
# v5.0 is the old master, v5.1-rc1 has 8,000 commits more, thirteen to a merge, and v5.1 2,000 more than that. Two in five of these mend
# something: a quarter of them this window's commits, the others what is older, from yesterday's to the oldest there is. Deterministic.
use strict;
use warnings;
use IO::Handle;

my ($dest) = @ARGV;
die "usage: big-release.pl REPOSITORY\n" unless defined $dest;
srand(7);

open(my $list, "-|", "git", "-C", $dest, "rev-list", "--no-merges", "master") or die "cannot start git rev-list\n";
chomp(my @old = <$list>);
close($list) or die "git rev-list failed\n";
chomp(my $master = `git -C '$dest' rev-parse master`);
chomp(my $time = `git -C '$dest' log -1 --format=%ct master`);

open(my $out, "|-", "git", "-C", $dest, "fast-import", "--quiet", "--force", "--max-pack-size=4g",
	"--export-marks=$dest/marks") or die "cannot start git fast-import\n";
my $mark = 0;

sub commit {
	my ($subject, $from, $merge, $fixes) = @_;
	$mark++;
	$time += 100;
	my $text = "$subject\n\nWhat it does and why, in a line or two, as commits have it.\n\n";
	$text .= "Fixes: " . substr($fixes, 0, 12) . " (\"what it was\")\n" if $fixes;
	$text .= "Signed-off-by: Dev <dev\@example.org>\n";
	my $who = "Dev <dev\@example.org> $time +0000";
	print $out "commit refs/heads/master\nmark :$mark\nauthor $who\ncommitter $who\ndata ", length($text), "\n$text\nfrom $from\n";
	print $out "merge $merge\n" if $merge;
	print $out "\n";
	return ":$mark";
}

sub tag {
	my ($name, $at) = @_;
	print $out "tag $name\nfrom $at\ntagger Dev <dev\@example.org> $time +0000\ndata 0\n\n";
}

# Twelve commits and their merge at a time; each is given what it mends.
sub grow {
	my ($trunk, $n, $mended) = @_;
	for (my $made = 0; $made < $n; $made += 13) {
		my $side = $trunk;
		$side = commit("sub: change $mark", $side, undef, $mended->()) for 1 .. 12;
		$trunk = commit("Merge tag 'sub-$mark' of git://example.org/sub", $trunk, $side);
	}
	return $trunk;
}

# What the window has is known by its ids only when it is written.
sub ids {
	print $out "checkpoint\n\n";
	$out->flush();
	sleep 1 until -s "$dest/marks";
	open(my $marks, "<", "$dest/marks") or die "no marks\n";
	return map { (split)[1] } <$marks>;
}

tag("v5.0", $master);
my $trunk = grow($master, 8000, sub { undef });
tag("v5.1-rc1", $trunk);
my @window = ids();
$trunk = grow($trunk, 2000, sub {
	return undef if rand() > 0.4;
	return $window[rand(@window)] if rand() < 0.25;
	return $old[@old**rand()];    # as many from the last hundred as from the last million
});
tag("v5.1", $trunk);
close($out) or die "git fast-import failed\n";
unlink("$dest/marks");
