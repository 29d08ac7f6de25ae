// The page of one letter and its report. The report is rendered from data and edited in place. The changes are saved in
// the storage of the browser as corrections: a JSON Patch (RFC 6902) of the report as it was read, with a test for each
// old value.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const shapes = data.shape;
  const original = document.getElementById("original");
  const report = document.getElementById("report");
  const tools = document.getElementById("tools");
  const status = document.getElementById("status");
  const KEY = `sqsreport-review:${data.sha256}`;
  const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

  const copy = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const escapeStep = (step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1");
  const stepsOf = (pointer) => pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const parentOf = (pointer) => pointer.slice(0, pointer.lastIndexOf("/"));
  const lastOf = (pointer) => stepsOf(pointer).at(-1);
  const isWithin = (pointer, ancestor) => pointer === ancestor || pointer.startsWith(`${ancestor}/`);

  function make(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "on") for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  const button = (words, onClick, attributes = {}) =>
    make("button", { type: "button", on: { click: onClick }, ...attributes }, words);

  // ------------------------------------------------------------------------------------------ documents

  function same(one, other) {
    if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((each, i) => same(each, other[i]));
    if (isObject(one)) {
      const keys = Object.keys(one);
      return isObject(other) && keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
    }
    return one === other;
  }

  function valueAt(doc, pointer) {
    let value = doc;
    for (const step of stepsOf(pointer)) {
      if (value === undefined || value === null || typeof value !== "object") return undefined;
      value = Object.hasOwn(value, step) ? value[step] : undefined;
    }
    return value;
  }

  // Set the value at a pointer. Missing parents are created, and the keys of an object stay in the order of the schema.
  function put(doc, pointer, value) {
    const parent = parentOf(pointer);
    if (valueAt(doc, parent) === undefined) put(doc, parent, shapeAt(parent).kind === "list" ? [] : {});
    const holder = valueAt(doc, parent);
    const step = lastOf(pointer);
    if (Array.isArray(holder)) {
      holder[Number(step)] = value;
      return;
    }
    holder[step] = value;
    const order = Object.keys(keysOf(shapeAt(parent)));
    const sorted = Object.keys(holder).sort((a, b) => order.indexOf(a) - order.indexOf(b)).map((key) => [key, holder[key]]);
    for (const [key] of sorted) delete holder[key];
    Object.assign(holder, Object.fromEntries(sorted));
  }

  // Remove the value at a pointer, and parents that are then empty, because a report has no empty lists and objects.
  function take(doc, pointer) {
    if (pointer === "") return;
    const parent = parentOf(pointer);
    const holder = valueAt(doc, parent);
    if (Array.isArray(holder)) holder.splice(Number(lastOf(pointer)), 1);
    else delete holder[lastOf(pointer)];
    if (Object.keys(holder).length === 0) take(doc, parent);
  }

  // Return the changes between two documents; a list with another number of items is one change.
  function changesOf(before, after, where = "") {
    if (same(before, after)) return [];
    if (isObject(before) && isObject(after)) {
      const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      return keys.flatMap((key) => changesOf(before[key], after[key], `${where}/${escapeStep(key)}`));
    }
    if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      return before.flatMap((each, index) => changesOf(each, after[index], `${where}/${index}`));
    }
    return [{ path: where, before, after }];
  }

  const patchOf = (changes) =>
    changes.flatMap(({ path, before, after }) => [
      ...(before === undefined ? [] : [{ op: "test", path, value: before }]),
      before === undefined ? { op: "add", path, value: after } : after === undefined ? { op: "remove", path } : { op: "replace", path, value: after },
    ]);

  // Apply a saved patch. Values that are read differently now are not changed; their pointers are returned as conflicts.
  function applied(doc, patch) {
    const edited = copy(doc);
    const conflicts = [];
    let before;
    for (const { op, path, value } of patch) {
      if (op === "test") {
        before = { path, value };
        continue;
      }
      const expected = before && before.path === path ? before.value : undefined;
      before = undefined;
      const found = valueAt(doc, path);
      if (same(found, expected)) {
        if (op === "remove") delete valueAt(edited, parentOf(path))[lastOf(path)];
        else put(edited, path, copy(value));
      } else if (!same(found, value)) conflicts.push(path);
    }
    return { edited, conflicts };
  }

  // ------------------------------------------------------------------------------------------ shapes

  const keysOf = (shape) => (shape && shape.kind === "object" ? (shape.keys || shapes[shape.ref].keys) : {});
  const requiredOf = (shape) => (shape && shape.kind === "object" ? shape.required || shapes[shape.ref].required : []);

  function shapeAt(pointer) {
    let shape = shapes.report;
    for (const step of stepsOf(pointer)) shape = shape && (shape.kind === "list" ? shape.of : keysOf(shape)[step]);
    return shape;
  }

  function titleOf(pointer) {
    const shape = shapeAt(pointer);
    const step = lastOf(pointer);
    if (pointer && shapeAt(parentOf(pointer)).kind === "list") {
      const title = shape.kind === "object" ? shapes[shape.ref].title : shapeAt(parentOf(pointer)).title;
      return `${title} ${Number(step) + 1}`;
    }
    return shape ? shape.title : step;
  }

  const pathTitle = (pointer) =>
    stepsOf(pointer).map((_, index, all) => titleOf(`/${all.slice(0, index + 1).map(escapeStep).join("/")}`)).join(" › ");

  function isRequired(pointer) {
    const parent = shapeAt(parentOf(pointer));
    return parent.kind === "object" && requiredOf(parent).includes(lastOf(pointer));
  }

  const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

  // Return the message for invalid input, or "".
  function mistakeIn(shape, typed) {
    if (typed === "") return "Give a value, or remove the field.";
    if (shape.kind === "date") {
      const day = DAY.exec(typed);
      const date = day && new Date(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])));
      return date && date.toISOString().startsWith(typed) ? "" : "Give a day of the calendar, such as 2015-03-09.";
    }
    if (shape.kind === "number") {
      const number = Number(typed);
      if (!Number.isFinite(number) || (shape.whole && !Number.isInteger(number))) return `Give a ${shape.whole ? "whole " : ""}number.`;
      if (shape.minimum !== undefined && number < shape.minimum) return `Give ${shape.minimum} or more.`;
      if (shape.maximum !== undefined && number > shape.maximum) return `Give ${shape.maximum} or less.`;
      return "";
    }
    if (shape.maxLength && typed.length > shape.maxLength) return `Give at most ${shape.maxLength} characters.`;
    if (shape.pattern && !new RegExp(shape.pattern, "u").test(typed)) return patternAdvice(shape);
    return "";
  }

  const patternAdvice = (shape) => `This does not have the form of “${shape.title}”.`;

  // -------------------------------------------------------------------------------------------- state

  // The report as it was read, or the draft of an incomplete one, which is then part of the corrections.
  const read = data.draft || data.read;
  let edited = copy(data.edited || read);
  let accepted = new Set(data.accepted); // pointers into the report as it was read
  let settled = new Set(); // problems and passages that need no value
  let isChecked = data.checked;
  let by = data.by || "";
  let note = data.note || "";
  let conflicts = [];
  let current = "";
  let history = [];

  function fromStorage() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(KEY) || "null");
      by = by || localStorage.getItem("sqsreport-review:by") || "";
    } catch {
      announce("The browser keeps nothing for this page; download the corrections before you leave it.");
    }
    if (!kept || !kept.file || (data.at && kept.file.at && Date.parse(kept.file.at) < Date.parse(data.at))) return;
    const patch = kept.file.patch;
    const tail = patch.findLastIndex((each) => each.op !== "test") + 1;
    const result = applied(data.read, patch.slice(0, tail));
    edited = result.edited;
    conflicts = result.conflicts;
    accepted = new Set(patch.slice(tail).map((each) => each.path));
    settled = new Set(kept.settled || []);
    isChecked = Boolean(kept.file.checked);
    note = kept.file.note || note;
    by = kept.file.by || by;
  }

  function fileOf() {
    const changes = changesOf(data.read, edited);
    const tests = [...accepted]
      .filter((pointer) => valueAt(read, pointer) !== undefined && !changes.some(({ path }) => isWithin(pointer, path) || isWithin(path, pointer)))
      .map((path) => ({ op: "test", path, value: valueAt(read, path) }));
    return {
      $schema: "urn:sqsreport:schema:1.0:corrections",
      version: "1.0",
      letter: data.letter,
      sha256: data.sha256,
      ...(isChecked ? { checked: true } : {}),
      ...(by ? { by } : {}),
      at: new Date().toISOString(),
      ...(note ? { note } : {}),
      patch: [...patchOf(changes), ...tests],
    };
  }

  function save() {
    renewId();
    const file = fileOf();
    const isEmpty = changesOf(read, edited).length === 0 && accepted.size === 0 && !isChecked && settled.size === 0 && !data.at;
    try {
      if (isEmpty) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify({ file, settled: [...settled], left: openDoubts().length }));
      if (by) localStorage.setItem("sqsreport-review:by", by);
    } catch {
      announce("The browser's storage is full or closed; download the corrections before you leave this page.");
    }
  }

  // Compute the id of the report from its area and its first day of fieldwork.
  function renewId() {
    const inspection = edited.inspection;
    if (!valueAt(edited, "/inspection/service/area") || !valueAt(edited, "/inspection/fieldwork/start")) return;
    const places = ["/inspection/service/area", "/inspection/fieldwork/start"];
    if (places.some((each) => valueAt(read, each) !== valueAt(edited, each)) || !read.id) {
      const words = `${inspection.service.area} ${inspection.programme || "SQS"} ${inspection.fieldwork.start}`;
      const plain = words.replaceAll("&", " and ").normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase();
      put(edited, "/id", plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, ""));
    } else edited.id = read.id;
  }

  function change(action, words) {
    history.push({ edited: copy(edited), accepted: [...accepted], settled: [...settled], isChecked });
    history = history.slice(-50);
    action();
    if (edited.schema_version === undefined) Object.assign(edited, { schema_version: "1.0", language: edited.language || "en" });
    save();
    draw();
    if (words) announce(words);
  }

  function undo() {
    const before = history.pop();
    if (!before) return announce("There is nothing to undo.");
    edited = before.edited;
    accepted = new Set(before.accepted);
    settled = new Set(before.settled);
    isChecked = before.isChecked;
    save();
    draw();
    return announce("Undone.");
  }

  let silence = 0;

  function announce(words) {
    status.textContent = words;
    // Hide the message after a while, because it covers the report.
    clearTimeout(silence);
    silence = setTimeout(() => { status.textContent = ""; }, 10_000);
  }

  // ------------------------------------------------------------------- where a value was when it was read

  // Return the pointers of a value in the report as it was read. Items of a changed list are matched by their text.
  function readPointers(pointer) {
    const replaced = changesOf(read, edited).find(({ path, before, after }) =>
      Array.isArray(before) && Array.isArray(after) && pointer !== path && isWithin(pointer, path));
    if (!replaced) return [pointer];
    const [index, ...rest] = stepsOf(pointer.slice(replaced.path.length));
    const tail = rest.map((step) => `/${escapeStep(step)}`).join("");
    return origins(replaced)[Number(index)].map((origin) => `${replaced.path}/${origin}${tail}`);
  }

  const wordsOf = (value) => {
    const words = typeof value === "string" ? value : isObject(value) ? value.text || value.role || JSON.stringify(value) : JSON.stringify(value);
    return words.replace(/\s+/g, " ").trim();
  };

  function origins({ before, after }) {
    const free = new Set(before.keys());
    const exact = after.map((item) => {
      const found = [...free].find((index) => same(before[index], item));
      if (found !== undefined) free.delete(found);
      return found;
    });
    return after.map((item, index) => {
      if (exact[index] !== undefined) return [exact[index]];
      const words = wordsOf(item);
      const alike = [...free].filter((each) => words && (words.includes(wordsOf(before[each])) || wordsOf(before[each]).includes(words)));
      return alike.length ? alike : free.has(index) ? [index] : [];
    });
  }

  const passagesOf = (pointer) => [...new Set(readPointers(pointer).flatMap((each) => data.sources[each] || []))];

  // ------------------------------------------------------------------------------------------- doubts

  const REQUIRED = ["/title", "/published", "/inspection/service/name", "/inspection/service/area", "/inspection/fieldwork/start", "/inspection/fieldwork/end"];
  const problemKey = (problem) => `${problem.code} ${problem.pointer} ${problem.message}`;

  function isSettled(problem) {
    if (isChecked || settled.has(problemKey(problem))) return true;
    if (problem.code === "SQS402" || problem.code === "SQS419") return REQUIRED.every((each) => valueAt(edited, each) !== undefined);
    if (!problem.pointer) return false;
    if (accepted.has(problem.pointer)) return true;
    const before = valueAt(read, problem.pointer);
    return before === undefined ? problem.code === "SQS401" && valueAt(edited, problem.pointer) !== undefined : !same(before, valueAt(edited, problem.pointer));
  }

  const problemsAt = (pointer) => {
    const pointers = readPointers(pointer);
    return data.problems.filter((problem) => problem.pointer && pointers.includes(problem.pointer) && !isSettled(problem));
  };

  const unreadPassages = () => [...original.querySelectorAll(".passage.unread")].filter((each) => !each.classList.contains("settled"));
  const openDoubts = () => [...report.querySelectorAll(".problem"), ...unreadPassages()];

  function accept(pointer, problem) {
    change(() => {
      if (problem) {
        if (problem.pointer && valueAt(read, problem.pointer) !== undefined && problem.severity === "warning") accepted.add(problem.pointer);
        else settled.add(problemKey(problem));
      } else for (const each of problemsAt(pointer)) accepted.add(each.pointer);
    }, "Accepted.");
  }

  // ------------------------------------------------------------------------------------------- drawing

  const kindOf = ({ code, severity }) => (severity === "error" ? "Error" : code === "SQS401" ? "Missing" : code.startsWith("SQS5") ? "Doubt" : "Warning");

  function problemItem(problem) {
    const item = make("div", { class: `problem ${problem.severity}${problem.code === "SQS401" ? " absent" : ""}`, tabindex: -1 },
      make("span", { class: "code", title: problem.code }, kindOf(problem)), " ", make("span", {}, problem.message), " ");
    const absent = problem.pointer && valueAt(edited, problem.pointer) === undefined && shapeAt(problem.pointer);
    if (absent) item.append(button(`Add ${titleOf(problem.pointer).toLowerCase()}`, () => add(problem.pointer)));
    item.append(button("Accept", () => accept(problem.pointer, problem), { "aria-label": `Accept: ${problem.message}` }));
    item.addEventListener("focusin", () => light(problem.pointer, problem.passages));
    return item;
  }

  function draw() {
    const scroll = report.scrollTop;
    const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest(".field") : null;
    const pointer = focused ? focused.dataset.pointer : current;
    for (const each of [...report.children]) if (each.id !== "report-title") each.remove();
    const shown = new Set();
    const tree = fields("", shapes.report, edited, shown);
    const general = data.problems.filter((problem) => !isSettled(problem) && ![...shown].some((each) => readPointers(each).includes(problem.pointer)));
    for (const path of conflicts) {
      general.unshift({ code: "SQS602", severity: "error", pointer: path, passages: [], message: `A correction of ${pathTitle(path)} was not applied, because the letter is read differently now.` });
    }
    if (general.length) report.append(make("div", { class: "general", role: "group", "aria-label": "Problems of the whole letter" }, ...general.map(problemItem)));
    if (!Object.keys(read).length) {
      report.append(make("p", { class: "notice" }, "No report could be made of this letter. Fill in what a report cannot do without; text of the letter is put into a field from the left."));
    }
    report.append(tree, signature());
    for (const each of original.querySelectorAll(".passage.unread")) {
      const words = textOf(each);
      each.classList.toggle("settled", isChecked || settled.has(words) || isPlaced(words));
    }
    drawTools();
    select(pointer, false);
    report.scrollTop = scroll;
  }

  const plain = (words) => ` ${words.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

  // Check whether unread text is in a value that a person changed.
  function isPlaced(words) {
    const changes = changesOf(read, edited);
    const needle = plain(words);
    return needle.trim() !== "" && changes.some(({ after }) => after !== undefined && plain(JSON.stringify(after).replaceAll("\\n", " ")).includes(needle));
  }

  function fields(pointer, shape, value, shown) {
    const list = make("ul", { class: "fields", role: "list" });
    const parts = shape.kind === "list"
      ? value.map((item, index) => [index, shape.of, item])
      : Object.entries(keysOf(shape)).map(([key, about]) => [key, about, value ? value[key] : undefined]);
    for (const [step, about, part] of parts) {
      const where = `${pointer}/${escapeStep(step)}`;
      if (part !== undefined) list.append(field(where, about, part, shown));
      else if (requiredOf(shape).includes(String(step)) && where !== "/id") list.append(missing(where, about));
    }
    const absent = shape.kind === "object" ? Object.keys(keysOf(shape)).filter((key) => value[key] === undefined && !requiredOf(shape).includes(key)) : [];
    if (absent.length) list.append(adder(pointer, absent));
    return list;
  }

  function adder(pointer, keys) {
    const label = pointer ? `Add to ${titleOf(pointer)}` : "Add a part";
    const choice = make("select", { "aria-label": label, on: { change: () => choice.value && add(`${pointer}/${escapeStep(choice.value)}`) } },
      make("option", { value: "" }, "Add…"), ...keys.map((key) => make("option", { value: key }, titleOf(`${pointer}/${escapeStep(key)}`))));
    return make("li", { class: "adder" }, choice);
  }

  function missing(pointer, shape) {
    const item = make("li", { class: "field missing", id: idOf(pointer), "data-pointer": pointer },
      make("div", { class: "head" }, nameOf(pointer), make("span", { class: "value" }, "required"), " "));
    item.firstChild.append(button("Add", () => add(pointer), { "aria-label": `Add ${titleOf(pointer)}` }));
    if (shape.kind === "object") item.append(fields(pointer, shape, {}, new Set()));
    return item;
  }

  const idOf = (pointer) => `f${pointer.replaceAll("/", "-")}`;
  const nameOf = (pointer) => button(titleOf(pointer), () => select(pointer), { class: "name", title: pointer });

  function field(pointer, shape, value, shown) {
    shown.add(pointer);
    const isLeaf = shape.kind !== "object" && shape.kind !== "list";
    const problems = problemsAt(pointer);
    const before = readPointers(pointer);
    const isChanged = isLeaf && !before.some((each) => same(valueAt(read, each), value));
    const classes = ["field", isLeaf ? "leaf" : "group", problems.length ? "doubtful" : "", isChanged ? "changed" : ""];
    const head = make("div", { class: "head" }, nameOf(pointer));
    if (isLeaf) {
      head.append(make("span", { class: "value" }, String(value)));
      if (isChanged) head.append(make("span", { class: "remark" }, "corrected"));
      else if (passagesOf(pointer).length === 0) head.append(make("span", { class: "remark" }, "not printed in the letter"));
    }
    const item = make("li", { class: classes.filter(Boolean).join(" "), id: idOf(pointer), "data-pointer": pointer }, head, ...problems.map(problemItem));
    if (!isLeaf) item.append(fields(pointer, shape, value, shown));
    return item;
  }

  // Return the buttons of a field. Only the current field has them, so that Tab does not pass hundreds of buttons.
  function actions(pointer) {
    const shape = shapeAt(pointer);
    const holder = valueAt(edited, parentOf(pointer));
    const isLeaf = shape.kind !== "object" && shape.kind !== "list";
    const bar = make("div", { class: "actions", role: "group", "aria-label": `Actions on ${titleOf(pointer)}` });
    if (pointer === "/id" || shape.const !== undefined) return bar;
    if (isLeaf) bar.append(button("Edit", () => edit(pointer)));
    if (problemsAt(pointer).length) bar.append(button("Accept", () => accept(pointer)));
    if (shape.kind === "list") bar.append(button(`Add to ${shape.title.toLowerCase()}`, () => add(`${pointer}/${valueAt(edited, pointer).length}`)));
    if (Array.isArray(holder)) {
      if (Number(lastOf(pointer)) + 1 < holder.length && textKey(shape) !== null) bar.append(button("Join with the next", () => join(pointer)));
      bar.append(button("Add after", () => insert(pointer)));
    }
    if (!isRequired(pointer)) bar.append(button("Remove", () => remove(pointer)));
    return bar;
  }

  // Return the key of the text of an item that can be split and joined; "" for a text, and null for other items.
  function textKey(shape) {
    if (shape.kind === "text") return "";
    return shape.kind === "object" && keysOf(shape).text ? "text" : null;
  }

  function select(pointer, isShown = true) {
    for (const each of report.querySelectorAll(".actions")) each.remove();
    for (const each of report.querySelectorAll(".current")) each.classList.remove("current");
    const item = pointer ? document.getElementById(idOf(pointer)) : null;
    current = item ? pointer : "";
    if (!item) return light(null);
    item.classList.add("current");
    if (!item.classList.contains("missing")) item.querySelector(":scope > .head").after(actions(pointer));
    light(pointer);
    if (isShown) {
      item.querySelector(".name").focus({ preventScroll: true });
      reveal(item.querySelector(":scope > .head"), report);
    }
    return undefined;
  }

  // -------------------------------------------------------------------------------------------- light

  function light(pointer, passages) {
    for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
    if (!pointer && !(passages && passages.length)) return;
    const ids = passages && passages.length ? passages : passagesOf(pointer);
    const places = ids.map((id) => document.getElementById(id)).filter(Boolean);
    for (const each of places) each.classList.add("lit");
    const item = pointer && document.getElementById(idOf(pointer));
    if (item) item.classList.add("lit");
    if (places.length) reveal(places[0], original);
  }

  function reveal(target, column) {
    const box = target.getBoundingClientRect();
    const seen = column.getBoundingClientRect();
    const title = column.querySelector("h2").offsetHeight;
    if (box.top >= seen.top + title && box.bottom <= seen.bottom) return;
    const top = box.top - seen.top - title - Math.max(8, (seen.height - title - box.height) / 3);
    column.scrollBy({ top, behavior: stillness.matches ? "instant" : "smooth" });
  }

  const fieldsOf = (id) => {
    const found = [...report.querySelectorAll(".field.leaf")].filter((item) => passagesOf(item.dataset.pointer).includes(id));
    return found.length ? found : [];
  };

  // --------------------------------------------------------------------------------------------- edit

  function edit(pointer, initial) {
    select(pointer);
    const item = document.getElementById(idOf(pointer));
    const shape = shapeAt(pointer);
    const isItem = Array.isArray(valueAt(edited, parentOf(pointer))) || (lastOf(pointer) === "text" && Array.isArray(valueAt(edited, parentOf(parentOf(pointer)))));
    const value = initial === undefined ? valueAt(edited, pointer) : initial;
    const words = value === undefined ? "" : String(value);
    const isLong = shape.prose || words.length > 70;
    const input = shape.enum
      ? make("select", { id: "editor" }, ...shape.enum.map((each) => make("option", { value: each, selected: each === value }, each)))
      : make(isLong ? "textarea" : "input", { id: "editor", ...(isLong ? { rows: Math.min(14, Math.ceil(words.length / 60) + 1) } : { type: "text", size: 40 }), ...(shape.kind === "number" ? { inputmode: "decimal" } : {}), "aria-describedby": "mistake" });
    if (!shape.enum) input.value = words;
    const mistake = make("p", { id: "mistake", class: "mistake", role: "alert" });
    const check = () => {
      const found = mistakeIn(shape, input.value.trim());
      mistake.textContent = found;
      input.setAttribute("aria-invalid", String(Boolean(found)));
      return !found;
    };
    const done = () => {
      if (!check()) return input.focus();
      const typed = isLong ? input.value.replace(/\s*\n\s*/g, " ").trim() : input.value.trim();
      const result = shape.kind === "number" ? Number(typed) : typed;
      change(() => put(edited, pointer, result), "Saved in this browser.");
      return select(pointer);
    };
    const cancel = () => {
      draw();
      select(pointer);
    };
    const split = () => {
      const parts = [input.value.slice(0, input.selectionStart).trim(), input.value.slice(input.selectionStart).trim()];
      if (parts.some((part) => part === "")) return (mistake.textContent = "Put the cursor where the second part begins.");
      return splitAt(pointer, parts);
    };
    const form = make("form", { class: "editor", on: {
      submit: (event) => { event.preventDefault(); done(); },
      input: check,
      keydown: (event) => {
        event.stopPropagation();
        if (event.key === "Escape") cancel();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey || !isLong)) { event.preventDefault(); done(); }
      },
    } },
      make("label", { for: "editor" }, titleOf(pointer)), input, mistake,
      make("div", { class: "buttons" }, make("button", { type: "submit", class: "primary" }, "Save"), button("Cancel", cancel),
        shape.kind === "text" && isItem && isLong ? button("Split at the cursor", split) : null));
    for (const each of item.querySelectorAll(":scope > .actions")) each.remove();
    item.querySelector(":scope > .head").after(form);
    input.focus();
  }

  function blank(shape, pointer) {
    if (shape.const !== undefined) return shape.const;
    if (shape.enum) return shape.enum[0];
    if (shape.kind === "list") return [blank(shape.of, `${pointer}/0`)];
    if (shape.kind === "number") return 0;
    if (shape.kind !== "object") return "";
    const wanted = requiredOf(shape);
    const keys = wanted.length ? wanted : Object.keys(keysOf(shape)).slice(0, 1);
    return Object.fromEntries(keys.map((key) => [key, key === "id" && pointer ? newId(pointer) : blank(keysOf(shape)[key], `${pointer}/${key}`)]));
  }

  // Return an unused id for an item, such as strength-3.
  function newId(pointer) {
    const used = new Set(JSON.stringify(edited).match(/"id":"[^"]+"/g));
    const stem = pointer.split("/")[1].replace(/s$/, "");
    let number = 1;
    while (used.has(`"id":"${stem}-${number}"`)) number += 1;
    return `${stem}-${number}`;
  }

  // Return the pointer of the first value at or below a pointer that needs input: an empty text or a number.
  function firstBlank(pointer) {
    const value = valueAt(edited, pointer);
    if (value === "" || typeof value === "number") return pointer;
    if (value === null || typeof value !== "object") return null;
    return Object.keys(value).map((key) => firstBlank(`${pointer}/${escapeStep(key)}`)).find(Boolean) || null;
  }

  function add(pointer) {
    change(() => put(edited, pointer, blank(shapeAt(pointer), pointer)));
    const first = firstBlank(pointer) || pointer;
    edit(first, shapeAt(first).kind === "number" ? "" : undefined);
  }

  function insert(pointer) {
    const parent = parentOf(pointer);
    const index = Number(lastOf(pointer)) + 1;
    const place = `${parent}/${index}`;
    change(() => valueAt(edited, parent).splice(index, 0, blank(shapeAt(place), place)));
    edit(firstBlank(place) || place);
  }

  function remove(pointer) {
    change(() => take(edited, pointer), `${titleOf(pointer)} removed. Press u to undo.`);
    select(valueAt(edited, pointer) === undefined ? parentOf(pointer) : pointer);
  }

  function join(pointer) {
    const key = textKey(shapeAt(pointer));
    const holder = valueAt(edited, parentOf(pointer));
    const index = Number(lastOf(pointer));
    change(() => {
      const [next] = holder.splice(index + 1, 1);
      if (key === "") holder[index] = `${holder[index]} ${next}`;
      else {
        holder[index][key] = `${holder[index][key]} ${next[key]}`;
        if (next.items) holder[index].items = [...(holder[index].items || []), ...next.items];
      }
    }, "Joined.");
    select(pointer);
  }

  function splitAt(pointer, [first, second]) {
    const isText = Array.isArray(valueAt(edited, parentOf(pointer)));
    const item = isText ? pointer : parentOf(pointer);
    const holder = valueAt(edited, parentOf(item));
    const index = Number(lastOf(item));
    change(() => {
      if (isText) holder.splice(index, 1, first, second);
      else holder.splice(index, 1, { ...holder[index], text: first }, { ...("id" in holder[index] ? { id: newId(item) } : {}), text: second });
    }, "Split.");
    select(isText ? `${parentOf(item)}/${index + 1}` : `${parentOf(item)}/${index + 1}/text`);
  }

  // ------------------------------------------------------------------------------------ unread passages

  const textOf = (passage) => passage.getAttribute("aria-label")?.replace(/^Unread: /, "") || passage.querySelector(".words").textContent;

  // Return the targets for unread text: new items of lists, existing texts, and missing parts.
  function targets() {
    const groups = new Map();
    const enter = (pointer, words, value) => {
      const group = titleOf(`/${stepsOf(pointer)[0]}`);
      groups.set(group, [...(groups.get(group) || []), make("option", { value }, words)]);
    };
    const walk = (pointer, shape, value) => {
      if (pointer.split("/").length > 8 || pointer === "/id" || shape.const !== undefined || shape.enum) return;
      if (shape.kind === "object") {
        for (const [key, about] of Object.entries(keysOf(shape))) {
          const part = value === undefined ? undefined : value[key];
          if (key !== "id" && key !== "items") walk(`${pointer}/${key}`, about, part);
        }
      } else if (shape.kind === "list") {
        const place = `${pointer}/${value === undefined ? 0 : value.length}`;
        if (value !== undefined) value.forEach((item, index) => walk(`${pointer}/${index}`, shape.of, item));
        if (["text", "date"].includes(shape.of.kind) || keysOf(shape.of).text) enter(place, `${pathTitle(pointer)}: new, at the end`, `new ${place}`);
      } else if (shape.kind !== "number") {
        if (value === undefined) enter(pointer, `${pathTitle(pointer)}: new`, `new ${pointer}`);
        else enter(pointer, `${pathTitle(pointer)}: at its end`, `end ${pointer}`);
      }
    };
    walk("", shapes.report, edited);
    return [...groups].map(([label, options]) => make("optgroup", { label }, ...options));
  }

  function openPassage(passage) {
    closePassage();
    for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
    passage.classList.add("lit");
    const choice = make("select", { id: "target" }, make("option", { value: "" }, "Choose a field"), ...targets());
    const words = make("textarea", { id: "words", rows: 4 });
    words.value = textOf(passage).replace(/\s+/g, " ");
    const close = () => {
      closePassage();
      passage.focus();
    };
    const place = () => {
      const [kind, pointer] = choice.value.split(" ");
      if (!pointer) return choice.focus();
      closePassage();
      return putText(kind, pointer, words.value.trim(), textOf(passage));
    };
    const panel = make("dialog", { id: "passage", "aria-labelledby": "passage-title", on: { cancel: (event) => { event.preventDefault(); close(); }, keydown: (event) => event.stopPropagation() } },
      make("h3", { id: "passage-title" }, "Text without a place in the report"),
      make("label", { for: "words" }, "Text"), words, make("label", { for: "target" }, "Put it into"), choice,
      make("div", { class: "buttons" }, button("Put there", place, { class: "primary" }),
        button("It is not part of the report", () => setAside([passage])), button("No unread text of this letter is", () => setAside(unreadPassages())), button("Close", close)));
    document.body.append(panel);
    panel.showModal();
  }

  function setAside(passages) {
    closePassage();
    change(() => passages.forEach((each) => settled.add(textOf(each))), "Set aside.");
  }

  function closePassage() {
    const open = document.getElementById("passage");
    if (open) open.remove();
  }

  function putText(kind, pointer, words, passage) {
    const shape = shapeAt(pointer);
    const leaf = shape.kind === "object" ? `${pointer}/text` : pointer;
    change(() => {
      if (kind === "end") put(edited, pointer, `${valueAt(edited, pointer)} ${words}`);
      else {
        if (shape.kind === "object") put(edited, pointer, blank(shape, pointer));
        put(edited, leaf, words);
      }
      settled.add(passage);
    }, "Put into the report.");
    select(leaf);
    if (mistakeIn(shapeAt(leaf), String(valueAt(edited, leaf)))) edit(leaf);
  }

  // -------------------------------------------------------------------------------------------- tools

  function drawTools() {
    const left = openDoubts().length;
    const number = changesOf(read, edited).length;
    const checked = make("input", { type: "checkbox", id: "checked", checked: isChecked, on: { change: (event) => setChecked(event.target.checked) } });
    tools.replaceChildren(
      make("span", { class: left ? "left open" : "left", id: "left" }, left ? `${left} to look at` : "Nothing left to look at"),
      button("Previous", () => nextDoubt(-1), { title: "Previous doubt (p)" }), button("Next", () => nextDoubt(1), { title: "Next doubt (n)" }),
      button("Undo", undo, { disabled: history.length === 0, title: "Undo (u)" }),
      make("label", { class: "check" }, checked, " Checked"),
      button(number ? `Download ${number} ${number === 1 ? "correction" : "corrections"}` : "Download", download, { class: "primary", id: "download" }),
      button("Keys", help, { title: "Keys (?)" }));
  }

  function setChecked(value) {
    const mistakes = value ? [...report.querySelectorAll(".field.missing")] : [];
    if (mistakes.length) {
      announce(`${titleOf(mistakes[0].dataset.pointer)} is required; add it first.`);
      select(mistakes[0].dataset.pointer);
      drawTools();
      return;
    }
    change(() => {
      // A person who has checked the letter accepts the remaining warnings.
      if (value) for (const each of data.problems) if (each.pointer && each.severity === "warning" && !isSettled(each)) accepted.add(each.pointer);
      isChecked = value;
    }, value ? "Checked." : "Not checked any more.");
    document.getElementById("checked").focus();
  }

  function signature() {
    const name = make("input", { type: "text", id: "by", placeholder: " ", autocomplete: "name", on: { change: () => { by = name.value.trim(); save(); } } });
    const words = make("textarea", { id: "note", placeholder: " ", rows: 2, on: { change: () => { note = words.value.trim(); save(); } } });
    name.value = by;
    words.value = note;
    return make("div", { class: "signature", role: "group", "aria-label": "About the corrections" },
      make("label", { for: "by" }, "Checked by (optional)"), name, make("label", { for: "note" }, "Note (optional)"), words);
  }

  function download() {
    const file = new Blob([`${JSON.stringify(fileOf(), null, 2)}\n`], { type: "application/json" });
    const address = URL.createObjectURL(file);
    const name = `${data.letter.replace(/[\u0000-\u001f<>:"/\\|?*]/g, "_")}.corrections.json`;
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    announce(`${name} downloaded; put it into your folder of corrections.`);
  }

  function nextDoubt(way) {
    const all = openDoubts();
    if (!all.length) return announce("There is nothing left to look at.");
    const from = all.findIndex((each) => each === document.activeElement || each.contains(document.activeElement) || each.classList.contains("at-hand"));
    const next = all[(from === -1 ? (way > 0 ? 0 : all.length - 1) : from + way + all.length) % all.length];
    for (const each of document.querySelectorAll(".at-hand")) each.classList.remove("at-hand");
    const item = next.closest(".field");
    if (item) select(item.dataset.pointer, false);
    const column = report.contains(next) ? report : original;
    next.classList.add("at-hand");
    if (column === original) light(null, [next.id]);
    reveal(next, column);
    const target = next.matches("li") ? next.querySelector(".line") : next;
    target.focus({ preventScroll: true });
    const advice = column === original ? " This text has no place in the report: press Enter to put it into a field, or a to set it aside." : "";
    return announce(`${(all.indexOf(next) + 1)} of ${all.length} to look at.${advice}`);
  }

  function step(way) {
    const all = [...report.querySelectorAll(".field")];
    const index = all.findIndex((each) => each.dataset.pointer === current);
    const next = all[index === -1 ? (way > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, index + way))];
    if (next) select(next.dataset.pointer);
  }

  // Open the next or previous letter, in the order of the filtered list, or else of the links of the page.
  function leave(way) {
    let order = [];
    try {
      order = JSON.parse(sessionStorage.getItem("sqsreport-review:order") || "[]");
    } catch { /* without storage use the links of the page */ }
    const index = order.findIndex((each) => each.endsWith(location.pathname.split("/").pop()));
    const link = document.getElementById(way > 0 ? "next" : "previous");
    const address = index === -1 ? link && link.href : order[index + way] && new URL(`../${order[index + way]}`, location.href).href;
    if (address) location.assign(address);
    else announce(way > 0 ? "This is the last letter." : "This is the first letter.");
  }

  const KEYS = [["n, p", "next and previous doubt"], ["j, k", "next and previous field"], ["], [", "next and previous letter"], ["e", "edit the field"], ["a", "accept the doubt"], ["s", "download the corrections"], ["c", "checked, or not"], ["u", "undo"], ["Escape", "leave the editor"], ["?", "these keys"]];
  let hasKeys = true;
  try {
    hasKeys = localStorage.getItem("sqsreport-review:keys") !== "off";
  } catch { /* the keys work without storage */ }

  function help() {
    const toggle = make("input", { type: "checkbox", id: "keys-on", checked: hasKeys, on: { change: () => {
      hasKeys = toggle.checked;
      try {
        localStorage.setItem("sqsreport-review:keys", hasKeys ? "on" : "off");
      } catch { /* without storage the setting applies to this page */ }
    } } });
    const panel = make("dialog", { id: "keys", "aria-labelledby": "keys-title", on: { close: () => panel.remove(), keydown: (event) => event.stopPropagation() } },
      make("h3", { id: "keys-title" }, "Keys"),
      make("dl", {}, ...KEYS.flatMap(([key, words]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)])),
      make("label", { class: "check" }, toggle, " Keys of a single character"), make("div", { class: "buttons" }, button("Close", () => panel.close())));
    document.body.append(panel);
    panel.showModal();
  }

  const ACTIONS = {
    n: () => nextDoubt(1), p: () => nextDoubt(-1), j: () => step(1), k: () => step(-1), "]": () => leave(1), "[": () => leave(-1),
    e: () => current && editCurrent(), a: acceptCurrent, s: download, c: () => setChecked(!isChecked), u: undo, "?": help,
  };

  function editCurrent() {
    const item = document.getElementById(idOf(current));
    if (item.classList.contains("missing")) add(current);
    else if (item.classList.contains("leaf") && shapeAt(current).const === undefined && current !== "/id") edit(current);
    else {
      const first = item.querySelector(".field.leaf:not([data-pointer$='/id'])");
      if (first) edit(first.dataset.pointer);
    }
  }

  function acceptCurrent() {
    const hand = document.activeElement.closest(".problem, .passage.unread, .line") || document.querySelector(".at-hand");
    if (hand && hand.matches(".problem")) hand.querySelector("button:last-of-type").click();
    else if (hand) setAside([hand.closest(".passage")]);
    else if (current) accept(current);
  }

  document.addEventListener("keydown", (event) => {
    if (!hasKeys || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type='checkbox']), textarea, select")) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.closest(".unread")) {
      event.preventDefault();
      openPassage(event.target.closest(".passage"));
      return;
    }
    const action = ACTIONS[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // ------------------------------------------------------------------------------------------- pointer

  let waiting = 0;
  report.addEventListener("pointerover", (event) => {
    const item = event.target.closest(".field");
    window.clearTimeout(waiting);
    if (event.pointerType === "mouse" && item && !report.querySelector(".editor")) waiting = window.setTimeout(() => light(item.dataset.pointer), 120);
  });
  report.addEventListener("pointerleave", () => {
    window.clearTimeout(waiting);
    light(current || null);
  });
  report.addEventListener("click", (event) => {
    const item = event.target.closest(".field");
    if (item && !event.target.closest("button, input, textarea, select, .editor, .problem") && window.getSelection().isCollapsed) select(item.dataset.pointer);
  });
  report.addEventListener("dblclick", (event) => {
    const item = event.target.closest(".field.leaf");
    if (item && event.target.closest(".value") && shapeAt(item.dataset.pointer).const === undefined && item.dataset.pointer !== "/id") edit(item.dataset.pointer);
  });
  report.addEventListener("focusin", (event) => {
    const item = event.target.closest(".field");
    if (item && event.target.matches(".name:focus-visible") && item.dataset.pointer !== current) select(item.dataset.pointer);
  });

  const lightFrom = (passage, isShown) => {
    const items = fieldsOf(passage.id);
    for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
    passage.classList.add("lit");
    for (const each of items) each.classList.add("lit");
    if (items.length && isShown) reveal(items[0].querySelector(".head"), report);
    return items;
  };
  original.addEventListener("pointerover", (event) => {
    const passage = event.target.closest(".passage");
    window.clearTimeout(waiting);
    if (event.pointerType === "mouse" && passage && !report.querySelector(".editor")) waiting = window.setTimeout(() => lightFrom(passage, true), 120);
  });
  original.addEventListener("click", (event) => {
    const passage = event.target.closest(".passage");
    if (!passage) return;
    if (passage.classList.contains("unread")) openPassage(passage);
    else {
      const items = lightFrom(passage, true);
      if (items.length) select(items[0].dataset.pointer, false);
      for (const each of items) each.classList.add("lit");
    }
  });

  fromStorage();
  draw();
  save();
  const anchor = decodeURIComponent(location.hash.slice(1));
  const target = anchor && document.getElementById(anchor);
  if (target && target.dataset.pointer) select(target.dataset.pointer);
  else if (target && target.matches(".passage")) lightFrom(target, true);
  announce("");
})();
