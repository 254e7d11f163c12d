// Where a remark is: a figure, selected words, or a paragraph chosen with the mouse or by keys.

const MOST_LETTERS_QUOTED = 400;
const remarkNew = document.getElementById("remark-new");
const placesOfRemarks = [...report.querySelectorAll(".block, .cell, p[id]")];

let isPicking = false;
let selected = null; // the words of the report that were selected last

function placeOf(block, quoted = "", start = 0, mark = null) {
  const paragraph = block.textContent;
  const figure = mark && data.figures[numberOf(mark)];
  return {
    target: block.id,
    figure: mark ? mark.id : "",
    path: figure ? figure.path : "",
    label: figure ? [figure.group, figure.name].filter(Boolean).join(" › ") : "",
    section: data.sections[Number(/^b(\d+)$/.exec(block.id)?.[1])] ?? "",
    paragraph: paragraph.slice(0, 4000),
    quoted: (quoted || paragraph.trim()).slice(0, MOST_LETTERS_QUOTED),
    start: quoted ? start : 0,
    end: quoted ? start + quoted.length : paragraph.length,
  };
}

function placeOfMark(mark) {
  const block = mark.closest(".block, .cell, p[id]");
  return placeOf(block, mark.textContent, offsetIn(block, mark, 0), mark);
}

/** How many letters of `block` stand before a place in it. */
function offsetIn(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function placeOfSelection() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const node = range.startContainer;
  const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".block, .cell, p[id]");
  if (!block || !report.contains(block)) return null;
  const start = offsetIn(block, node, range.startOffset);
  const quoted = block.textContent.slice(start, start + range.toString().length);
  return quoted.trim() ? placeOf(block, quoted, start) : null;
}

document.addEventListener("selectionchange", () => {
  const place = placeOfSelection();
  if (place || document.activeElement !== remarkNew) selected = place;
});

// Choosing a paragraph

function pick(isOn) {
  isPicking = isOn;
  document.documentElement.classList.toggle("is-picking", isOn);
  for (const block of placesOfRemarks) {
    if (isOn) block.tabIndex = -1;
    else block.removeAttribute("tabindex");
  }
  say(isOn ? words.remark_pick : "");
}

function startPicking() {
  remarksBox.open = true;
  pick(true);
  const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
  const first = placesOfRemarks.find((block) => block.getBoundingClientRect().top >= bar) ?? placesOfRemarks[0];
  first.focus({ preventScroll: true });
}

function movePick(by) {
  const at = placesOfRemarks.indexOf(document.activeElement.closest(".block, .cell, p[id]"));
  const next = placesOfRemarks[Math.max(0, Math.min(placesOfRemarks.length - 1, at + by))];
  next.focus({ preventScroll: true });
  reveal(next, "nearest");
}

// Before the listeners of the figures: a click chooses and shows nothing.
document.addEventListener("click", (event) => {
  if (!isPicking || event.target === remarkNew) return;
  const mark = event.target.closest("#report .figure");
  const block = event.target.closest("#report :is(.block, .cell, p[id])");
  if (!block) return;
  event.preventDefault();
  event.stopPropagation();
  writeOn(mark ? placeOfMark(mark) : placeOf(block)); // it goes back to where the focus is now
  pick(false);
}, true);
document.addEventListener("keydown", (event) => {
  if (!isPicking) return;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
  if (step) {
    movePick(step);
  } else if (event.key === "Escape") {
    pick(false);
    remarkNew.focus();
  } else if ((event.key === "Enter" || event.key === " ") && report.contains(document.activeElement)) {
    const mark = document.activeElement.closest(".figure");
    const block = document.activeElement.closest(".block, .cell, p[id]");
    if (!block) return;
    writeOn(mark ? placeOfMark(mark) : placeOf(block));
    pick(false);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}, true);

remarkNew.addEventListener("click", () => {
  if (isPicking) {
    pick(false);
  } else if (selected) {
    writeOn(selected);
  } else if (active && isKept) {
    writeOn(placeOfMark(active));
  } else {
    startPicking();
  }
});
