# SPDX-License-Identifier: GPL-2.0-or-later
VERSION := 0.1

PREFIX  ?= /usr/local
DESTDIR ?=
BINDIR   = $(PREFIX)/bin
DATADIR  = $(PREFIX)/share
SHAREDIR = $(DATADIR)/pullprep

# Objects, the binary and all else that is made go here; each kind of build has its own place.
B := build$(if $(SANITIZE),/sanitize)
Q := $(if $(V),,@)

BUILD_PACKAGES := gcc libc6-dev make pkg-config libgit2-dev libpcre2-dev libjansson-dev libgmime-3.0-dev libxxhash-dev libcurl4-openssl-dev zlib1g-dev git
DEMO_PACKAGES  := gnupg openssh-client
TEST_PACKAGES  := $(DEMO_PACKAGES) libcmocka-dev perl python3 git-email libmailtools-perl mutt b4 mandoc nginx-light fcgiwrap openssl procps \
	public-inbox cgit curl strace chromium
CI_PACKAGES    := clang clang-format

MODULES      := libgit2 libpcre2-8 jansson gmime-3.0 libxxhash libcurl zlib
TEST_MODULES := cmocka

CFLAGS   ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

# pkg-config is asked when something is compiled, and once: `make help` and `make packages` work without it.
once = $(eval $1 := $2)$($1)
MODULE_CFLAGS = $(call once,MODULE_CFLAGS,$(shell pkg-config --cflags $(MODULES) 2>/dev/null))
MODULE_LIBS   = $(call once,MODULE_LIBS,$(shell pkg-config --libs $(MODULES) 2>/dev/null) -lm)
TEST_LIBS     = $(call once,TEST_LIBS,$(shell pkg-config --libs $(TEST_MODULES) 2>/dev/null))

ALL_CFLAGS = -std=c11 -D_DEFAULT_SOURCE $(WARNINGS) $(if $(WERROR),-Werror) -Iinclude -DVERSION='"$(VERSION)"' \
	-DTEMPLATE_DIR='"$(SHAREDIR)/templates"' $(MODULE_CFLAGS) $(CFLAGS) $(SANITIZERS)
ALL_LDFLAGS = $(LDFLAGS) $(SANITIZERS)

SOURCES := $(sort $(wildcard prep/*/*.c))
OBJECTS := $(SOURCES:prep/%.c=$B/%.o)
UNITS   := $(patsubst tests/unit/%.c,$B/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
DRIVERS := $(patsubst tests/unit/%.c,$B/unit/%,$(sort $(wildcard tests/unit/ask_*.c)))
TEMPLATES := $(sort $(wildcard templates/*))
FORMATTED := $(sort $(wildcard prep/*.c prep/*/*.c include/*/*.h tests/*/*.c))
PAGES   := $B/pullprep.1 $B/pullprep.bash

.DELETE_ON_ERROR:

##	make                  build the program as build/pullprep
all: $B/pullprep $(PAGES)

# ---- building

$B/pullprep: $B/main.o $(OBJECTS)
	@echo "LD $@"
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MODULE_LIBS)

$B/%.o: prep/%.c $B/flags
	@mkdir -p $(@D)
	@echo "CC $<"
	$Q$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$B/unit/%.o: tests/unit/%.c $B/flags
	@mkdir -p $(@D)
	@echo "CC $<"
	$Q$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(UNITS) $(DRIVERS): %: %.o $(OBJECTS)
	@echo "LD $@"
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MODULE_LIBS) $(TEST_LIBS)

# Rewritten only when compiler or flags are others than last time, so that everything is built again then, and only then.
$B/flags: FORCE
	@pkg-config --exists $(MODULES) 2>/dev/null || { \
		echo "The libraries to build with are missing. These Debian packages have them:"; \
		echo "  $(BUILD_PACKAGES)"; \
		echo "Install what is missing with:  make packages"; exit 1; } >&2
	@mkdir -p $B
	@printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))' | cmp -s - $@ || \
		printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))' >$@

units: $(UNITS) $(DRIVERS)

$B/pullprep.1: $B/pullprep
	@echo "MAN $@"
	$Q$B/pullprep help --man >$@

$B/pullprep.bash: $B/pullprep prep/completion/pullprep.bash
	@echo "COMPLETION $@"
	$Q{ $B/pullprep help --completion && cat prep/completion/pullprep.bash; } >$@

# ---- demo, tests, benchmark

##	make demo             build and tell the founding incident; REPO=/path: status, soak and split there
demo: packages-demo
	$Q$(MAKE) --no-print-directory all
	$QREPO='$(REPO)' PULLPREP=$(abspath $B/pullprep) tests/demo/demo.sh

##	make transcript       put the demo's output into README.md
transcript: all
	$QPULLPREP=$(abspath $B/pullprep) tests/demo/transcript.sh --update

