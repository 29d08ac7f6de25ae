// What is wider than the page can be scrolled with the keyboard, too.
"use strict";
(() => {
  const reach = () => {
    for (const box of document.querySelectorAll("pre, .table-wrapper, .scrolls")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
