// What is wider than the page can be scrolled with the keyboard, too.
"use strict";
(() => {
  const reach = () => {
    for (const box of document.querySelectorAll("pre, .table-wrapper, .scrolls")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  // The entry of this page in the side bar is in view, however long the side bar is.
  const show = () => {
    const box = document.querySelector(".sidebar-scroll");
    const entry = document.querySelector(".sidebar-tree .current-page > a");
    if (!box || !entry) return;
    const below = entry.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (below < 0 || below > box.clientHeight - entry.offsetHeight) box.scrollTop += below - box.clientHeight / 3;
  };
  addEventListener("load", show);
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
