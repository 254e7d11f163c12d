// Remarks of whoever reads the page: kept in this browser, and saved as a file to send.

const REMARKS = "ntmreport:remarks:";
const NOTEBOOK = `${REMARKS}${data.report.data_digest}:${data.report.form_digest}`;
const NAME = "ntmreport:name";
const DRAFT = "ntmreport:draft";
const isServed = location.protocol === "http:"; // by a program whose address is another next time

const remarksBox = document.getElementById("remarks");
const remarkList = document.getElementById("remark-list");
const remarkForm = document.getElementById("remark-form");
const remarkText = document.getElementById("remark-text");
const remarkStatus = document.getElementById("remark-status");
const remarkAuthor = document.getElementById("remark-author");

let unkept = null; // the remarks where the browser keeps nothing
let shownRemarks = [];
let about = null; // what the form is on: a place, or a remark that is changed
let backFromForm = null;
let isSent = true;

// Keeping: read anew each time, as the page may be open twice.

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function asRemarks(text) {
  try {
    const found = JSON.parse(text).remarks;
    return found.filter((each) => typeof each.text === "string" && Number.isInteger(each.number));
  } catch {
    return [];
  }
}

function remarksKept() {
  return unkept ?? asRemarks(read(NOTEBOOK));
}

function keep(remarks) {
  remarks.sort((one, other) => one.number - other.number);
  isSent = remarks.length === 0;
  try {
    if (remarks.length) localStorage.setItem(NOTEBOOK, JSON.stringify({ report: data.report, remarks }));
    else localStorage.removeItem(NOTEBOOK);
    unkept = null;
  } catch {
    unkept = remarks;
  }
  list();
}

function nextNumber(remarks) {
  return Math.max(0, ...remarks.map((each) => each.number)) + 1;
}

// Writing

function say(text, ...more) {
  remarkStatus.replaceChildren(text, ...more);
}

function writeOn(place, text = "") {
  if (!remarkForm.hidden && remarkText.value.trim() && about.number !== place.number) {
    remarkText.focus(); // what is being written comes first
    return;
  }
  about = place;
  backFromForm = document.activeElement;
  document.getElementById("remark-section").textContent = place.section;
  document.getElementById("remark-quoted").textContent = place.quoted;
  remarkText.value = text;
  remarkForm.hidden = false;
  remarksBox.open = true;
  if (matchMedia("(max-width: 1023px)").matches) close(false);
  say("");
  remarkText.focus();
}

function leaveForm() {
  remarkForm.hidden = true;
  remarkText.value = "";
  about = null;
  const back = backFromForm?.isConnected && backFromForm.checkVisibility() ? backFromForm : remarkNew;
  if (placesOfRemarks.includes(back)) back.tabIndex = -1;
  back.focus({ preventScroll: true });
}

remarkForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = remarkText.value.trim();
  if (!text) {
    remarkText.focus();
    return;
  }
  const remarks = remarksKept();
  const written = new Date().toISOString();
  const known = remarks.find((each) => each.number === about.number);
  if (known) Object.assign(known, { text, written });
  else remarks.push({ ...about, number: about.number ?? nextNumber(remarks), text, written });
  keep(remarks);
  leaveForm();
  say(unkept || isServed ? words.remark_not_kept : words.remark_kept);
});
remarkForm.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    remarkForm.requestSubmit();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    const isChanged = remarkText.value.trim() !== (about.text ?? "");
    if (isChanged) document.getElementById("remark-cancel").focus(); // nothing is thrown away by one key
    else leaveForm();
  }
});
document.getElementById("remark-cancel").addEventListener("click", leaveForm);

// The list

function list() {
  const remarks = remarksKept();
  shownRemarks = remarks;
  document.getElementById("remark-count").textContent = remarks.length ? `(${remarks.length})` : `(${words.remark_none})`;
  document.getElementById("remark-sending").hidden = remarks.length === 0;
  remarkList.replaceChildren(...remarks.map(entry));
  for (const each of report.querySelectorAll(".has-remark")) each.classList.remove("has-remark");
  for (const each of remarks) targetOf(each)?.classList.add("has-remark");
  if (unkept || (isServed && remarks.length)) say(words.remark_not_kept);
  if (active) panelBody.replaceChildren(...cardOf(numberOf(active), active)); // which tells them too
}

/** The figure or paragraph of this page that a remark is on, if it is still there. */
function targetOf(remark) {
  const found = document.getElementById(String(remark.figure || remark.target));
  return found && report.contains(found) ? found : null;
}

