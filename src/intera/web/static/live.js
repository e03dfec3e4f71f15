// Live updates: an event carries topic and version only; the page then fetches its own fragment and
// morphs it in, so that focus, open panels and scroll stay. See the design guide, section 6.
(() => {
  const byId = (id) => document.getElementById(id);
  const url = document.body.dataset.live;
  const announcer = byId("announce");
  let etag = "";
  let busy = false;
  let again = false;
  let held = false;

  /* ---- the domain clock and its countdowns ---- */
  let base = 0;
  let rate = 1;
  let started = 0;
  const readClock = () => {
    const clock = byId("clock");
    if (!clock) return;
    base = Number(clock.dataset.now);
    rate = Number(clock.dataset.rate);
    started = performance.now();
  };
  const now = () => base + ((performance.now() - started) / 1000) * rate;
  const span = (seconds) => {
    const s = Math.max(0, Math.floor(seconds));
    if (s < 60) return "under 1 min";
    if (s <= 5400) return `${Math.floor(s / 60)} min`;
    const hours = Math.floor(s / 3600);
    const minutes = Math.floor((s % 3600) / 60);
    if (s < 172800) return minutes ? `${hours} h ${minutes} min` : `${hours} h`;
    const days = Math.floor(hours / 24);
    return hours % 24 && days < 7 ? `${days} days ${hours % 24} h` : `${days} days`;
  };
  const until = (due) => {
    const off = due - now();
    if (off < 0) return `${span(-off)} late`;
    if (off > 86400) return "";
    return off < 120 ? `in ${Math.ceil(off / 10) * 10} s` : `in ${span(Math.ceil(off / 60) * 60)}`;
  };
  const states = [
    [".c-cp", "cp-ok", "cp-soon", "cp-late"],
    [".cps li", "ok", "soon", "late"],
  ];
  const tick = () => {
    for (const el of document.querySelectorAll("[data-due]")) {
      const due = Number(el.dataset.due);
      if (!due) continue;
      const words = until(due);
      if (el.textContent !== words) el.textContent = words;
      const off = due - now();
      for (const [where, ok, soon, late] of states) {
        const holder = el.closest(where);
        if (!holder) continue;
        const state = off < 0 ? late : off <= 900 ? soon : ok;
        for (const name of [ok, soon, late]) holder.classList.toggle(name, name === state);
      }
    }
    const clock = byId("clock");
    const time = clock?.querySelector("time");
    if (time && rate) {
      const zone = time.textContent.split(" ").slice(1).join(" ");
      const at = new Date(now() * 1000);
      const words = at.toLocaleTimeString("en-GB", { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit" });
      const text = `${words} ${zone}`;
      if (time.textContent !== text) time.textContent = text;
    }
  };

  /* ---- announcements: at most one a minute, the newest wins ---- */
  let spokenAt = -Infinity;
  let waiting = "";
  const speak = () => {
    if (!waiting || performance.now() - spokenAt < 60000) return;
    announcer.textContent = waiting;
    waiting = "";
    spokenAt = performance.now();
  };
  const announce = (words) => {
    waiting = words;
    speak();
  };
  const snapshot = () => {
    const rows = [...document.querySelectorAll("#rows > .row")];
    const watched = new Map();
    const holders = new Map();
    for (const el of document.querySelectorAll("[data-watch]")) {
      const home = el.id || `${el.closest("[id]")?.id}/${el.className.split(" ")[0]}`;
      watched.set(home, el.dataset.watch);
      holders.set(home, el);
    }
    const p1 = new Set(rows.filter((row) => row.dataset.level === "1").map((row) => row.id));
    const late = new Set(rows.filter((row) => row.dataset.promise === "late").map((row) => row.id));
    const voice = byId("voice")?.className;
    return { rows: rows.length, p1, late, watched, holders, fresh: byId("sources")?.dataset.fresh, voice };
  };
  const tell = (before, after) => {
    const name = (id) => byId(id)?.querySelector(".row-t")?.textContent ?? "";
    const first = (set, old) => [...set].find((id) => !old.has(id));
    const p1 = first(after.p1, before.p1);
    const late = first(after.late, before.late);
    if (p1) announce(`P1: ${name(p1)}`);
    else if (late) announce(`Checkpoint late: ${name(late)}`);
    else if (before.fresh !== after.fresh) announce(byId("sources").textContent.trim());
    else if (before.voice !== after.voice && after.voice?.includes("voice-safe")) announce("A narrative is released");
    for (const [home, value] of after.watched) {
      if (!before.watched.has(home) || before.watched.get(home) === value) continue;
      const el = after.holders.get(home);
      el.classList.add("is-new");
      setTimeout(() => el.classList.remove("is-new"), 2000);
    }
  };

  /* ---- order: never move rows under a pointer or the focus ---- */
  const inUse = () => document.querySelector("#rows > .row:hover, #rows > .row:focus-within") !== null;
  const holdOrder = (next) => {
    const rows = byId("rows");
    const fresh = next.querySelector("#rows");
    if (!rows || !fresh) return false;
    const old = [...rows.children].map((row) => row.id);
    const incoming = new Map([...fresh.children].map((row) => [row.id, row]));
    const kept = old.filter((id) => incoming.has(id));
    const order = [...kept, ...[...incoming.keys()].filter((id) => !old.includes(id))];
    if (order.join() === [...incoming.keys()].join() || !inUse()) return false;
    for (const id of order) fresh.append(incoming.get(id));
    return true;
  };
  const showHeld = () => {
    const button = byId("order");
    if (button) button.hidden = !held;
  };
  const applyOrder = () => {
    if (!held) return;
    held = false;
    etag = "";
    document.activeElement?.closest?.("#rows")?.querySelector(":focus")?.blur();
    refresh();
  };

  /* ---- fetch and morph ---- */
  const options = {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: {
      beforeAttributeUpdated: (name, node) =>
        !((name === "open" && node.tagName === "DETAILS") || (name === "hidden" && (node.id === "order" || node.id === "notlive"))),
      beforeNodeMorphed: (old) => !(old instanceof Element && old.matches("details.act[open], [data-keep]")),
    },
  };
  const swap = (html) => {
    const next = new DOMParser().parseFromString(window.interaTrust.createHTML(html), "text/html");
    const main = next.getElementById("main");
    if (!main) return;
    const before = snapshot();
    held = holdOrder(main);
    Idiomorph.morph(byId("main"), main, options);
    for (const id of ["sources", "clock"]) {
      const part = next.getElementById(id);
      if (part && byId(id)) Idiomorph.morph(byId(id), part, options);
    }
    const nav = next.getElementById("nav");
    if (nav) Idiomorph.morph(byId("nav"), nav.children, { ...options, morphStyle: "innerHTML" });
    readClock();
    showHeld();
    live(isOpen);
    tick();
    tell(before, snapshot());
  };
  const refresh = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const headers = { "X-Fragment": "main", "HX-Request": "true" };
      if (etag) headers["If-None-Match"] = etag;
      const reply = await fetch(location.href, { headers, credentials: "same-origin", cache: "no-store" });
      if (reply.redirected || reply.status === 401 || reply.status === 403) location.reload();
      else if (reply.ok) {
        etag = reply.headers.get("ETag") ?? "";
        swap(await reply.text());
      }
    } catch {
      // The connection's own state says so; the last known page stays.
    } finally {
      busy = false;
      if (again) {
        again = false;
        soon();
      }
    }
  };
  let timer = 0;
  const soon = () => {
    if (document.hidden) {
      again = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(refresh, 250);
  };

  /* ---- the connection ---- */
  let isOpen = false;
  let stream = null;
  let wait = 2;
  let lostAt = "";
  const live = (open) => {
    document.documentElement.classList.toggle("is-live", open);
    const word = document.querySelector("#clock .live-w");
    if (word) word.textContent = open ? "Live" : "As of";
  };
  const lost = (seconds) => {
    const banner = byId("notlive");
    lostAt ||= document.querySelector("#clock time")?.textContent ?? "";
    banner.hidden = false;
    banner.querySelector("b").textContent = `Not live since ${lostAt}.`;
    banner.querySelector("span").textContent = `You see the last known state. Trying again in ${seconds} s.`;
  };
  const connect = () => {
    stream?.close();
    stream = new EventSource(url);
    stream.onopen = () => {
      isOpen = true;
      wait = 2;
      lostAt = "";
      byId("notlive").hidden = true;
      live(true);
      etag = "";
      refresh(); // whatever was missed must not matter
    };
    stream.onmessage = soon;
    stream.addEventListener("change", soon);
    stream.onerror = () => {
      stream.close();
      isOpen = false;
      live(false);
      lost(wait);
      setTimeout(connect, wait * 1000);
      wait = Math.min(30, wait * 2);
    };
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && again) {
      again = false;
      refresh();
    }
  });
  document.addEventListener("intera:order", applyOrder);
  document.addEventListener("intera:refresh", () => (url && !isOpen ? connect() : refresh()));
  document.addEventListener("focusout", () => setTimeout(() => held && !inUse() && applyOrder(), 50));
  document.addEventListener("mouseout", (e) => {
    if (held && e.target.closest?.("#rows")) setTimeout(() => held && !inUse() && applyOrder(), 50);
  });
  document.addEventListener("htmx:afterSettle", () => {
    etag = "";
    tick();
  });
  readClock();
  tick();
  setInterval(() => {
    tick();
    speak();
  }, 1000);
  if (url) connect();
})();
