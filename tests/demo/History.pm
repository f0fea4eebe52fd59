# SPDX-License-Identifier: GPL-2.0-or-later
#
# Histories that are written down, not worked out: a commit is a set of edits, an edit is "in this file, take out so many lines
# and put in so many". Every edit has a place of its own in its file, so topics merge without conflicts, a rebased commit has the
# patch that it had, and the numbers of lines are what the table says. All goes to one git fast-import: well under a second.
#
#	my $history = History->new("/path/of/new/repository");
#	$history->files($topic)		places the edits of a topic; call it for all topics before `begin`
#	$history->begin(...)		the first commit, with all files as they are before any topic
#	$history->commit(...)		returns a commit, to be a parent of others
#	$history->tag, ->branch		name a commit
#	$history->id($commit)		its 40 digits
#	$history->finish		waits for git
package History;
use strict;
use warnings;
use IPC::Open2;
use Time::Local;

sub new {
	my ($class, $directory) = @_;
	system("git", "init", "-q", "-b", "master", $directory) == 0 or die "git init $directory failed\n";
	my $pid = open2(my $from, my $to, "git", "-C", $directory, "fast-import", "--quiet", "--cat-blob-fd=1");
	return bless {
		pid => $pid, from => $from, to => $to,
		mark => 0,
		blob => {},      # content => mark
		base => {},      # path => number of lines before any edit
		edit => {},      # path => commit's number => [place, lines out, lines in, word]
		commits => 0,
	}, $class;
}

sub say {
	my ($self, $text) = @_;
	print { $self->{to} } $text or die "git fast-import has gone\n";
}