function entry(remark) {
  const where = element("span", { class: "section" }, String(remark.section ?? ""));
  const what = [where, " ", element("q", {}, String(remark.quoted ?? ""))];
  const item = element("li", { class: "remark", value: String(remark.number) });
  if (targetOf(remark)) {
    item.append(element("button", { class: "go", type: "button", lang: "vi", title: words.go, onclick: (event) => goTo(remark, event.currentTarget) }, ...what));
  } else {
    item.append(element("p", { class: "lost" }, element("span", { lang: "vi" }, ...what), ` (${words.remark_lost})`));
  }
  item.append(
    element("p", { class: "said" }, remark.text),
    element("p", { class: "buttons" },
      element("button", { type: "button", "aria-label": `${words.remark_edit} ${remark.number}`, onclick: () => writeOn(remark, remark.text) }, words.remark_edit),
      element("button", { type: "button", "aria-label": `${words.remark_remove} ${remark.number}`, onclick: () => remove(remark) }, words.remark_remove)));
  return item;
}

function goTo(remark, from) {
  const target = targetOf(remark);
  arriveAt(target);
  if (!target.classList.contains("figure")) target.classList.add("is-pointed");
  cameFrom = from;
}

function remove(remark) {
  keep(remarksKept().filter((each) => each.number !== remark.number));
  const back = element("button", { type: "button", onclick: () => {
    const remarks = remarksKept();
    const isTaken = remarks.some((each) => each.number === remark.number);
    keep([...remarks, { ...remark, number: isTaken ? nextNumber(remarks) : remark.number }]);
    say(words.remark_kept);
    remarkNew.focus();
  } }, words.remark_undo);
  say(`${words.remark_removed} `, back);
  back.focus();
}

// Remarks on an earlier state of the same report

function earlierNotebooks() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(REMARKS) || key === NOTEBOOK) continue;
      const of = JSON.parse(localStorage.getItem(key)).report;
      if (["unit", "period", "data"].every((name) => of[name] === data.report[name])) found.push(key);
    }
  } catch {
    // A browser that keeps nothing has nothing from before.
  }
  return found;
}

function offerEarlier() {
  const line = document.getElementById("remark-earlier");
  const keys = earlierNotebooks();
  const number = keys.reduce((sum, key) => sum + asRemarks(read(key)).length, 0);
  line.hidden = number === 0;
  if (!number) return;
  const take = element("button", { type: "button", onclick: () => {
    const remarks = remarksKept();
    for (const key of keys) for (const each of asRemarks(read(key))) remarks.push(moved(each, nextNumber(remarks)));
    keep(remarks);
    if (!unkept) for (const key of keys) localStorage.removeItem(key);
    offerEarlier();
    remarkNew.focus();
  } }, `${words.remark_take} (${number})`);
  line.replaceChildren(`${words.remark_earlier} `, take);
  remarksBox.open = true;
}

/** A remark on an earlier state, at the same words or the same figure of this one. */
function moved(remark, number) {
  const same = placesOfRemarks.find((block) => block.textContent === remark.paragraph);
  const mark = remark.path ? marks.find((each) => data.figures[numberOf(each)].path === remark.path) : null;
  const inSame = same && remark.figure ? [...same.querySelectorAll(".figure")].find((each) => data.figures[numberOf(each)].path === remark.path) : null;
  const place = inSame ?? (remark.figure ? mark : null);
  if (place) return { ...remark, number, target: place.closest(".block, .cell, p[id]").id, figure: place.id };
  return { ...remark, number, target: same ? same.id : "", figure: "" };
}

// The file to send

document.getElementById("remark-save").addEventListener("click", () => {
  const author = remarkAuthor.value.trim();
  if (!author) {
    remarkAuthor.setAttribute("aria-invalid", "true");
    remarkAuthor.focus();
    say(words.remark_name_first);
    return;
  }
  const remarks = remarksKept();
  const content = { ntmreport: "remarks", version: 1, report: data.report, author, written: new Date().toISOString(), remarks };
  const blob = new Blob([`${JSON.stringify(content, null, 1)}\n`], { type: "application/json" });
  const name = `gop-y-${data.report.data.split("/").pop() || "bao-cao"}.json`;
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  isSent = true;
  say(`${words.remark_saved} ${name}.`);
});
remarkAuthor.addEventListener("input", () => {
  remarkAuthor.removeAttribute("aria-invalid");
  try {
    localStorage.setItem(NAME, remarkAuthor.value);
  } catch {
    // It is asked for again.
  }
});
addEventListener("storage", (event) => {
  if (event.key === NOTEBOOK) list();
});
// What is being written outlives a page that is loaded anew, as a served one does by itself.
addEventListener("beforeunload", (event) => {
  if (!isServed && ((unkept && !isSent) || isWriting())) event.preventDefault();
});
addEventListener("pagehide", () => {
  if (!isWriting()) return;
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify({ about, text: remarkText.value }));
  } catch {
    // The reader was asked before.
  }
});

function isWriting() {
  return !remarkForm.hidden && remarkText.value.trim() !== "";
}

function goOnWriting() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(DRAFT));
    sessionStorage.removeItem(DRAFT);
    if (draft && typeof draft.text === "string") writeOn(moved(draft.about, draft.about.number), draft.text);
  } catch {
    // There is nothing to go on with.
  }
}

remarkAuthor.value = read(NAME) ?? "";
list();
if (remarksKept().length) remarksBox.open = true;
offerEarlier();
goOnWriting();
