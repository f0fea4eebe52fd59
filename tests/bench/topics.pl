#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	topics.pl REVISION TOPICS COMMITS | git fast-import
#
# Topics on a revision of the repository at hand, refs/heads/topic/1 and so on, of so many commits each. Each commit adds a line
# to a file. One file is changed by a third of the topics and twenty by a twentieth each, all others by few; at the same place of
# it or not.
use strict;
use warnings;
use IPC::Open2;

my ($revision, $topics, $commits) = @ARGV;
my @files = grep { /\.[ch]$/ } split /\n/, `git ls-tree -r --name-only $revision`;
my $parent = `git rev-parse $revision^{commit}`;
my $time = 1 + `git log -1 --format=%ct $revision`;
chomp $parent;
open2(my $from, my $to, 'git', 'cat-file', '--batch');

sub content {
	my ($path) = @_;
	print $to "$revision:$path\n";
	my $head = <$from>;
	my ($size) = $head =~ /blob (\d+)$/ or die "$path: $head";
	read($from, my $text, $size + 1);
	chop $text;
	return $text;
}

sub path {
	my ($topic, $number) = @_;
	return $files[7] if $number == 0 && $topic % 3 == 0;
	return $files[11 + $topic % 20] if $number == 1;
	return $files[(31 + $topic * $commits + $number) % @files];
}

for my $topic (1 .. $topics) {
	my %texts;
	for my $number (0 .. $commits - 1) {
		my $path = path($topic, $number);
		my @lines = split /^/, $texts{$path} // content($path);
		my $at = @lines ? ($topic * 7) % @lines : 0;
		$lines[$at] = "/* topic $topic, commit $number */\n" . ($lines[$at] // '');
		my $text = $texts{$path} = join '', @lines;
		my $message = "topic $topic: change $number\n";
		print "commit refs/heads/topic/$topic\n";
		print "committer Bench <bench\@example.org> ", $time + $number, " +0000\n";
		print 'data ', length $message, "\n$message";
		print "from $parent\n" if !$number;
		print "M 100644 inline $path\ndata ", length $text, "\n$text\n";
	}
}