# "2022-03-17" is that day at noon, "2022-03-17 22:00" is exact. UTC.
sub seconds {
	my ($date) = @_;
	my ($y, $m, $d, $hour, $minute) = $date =~ /^(\d+)-(\d+)-(\d+)(?: (\d+):(\d+))?$/ or die "no date: $date\n";
	return timegm(0, $minute // 0, $hour // 12, $d, $m - 1, $y);
}

# ---- files

# Splits the lines of each file of the topic over the commits that touch it, and gives each edit its place.
#	$topic->{files}		{path => [lines in, lines out]}, a third member makes it a new file
#	$topic->{commits}	[{paths => [...], ...}]; gets `edits`, [[path, place, out, in]]
sub files {
	my ($self, $topic) = @_;
	for my $path (sort keys %{ $topic->{files} }) {
		my ($in, $out, $new) = @{ $topic->{files}{$path} };
		my @commits = grep { grep { $_ eq $path } @{ $_->{paths} } } @{ $topic->{commits} };
		die "no commit touches $path\n" unless @commits;
		$self->{base}{$path} //= $new ? 0 : 12;
		for my $i (0 .. $#commits) {
			my $add = int($in * ($i + 1) / @commits) - int($in * $i / @commits);
			my $del = int($out * ($i + 1) / @commits) - int($out * $i / @commits);
			my $place = $new ? 0 : $self->{base}{$path};
			push @{ $commits[$i]{edits} }, [$path, $place, $del, $add];
			# Nine lines between: the context of a patch is never another's.
			$self->{base}{$path} += $del + 9 unless $new;
		}
	}
}

sub line {
	my ($path, $word, $n) = @_;
	return "#  $word: line $n\n" if $path =~ m{(^|/)(Makefile|\.gitignore|Kbuild)$};
	return "$word, part $n of what there is to know.\n" if $path =~ /\.rst$/;
	my ($stem) = $path =~ m{([^/.]+)[^/]*$};
	$stem =~ tr/-/_/;
	return "#define \U${stem}_${word}\E_$n $n\n" if $path =~ /\.h$/;
	return "\tr |= ${stem}_${word}_$n(vcpu);\n";
}

sub content {
	my ($self, $path, $has) = @_;
	my $edits = $self->{edit}{$path} || {};
	my (%gone, %put);
	for my $number (sort { $a <=> $b } grep { $has->{$_} } keys %$edits) {
		for my $edit (@{ $edits->{$number} }) {
			my ($place, $out, $in, $word) = @$edit;
			$gone{$_} = 1 for $place .. $place + $out - 1;
			$put{$place} .= join "", map { line($path, $word, $_) } 1 .. $in;
		}
	}
	my $text = $put{0} // "";
	for my $n (1 .. $self->{base}{$path}) {
		$text .= $put{$n} // "";
		$text .= line($path, "base", $n) unless $gone{$n};
	}
	return $text;
}

sub blob {
	my ($self, $text) = @_;
	return $self->{blob}{$text} if $self->{blob}{$text};
	my $mark = ++$self->{mark};
	$self->say("blob\nmark :$mark\ndata " . length($text) . "\n$text\n");
	return $self->{blob}{$text} = $mark;
}

# ---- commits

# date, subject, author; and if need be: body, committer, parents [...], edits [...], word (what the lines of its edits have in
# them: two commits with the same word and edits are the same patch), literal {path => content}.
sub commit {
	my ($self, %c) = @_;
	my @parents = @{ $c{parents} || [] };
	my $number = ++$self->{commits};
	my $word = $c{word} // "v$number";
	my %has = map { %{ $_->{has} } } @parents;
	my $before = @parents ? $parents[0]{has} : undef;
	for my $edit (@{ $c{edits} || [] }) {
		my ($path, @rest) = @$edit;
		push @{ $self->{edit}{$path}{$number} }, [@rest, $word];
	}
	$has{$number} = 1;

	my %changed;
	for my $path (sort keys %{ $self->{base} }) {
		my @edits = grep { $has{$_} } keys %{ $self->{edit}{$path} || {} };
		next unless @edits || $self->{base}{$path};
		next if $before && !grep { !$before->{$_} } @edits;
		$changed{$path} = $self->blob($self->content($path, \%has));
	}
	$changed{$_} = $self->blob($c{literal}{$_}) for keys %{ $c{literal} || {} };

	my $time = seconds($c{date}) + ($c{later} // 0);
	my $author = $c{author};
	my $committer = $c{committer} // $author;
	my $text = "$c{subject}\n\n" . ($c{body} ? "$c{body}\n\n" : "");
	$text .= "Signed-off-by: $_\n" for $author eq $committer ? $author : ($author, $committer);
	my $mark = ++$self->{mark};
	$self->say("commit refs/import/tip\nmark :$mark\nauthor $author $time +0000\ncommitter $committer $time +0000\n"
		. "data " . length($text) . "\n$text");
	$self->say("deleteall\n") unless @parents;
	$self->say(($_ ? "merge" : "from") . " :$parents[$_]{mark}\n") for 0 .. $#parents;
	$self->say("M 100644 :$changed{$_} $_\n") for sort keys %changed;
	$self->say("\n");
	return { mark => $mark, has => \%has, time => $time };
}

sub id {
	my ($self, $commit) = @_;
	return $commit->{id} if $commit->{id};
	$self->say("get-mark :$commit->{mark}\n");
	$self->{to}->flush;
	my $id = readline($self->{from}) // die "git fast-import has gone\n";
	chomp $id;
	return $commit->{id} = $id;
}

sub branch {
	my ($self, $name, $commit) = @_;
	$self->say("reset refs/heads/$name\nfrom :$commit->{mark}\n\n");
}

sub tag {
	my ($self, $name, $commit, $tagger, $text) = @_;
	$self->say("tag $name\nfrom :$commit->{mark}\ntagger $tagger $commit->{time} +0000\ndata " . length("$text\n") . "\n$text\n\n");
}

sub finish {
	my ($self) = @_;
	$self->say("reset refs/import/tip\nfrom 0000000000000000000000000000000000000000\n\ndone\n");
	close $self->{to} or die "git fast-import failed\n";
	waitpid $self->{pid}, 0;
	die "git fast-import failed\n" if $?;
}

1;
