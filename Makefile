# The front door. Each target works from a bare checkout: it installs what it needs and what is
# missing (tools/setup.sh), builds, and does its work. `make help` lists them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build reproduce test check check-format check-tidy check-layers check-counts format fuzz bench \
        bench-short bench-python bench-package python docs notebooks docs-python check-docs clean

jobs := $(shell nproc)
# A warning stops what the project's own machines check, and nobody else.
werror := $(if $(CI),ON,OFF)
compiled = cmake --preset $(1) -DQBATTERY_WERROR=$(werror) --log-level=WARNING && cmake --build --preset $(1)
sources = find src apps python tests benchmarks -name '*.[ch]pp'

help:
	@sed -n 's/^\([a-z-]*\):.*## */  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

build: ## the program, at build/qbattery
	@tools/setup.sh build
	@$(call compiled,release)

reproduce: ## redo the paper into out/song2026
	@tools/setup.sh build figures
	@$(call compiled,release)
	@mkdir -p out
	@build/qbattery reproduce song2026 -o out/song2026
	@echo "The figures are out/song2026/fig*.pdf (and .png), their numbers the .nc and .csv beside them,"
	@echo "what became of the paper's claims out/song2026/claims.md."

# The three builds are tested in one run of ctest, so that one closing line says how all of it went;
# the longest test is one of the first, beside which the others run.
test: ## every test: under the sanitizers, and the installed package
	@tools/setup.sh build figures test
	@$(call compiled,asan)
	@$(call compiled,tsan)
	@$(call compiled,release)
	@mkdir -p build-tests
	@echo 'subdirs(../build-tsan ../build-asan ../build)' > build-tests/CTestTestfile.cmake
	@ctest --test-dir build-tests --output-on-failure -j $(jobs)

check: check-format check-layers check-tidy check-counts fuzz ## all that is checked beside the tests

check-format:
	@tools/setup.sh check
	@$(sources) -print0 | xargs -0 clang-format-14 --dry-run -Werror

# How many instructions the kernels take for a few points, beside those kept; by Debian 12's compiler.
check-counts:
	@tools/setup.sh build check
	@$(call compiled,release)
	@tools/count_instructions.sh build/qbattery-bench benchmarks/instructions.txt

check-layers:
	@tools/check_layers.sh

# Newer than Debian's, and twice as fast: it passes over declarations of system headers.
check-tidy:
	@tools/setup.sh build test check fuzz
	@cmake --preset tidy --log-level=WARNING
	@test -x build-tidy/python/bin/python || /usr/bin/python3 -m venv build-tidy/python
	@build-tidy/python/bin/python -m pip install --quiet clang-tidy==23.1.4
	@find src apps tests -name '*.cpp' -not -path 'tests/consumer/*' -not -path 'tests/sweeps/*' -print0 \
	  | xargs -0 -n 1 -P $(jobs) build-tidy/python/bin/clang-tidy -p build-tidy --quiet

format: ## lay out every source as check wants it
	@tools/setup.sh check
	@$(sources) -print0 | xargs -0 clang-format-14 -i

# New inputs go to a folder that is thrown away; what breaks it stays in out/fuzz.
fuzz: ## 60 s of broken scenarios
	@tools/setup.sh build fuzz
	@$(call compiled,fuzz)
	@mkdir -p out/fuzz
	@found=$$(mktemp -d) && trap 'rm -rf "$$found"' EXIT && build-fuzz/qbattery-fuzz "$$found" \
	  tests/fuzz/corpus papers/song2026 -dict=tests/fuzz/scenario.dict -artifact_prefix=out/fuzz/ \
	  -max_total_time=60 -timeout=10 -max_len=8192 -verbosity=0 -print_funcs=0 -print_final_stats=1

python: ## the Python package: a wheel and a source archive, each tested in a bare environment
	@tools/setup.sh build figures python
	@$(call compiled,release)
	@tools/python_package.sh

bench: bench-python ## the engine beside QuTiP and NumPy, and what keeping a sweep's points costs
	@tools/setup.sh build
	@$(call compiled,release)
	@build-bench/bin/python benchmarks/bench.py build --write benchmarks
	@tests/sweeps/bookkeeping.sh build/qbattery build/without-results

bench-short: bench-python ## a short form, which fails below half of a ratio in benchmarks/ratios.json
	@tools/setup.sh build
	@$(call compiled,release)
	@build-bench/bin/python benchmarks/bench.py build --short --check benchmarks/ratios.json

# What Python adds to a map of 400 x 400 steady states, and arrays of states beside QuTiP and NumPy.
bench-package: ## the Python package beside C++, QuTiP and NumPy
	@tools/setup.sh build python
	@$(call compiled,release)
	@test -x build-python/bench/bin/python || /usr/bin/python3 -m venv build-python/bench
	@build-python/bench/bin/python -m pip install --quiet qutip . \
	  --config-settings=cmake.define.QBATTERY_LIBRARY=$(CURDIR)/build/libqbattery.a
	@build-python/bench/bin/python benchmarks/package.py build/qbattery-bench
	@build-python/bench/bin/python benchmarks/states.py

# What the engine is compared with, the newest there is, in an environment of its own.
bench-python:
	@tools/setup.sh bench
	@test -x build-bench/bin/python || /usr/bin/python3 -m venv build-bench
	@build-bench/bin/python -c 'import qutip' 2> /dev/null \
	  || build-bench/bin/python -m pip install --quiet --upgrade qutip numpy

docs: notebooks ## the documentation site, at out/site/index.html
	@build-docs/bin/python tools/documentation/gather.py build/qbattery build-docs
	@NO_MKDOCS_2_WARNING=1 build-docs/bin/mkdocs build --strict --quiet
	@echo "The site begins at out/site/index.html."

notebooks: docs-python ## run examples/notebooks
	@build-docs/bin/python tools/documentation/notebooks.py build-docs/notebooks

check-docs: docs-python ## run every code block of the documentation
	@build-docs/bin/python -m pytest --quiet -p no:cacheprovider tests/documentation

# The package as it is now, with the newest of what builds and runs the pages, in an environment of its own.
docs-python:
	@tools/setup.sh build figures docs
	@$(call compiled,release)
	@test -x build-docs/bin/python || /usr/bin/python3 -m venv build-docs
	@build-docs/bin/python -m pip install --quiet -r tools/documentation/requirements.txt
	@build-docs/bin/python -m pip install --quiet --force-reinstall --no-deps . \
	  --config-settings=cmake.define.QBATTERY_LIBRARY=$(CURDIR)/build/libqbattery.a

clean: ## remove what was built; out/ stays
	@rm -rf build build-dev build-asan build-tsan build-fuzz build-tidy build-tests build-bench build-docs build-python
