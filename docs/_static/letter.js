// The example letter beside its report: what is under the pointer, has the focus or was tapped
// lights on both sides. Without this script the links between the two do the same, one at a time.
(() => {
  "use strict";

  const view = document.querySelector(".letter-view");
  if (!view) return;

  const CALM = "Point at a line or a field, or move to it by Tab. Enter, Space, a click or a tap pins it.";
  const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
  let pinned = null; // a part, and the anchor that it was pinned by
  let waiting = 0;

  view.classList.add("live");
  const told = document.createElement("p");
  told.className = "lv-told";
  told.setAttribute("role", "status");
  told.textContent = CALM;
  view.after(told);

  const partOf = (node) => (node instanceof Element ? node.closest(".letter-view [data-to]") : null);
  const targetsOf = (part) => part.dataset.to.split(" ").map((id) => document.getElementById(id));
  const wordsOf = (part) => (part.id ? [...view.querySelectorAll(`.lv-words[data-to="${part.id}"]`)] : [part]);

  // Of a field only what names it is shown, and not all that is in it.
  const bodyOf = (part) => part.querySelector(":scope > .lv-head") || part;

  function light(part) {
    for (const each of view.querySelectorAll(".lv-lit")) each.classList.remove("lv-lit");
    if (part) for (const each of [part, ...targetsOf(part), ...wordsOf(part)]) each.classList.add("lv-lit");
  }

  const behavior = () => (stillness.matches ? "instant" : "smooth");

  // What of a column is on the screen: below its title, and below the head that the theme keeps there on a phone.
  function windowOf(column) {
    const box = column.getBoundingClientRect();
    const head = document.querySelector(".mobile-header");
    const top = Math.max(box.top + column.querySelector("h2").offsetHeight, head ? head.getBoundingClientRect().bottom : 0);
    return { top, bottom: Math.min(box.bottom, window.innerHeight) };
  }

  // How far a column has to be scrolled for something in it to be seen; 0 when it is seen.
  function wayTo(target, isAlone) {
    const seen = windowOf(target.closest("section"));
    const body = bodyOf(target).getBoundingClientRect();
    if (body.top >= seen.top && body.bottom <= seen.bottom) return 0;
    const above = isAlone ? Math.max(8, (seen.bottom - seen.top - body.height) / 3) : 8;
    return body.top - seen.top - above;
  }

  // Of several places that one with which most of the others are seen; of equals the nearest.
  function reveal(targets) {
    const column = targets[0].closest("section");
    const seen = windowOf(column);
    const tops = targets.map((target) => target.getBoundingClientRect().top);
    const rank = targets.map((target, index) => ({
      together: tops.filter((top) => top >= tops[index] && top < tops[index] + (seen.bottom - seen.top) * 0.8).length,
      way: wayTo(target, targets.length === 1),
    }));
    rank.sort((one, other) => other.together - one.together || Math.abs(one.way) - Math.abs(other.way));
    if (rank[0].way) column.scrollBy({ top: rank[0].way, behavior: behavior() });
  }

  // Whoever taps or uses a keyboard wants to see both columns; the page under a mouse stays where it is.
  function showColumn(column) {
    const { top, bottom } = windowOf(column);
    if (bottom - top < 120) view.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function look(part, delay) {
    window.clearTimeout(waiting);
    if (pinned) return;
    light(part);
    if (part) waiting = window.setTimeout(() => reveal(targetsOf(part)), delay);
  }

  function lookFromKeyboard(node) {
    const part = partOf(node);
    if (part && !pinned && node.matches(":focus-visible")) showColumn(targetsOf(part)[0].closest("section"));
    look(part, 0);
  }

  function nameOf(part) {
    if (part.classList.contains("lv-words")) return `“${part.textContent}”`;
    const name = part.querySelector(":scope > .lv-head > .lv-name");
    return name ? name.textContent : `line ${part.querySelector(".lv-at").textContent}`;
  }

  function unpin() {
    if (!pinned) return;
    pinned.part.classList.remove("lv-pinned");
    pinned = null;
    told.textContent = CALM;
    history.replaceState(null, "", location.pathname + location.search);
  }

  function pin(part, anchor) {
    unpin();
    window.clearTimeout(waiting);
    pinned = { part, anchor };
    part.classList.add("lv-pinned");
    light(part);
    const targets = targetsOf(part);
    showColumn(targets[0].closest("section"));
    reveal(anchor ? targets.filter((target) => target.id === anchor) : targets);
    const names = targets.map(nameOf);
    const more = names.length > 4 ? ` and ${names.length - 3} more` : "";
    told.textContent = `Pinned: ${nameOf(part)} ↔ ${names.slice(0, more ? 3 : 4).join(", ")}${more}. Escape, or the same again, lets go.`;
    history.replaceState(null, "", `#${part.id || part.dataset.to}`);
  }

  function toggle(part, anchor) {
    if (pinned && pinned.part === part && (!anchor || anchor === pinned.anchor)) {
      unpin();
      light(part);
    } else {
      pin(part, anchor);
    }
  }

  const anchorOf = (link) => (link && link.classList.contains("lv-to") ? link.hash.slice(1) : "");

  view.addEventListener("mouseover", (event) => look(partOf(event.target), 150));
  view.addEventListener("mouseleave", () => look(partOf(document.activeElement), 0));
  view.addEventListener("focusin", (event) => lookFromKeyboard(event.target));
  view.addEventListener("focusout", () => look(null, 0));

  view.addEventListener("click", (event) => {
    const part = partOf(event.target);
    const link = event.target.closest("a");
    const isElsewhere = link && link.classList.contains("lv-name");
    if (!part || isElsewhere || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link) event.preventDefault();
    else if (!window.getSelection().isCollapsed) return; // somebody marks words, to copy them
    toggle(part, anchorOf(link));
  });

  view.addEventListener("keydown", (event) => {
    const link = event.target.closest("a:not(.lv-name)");
    if (event.key !== " " || !link || !partOf(link)) return;
    event.preventDefault();
    toggle(partOf(link), anchorOf(link));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !pinned) return;
    unpin();
    look(partOf(document.activeElement), 0);
  });

  // A link from elsewhere, such as `#l12`, shows what it leads to.
  function follow() {
    const part = location.hash && partOf(document.getElementById(location.hash.slice(1)));
    if (!part || !part.id) return;
    pin(part, "");
    reveal([part]);
  }

  window.addEventListener("hashchange", follow);
  follow();
})();
