# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# The driver runs on any Python from 3.10 to 3.14. It finds the others and creates environments under .build/.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python; do \
	"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))' \
	>/dev/null 2>&1 && echo "$$candidate" && break; done)

DRIVER = @test -n "$(PYTHON)" || { echo "No Python from 3.10 to 3.14 was found that can import venv and ensurepip."; exit 1; }; \
	PYTHONDONTWRITEBYTECODE=1 "$(PYTHON)" tests/tooling

.DEFAULT_GOAL := help
.PHONY: help demo letter unit test lint sanity integration molecule docs walk store jobs rulebook awx benchmark carried pictures build \
	changelog clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20
	@echo "K=expression selects tests by name (unit, integration, awx, awx-lab) or rows (benchmark)."
	@echo "N=count sets the number of schedules of walk, or of jobs of jobs."

demo: ## port three numbers at a simulated Sinch; HOLD=1 keeps it running for your own playbooks
	$(DRIVER) demo $(if $(HOLD),--hold)

letter: ## find an address that differs from the losing carrier's record, and make the letter of authorization; offline
	$(DRIVER) letter

unit: ## the daily loop: unit tests on one Python
	$(DRIVER) unit -k "$(K)"

test: ## every check, on every Python of this machine
	$(DRIVER) test

lint: ## ruff, mypy, ansible-lint, changelog and documentation lint
	$(DRIVER) lint

sanity: ## ansible-test sanity with the oldest and the newest ansible-core
	$(DRIVER) sanity

integration: ## real playbooks against the simulator, on the newest ansible-core
	$(DRIVER) integration -k "$(K)"

molecule: ## the scenarios of extensions/molecule
	$(DRIVER) molecule

docs: ## build the documentation site in .build/docs, and follow every link
	$(DRIVER) docs

walk: ## the long random walk through faults, kills and repeats
	$(DRIVER) walk -n "$(N)"

jobs: ## random jobs with edits, plans and resubmissions
	$(DRIVER) jobs -n "$(N)"

store: ## kills and races with a shared state store; starts a PostgreSQL
	$(DRIVER) store

rulebook: ## the rulebook for webhooks, in a real ansible-rulebook; needs Java 17
	$(DRIVER) rulebook

awx: ## jobs as AWX runs them, with ansible-runner
	$(DRIVER) awx -k "$(K)"

.PHONY: awx-lab
awx-lab: ## configuration and jobs in a real AWX of yours; tests/awx_lab/README.md lists what it needs
	$(DRIVER) awx-lab -k "$(K)"

benchmark: ## time and memory compared with plain HTTP tasks; K=felt for what people notice
	$(DRIVER) benchmark -k "$(K)"

carried: ## count the files that Ansible packs with each module
	$(DRIVER) carried

pictures: ## make the README's pictures in docs/images from real output; needs Chromium
	$(DRIVER) pictures

build: ## build the artifact in .build/artifacts, and check it as Galaxy does
	$(DRIVER) build

changelog: ## generate CHANGELOG.md from the fragments and the list of plugins
	$(DRIVER) changelog

clean: ## remove everything that make created
	rm -rf .build
