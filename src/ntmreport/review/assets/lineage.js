// The panel that says where a figure comes from.

const panel = document.getElementById("lineage");
const panelBody = document.getElementById("lineage-body");
const panelSummary = document.getElementById("lineage-summary");
const hint = [...panelBody.childNodes];

let active = null; // the mark whose figure is shown
let isKept = false; // whether hovering others leaves it shown
let cameFrom = null; // where the focus goes when it closes
let isClosing = false;

function show(mark, keep = false) {
  if (active !== mark) {
    if (active) active.removeAttribute("aria-describedby");
    active = mark;
    const number = numberOf(mark);
    light(number, mark);
    panelSummary.textContent = summaryOf(data.figures[number]);
    panelBody.replaceChildren(...cardOf(number, mark));
    panel.scrollTop = 0;
    mark.setAttribute("aria-describedby", "lineage-summary");
    document.documentElement.classList.add("is-open");
  }
  isKept = keep;
}

/** Hide what is shown; the focus goes back to where it came from if that `isReturn`. */
function close(isReturn = true) {
  if (!active && !cameFrom) return;
  const inside = panel.contains(document.activeElement);
  const back = isReturn && cameFrom ? cameFrom : inside ? active : null;
  if (active) active.removeAttribute("aria-describedby");
  active = null;
  isKept = false;
  cameFrom = null;
  light(null);
  unpoint();
  panelSummary.textContent = "";
  panelBody.replaceChildren(...hint);
  document.documentElement.classList.remove("is-open");
  isClosing = true; // the focus on a figure would show it again
  if (back) back.focus({ preventScroll: back.matches(".figure") });
  isClosing = false;
}

/** Go to a place where a figure is printed, and keep its lineage shown. */
function visit(mark) {
  mark.focus({ preventScroll: true });
  show(mark, true);
  reveal(mark);
}

function summaryOf(figure) {
  const parts = [figure.group, figure.name, figure.value, figure.origin];
  return [...parts, figure.steps.join(" = "), figure.source].filter(Boolean).join(". ");
}

function cardOf(number, mark) {
  const figure = data.figures[number];
  const head = element("div", { class: "card-head" },
    element("div", {},
      element("p", { class: "card-group", lang: "vi" }, figure.group),
      element("p", { class: "card-name", lang: "vi" }, figure.name),
      element("p", { class: "card-value", lang: "vi" }, figure.value)),
    element("button", { class: "close", type: "button", "aria-label": words.close, title: words.close, onclick: (event) => close(event.detail === 0) }, "×"));
  return [head, ...remarksOn(mark), facts(figure, mark), ...tree(number), ...printings(figure, mark), ...uses(number),
    ...notes(figure), ...chartLink(figure), legend(number)];
}

function facts(figure, mark) {
  const [formula, exact, rounded] = figure.steps;
  const bare = (text) => text && text.replace(/%$/, "");
  const rows = [
    [words.source, figure.steps.length ? null : figure.origin],
    [words.formula, formula],
    [words.exact, exact && bare(exact) !== bare(rounded) ? exact : null],
    [words.rounded, exact && bare(exact) !== bare(rounded) ? rounded : null],
    ["", figure.source, "code"],
    [words.printed_as, figure.value.includes(mark.textContent) ? null : mark.textContent],
    [words.qualifier, figure.qualifier],
    [words.path, figure.path, "code"],
  ];
  const list = element("dl", { class: "facts" });
  for (const [name, text, tag] of rows) {
    if (!text) continue;
    list.append(element("dt", {}, name), element("dd", {}, tag ? element(tag, {}, text) : text));
  }
  return list;
}

function tree(number) {
  const figure = data.figures[number];
  const seen = new Set([number]);
  const found = [];
  if (figure.given !== null) found.push(element("h3", {}, words.given), branches([figure.given], seen));
  if (figure.inputs.length) found.push(element("h3", {}, words.made_of), branches(figure.inputs, seen));
  return found.map((each) => (each.localName === "ul" ? element("div", { class: "tree" }, each) : each));
}

function branches(numbers, seen) {
  return element("ul", {}, ...numbers.map((number) => branch(number, seen)));
}

function branch(number, seen) {
  const figure = data.figures[number];
  const isNew = !seen.has(number);
  seen.add(number);
  const parts = partsOf(figure);
  const how = figure.steps.length ? steps(figure) : figure.origin === words.written ? null : figure.origin;
  return element("li", {}, named(number),
    isNew && how ? element("span", { class: "formula" }, how) : null,
    figure.source ? element("code", { class: "source" }, figure.source) : null,
    !isNew && parts.length ? element("span", { class: "formula" }, words.see_above) : null,
    isNew && parts.length ? branches(parts, seen) : null);
}

