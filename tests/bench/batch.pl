#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	batch.pl DEST TOPICS COMMITS
#
# Makes DEST a bare repository with 9,000 files in 300 directories, v6.9-rc4 on master, and topics of so many commits on
# it that merge without conflicts, branches topic/1 and so on. Each works in a directory of its own and one of its
# neighbour's, and changes some lines of MAINTAINERS, which all do. All are described, and the plan puts them into the
# first batch.
use strict;
use warnings;

my ($dest, $topics, $commits) = @ARGV;
die "usage: batch.pl DEST TOPICS COMMITS\n" unless defined $commits;

my $time = 1_770_000_000;
system("git", "init", "-q", "--bare", "-b", "master", $dest) == 0 or die "git init failed\n";
open(my $out, "|-", "git", "-C", $dest, "fast-import", "--quiet") or die "cannot start git fast-import\n";

my %content;

sub path { my ($directory, $file) = @_; return sprintf("drivers/d%02d/s%03d/f%02d.c", $directory / 15, $directory, $file); }

sub commit {
	my ($ref, $subject, $from, $files) = @_;
	my $text = "$subject\n\nWhat it does and why, in a line or two, as commits have it.\n\nSigned-off-by: Dev <dev\@example.org>\n";
	$time += 60;
	print $out "commit $ref\ncommitter Dev <dev\@example.org> $time +0000\ndata ", length($text), "\n$text\n";
	print $out "from $from\n" if $from;
	for my $path (sort keys %$files) {
		my $lines = join("", map { "$_\n" } @{$files->{$path}});
		print $out "M 100644 inline $path\ndata ", length($lines), "\n$lines\n";
	}
}

for my $directory (0 .. 299) {
	$content{path($directory, $_)} = [map { "\tline $_ of some code in $directory" } 1 .. 80] for 0 .. 29;
}
$content{MAINTAINERS} = [map { "entry $_" } 1 .. 20 * $topics];
commit("refs/heads/master", "Linux 6.8", "", \%content);
print $out "tag v6.8\nfrom refs/heads/master\ntagger Dev <dev\@example.org> $time +0000\ndata 4\n6.8\n\n";
commit("refs/heads/master", "Linux 6.9-rc1", "", {Makefile => ["rc1"]});
print $out "tag v6.9-rc1\nfrom refs/heads/master\ntagger Dev <dev\@example.org> $time +0000\ndata 4\nrc1\n\n";
commit("refs/heads/master", "Linux 6.9-rc4", "", {Makefile => ["rc4"]});
print $out "tag v6.9-rc4\nfrom refs/heads/master\ntagger Dev <dev\@example.org> $time +0000\ndata 4\nrc4\n\n";
for my $topic (1 .. $topics) {
	my %mine;
	for my $number (1 .. $commits) {
		my $path = $number == 1 ? "MAINTAINERS"
			: path(($topic + ($number == 2)) % 300, 2 * ($number - 1) + ($number == 2 ? 1 : 0));
		my $lines = $mine{$path} ||= [@{$content{$path}}];

		splice(@$lines, $number == 1 ? 20 * $topic - 10 : 3 * $number, 2, map { "changed by $topic in $number, $_" } 1 .. 5);
		commit("refs/heads/topic/$topic", "topic $topic: change $number", $number == 1 ? "refs/heads/master" : "", {$path => $lines});
	}
}
close($out) or die "git fast-import failed\n";

my %tip = reverse map { split ' ' } `git -C $dest for-each-ref --format='%(objectname) %(refname:short)' refs/heads/topic/`;
open(my $config, ">>", "$dest/config") or die;
print $config "[pullprep]\n\tmainline = master\n[user]\n\tname = Bench\n\temail = bench\@example.org\n";
mkdir "$dest/pullprep";
open(my $plan, ">", "$dest/pullprep/plan") or die;
for my $topic (1 .. $topics) {
	print $config "[branch \"topic/$topic\"]\n\tdescription = What topic $topic brings, and why.\n";
	printf $plan "first  topic/%d  %.12s  # first: %d commits\n", $topic, $tip{"topic/$topic"}, $commits;
}
