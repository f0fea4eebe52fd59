#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes a history of a kernel's size: big-history.pl DEST [TAGS [OLD]]
#
# DEST becomes a bare repository with OLD (1,250,000) commits of mainline, thirteen to a merge, then TAGS (90) weekdays of
# linux-next: 300 subsystem trees that grow by about 200 commits a day, of which mainline pulls a few each day, so that a tag holds 10,000
# to 16,000 commits beyond mainline and shares about 97 % of them with the tag before. Three topics of 300 commits:
#
#   topic-next    in linux-next as it is
#   topic-recent  on today's mainline: a third of its patches are in linux-next under other ids, a third under changed patches, a third never
#   topic-old     the same on a mainline three years old
#
# Deterministic. Old commits share one tree: only the last months' are ever compared.
use strict;
use warnings;

my ($dest, $tags, $old) = @ARGV;
die "usage: big-history.pl DEST [TAGS [OLD]]\n" unless defined $dest;
$tags ||= 90;
$old ||= 1_250_000;
srand(5);

my $day = 86400;
my $end = 1_782_777_600;    # 2026-06-30 00:00 UTC
my $weeks = int($tags / 5) + 2;
my $next_start = $end - $weeks * 7 * $day;
my $step = 400;             # seconds between mainline's commits

system("git", "init", "-q", "--bare", "-b", "master", $dest) == 0 or die "git init failed\n";
open(my $out, "|-", "git", "-C", $dest, "fast-import", "--quiet", "--force", "--max-pack-size=4g") or die "cannot start git fast-import\n";

my $mark = 0;
my $last_time = 0;

sub commit {
	my ($time, $subject, $from, $merge, $files) = @_;
	$mark++;
	my $text = "$subject\n\nWhat it does and why, in a line or two, as commits have it.\n\nSigned-off-by: Dev <dev\@example.org>\n";
	my $who = "Dev <dev\@example.org> $time +0000";
	print $out "commit refs/heads/tmp\nmark :$mark\nauthor $who\ncommitter $who\ndata ", length($text), "\n$text\n";
	print $out "from :$from\n" if $from;
	print $out "merge :$_\n" for @$merge;
	for my $path (sort keys %{$files || {}}) {
		print $out "M 100644 inline $path\ndata ", length($files->{$path}), "\n$files->{$path}\n";
	}
	print $out "\n";
	return $mark;
}

sub name { my ($name, $at) = @_; print $out "reset $name\nfrom :$at\n\n"; }

sub path { my ($s, $f) = @_; return sprintf("d%02d/s%03d/f%02d.c", $s / 15, $s, $f); }

# Forty lines, each of which a commit may change.
sub text { my ($lines) = @_; return join("", map { "\tline $_ is $lines->[$_];\n" } 0 .. 39); }

my %content;    # path -> its lines, per subsystem
my %root;
for my $s (0 .. 299) {
	for my $f (0 .. 19) {
		$content{$s}{$f} = [map { "$s.$f.$_" } 0 .. 39];
		$root{path($s, $f)} = text($content{$s}{$f});
	}
}

# A release every nine weeks, its first candidate two weeks later.
my ($version, $released, $candidate) = (0, $next_start - $old * $step, 1);

sub release {
	my ($at, $when) = @_;
	name("refs/tags/v4.$version", $at);
	($released, $candidate) = ($when, 0);
	$version++;
}

# --- the old history ---
my $start = $next_start - $old * $step;
my $three_years = $end - 3 * 365 * $day;
my $trunk = commit($start, "Linux 0", 0, [], \%root);
my ($time, $made, $old_base) = ($start, 1, 0);
my @trunk = ($trunk);
while ($made < $old) {
	my $side = $trunk[-1 - int(rand(@trunk < 40 ? @trunk : 40))];
	for (1 .. 12) {
		$time += $step;
		$side = commit($time, "sub: change $made", $side, []);
		$made++;
	}
	$time += $step;
	$trunk = commit($time, "Merge tag 'sub-$made'", $trunk, [$side]);
	$made++;
	push @trunk, $trunk;
	shift @trunk if @trunk > 64;
	$old_base = $trunk if $time < $three_years;
	release($trunk, $time) if $time >= $released + 63 * $day;
}

