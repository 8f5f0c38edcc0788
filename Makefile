# Build, try, install and check Cohort. `make` alone lists what there is to do.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# With the compiler's flags of Package.swift, which a package that depends on this one does without.
export COHORT_TUNED := 1

PYTHON ?= python3
PREFIX ?= $(HOME)/.local
PORT ?= 8866

PORTABLE := .build/portable
PROGRAM := .build/release/cohort
BIN := .venv/bin
NOTEBOOK := Notebooks/01-first-look.ipynb

# libzmq, zlib, expat, SQLite and libyaml to build with; librsvg and a font for figures as PNG.
PACKAGES := libzmq3-dev zlib1g-dev libexpat1-dev libsqlite3-dev libyaml-dev librsvg2-2 fonts-dejavu-core fonts-liberation
BROWSER := chromium

say = @printf '\n── %s\n'

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: lab
lab: kernel ## open the first notebook in JupyterLab
	$(say) 'JupyterLab opens $(NOTEBOOK); Ctrl-C ends it'
	@options=(); \
	[ "$$(id -u)" -ne 0 ] || options+=(--allow-root); \
	[ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ] || [ "$$(uname)" = Darwin ] || options+=(--no-browser); \
	exec $(BIN)/jupyter lab "$${options[@]}" --LabApp.default_url=/lab/tree/$(NOTEBOOK)

