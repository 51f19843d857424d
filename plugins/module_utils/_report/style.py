# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of the report's page: light and dark, wide, on a phone, and on paper."""

from __future__ import annotations

# Status colors come in twos: one to fill areas, one to write with on the chip's ground. Each pair of text and ground
# has a contrast of 4.5 or more, which a test computes in a browser.
_LIGHT = """
  color-scheme: light;
  --page: #f6f6f3; --card: #ffffff; --line: #e2e1db; --text: #23262b; --soft: #5d626b; --link: #1a56a8;
  --activated: #2e8b62; --activated-text: #1c6445; --activated-ground: #e3f3ea;
  --confirmed: #3f7fc9; --confirmed-text: #1f5596; --confirmed-ground: #e5effa;
  --pending: #d9a43b; --pending-text: #7a5406; --pending-ground: #fbf1db;
  --idle: #c3c5c9; --idle-text: #4f545d; --idle-ground: #eeeeec;
  --stuck: #c8504a; --stuck-text: #9a2f2a; --stuck-ground: #fbe8e6;
  --dropped: #a59bb5; --dropped-text: #5d5070; --dropped-ground: #f0ecf5;
"""

_DARK = """
  color-scheme: dark;
  --page: #15171a; --card: #1d2024; --line: #33373d; --text: #e6e7e9; --soft: #a3a9b2; --link: #8ab8f2;
  --activated: #4fb286; --activated-text: #8fdcb8; --activated-ground: #173427;
  --confirmed: #5b97dd; --confirmed-text: #a5caf6; --confirmed-ground: #182f4b;
  --pending: #d3a348; --pending-text: #f0cf8a; --pending-ground: #3a2e13;
  --idle: #5c626b; --idle-text: #c3c7cd; --idle-ground: #2c3036;
  --stuck: #dc6a63; --stuck-text: #f5aaa5; --stuck-ground: #43201e;
  --dropped: #84799a; --dropped-text: #cbbfe0; --dropped-ground: #2e2839;
"""

_PAGE = """
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; }
main, header, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3rem; }
h1 { margin: 0 0 .35rem; font-size: 1.9rem; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; }
h2 { margin: 0 0 .9rem; font-size: 1.15rem; line-height: 1.3; font-weight: 650; }
h3 { margin: 0 0 .25rem; font-size: 1rem; font-weight: 600; }
p { margin: 0 0 .75rem; max-width: 44rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.4rem 1.5rem; margin: 1.25rem 0; }
section > :last-child, .item > :last-child { margin-bottom: 0; }
footer { color: var(--soft); font-size: .875rem; padding-bottom: 3rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.number { white-space: nowrap; }
.big { font-size: 2.6rem; line-height: 1.1; font-weight: 650; letter-spacing: -.02em; margin: 0 0 .15rem; }
.bar { display: block; border-radius: .3rem; background: var(--idle-ground); min-width: 5rem; }
.legend { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 1rem 0 0; padding: 0; }
.item { border-top: 1px solid var(--line); padding: .9rem 0; }
.item:first-of-type { border-top: 0; padding-top: 0; }
.item:last-child { padding-bottom: 0; }
.pair { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .2rem 1rem; margin: .5rem 0 0; }
.pair dt { color: var(--soft); }
.pair dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
h1, h2, h3, p, summary { overflow-wrap: anywhere; }
.quote { border-left: 3px solid var(--line); padding: .1rem 0 .1rem .9rem; margin: .5rem 0 0; }
details.plain { border: 0; padding: 0; color: var(--soft); font-size: .875rem; }
details.plain .quote { color: var(--text); font-size: 1rem; }
.next { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: .2rem 1rem; padding: .45rem 0;
  border-top: 1px solid var(--line); }
.next:first-of-type { border-top: 0; padding-top: 0; }
.next p { margin: 0; }
.when { color: var(--soft); }
.closing { margin-top: .75rem; }
.piece { padding: .3rem 0; margin: 0; max-width: none; }
"""

