# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry point: from a task's arguments to its result, for the action plugin and the module.

Both call ``run``. Only here check mode is decided, errors become results, and secrets are removed.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .._base.clock import Clock
from .._base.context import UNPROTECTED, Result, TaskContext
from .._base.errors import Fault, PortingError, ValidationFailed
from .._base.findings import ERROR, Finding, errors_of
from .._base.redaction import Redactor
from .._model.options import ConnectionOptions, StateOptions
from .._report.findings import sentence, warnings_of
from .._rules import reading
from .._rules.rule import is_about_new_orders
from .._tasks.base import Plan, Task


def run(
    task: Task,
    arguments: Mapping[str, Any],
    *,
    check_mode: bool,
    diff: bool,
    environ: Mapping[str, str],
    say: Callable[[str], None],
    clock: Clock | None = None,
    directory: Path | None = None,
) -> Result:
    """Runs a task and returns its result; never raises, and the result contains no secrets.

    ``arguments`` are the task's options as Ansible passes them, ``environ`` the environment with fallbacks for
    connection options, ``say`` prints to the console, ``directory`` keeps the marks of unfinished writes (by default in
    the user's home directory) if the task sets no ``state_store``.
    """
    redactor = Redactor()
    result = _empty(task)
    try:
        with ExitStack() as stack:
            context = TaskContext(
                options={},
                severities={},
                clock=clock or Clock(),
                say=lambda text: say(redactor.clean(text)),
                stack=stack,
                redactor=redactor,
                read_only=check_mode or not task.writes,
                directory=directory,
                deferred=[],
            )
            _read(task, arguments, context, environ=environ, result=result)
            if task.service:
                context = task.service.connect(context)
            _perform(task, context, result=result, check_mode=check_mode, diff=diff)
    except PortingError as error:
        _fail(error, result=result)
    except Exception as error:
        _fail(_fault(task, error), result=result)
    return _cleaned(result, redactor)


def _perform(task: Task, context: Any, *, result: Result, check_mode: bool, diff: bool) -> None:
    try:
        plan = task.prepare(context)
        before = dict(result)
        _report(plan, result=result, diff=diff and task.writes)
        if not check_mode:
            _act(plan, result=result, before=before)
        if plan.failure:
            raise plan.failure
    finally:
        if task.keeps_marks:
            result["guard"] = context.protection


def refuse(task: Task, message: str) -> Result:
    """The result of a task whose arguments could not be assembled."""
    result = _empty(task)
    _fail(ValidationFailed(message), result=result)
    return result


def _empty(task: Task) -> Result:
    """The keys that a result has on every path."""
    diff: Result = {"diff": {"before": {}, "after": {}}} if task.writes else {}
    guard: Result = {"guard": UNPROTECTED} if task.keeps_marks else {}
    return {"changed": False, **task.empty(), "findings": [], **diff, **guard}


def _read(
    task: Task,
    arguments: Mapping[str, Any],
    context: TaskContext,
    *,
    environ: Mapping[str, str],
    result: Result,
) -> None:
    """Reads and checks the options into the context. Raises ValidationFailed with all problems together."""
    arguments = dict(arguments)
    origin = task.origin(arguments) if task.origin else None
    numbers = arguments.pop("phone_numbers", None) if task.takes_any_count else None
    raw = task.service.completed(arguments, environ) if task.service else arguments
    context.redactor.learn_from(raw)
    context.redactor.learn(*task.service.secrets(raw, environ) if task.service else ())
    # The group's module_defaults and the environment also reach modules that do not have these options.
    common = {*ConnectionOptions.model_fields, *StateOptions.model_fields} - {*task.model.model_fields}
    raw = {name: value for name, value in raw.items() if name not in common}
    rules = raw.get("rules")
    severities, findings = task.severities(rules if isinstance(rules, dict) else {})
    options, found = reading.read(task.model, raw, severities=severities)
    findings += found
    if task.takes_any_count:
        options["phone_numbers"] = numbers
    if origin:
        options["origin"] = origin
    if task.service:
        findings += task.service.check(options, given=arguments)
    context.options, context.severities = options, severities
    findings += _without_follow_ups(task.check(context), known=findings)
    if origin and not task.takes_any_count:
        findings = origin.judged(findings, severities)
    findings = list(dict.fromkeys(findings))
    wrong = errors_of(findings)
    context.deferred = [finding for finding in wrong if is_about_new_orders(finding)] if task.defers else []
    if context.deferred == wrong:
        findings = [finding for finding in findings if finding not in wrong]
        wrong = []
    result["findings"] = [finding.as_result() for finding in findings]
    warnings = warnings_of([finding for finding in findings if finding.severity != ERROR])
    if warnings:
        result["warnings"] = warnings
    if wrong:
        raise ValidationFailed(sentence(wrong, "The input has", ", and nothing was sent"))


def _without_follow_ups(findings: Iterable[Finding], *, known: list[Finding]) -> list[Finding]:
    """Drops "missing" findings for fields that reading already rejected."""
    taken_out = {finding.path for finding in known if finding.severity == ERROR}

    def is_known(finding: Finding) -> bool:
        places = (finding.path, _OF_A_NUMBER.sub("", finding.path))
        return finding.rule == "missing-member" and any(
            place == path or place.startswith(f"{path}.") for place in places for path in taken_out
        )

    return [finding for finding in findings if not is_known(finding)]


_OF_A_NUMBER = re.compile(r"^phone_numbers\[\d+\]\.")


def _report(plan: Plan, *, result: Result, diff: bool) -> None:
    result.update(plan.result)
    result["changed"] = plan.changed
    result["findings"] = [*result["findings"], *(finding.as_result() for finding in plan.findings)]
    warnings = [*map(str, plan.findings), *plan.warnings]
    if warnings:
        result["warnings"] = [*result.get("warnings", []), *warnings]
    if diff:
        result["diff"] = dict(zip(("before", "after"), plan.sides(), strict=True))


def _act(plan: Plan, *, result: Result, before: Result) -> None:
    """Applies the plan. On failure the predicted result is discarded unless the write had succeeded."""
    try:
        done = plan.act()
        known = result.get("warnings", [])
        warnings = [*known, *(text for text in done.pop("warnings", []) if text not in known)]
        result.update(done, **({"warnings": warnings} if warnings else {}))
    except Exception as error:
        if not getattr(error, "written", False):
            result.clear()
            result.update(before, **plan.observed())
        raise


def _fail(error: PortingError, *, result: Result) -> None:
    if isinstance(error, ValidationFailed):
        result["findings"] = [*result["findings"], *(finding.as_result() for finding in error.findings)]
    result.update(error.result)
    result["failed"] = True
    result["msg"] = error.message
    result["failure"] = error.failure()


def _fault(task: Task, error: Exception) -> Fault:
    """Reports an internal error by type and location only: the text of an exception may contain anything."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames[-6:]))
    return Fault(
        f"This is a bug in sinch.porting, not a problem with your input: {type(error).__name__} in {task.name} at "
        f"{places}. To see whether anything was written, run the task again in check mode. Please report it."
    )


def _cleaned(result: Result, redactor: Redactor) -> Result:
    """The result without secrets: members by their names, text by the known values."""
    clean: Result = redactor.clean_data(result)
    if "msg" in clean:
        clean["msg"] = redactor.clean(clean["msg"])
    if "warnings" in clean:
        clean["warnings"] = [redactor.clean(warning) for warning in clean["warnings"]]
    if "failure" in clean:
        clean["failure"] = redactor.clean_data(clean["failure"])
    return clean
