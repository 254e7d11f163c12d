// Searching the report's words, what is known of its figures and the diagnostics' codes and places,
// and the filter by data file.

const query = document.getElementById("query");
const count = document.getElementById("count");
const steppers = [document.getElementById("previous"), document.getElementById("next")];
const canHighlight = "highlights" in CSS;

let index = null; // made when someone searches
let found = [];
let position = -1;

/** Lower case, each letter in its place, so that offsets hold; `bare` also without its marks. */
function folded(text, bare) {
  return [...text].map((letter) => {
    let low = letter.toLowerCase();
    if (bare) low = low === "đ" ? "d" : low.normalize("NFD")[0];
    if (/\s/.test(low)) low = " ";
    return low.length === letter.length ? low : letter;
  }).join("");
}

/** What a figure is found by beside its text: its name, its path, its number as the data has it,
 * where that stands, the files that it comes from and the codes of what was found about it. */
function known(mark) {
  const figure = data.figures[numberOf(mark)];
  const files = [...mark.classList].filter((name) => name.startsWith("office-"));
  return [
    `${figure.group} › ${figure.name}`,
    figure.path,
    figure.plain,
    figure.source,
    ...files.map((name) => `${name.slice("office-".length)}.yaml`),
    ...figure.diagnostics.map((number) => data.diagnostics[number].code),
  ].join(" ").normalize("NFC");
}

function indexed() {
  const blocks = [
    ...report.querySelectorAll("p, h2, h3, h4, .cell"),
    ...document.querySelectorAll(".diagnostic code"),
  ];
  return blocks.map((block) => {
    const nodes = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let length = 0;
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: length });
      length += walker.currentNode.data.length;
    }
    const labels = [...block.querySelectorAll(".figure")].map((mark) => {
      const label = known(mark);
      const start = nodes.find((each) => mark.contains(each.node)).start;
      return { mark, start, end: start + mark.textContent.length, low: folded(label, false), bare: folded(label, true) };
    });
    return { block, nodes, labels, low: folded(block.textContent, false), bare: folded(block.textContent, true) };
  });
}

function matches(words_) {
  index ??= indexed();
  const low = folded(words_, false);
  const bare = folded(words_, true);
  // Typed without any mark, letters stand for themselves with all marks.
  const [key, wanted] = low === bare ? ["bare", bare] : ["low", low];
  const all = [];
  for (const entry of index) {
    const here = [];
    for (let at = entry[key].indexOf(wanted); at >= 0; at = entry[key].indexOf(wanted, at + wanted.length)) {
      here.push({ start: at, end: at + wanted.length, entry });
    }
    for (const label of entry.labels) {
      const isTaken = here.some((each) => !each.mark && each.start < label.end && label.start < each.end);
      if (!isTaken && label[key].includes(wanted)) here.push({ start: label.start, end: label.end, entry, mark: label.mark });
    }
    all.push(...here.sort((one, other) => one.start - other.start));
  }
  return all;
}

function rangeOf(match) {
  const range = document.createRange();
  const at = (offset, isEnd) => {
    const nodes = match.entry.nodes;
    let last = nodes[0];
    for (const each of nodes) if (isEnd ? each.start < offset : each.start <= offset) last = each;
    return [last.node, offset - last.start];
  };
  range.setStart(...at(match.start, false));
  range.setEnd(...at(match.end, true));
  return range;
}

function search() {
  const wanted = query.value.normalize("NFC").trim();
  for (const each of document.querySelectorAll(".is-found")) each.classList.remove("is-found");
  found = wanted ? matches(wanted) : [];
  for (const match of found) {
    if (match.mark) match.mark.classList.add("is-found");
    else if (!canHighlight) match.entry.block.classList.add("is-found");
  }
  if (canHighlight) {
    CSS.highlights.set("found", new Highlight(...found.filter((match) => !match.mark).map(rangeOf)));
  }
  for (const stepper of steppers) stepper.disabled = found.length === 0;
  position = -1;
  count.textContent = "";
  current(null);
  if (found.length) step(1);
  else if (wanted) count.textContent = words.no_results;
  else if (!isKept) close(false);
}

function current(match) {
  for (const each of document.querySelectorAll(".is-current")) each.classList.remove("is-current");
  if (canHighlight) CSS.highlights.delete("current");
  if (!match) return;
  const closed = match.entry.block.closest("details");
  if (closed) closed.open = true;
  if (match.mark || !canHighlight) (match.mark ?? match.entry.block).classList.add("is-current");
  if (match.mark) {
    show(match.mark);
    reveal(match.mark);
  } else {
    const range = rangeOf(match);
    if (canHighlight) {
      const highlight = new Highlight(range);
      highlight.priority = 1;
      CSS.highlights.set("current", highlight);
    }
    reveal(match.entry.block, match.entry.block.offsetHeight > innerHeight / 2 ? "start" : "center");
  }
}

function step(by) {
  if (!found.length) return;
  position = (position + by + found.length) % found.length;
  count.textContent = `${position + 1}/${found.length} ${words.results}`;
  current(found[position]);
}

let waiting = 0;
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape" && query.value) {
    event.preventDefault();
    query.value = "";
    search();
  }
});
steppers[0].addEventListener("click", () => step(-1));
steppers[1].addEventListener("click", () => step(1));

const office = document.getElementById("office");
office.addEventListener("change", () => {
  const wanted = office.value && `office-${office.value}`;
  const lit = marks.filter((mark) => wanted && mark.classList.contains(wanted));
  report.classList.toggle("is-filtered", Boolean(wanted));
  for (const mark of marks) mark.classList.toggle("is-lit", lit.includes(mark));
  for (const chart of document.querySelectorAll(".charts figure")) {
    chart.classList.toggle("is-filtered-out", Boolean(wanted) && !chart.classList.contains(wanted));
  }
  for (const entry of document.querySelectorAll(".diagnostic")) {
    entry.classList.toggle("is-filtered-out", Boolean(wanted) && entry.dataset.office !== office.value);
  }
  document.getElementById("lit").textContent = wanted ? `${lit.length} ${words.figures}` : "";
  if (lit.length) reveal(lit[0]);
});
