#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A small random history with daily trees: random-next.pl SEED DEST
#
# Mainline with merges, topics that are kept, rebased, changed, merged twice, criss-crossed; patches of all kinds (text, white space only,
# no newline at the end, form feeds, NUL late in the file, binaries, modes, links, submodules, files that come, go and move, empty ones);
# daily trees on workdays and weekends, on bases old and new, with gaps, some of which never meet mainline; committer dates that jump.
use strict;
use warnings;

my ($seed, $dest) = @ARGV;
die "usage: random-next.pl SEED DEST\n" unless defined $dest;
srand($seed);

system("git", "init", "-q", "--bare", "-b", "master", $dest) == 0 or die "git init failed\n";
open(my $out, "|-", "git", "-C", $dest, "fast-import", "--quiet", "--force") or die "cannot start git fast-import\n";

my ($mark, $clock) = (0, 1_780_000_000);
my (%tree, %parents, %patch, %subject);    # by mark; patch: list of [op, path, data]
my $skewed = rand() < 0.4;

sub pick { return $_[int(rand(@_))]; }

sub quoted { my $p = shift; $p =~ s/([\\"])/\\$1/g; $p =~ s/\n/\\n/g; return "\"$p\""; }

# A patch as steps on a tree (path -> [mode, data]); returns the tree after it.
sub apply {
	my ($tree, $steps) = @_;
	my %new = map { $_ => $tree->{$_} } keys %$tree;
	for my $step (@$steps) {
		my ($op, $path, @rest) = @$step;
		if ($op eq "line" && $new{$path} && $new{$path}[0] =~ /^100/) {
			my ($old, $text) = @rest;
			my $data = $new{$path}[1];
			if (index($data, $old) >= 0) { substr($data, index($data, $old), length($old)) = $text; }
			else { $data .= $text; }
			$new{$path} = [$new{$path}[0], $data];
		} elsif ($op eq "set") {
			delete @new{ grep { index($_, "$path/") == 0 || index($path, "$_/") == 0 } keys %new };
			$new{$path} = [@rest];
		} elsif ($op eq "mode" && $new{$path} && $new{$path}[0] =~ /^100/) {
			$new{$path} = [$new{$path}[0] eq "100644" ? "100755" : "100644", $new{$path}[1]];
		} elsif ($op eq "gone") {
			delete $new{$path};
		} elsif ($op eq "move" && $new{$path} && !$new{$rest[0]}) {
			$new{ $rest[0] } = delete $new{$path};
		} elsif ($op eq "top" && $new{$path} && $new{$path}[0] =~ /^100/) {
			$new{$path} = [$new{$path}[0], "on another base\n\n\n\n\n" . $new{$path}[1]];
		}
	}
	return \%new;
}

sub commit {
	my ($subject, $steps, $author, @from) = @_;
	my $tree = apply($from[0] ? $tree{ $from[0] } : {}, $steps);
	$mark++;
	$clock += int(rand(20000));
	my $when = $clock + ($skewed && rand() < 0.15 ? int(rand(60_000)) - 30_000 : 0);
	my $text = "$subject\n\nbody $mark\n";
	print $out "commit refs/heads/tmp\nmark :$mark\nauthor $author <a\@example.org> $when +0000\n",
		"committer C <c\@example.org> $when +0000\ndata ", length($text), "\n$text\n";
	print $out "from :$from[0]\n" if @from;
	print $out "merge :$_\n" for @from[1 .. $#from];
	print $out "deleteall\n";
	for my $path (sort keys %$tree) {
		my ($mode, $data) = @{ $tree->{$path} };
		if ($mode eq "160000") { print $out "M 160000 $data ", quoted($path), "\n"; next; }
		print $out "M $mode inline ", quoted($path), "\ndata ", length($data), "\n$data\n";
	}
	print $out "\n";
	$tree{$mark} = $tree;
	$parents{$mark} = [@from];
	$patch{$mark} = [$steps, $subject, $author];
	return $mark;
}

my @paths = ("a", "b.c", "dir/a", "dir/b c", "dir/sub/x", "dir.x", "bin", "z\xc3\xa9", "dir-y", "tab\there");
my $serial = 0;

sub lines { return join("", map { "line $_\n" } 1 .. 12); }

# Few values, so that the same patch comes about by chance too.
sub random_steps {
	my @steps;
	for (1 .. 1 + int(rand(3))) {
		my $path = pick(@paths);
		my $n = 1 + int(rand(12));
		push @steps, pick(
			["line", $path, "line $n\n", "new " . int(rand(6)) . "\n"],
			["line", $path, "line $n\n", "line $n\nmore " . int(rand(4)) . "\n"],
			["line", $path, "line $n\n", "  line   $n\n"],
			["line", $path, "line $n\n", "line\f$n\n"],
			["line", $path, "line 12\n", "line 12"],
			["set", $path, "100644", lines() . "tail " . int(rand(5)) . "\n"],
			["set", $path, "100644", "bin\0" . int(rand(5))],
			["set", $path, "100644", ("x" x 79 . "\n") x 110 . "late \0 " . int(rand(3)) . "\n" . "end\n"],
			["set", $path, "120000", "target" . int(rand(2))],
			["set", $path, "160000", sprintf("%040x", 1 + int(rand(3)))],
			["set", $path, "100644", ""],
			["mode", $path],
			["gone", $path],
			["move", $path, pick(@paths)]);
	}
	return \@steps;
}

my @authors = ("Ann", "Bob");
my $root = commit("root", [map { ["set", $_, "100644", lines()] } @paths[0 .. 5]], "Ann");
my @main = ($root);
my (@topics, @tags);
my $day = 0;

sub new_topic {
	my $at = pick(@main[-(@main < 4 ? @main : 4) .. -1]);
	my @commits;
	for (1 .. 1 + int(rand(4))) {
		my $n = int(rand(12));    # a subject has its author
		$at = commit("change $n", rand() < 0.1 ? [] : random_steps(), $authors[$n % 2], $at);
		push @commits, $at;
	}
	return { tip => $at, commits => \@commits };
}

# The same patches on another base; some changed on the way.
sub rebased {
	my ($topic, $changed) = @_;
	my $at = pick(@main);
	my @commits;
	$at = commit("another base", [map { ["top", $_] } @paths], "Ann", $at) if rand() < 0.7;
	for my $c (@{ $topic->{commits} }) {
		my ($steps, $subject, $author) = @{ $patch{$c} };
		$steps = random_steps() if $changed && rand() < 0.5;
		$at = commit($subject, $steps, $author, $at);
		push @commits, $at;
	}
	return { tip => $at, commits => \@commits };
}

for (1 .. 12 + int(rand(12))) {
	push @topics, new_topic() if rand() < 0.8 || !@topics;
	push @topics, rebased(pick(@topics), rand() < 0.4) if rand() < 0.4;
	if (rand() < 0.25) {    # one topic takes another, or mainline
		my $topic = pick(@topics);
		my $other = rand() < 0.5 ? pick(@topics)->{tip} : $main[-1];
		$topic->{tip} = commit("Merge into topic", rand() < 0.3 ? random_steps() : [], "Ann", $topic->{tip}, $other);
	}
	push @main, commit("mainline " . int(rand(8)), random_steps(), "Ann", $main[-1]) if rand() < 0.5;
	push @main, commit("Merge topic", rand() < 0.2 ? random_steps() : [], "Ann", $main[-1], pick(@topics)->{tip}) if rand() < 0.5;
	next if rand() < 0.3;
	$day += 1 + int(rand(3));
	my $head = rand() < 0.1 ? $root : rand() < 0.2 ? pick(@main) : $main[-1];
	$head = commit("orphan of next", [["set", "a", "100644", "x\n"]], "Ann") if rand() < 0.05;
	for my $topic (@topics) {
		next if rand() < 0.3;
		$head = commit("Merge for next", [], "Ann", $head, rand() < 0.7 ? $topic->{tip} : pick(@{ $topic->{commits} }));
	}
	$head = commit("Add linux-next specific files", [], "Ann", $head);
	my ($d, $m, $y) = (gmtime(1_780_000_000 + $day * 86400))[3, 4, 5];
	printf $out "reset refs/tags/next-%04d%02d%02d\nfrom :%d\n\n", $y + 1900, $m + 1, $d, $head;
}
print $out "reset refs/heads/master\nfrom :", rand() < 0.2 ? pick(@main) : $main[-1], "\n\n";
my $all = commit("all", [], "Ann", $main[-1], map { $_->{tip} } @topics);
print $out "reset refs/heads/all\nfrom :$all\n\n";
close($out) or die "git fast-import failed\n";
system("git", "-C", $dest, "update-ref", "-d", "refs/heads/tmp") == 0 or die "git update-ref failed\n";
