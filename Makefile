# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Any one Python from 3.10 to 3.14 starts the driver; it finds the others and makes environments under .build/.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python; do \
	"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))' \
	>/dev/null 2>&1 && echo "$$candidate" && break; done)

DRIVER = @test -n "$(PYTHON)" || { echo "No usable Python from 3.10 to 3.14: one that can import venv and ensurepip."; exit 1; }; \
	PYTHONDONTWRITEBYTECODE=1 "$(PYTHON)" tests/tooling

.DEFAULT_GOAL := help
.PHONY: help demo letter unit test lint sanity integration molecule docs walk store jobs rulebook awx benchmark carried pictures build \
	changelog clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20
	@echo "K=expression picks tests by name, for unit, integration, awx and awx-lab, and rows of benchmark."
	@echo "N=count sets the schedules of walk, and the jobs of jobs."

demo: ## port three numbers at a simulated Sinch; HOLD=1 leaves it up for your own playbooks
	$(DRIVER) demo $(if $(HOLD),--hold)

letter: ## catch an address that differs from the losing carrier's record, and make the letter of authorization; offline
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

docs: ## the documentation site, to .build/docs, with every link followed
	$(DRIVER) docs

walk: ## the long random walk
	$(DRIVER) walk -n "$(N)"

jobs: ## random jobs of edits, plans and resubmissions
	$(DRIVER) jobs -n "$(N)"

store: ## kills and races with a shared state store; starts a PostgreSQL
	$(DRIVER) store

rulebook: ## the rulebook for webhooks in a real ansible-rulebook; needs Java 17
	$(DRIVER) rulebook

awx: ## jobs as AWX runs them, with ansible-runner
	$(DRIVER) awx -k "$(K)"

.PHONY: awx-lab
awx-lab: ## configuration and jobs in a real AWX that you have; tests/awx_lab/README.md says what it needs
	$(DRIVER) awx-lab -k "$(K)"

benchmark: ## times of the collection beside those of plain HTTP tasks; K=felt for those that people notice
	$(DRIVER) benchmark -k "$(K)"

carried: ## the files that Ansible packs with each module, counted
	$(DRIVER) carried

pictures: ## the README's pictures, to docs/images, from real output; needs Chromium
	$(DRIVER) pictures

build: ## the artifact, to .build/artifacts, checked as Galaxy checks it
	$(DRIVER) build

changelog: ## turn the fragments, and the list of plugins, into CHANGELOG.md
	$(DRIVER) changelog

clean: ## remove everything that make created
	rm -rf .build
