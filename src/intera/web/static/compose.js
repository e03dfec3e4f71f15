// The composer: the guard marks while one types. The server is the authority; this only asks it and paints its answer.
(() => {
  const byId = (id) => document.getElementById(id);
  const WAIT_MS = 300;
  const RETRY_MS = 2000;
  let timer = 0;
  let asked = 0;
  let saved = byId("draft")?.value;

  const field = () => byId("draft");
  const words = (text) => text.split(/\s+/).filter(Boolean).length;
  const tell = (text) => {
    const state = byId("comp-state");
    if (state && state.textContent !== text) state.textContent = text;
  };
  const follow = () => {
    // What a person typed is never swapped away by a live update.
    const isDirty = field().value !== saved;
    byId("comp-edit").toggleAttribute("data-keep", isDirty);
    const of = byId("pv-of");
    if (of) of.classList.toggle("is-old", isDirty);
    return isDirty;
  };
  const paint = (html) => {
    const next = new DOMParser().parseFromString(window.interaTrust.createHTML(html), "text/html");
    for (const id of ["guard-back", "guard-list"]) {
      const part = next.getElementById(id);
      if (part && byId(id)) byId(id).replaceWith(document.importNode(part, true));
    }
    const list = byId("guard-list");
    const missing = (list?.dataset.missing ?? "").split("|");
    for (const part of document.querySelectorAll("#comp-meta [data-part]")) {
      part.classList.toggle("lacks", list?.dataset.state !== "read" || missing.includes(part.dataset.part));
    }
  };
  const ask = async () => {
    const form = byId("comp-form");
    const text = field().value;
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("text", text);
    try {
      const reply = await fetch(form.dataset.guard, {
        method: "POST",
        body,
        headers: { "X-Fragment": "guard" },
        credentials: "same-origin",
        cache: "no-store",
      });
      if (reply.redirected || reply.status === 401) {
        tell("Your session has ended. Copy your words, then sign in again.");
        return;
      }
      const html = await reply.text();
      if (mine !== asked || text !== field().value) return;
      if (html.includes("guard-list")) paint(html);
      // Nobody read them in time: asked again, since words that were not read are never clear.
      if (reply.status === 503) timer = setTimeout(ask, RETRY_MS);
      tell(field().value === saved ? "Saved." : "Not saved yet.");
    } catch {
      tell("The guard cannot be reached. Nothing is lost; saving checks the words again.");
    }
  };
  const soon = () => {
    byId("words").textContent = `${words(field().value)} words`;
    // Old marks over new words would point at the wrong ones.
    const back = byId("guard-back");
    if (back && back.textContent !== field().value) back.textContent = field().value;
    follow();
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  };
  const use = (button) => {
    const start = Number(button.dataset.start);
    const end = Number(button.dataset.end);
    const draft = field();
    draft.setRangeText(button.dataset.instead, start, end, "end");
    draft.focus();
    soon();
  };

  document.addEventListener("input", (e) => {
    if (e.target.id === "draft") soon();
  });
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-auto]")) return;
    const form = e.target.form;
    if (e.target.name === "reader") form.elements.start.value = "";
    if (field().value === saved || window.confirm("Your words are not saved. Leave them?")) form.submit();
  });
  document.addEventListener("click", (e) => {
    const button = e.target.closest('[data-act="use"]');
    if (button) use(button);
  });
  window.addEventListener("beforeunload", (e) => {
    if (field() && field().value !== saved && !leaving) e.preventDefault();
  });
  let leaving = false;
  document.addEventListener("submit", () => {
    leaving = true;
  });
  // A reload may bring typed words back without an event.
  if (field() && field().value !== field().defaultValue) {
    saved = field().defaultValue;
    soon();
  }
})();