_CHIPS = """
.chip { display: inline-block; border-radius: 1rem; padding: .05rem .65rem; font-size: .875rem; font-weight: 550;
  white-space: nowrap; color: var(--idle-text); background: var(--idle-ground); }
.chip::before { content: ""; display: inline-block; width: .5rem; height: .5rem; border-radius: 50%;
  margin-right: .4rem; background: var(--idle); }
.fill { fill: var(--idle); }
.is-activated, .is-completed {
  --fill: var(--activated); --ink: var(--activated-text); --ground: var(--activated-ground); }
.is-confirmed { --fill: var(--confirmed); --ink: var(--confirmed-text); --ground: var(--confirmed-ground); }
.is-pending, .is-other { --fill: var(--pending); --ink: var(--pending-text); --ground: var(--pending-ground); }
.is-rejected, .is-excluded { --fill: var(--stuck); --ink: var(--stuck-text); --ground: var(--stuck-ground); }
.is-canceled, .is-pending-cancelation, .is-set-aside {
  --fill: var(--dropped); --ink: var(--dropped-text); --ground: var(--dropped-ground); }
.is-not-ordered { --fill: var(--idle); --ink: var(--idle-text); --ground: var(--idle-ground); }
.fill[class*="is-"] { fill: var(--fill); }
.chip[class*="is-"] { color: var(--ink); background: var(--ground); }
.chip[class*="is-"]::before { background: var(--fill); }
"""

_TABLES = """
table { width: 100%; border-collapse: collapse; margin: 0 0 .75rem; font-size: .9375rem; }
th, td { text-align: left; padding: .5rem 1.25rem .5rem 0; border-top: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .8125rem; }
tbody th { font-weight: 550; }
.count { text-align: right; white-space: nowrap; }
.share { width: 26%; vertical-align: middle; }
details { border-top: 1px solid var(--line); padding: .6rem 0; }
details .item:first-of-type { padding-top: .9rem; }
h2 + details { border-top: 0; padding-top: 0; }
details table { margin-top: .6rem; }
summary { cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: .2rem; }
"""

_DRAWINGS = """
.time-line { display: block; overflow: visible; margin: .25rem 0 1rem; }
.time-line .axis { stroke: var(--line); stroke-width: 1.5; }
.time-line .today { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 3 3; }
.time-line text { fill: var(--soft); font-size: 12px; }
.time-line .today-label { fill: var(--text); font-weight: 600; }
.life { display: block; width: 6.5rem; margin-top: .35rem; }
.life line { stroke-width: 2; stroke: var(--idle); }
.life line.reached { stroke: var(--activated); }
.life circle { fill: var(--card); stroke-width: 2; stroke: var(--idle); }
.life circle.reached { fill: var(--activated); stroke: var(--activated); }
.life.broken line.reached { stroke: var(--dropped); }
.life.broken circle.reached { fill: var(--dropped); stroke: var(--dropped); }
"""

# On a phone each row of a table is a block of its own, and each cell says what it is.
_PHONE = """
@media (max-width: 40rem) {
  main, header, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.75rem; }
  h1 { font-size: 1.5rem; }
  section { padding: 1.1rem 1rem; border-radius: .6rem; }
  .pair, .next { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .chip { white-space: normal; }
  .pair dd { margin-bottom: .5rem; }
  table, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
  tr { border-top: 1px solid var(--line); padding: .6rem 0; }
  th, td { border: 0; padding: .1rem 0; }
  tbody tr:first-child { border-top: 0; }
  .count { text-align: left; }
  td, tbody th { overflow-wrap: anywhere; }
  td[data-label] { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); justify-items: start; gap: .5rem; }
  td[data-label]::before { content: attr(data-label); color: var(--soft); }
  td.share { padding: .4rem 0; }
}
"""

_PAPER = """
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 10pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 4mm 0; margin: 0; }
  h2, h3, summary { break-after: avoid; }
  .item, .next, tr, .time-line { break-inside: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
  summary { list-style: none; }
}
"""


def style() -> str:
    """The whole style sheet."""
    dark = "@media (prefers-color-scheme: dark) { :root {" + _DARK + "} }"
    paper = "@media print { :root {" + _LIGHT + "--page: #ffffff; } }"
    return "\n".join([":root {" + _LIGHT + "}", dark, _PAGE, _CHIPS, _TABLES, _DRAWINGS, _PHONE, paper, _PAPER])