##	make test             build and pass all tests; SANITIZE=address,undefined: under these sanitizers
test: packages-test
	$Q$(MAKE) --no-print-directory check

# Who starts tests in the background may have signals ignored, and tests send some. What a sanitizer finds ends the program; what libraries keep for their whole life is named in the list.
RUN_TESTS := env --default-signal=INT,TERM,HUP,PIPE PULLPREP=$(abspath $B/pullprep) UBSAN_OPTIONS=print_stacktrace=1 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lib/leaks.supp:print_suppressions=0

check: all $(UNITS) $(DRIVERS)
	$Qstatus=0; \
	$(RUN_TESTS) tests/lib/units.sh $B/unit $(UNITS) || status=1; \
	$(RUN_TESTS) prove -j2 tests/t*.sh || status=1; \
	exit $$status

##	make bench            ratios against git on real histories: KERNEL=/path UBOOT=/path
bench: all
	$QKERNEL='$(KERNEL)' UBOOT='$(UBOOT)' PULLPREP=$(abspath $B/pullprep) tests/bench/bench.sh

##	make alarms           how often check complains of what upstream took: KERNEL=/path UBOOT=/path
alarms: all
	$QKERNEL='$(KERNEL)' UBOOT='$(UBOOT)' PULLPREP=$(abspath $B/pullprep) tests/bench/alarms.py $(if $(OUT),--out '$(OUT)')

##	make screenshot       make README.md's picture of a post-mortem again: UBOOT=/path
screenshot: all
	$QUBOOT='$(UBOOT)' PULLPREP=$(abspath $B/pullprep) tests/demo/screenshot.sh

##	make check-request-pull   pass git's own test of request-pull: GIT=/path to a built checkout of git
check-request-pull: all
	$QPULLPREP=$(abspath $B/pullprep) tests/lib/t5150.sh '$(GIT)'

##	make check-layers     prove from the includes that calls go down only
check-layers:
	$Qtests/lib/layers.sh

##	make check-format     prove that clang-format would change nothing
check-format:
	$Qstatus=0; for file in $(FORMATTED); do \
		clang-format --dry-run -Werror $$file >/dev/null 2>&1 && continue; \
		echo "$$file: clang-format would change it; mend with:  make format"; status=1; \
	done; echo "check-format: $(words $(FORMATTED)) files"; exit $$status

##	make format           let clang-format change it
format:
	$Qclang-format -i $(FORMATTED)

##	make packages         install what building needs
packages:
	$Qtests/lib/packages.sh $(BUILD_PACKAGES)

packages-demo:
	$Qtests/lib/packages.sh $(BUILD_PACKAGES) $(DEMO_PACKAGES)

packages-test:
	$Qtests/lib/packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES)

packages-ci:
	$Qtests/lib/packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES) $(CI_PACKAGES)

# ---- installing

##	make install          to PREFIX (/usr/local), under DESTDIR
install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(SHAREDIR)/templates $(DESTDIR)$(DATADIR)/man/man1 \
		$(DESTDIR)$(DATADIR)/bash-completion/completions
	install -m 755 $B/pullprep $(DESTDIR)$(BINDIR)/pullprep
	ln -sf pullprep $(DESTDIR)$(BINDIR)/git-pullprep
	$(if $(TEMPLATES),install -m 644 $(TEMPLATES) $(DESTDIR)$(SHAREDIR)/templates)
	install -m 644 $B/pullprep.1 $(DESTDIR)$(DATADIR)/man/man1/pullprep.1
	ln -sf pullprep.1 $(DESTDIR)$(DATADIR)/man/man1/git-pullprep.1
	install -m 644 $B/pullprep.bash $(DESTDIR)$(DATADIR)/bash-completion/completions/pullprep
	ln -sf pullprep $(DESTDIR)$(DATADIR)/bash-completion/completions/git-pullprep

##	make uninstall        take it away again
uninstall:
	rm -f $(DESTDIR)$(BINDIR)/pullprep $(DESTDIR)$(BINDIR)/git-pullprep \
		$(DESTDIR)$(DATADIR)/man/man1/pullprep.1 $(DESTDIR)$(DATADIR)/man/man1/git-pullprep.1 \
		$(DESTDIR)$(DATADIR)/bash-completion/completions/pullprep \
		$(DESTDIR)$(DATADIR)/bash-completion/completions/git-pullprep
	rm -rf $(DESTDIR)$(SHAREDIR)

##	make clean            remove all that was built
clean:
	rm -rf build

##	make help             this list; V=1 shows commands, WERROR=1 stops at warnings, B=DIR builds elsewhere
help:
	@sed -n 's/^##	//p' Makefile

-include $(OBJECTS:.o=.d) $B/main.d $(UNITS:=.d) $(DRIVERS:=.d)

.PHONY: all units demo transcript test check bench alarms screenshot check-request-pull check-layers check-format format packages packages-demo packages-test packages-ci install uninstall \
	clean help FORCE
.SECONDARY:
