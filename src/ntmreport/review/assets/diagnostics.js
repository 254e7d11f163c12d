// The list of what was found: arrow keys go through it, each entry leads to its place.

const box = document.getElementById("diagnostics");
const entries = [...box.querySelectorAll(".diagnostic")];
const heads = entries.map((entry) => entry.querySelector(".diagnostic-head"));

// One stop of the Tab key for each list.
for (const list of box.querySelectorAll(".list")) {
  list.querySelectorAll(".diagnostic-head").forEach((head, place) => { head.tabIndex = place ? -1 : 0; });
}
if (matchMedia("(max-width: 1023px)").matches) box.open = false;

function isFolded(head) {
  return head.closest("details:not([open])") !== null;
}

function unpoint() {
  for (const each of document.querySelectorAll(".is-pointed, .diagnostic.is-current")) {
    each.classList.remove("is-pointed", "is-current");
  }
}

function arriveAt(target) {
  unpoint();
  if (target.classList.contains("figure")) {
    visit(target);
  } else {
    close(false);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    reveal(target);
  }
}

function jump(entry) {
  const diagnostic = data.diagnostics[Number(entry.dataset.diagnostic)];
  const target = document.getElementById(diagnostic.targets[0]);
  if (!target) return;
  const head = entry.querySelector(".diagnostic-head");
  arriveAt(target);
  cameFrom = head;
  entry.classList.add("is-current");
  target.closest(".block, .cell, p")?.classList.add("is-pointed");
  // The panel above the list has grown: keep the entry in sight, in the list's own scrolling.
  box.scrollTop += entry.getBoundingClientRect().top - box.getBoundingClientRect().top - 16;
}

box.addEventListener("click", (event) => {
  const head = event.target.closest(".diagnostic-head");
  if (head) jump(head.closest(".diagnostic"));
});
box.addEventListener("keydown", (event) => {
  const at = heads.indexOf(event.target);
  if (at < 0) return;
  const open = heads.filter((head) => !isFolded(head));
  const now = open.indexOf(event.target);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: open.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const head = open[Math.max(0, Math.min(open.length - 1, next))];
  for (const each of head.closest(".list").querySelectorAll(".diagnostic-head")) each.tabIndex = -1;
  head.tabIndex = 0;
  head.focus();
});