# --- the subsystems, day by day ---
my (%tip, %pulled, %log, @planted);
my $serial = 0;

sub grow {
	my ($s, $when) = @_;
	my ($f, $l) = (int(rand(20)), int(rand(40)));
	$serial++;
	$content{$s}{$f}[$l] = "new $serial";
	my $subject = "s$s: change line $l of f$f ($serial)";
	$tip{$s} = commit($when, $subject, $tip{$s} || $trunk, [], { path($s, $f) => text($content{$s}{$f}) });
	push @planted, [$s, $f, $l, "new $serial", $subject] if @planted < 200 && $s % 3 == 1;
}

for my $s (0 .. 299) {
	grow($s, $next_start - 20 * $day + $_ * 3600) for 1 .. 40 + int(rand(8));
}
my $topic_next = 0;
my $tag = 0;
for (my $today = $next_start; $tag < $tags; $today += $day) {
	my $weekday = (gmtime($today))[6];
	next if $weekday == 0 || $weekday == 6;
	grow(int(rand(300)), $today + $_ * 300) for 1 .. 140 + int(rand(120));
	if ($tag == int($tags / 2) && !$topic_next) {
		$topic_next = $trunk;
		for my $i (1 .. 300) {
			$topic_next = commit($today + $i * 20, "topic: part $i", $topic_next, [],
				{ path(int($i / 20), $i % 20) => "topic part $i\n" . text($content{ int($i / 20) }{ $i % 20 }) });
		}
		name("refs/heads/topic-next", $topic_next);
	}
	release($trunk, $today) if $today >= $released + 63 * $day;
	if (!$candidate && $today >= $released + 14 * $day) {
		name("refs/tags/v4.$version-rc1", $trunk);
		$candidate = 1;
	}
	# mainline pulls what has waited longest
	for my $s ((sort { ($pulled{$a} || 0) <=> ($pulled{$b} || 0) || $a <=> $b } keys %tip)[0 .. 2]) {
		$trunk = commit($today + 80000 + $s, "Merge tag 's$s'", $trunk, [$tip{$s}]);
		$pulled{$s} = $today;
	}
	my $head = $trunk;
	for my $s (sort { $a <=> $b } keys %tip) {
		$head = commit($today + 82000 + $s, "Merge branch s$s", $head, [$tip{$s}]);
	}
	$head = commit($today + 83000, "Merge branch topic", $head, [$topic_next]) if $topic_next;
	my ($d, $m, $y) = (gmtime($today))[3, 4, 5];
	my $name = sprintf("next-%04d%02d%02d", $y + 1900, $m + 1, $d);
	$head = commit($today + 84000, "Add linux-next specific files for $name", $head, []);
	name("refs/tags/$name", $head);
	$tag++;
	$last_time = $today + 84000;
}
name("refs/heads/master", $trunk);

# --- the topics of another base: a third the patches of linux-next, a third changed ones, a third new ---
for my $where (["topic-recent", $trunk], ["topic-old", $old_base]) {
	my $at = $where->[1];
	my %mine;
	for my $i (0 .. 299) {
		my $plant = $planted[$i % 200];
		my ($s, $f, $l, $value, $subject) = @$plant;
		my $lines = $mine{"$s/$f"} ||= [map { "$s.$f.$_" } 0 .. 39];
		($value, $subject) = ("other $i", $subject) if $i % 3 == 1;
		($value, $subject) = ("unseen $i", "topic: unseen $i") if $i % 3 == 2;
		$lines->[$l] = $value;
		$at = commit($last_time + 100 + $i, $subject, $at, [], { path($s, $f) => text($lines) });
	}
	name("refs/heads/$where->[0]", $at);
}
close($out) or die "git fast-import failed\n";
system("git", "-C", $dest, "update-ref", "-d", "refs/heads/tmp") == 0 or die "git update-ref failed\n";
