// The list of all letters. The pages of the letters save their state in the storage of the browser; this page reads it.
(() => {
  "use strict";

  const rows = [...document.querySelectorAll("#rows tr")];
  const search = document.getElementById("search");
  const which = document.getElementById("which");
  const download = document.getElementById("download");
  const more = document.getElementById("more");
  const KEY = "sqsreport-review:";
  const step = Number(document.getElementById("rows").dataset.drawn);
  let limit = step;

  function kept(row) {
    try {
      return JSON.parse(localStorage.getItem(KEY + row.dataset.sha256) || "null");
    } catch {
      return null;
    }
  }

  const states = new Map();
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function look() {
    for (const row of rows) {
      const found = kept(row);
      const isChecked = found && found.file ? Boolean(found.file.checked) : "checked" in row.dataset;
      const changes = found && found.file ? found.file.patch.filter((each) => each.op !== "test").length : 0;
      const left = found ? found.left : Number(row.dataset.look || 0);
      states.set(row, { isChecked, changes, left, file: found && found.file });
      const words = [isChecked ? "checked" : "", changes ? `${changes} corrected` : ""].filter(Boolean);
      const state = row.lastElementChild;
      if (state.textContent !== words.join(", ")) state.textContent = words.join(", ");
    }
  }

  const filters = {
    all: () => true,
    open: ({ isChecked }) => !isChecked,
    doubts: ({ isChecked, left }) => !isChecked && left > 0,
    edited: ({ changes }) => changes > 0,
    checked: ({ isChecked }) => isChecked,
  };

  function show() {
    const words = search.value.trim().toLowerCase();
    const matches = rows.filter((row) => filters[which.value](states.get(row)) && (!words || texts.get(row).includes(words)));
    const drawn = new Set(matches.slice(0, limit));
    for (const row of rows) if (row.hidden === drawn.has(row)) row.hidden = !row.hidden;
    more.hidden = drawn.size === matches.length;
    more.textContent = `Show ${Math.min(step, matches.length - drawn.size)} more of ${matches.length} letters`;
    const checked = [...states.values()].filter(({ isChecked }) => isChecked).length;
    const files = [...states.values()].filter(({ file }) => file);
    document.getElementById("progress").textContent = `${checked} of ${rows.length} checked`;
    document.getElementById("count").textContent = matches.length === rows.length ? `${rows.length} letters.` : `${matches.length} of ${rows.length} letters.`;
    download.disabled = files.length === 0;
    download.textContent = files.length ? `Download the corrections of ${files.length} ${files.length === 1 ? "letter" : "letters"}` : "Download all corrections";
    try {
      sessionStorage.setItem(`${KEY}order`, JSON.stringify(matches.map((row) => row.querySelector("a").getAttribute("href"))));
    } catch { /* without storage the pages of the letters are in the order of their names */ }
  }

  download.addEventListener("click", () => {
    const lines = [...states.values()].filter(({ file }) => file).map(({ file }) => JSON.stringify(file));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "application/jsonl" }));
    link.download = "review.corrections.jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });

  document.getElementById("tools").hidden = false;
  function restart() {
    limit = step;
    show();
  }
  search.addEventListener("input", restart);
  which.addEventListener("change", restart);
  more.addEventListener("click", () => {
    const first = rows.filter((row) => !row.hidden).length;
    limit += step;
    show();
    // The button may be hidden now, so move the focus to the first of the new rows.
    rows.filter((row) => !row.hidden)[first].querySelector("a").focus({ preventScroll: true });
  });
  window.addEventListener("pageshow", () => {
    look();
    show();
  });
  window.addEventListener("storage", () => {
    look();
    show();
  });
})();