# What is set for Voilà, the largest upload among it, is in Notebooks/voila/voila.json.
.PHONY: app
app: kernel ## serve the application for the browser, a kernel for each visitor: PORT=8866, TABLE=FILE to begin with
	@install -D -m 644 -t .venv/share/jupyter/voila/templates/cohort Notebooks/voila/cohort/*
	@$(BIN)/python Notebooks/voila/begin.py Notebooks/app.ipynb .build/app.ipynb $(if $(TABLE),'$(TABLE)')
	$(say) 'The application is at http://127.0.0.1:$(PORT)/; Ctrl-C ends it'
	@exec $(BIN)/voila .build/app.ipynb --no-browser --port=$(PORT) --Voila.ip=127.0.0.1 \
	  --Voila.config_file_paths=Notebooks/voila

.PHONY: walkthrough
walkthrough: kernel ## execute the notebooks to HTML, for machines without a screen
	$(say) 'Executing the notebooks'
	@$(BIN)/jupyter nbconvert --to html --execute --output-dir .build/walkthrough Notebooks/0*.ipynb
	@printf 'Open %s\n' "$(CURDIR)"/.build/walkthrough/*.html

.PHONY: notebooks
notebooks: kernel ## execute the notebooks anew and keep their outputs, after a change of what commands show
	$(say) 'Executing the notebooks in place'
	@$(BIN)/jupyter nbconvert --to notebook --execute --inplace Notebooks/0*.ipynb

.PHONY: test
test: setup-browser setup-databases build ## check everything: format, units, conformance, notebooks, browser
	$(say) 'Format'
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests
	$(say) 'Swift tests'
	@swift test
	$(say) 'The kernel seen by Jupyter clients and by a browser'
	@$(BIN)/pytest Tests/Conformance Tests/Browser

# Random inputs to whatever reads what others wrote, TIMES as many as the tests have; clients that do what they like, kernels killed
# in the middle; a day's work in one kernel. What an input that ended the process had for a seed stands in .build/soak.
TIMES ?= 100
MINUTES ?= 10
.PHONY: soak
soak: kernel ## millions of random inputs, chaos and a long day: an hour; TIMES=100 of the tests' inputs, MINUTES=10 of chaos
	$(say) 'Building the tests'
	@swift build --build-tests
	$(say) 'Random inputs; the seed of each stands in .build/soak while it is read'
	@rm -rf .build/soak && mkdir -p .build/soak
	@COHORT_SOAK=$(TIMES) COHORT_SOAK_NOTES=.build/soak swift test --skip-build --filter FuzzTests > .build/soak/log 2>&1 || \
	  { grep -a -A 5 'recorded an issue' .build/soak/log | cut -c 1-2000; tail -n 5 .build/soak/log; grep -H '' .build/soak/[!l]*; exit 1; }
	@grep '^soak:' .build/soak/log
	$(say) 'Chaos for $(MINUTES) minutes, and memory over a long day'
	@COHORT_SOAK=1 COHORT_SOAK_MINUTES=$(MINUTES) $(BIN)/pytest -s -q Tests/Conformance/test_chaos.py Tests/Conformance/test_flat_memory.py

# Each in a build of its own, kept beside the others: .build/thread and .build/address. Not a part of `make test`: both are built from the
# beginning, and tests take many times as long in them. .ci/sanitized-tests says which tests these are, and why.
.PHONY: sanitize
sanitize: setup ## run the Swift tests of threads and memory under the thread and address sanitizers: no race, no leak; ONLY=thread: one of them
	$(foreach sanitizer,$(or $(ONLY),thread address),$(call sanitized,$(sanitizer)))

define sanitized
$(say) 'Swift tests under the $(1) sanitizer'
@.ci/sanitize $(1)

endef

.PHONY: build
build: packages swift ## build the program
	$(say) 'Building the program'
	@swift build -c release --product cohort --static-swift-stdlib

# Of what `make bench` measures, the slider alone takes a browser and JupyterLab.
BENCH_BROWSER := $(if $(ONLY),$(if $(findstring slider,$(ONLY)),setup-browser),setup-browser)

.PHONY: bench
bench: build .build/peers/.complete setup-databases .venv/.complete $(BENCH_BROWSER) ## measure beside what one would use instead: minutes; LONG=1: an hour; ONLY='Ward t-SNE': lines; BASE=DIR: beside another build of Cohort
	$(say) 'Building the measurements'
	@swift build -c release --product Benchmarks --static-swift-stdlib
	@[ -z "$(BASE)" ] || for product in cohort Benchmarks; do \
	  swift build -c release --product $$product --static-swift-stdlib --package-path "$(BASE)" || exit; done
	$(say) 'Measuring; keep the machine idle'
	@.build/peers/bin/python Sources/Benchmarks/Peers/bench.py $(if $(LONG),--long) $(if $(BASE),--base '$(BASE)') $(ONLY)
	@[ -n "$(ONLY)$(BASE)" ] || .build/peers/bin/python Sources/Benchmarks/Peers/growth.py $(if $(LONG),--long)
	@[ -n "$(ONLY)$(BASE)" ] || [ -z "$(LONG)" ] || .build/peers/bin/python Sources/Benchmarks/Peers/responsiveness.py --tries 3 --longest 6

.PHONY: wheel
wheel: packages swift ## build the Python package for people without Swift, in dist
	$(say) 'Building the program for any processor of its kind'
	@COHORT_PROCESSOR=x86-64 swift build -c release --product cohort --static-swift-stdlib --scratch-path $(PORTABLE)
	@$(PYTHON) Sources/Wheel/build.py $(PORTABLE)/release/cohort dist

.PHONY: install
install: build ## install the program and its kernel under PREFIX (~/.local)
	$(say) 'Installing under $(PREFIX)'
	@install -D -s -m 755 $(PROGRAM) '$(PREFIX)/bin/cohort'
	@'$(PREFIX)/bin/cohort' install --prefix '$(PREFIX)'

.PHONY: uninstall
uninstall: ## take back what `make install` did
	@'$(PREFIX)/bin/cohort' uninstall --prefix '$(PREFIX)'
	@rm '$(PREFIX)/bin/cohort'

.PHONY: format
format: ## lay out the Swift sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

.PHONY: clean
clean: ## remove what was built and set up
	@rm -rf .build .venv dist

.PHONY: setup
setup: packages swift .venv/.complete libpython ## install what building and notebooks need

# DuckDB's module of Python is a library too, and wants Python's own beside it: for Parquet, JSON and files of DuckDB's.
.PHONY: libpython
libpython: .venv/.complete
	@version=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	$(BIN)/python -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "libpython$$version.so.1.0" 2>/dev/null || \
	  [ -e "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_config_var("LIBDIR"))')/libpython$$version.so.1.0" ] || \
	  .ci/need "libpython$$version" || echo 'Going on without it: Parquet, JSON and files of DuckDB cannot be read'

# The kernel where the JupyterLab of .venv finds it.
.PHONY: kernel
kernel: setup build
	@$(PROGRAM) install --prefix .venv

.PHONY: packages
packages:
	@.ci/need $(PACKAGES)

.PHONY: setup-browser
setup-browser: setup .build/nginx/.complete
	@.ci/need $(BROWSER)

# Debian's package also starts a server of its own, on loopback; the tests start theirs beside it and never ask that one.
.PHONY: setup-databases
setup-databases:
	@command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || .ci/need postgresql

# Unpacked, not installed: the package would start a server on port 80.
.build/nginx/.complete:
	@command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || .ci/unpack nginx .build/nginx
	@install -D /dev/null $@

.PHONY: swift
swift:
	@command -v swift >/dev/null || { echo 'Swift 6.2 or later is missing: https://www.swift.org/install' >&2; exit 1; }

.venv/.complete: .ci/requirements.txt
	$(say) 'Setting up Python packages in .venv'
	@command -v $(PYTHON) >/dev/null || .ci/need python3
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or later is missing; name one with make PYTHON=…' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/need python3-venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement .ci/requirements.txt
	@touch $@

# What Cohort is measured against, apart from what it needs itself.
.build/peers/.complete: Sources/Benchmarks/Peers/requirements.txt
	$(say) 'Setting up the peers in .build/peers'
	@command -v $(PYTHON) >/dev/null || .ci/need python3
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/need python3-venv
	@$(PYTHON) -m venv .build/peers
	@.build/peers/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
