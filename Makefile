# Every job of the project. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FRAMEWORKS := .venv-frameworks
PYTEST := $(BIN)/python -m pytest -q
NBVAL := --nbval --nbval-current-env --nbval-cell-timeout=60 \
	--nbval-sanitize-with=tests/notebooks/sanitize.cfg
LESSONS = $(wildcard notebooks/*.ipynb notebooks/solutions/*.ipynb)

# The networks here are small: one BLAS thread is the fastest, and repeats exactly.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export VECLIB_MAXIMUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help lab lab-frameworks slides test test-frameworks refresh handouts student bench \
	load image clean

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | \
		awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

lab: $(VENV)/.learner ## set up, then open the course in JupyterLab
	$(BIN)/jupyter lab --ip=127.0.0.1 $(LAB_OPTIONS) \
		--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

lab-frameworks: $(FRAMEWORKS)/.learner ## the same with PyTorch, Keras and Dask (1.5 GB)
	KERAS_BACKEND=torch $(FRAMEWORKS)/bin/jupyter lab --ip=127.0.0.1 $(LAB_OPTIONS) \
		--LabApp.default_url=/lab/tree/notebooks/13_onward.ipynb

LESSON ?= 00
SHOWN = $(or $(firstword $(wildcard notebooks/$(LESSON)_*.ipynb)),$(error \
	no lesson has the number '$(LESSON)': give two digits, such as LESSON=06))
slides: $(VENV)/.teaching ## show a lesson to a class, as slides (LESSON=06)
	@mkdir -p build/projector && cp -R settings/projector/. build/projector
	NNLIB_ROOM=projector JUPYTERLAB_SETTINGS_DIR=$(CURDIR)/build/projector \
		$(BIN)/jupyter lab --ip=127.0.0.1 $(LAB_OPTIONS) \
		--LabApp.default_url=/rise/$(SHOWN)

test: $(VENV)/.tests ## set up, then run every check (a quarter of an hour)
	$(BIN)/ruff check .
	$(PYTEST) -n 2 --dist loadfile $(wildcard tests/unit tests/explorers) tests/notebooks
	$(if $(LESSONS),$(PYTEST) -n 2 --dist loadfile $(NBVAL) $(LESSONS))
	$(PYTEST) -n 2 --dist loadfile tests/browser
	$(PYTEST) tests/handouts
	$(PYTEST) tests/install

test-frameworks: $(FRAMEWORKS)/.tests ## check lesson 13 beside PyTorch, Keras and Dask
	REQUIRE_FRAMEWORKS=1 $(FRAMEWORKS)/bin/python -m pytest -q tests/frameworks
	KERAS_BACKEND=torch $(FRAMEWORKS)/bin/python -m pytest -q $(NBVAL) \
		$(wildcard notebooks/13_*.ipynb notebooks/solutions/13_*.ipynb)

refresh: $(VENV)/.tests ## run notebooks and store their outputs (all, or FILES="...")
	$(BIN)/python -m tests.notebooks.refresh $(FILES)
	$(BIN)/python -m tests.notebooks.glossary

load: $(VENV)/.tests ## hold a class of 30 (LOAD_STUDENTS=...) and try faults
	$(PYTEST) tests/load
	$(BIN)/python -m tests.load.classroom

handouts: $(VENV)/.tests ## build HTML and PDF of every lesson in build/handouts
	$(BIN)/python -m teaching.build_handouts

student: $(VENV)/.tests ## build the students' zip, without solutions, in build
	$(BIN)/python -m teaching.student_zip

image: $(VENV)/.tests ## build what Binder builds, without Docker (as root, on Debian 12)
	$(BIN)/python tests/install/image.py $(FILES)

bench: $(VENV)/.tests ## measure: one table for each script in benchmarks/
	@for script in benchmarks/*.py; do \
		echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

clean: ## remove the environment and everything that was generated
	rm -rf $(VENV) $(FRAMEWORKS) build *.egg-info
	rm -rf .pytest_cache .ruff_cache .hypothesis tests/artifacts
	find . -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# Root and machines without a screen need one option each.
SCREEN = $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname -s))
LAB_OPTIONS = $(if $(filter 0,$(shell id -u)),--allow-root) $(if $(SCREEN),,--no-browser)

# What stands between this machine and an environment: one sentence, or nothing.
PROBLEM = $(shell \
	if ! command -v "$(PYTHON)" >/dev/null 2>&1; then \
		echo "Python was not found as '$(PYTHON)': install Python 3.11 or newer \
(Debian, Ubuntu: sudo apt install python3 python3-venv; others: python.org)"; \
	elif ! "$(PYTHON)" -c 'import sys' >/dev/null 2>&1; then \
		echo "'$(PYTHON)' does not run as Python: name one that does, \
such as make lab PYTHON=python3.11"; \
	elif ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
			>/dev/null 2>&1; then \
		echo "'$(PYTHON)' is older than Python 3.11: install a newer one \
and name it, such as make lab PYTHON=python3.11"; \
	elif ! "$(PYTHON)" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
		echo "'$(PYTHON)' cannot make environments (no venv or ensurepip module): \
install them (Debian, Ubuntu: sudo apt install python3-venv)"; \
	fi)

$(BIN)/python:
	@$(if $(PROBLEM),$(error $(PROBLEM)))
	@echo "Making the environment $(VENV)"
	@"$(PYTHON)" -m venv --clear $(VENV)

$(FRAMEWORKS)/bin/python:
	@$(if $(PROBLEM),$(error $(PROBLEM)))
	@echo "Making the environment $(FRAMEWORKS)"
	@"$(PYTHON)" -m venv --clear $(FRAMEWORKS)

# The course brings settings along: for kernels, and for JupyterLab.
SETTINGS := $(wildcard settings/*)

$(VENV)/.learner: requirements.txt pyproject.toml $(SETTINGS) | $(BIN)/python
	@echo "Installing the course into $(VENV) (a few minutes the first time)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
	@$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.teaching: requirements-teaching.txt $(VENV)/.learner
	@echo "Installing what slides need"
	@$(BIN)/python -m pip install --quiet -r requirements-teaching.txt
	@touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.teaching
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet -r tests/requirements.txt
	@touch $@

# A second environment: the first stays as light as a learner has it.
$(FRAMEWORKS)/.learner: requirements.txt requirements-frameworks.txt pyproject.toml \
		$(SETTINGS) | $(FRAMEWORKS)/bin/python
	@echo "Installing the course and the frameworks (several minutes the first time)"
	@$(FRAMEWORKS)/bin/python -m pip --version >/dev/null 2>&1 || \
		$(FRAMEWORKS)/bin/python -m ensurepip
	@$(FRAMEWORKS)/bin/python -m pip install --quiet -r requirements-frameworks.txt \
		-r requirements.txt
	@touch $@

$(FRAMEWORKS)/.tests: tests/requirements.txt $(FRAMEWORKS)/.learner
	@$(FRAMEWORKS)/bin/python -m pip install --quiet -c tests/requirements.txt \
		pytest nbval
	@touch $@
