// Hands on the page: keyboard, menu, theme, copy, print. Single keys never act on data.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const keys = document.getElementById("keys");
  const store = {
    get: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        // A browser that keeps nothing forgets the choice; nothing else depends on it.
      }
    },
  };
  const box = keys?.querySelector('[data-act="keys-on"]');
  if (box) {
    box.checked = store.get("keys") !== "off";
    box.addEventListener("change", () => store.set("keys", box.checked ? "on" : "off"));
  }
  const menu = document.querySelector(".menu-btn");
  const nav = document.getElementById("nav");
  menu?.addEventListener("click", () => menu.setAttribute("aria-expanded", String(nav.classList.toggle("open"))));

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const setTheme = (theme) => {
    const form = document.querySelector("form.theme");
    if (!form || root.hasAttribute("data-wall")) return;
    root.dataset.theme = theme;
    const body = new URLSearchParams(new FormData(form));
    body.set("theme", theme);
    fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => {});
  };
  document.querySelector("form.theme")?.addEventListener("submit", (e) => {
    e.preventDefault();
    setTheme(isDark() ? "light" : "dark");
  });

  const copy = async (button) => {
    const words = [...document.querySelectorAll(`#${button.dataset.copy} p`)].map((p) => p.textContent).join("\n\n");
    await navigator.clipboard.writeText(words);
    const label = button.querySelector("span");
    const before = label.textContent;
    label.textContent = "Copied";
    setTimeout(() => (label.textContent = before), 2000);
  };
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-act]");
    const act = button?.dataset.act;
    if (act === "help") keys.showModal();
    if (act === "close") keys.close();
    if (act === "print") print();
    if (act === "copy") copy(button);
    if (act === "order") document.dispatchEvent(new Event("intera:order"));
    if (act === "refresh") document.dispatchEvent(new Event("intera:refresh"));
  });

  let g = 0;
  const pages = { n: "/", c: "/narratives", r: "/repeats", q: "/quality", d: "/trail" };
  // Only where the page is in this role's own list.
  const go = Object.fromEntries(Object.entries(pages).filter(([, href]) => nav?.querySelector(`a[href="${href}"]`)));
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || keys?.open || e.target.closest("input, textarea, select, [contenteditable]")) return;
    if (box && !box.checked && e.key !== "?") return;
    if (g && performance.now() - g < 1200 && go[e.key]) {
      location.href = go[e.key];
      return;
    }
    g = e.key === "g" ? performance.now() : 0;
    if (e.key === "?") keys?.showModal();
    if (e.key === "t") setTheme(isDark() ? "light" : "dark");
    if (e.key === "r") document.dispatchEvent(new Event("intera:order"));
    if (e.key === "/") {
      e.preventDefault();
      const field = document.getElementById("q");
      if (field) field.focus();
      else location.href = "/";
    }
    if (e.key === "j" || e.key === "k") {
      const rows = [...document.querySelectorAll(".row-t")];
      if (!rows.length) return;
      const at = rows.indexOf(document.activeElement);
      rows[Math.max(0, Math.min(rows.length - 1, at + (e.key === "j" ? 1 : -1)))].focus();
    }
  });
})();