function steps(figure) {
  const [formula, exact, rounded] = figure.steps;
  const middle = exact.replace(/%$/, "") === rounded.replace(/%$/, "") ? "" : ` = ${exact}`;
  return `${formula}${middle} → ${rounded}`;
}

/** A figure's value and label; where the report prints it, the value leads there. */
function named(number) {
  const figure = data.figures[number];
  const value = marksOf[number].length
    ? element("button", { class: "go", type: "button", title: words.go, onclick: () => visit(marksOf[number][0]) }, figure.value)
    : element("span", { class: "plain" }, figure.value);
  return element("span", { lang: "vi" }, value, ` ${figure.short}`);
}

function printings(figure, mark) {
  if (!figure.printings.length) return [];
  const items = figure.printings.map((printing) => {
    const target = document.getElementById(printing.target);
    const text = [element("span", { class: "section" }, printing.section), ` ${printing.sentence}`];
    const go = element("button", { class: "go", type: "button", title: words.go, onclick: () => visit(target) }, ...text);
    if (target === mark) go.setAttribute("aria-current", "true");
    return element("li", {}, go);
  });
  return [element("h3", {}, `${words.printed_at} (${items.length})`), element("ul", { class: "printings", lang: "vi" }, ...items)];
}

function uses(number) {
  const users = usersOf[number].filter((user) => data.figures[user].path || marksOf[user].length);
  if (!users.length) return [];
  const items = users.map((user) => element("li", {}, named(user)));
  return [element("h3", {}, words.used_for), element("ul", { class: "uses" }, ...items)];
}

function notes(figure) {
  if (!figure.diagnostics.length) return [];
  const items = figure.diagnostics.map((index) => {
    const diagnostic = data.diagnostics[index];
    return element("li", { class: diagnostic.severity }, element("code", {}, diagnostic.code), ` ${diagnostic.message}`,
      diagnostic.reason ? element("span", { class: "reason", lang: "vi" }, `${words.acknowledged}: ${diagnostic.reason}`) : null);
  });
  return [element("h3", {}, words.diagnostics), element("ul", { class: "notes" }, ...items)];
}

/** What was remarked on a figure here, and the way to remark on it. */
function remarksOn(mark) {
  const found = shownRemarks.filter((each) => each.figure === mark.id);
  const write = element("button", { class: "go", type: "button", onclick: () => writeOn(placeOfMark(mark)) }, words.remark_here);
  return [...found.map((each) => element("p", { class: "card-remark said" }, each.text)), element("p", { class: "card-remark" }, write)];
}

function chartLink(figure) {
  if (!figure.chart) return [];
  const go = () => {
    const chart = document.getElementById(figure.chart);
    if (matchMedia("(max-width: 1023px)").matches) close(false);
    chart.focus({ preventScroll: true });
    reveal(chart);
  };
  return [element("h3", {}, words.charts), element("button", { class: "go", type: "button", onclick: go }, words.see_chart)];
}

function legend(number) {
  const lit = [["is-same", words.legend_same, marksOf[number].length > 0],
    ["is-input", words.legend_input, report.querySelector(".is-input")],
    ["is-output", words.legend_output, report.querySelector(".is-output")]];
  const made = element("p", { class: "legend" }, words.legend);
  for (const [light_, text, isThere] of lit) if (isThere) made.append(" ", element("span", { class: light_ }, text));
  return made;
}

const markAt = (event) => event.target.closest(".figure");

report.addEventListener("pointerover", (event) => {
  const mark = markAt(event);
  if (mark && event.pointerType === "mouse" && !isKept) show(mark);
});
report.addEventListener("focusin", (event) => {
  const mark = markAt(event);
  // A tap focuses before it clicks: the sheet must not come up between finger and figure.
  if (!mark || mark === active || isClosing || !mark.matches(":focus-visible")) return;
  show(mark);
  reveal(mark, "nearest");
});
report.addEventListener("click", (event) => {
  const mark = markAt(event);
  if (!mark) {
    if (getSelection().isCollapsed) close(false);
  } else if (mark === active && isKept) {
    close(false);
  } else {
    cameFrom = null;
    show(mark, true);
    reveal(mark, "nearest");
  }
});
report.addEventListener("keydown", (event) => {
  const mark = markAt(event);
  if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  cameFrom = null;
  show(mark, true);
  reveal(mark, "nearest");
  panel.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) close();
});
