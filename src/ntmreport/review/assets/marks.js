"use strict";
// The figures in the report, and which of them are lit.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const report = document.getElementById("report");
const marks = [...report.querySelectorAll(".figure")];
const marksOf = data.figures.map(() => []);
for (const mark of marks) marksOf[numberOf(mark)].push(mark);

const usersOf = data.figures.map(() => []);
data.figures.forEach((figure, number) => {
  for (const part of partsOf(figure)) if (!usersOf[part].includes(number)) usersOf[part].push(number);
});

function numberOf(mark) {
  return Number(mark.dataset.figure);
}

function partsOf(figure) {
  return figure.given === null ? figure.inputs : [...figure.inputs, figure.given];
}

/** All figures that can be reached from `number` by `step`, without itself. */
function reachable(number, step) {
  const found = new Set();
  const open = [number];
  while (open.length) {
    for (const next of step(open.pop())) {
      if (found.has(next) || next === number) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

const inputsOf = (number) => reachable(number, (each) => partsOf(data.figures[each]));
const outputsOf = (number) => reachable(number, (each) => usersOf[each]);

const LIGHTS = ["is-active", "is-same", "is-input", "is-output"];

function light(number, active) {
  for (const mark of report.querySelectorAll(".is-active, .is-same, .is-input, .is-output")) {
    mark.classList.remove(...LIGHTS);
  }
  if (number === null) return;
  for (const each of outputsOf(number)) for (const mark of marksOf[each]) mark.classList.add("is-output");
  for (const each of inputsOf(number)) for (const mark of marksOf[each]) mark.classList.add("is-input");
  for (const mark of marksOf[number]) mark.classList.add(mark === active ? "is-active" : "is-same");
}

/** Make an element. Texts become text nodes, never markup. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Bring a place of the report where it can be seen: not below a bar, not behind the sheet. */
function reveal(target, block = "center") {
  target.scrollIntoView({ block, inline: "nearest" });
}
