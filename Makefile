# What a person types. `make run` and `make test` install what is missing first (see Scripts/install-needs).
# Debug lives in .build, release in .build-release; each knows what it has already done.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
SAMPLE ?= Examples/captures/tour.pcapng
TARGET ?= all
SECONDS ?= 60

RELEASE_DIRECTORY := .build-release
# A generic type's metadata is made by a call that names its conformances: found by its mangled name instead, the runtime
# looks through every conformance in the program for each, which was a third of the start of `ibuki read`.
# Functions that differ in their types alone stay apart: merged, what computes a field is called through three others
# (2 % of the time that JSON takes; the program is 0.3 MB larger for it).
# A function that reads more than three fields has too many blocks for the inliner before it knows which bits they are;
# what would tell it is then called, and the read is a general one (a third of the time of a line). Its limits are raised.
RELEASE_FLAGS := -c release --scratch-path $(RELEASE_DIRECTORY) --static-swift-stdlib \
	-Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
	-Xswiftc -Xllvm -Xswiftc -swiftmergefunc-threshold=0 \
	-Xswiftc -Xllvm -Xswiftc -sil-inline-overall-caller-block-limit=2000 \
	-Xswiftc -Xllvm -Xswiftc -sil-inline-block-limit-denominator=1000000
# How many tests run at a time. All at once, their programs, networks and drivers are too many for two processors, and what
# waits for an answer gives up.
TEST_FLAGS := --experimental-maximum-parallelization-width 4
# With STRICT=1 a warning in our own sources ends the build.
ifdef STRICT
export IBUKI_WARNINGS_AS_ERRORS := 1
endif
IBUKI := $(RELEASE_DIRECTORY)/release/ibuki
SWIFT_SOURCES := Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources \
	Fuzz/Package.swift Fuzz/Sources
# Everything that the release binary is made from; directories too, so that a removed file counts.
BINARY_INPUTS := Package.swift $(shell find Sources)
GENERATED := $(RELEASE_DIRECTORY)/install

.PHONY: help run test test-release bench lint format docs build install uninstall fuzz clean

help:
	@echo "make run       open the workbench (builds first; installs what is missing)"
	@echo "make test      run every test"
	@echo "make build     build the release binary, $(IBUKI)"
	@echo "make install   install it, with manual pages and shell completions, under PREFIX ($(PREFIX))"
	@echo "make bench     measure beside the rivals"
	@echo "make lint      check the sources; make format: put them in form"
	@echo "make docs      make the libraries' documentation, .build-docs/Ibuki.doccarchive"
	@echo "make fuzz      fuzz: TARGET=$(TARGET) SECONDS=$(SECONDS)"
	@echo "make clean     remove what was built"

# Where there is no terminal, the sample capture is read.
run: build
	@if [ -t 0 ] && [ -t 1 ]; then exec $(IBUKI); else exec $(IBUKI) read $(SAMPLE); fi

build:
	@Scripts/install-needs build
	$(SWIFT) build $(RELEASE_FLAGS) --product ibuki

test:
	@Scripts/install-needs test
	@Scripts/run-tests $(SWIFT) test $(TEST_FLAGS)

# The same tests, optimised, as hostile input meets the product; TESTS=PATTERN chooses some. Of one target alone
# (TEST_TARGET=AllocationTests) nothing else is built.
test-release:
	@Scripts/install-needs test
	@$(if $(TEST_TARGET),IBUKI_TESTS=$(TEST_TARGET)) Scripts/run-tests $(SWIFT) test $(TEST_FLAGS) -c release --scratch-path .build-release-tests -Xswiftc -enable-testing $(if $(TESTS),--filter $(TESTS))

bench: build
	@Scripts/install-needs bench
	Benchmarks/run
	Benchmarks/capturing
	Benchmarks/sending
	Benchmarks/asking
	Benchmarks/sockets

lint:
	@Scripts/install-needs lint
	$(SWIFT) format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	Scripts/lint-scripts
	Scripts/check-house

format:
	@Scripts/install-needs build
	$(SWIFT) format --in-place --recursive --parallel $(SWIFT_SOURCES)

docs:
	@Scripts/install-needs build manual
	@SWIFT=$(SWIFT) Scripts/make-docs

# Manual pages and completions come from the commands themselves.
$(GENERATED)/made: $(BINARY_INPUTS) Scripts/generate-manual
	@$(MAKE) --no-print-directory build
	@Scripts/install-needs manual
	@mkdir -p $(GENERATED)/completions
	$(IBUKI) --generate-completion-script bash >$(GENERATED)/completions/ibuki
	$(IBUKI) --generate-completion-script zsh >$(GENERATED)/completions/_ibuki
	$(IBUKI) --generate-completion-script fish >$(GENERATED)/completions/ibuki.fish
	Scripts/generate-manual $(GENERATED)/man1
	@touch $@

install: $(GENERATED)/made
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -s -m 755 $(IBUKI) $(DESTDIR)$(PREFIX)/bin/ibuki
	install -m 644 $(GENERATED)/man1/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(GENERATED)/completions/ibuki $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ibuki
	install -m 644 $(GENERATED)/completions/_ibuki $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ibuki
	install -m 644 $(GENERATED)/completions/ibuki.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ibuki.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/ibuki $(DESTDIR)$(PREFIX)/share/man/man1/ibuki.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/ibuki.*.1 $(DESTDIR)$(PREFIX)/share/man/man1/ibuki-*.1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/ibuki \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ibuki \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ibuki.fish

fuzz:
	@Scripts/install-needs build
	Scripts/fuzz $(TARGET) $(SECONDS)

clean:
	rm -rf .build .build-docs .build-release .build-release-tests Benchmarks/.build Fuzz/.build
