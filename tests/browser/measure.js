// Copyright: (c) 2026, The sinch.porting maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be measured of a page: every text with the contrast to what lies behind it, and whatever sticks out.
(() => {
  const parse = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.alpha === 1) return color.rgb;
    }
    return [255, 255, 255];
  };
  // WCAG 2, relative luminance and contrast ratio.
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const box = element.getBoundingClientRect();
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || !box.width) continue;
    const style = getComputedStyle(element);
    const ink = parse(element.closest("svg") ? style.fill : style.color).rgb;
    texts.push({
      text: walker.currentNode.data.trim().slice(0, 40),
      contrast: contrast(ink, behind(element)),
      size: parseFloat(style.fontSize),
      left: box.left,
      right: box.right,
    });
  }
  const parts = [...document.querySelectorAll("svg .fill")].map((part) => ({
    name: part.getAttribute("class"),
    contrast: contrast(parse(getComputedStyle(part).fill).rgb, behind(part.closest("section"))),
  }));
  return {
    texts,
    parts,
    page: document.documentElement.scrollWidth,
    window: innerWidth,
    ground: luminance(behind(document.body)),
  };
})();
