// What HTML may enter the page: only what our own server rendered, and never with a script in it.
(() => {
  const refuse = /<(?:script|iframe|object|embed|base|meta|link)\b|<[^>]*\son\w+\s*=|javascript:/i;
  const rules = {
    createHTML(html) {
      if (refuse.test(html)) throw new TypeError("refused markup");
      return html;
    },
  };
  const plain = { createHTML: rules.createHTML };
  if (!window.trustedTypes) {
    window.interaTrust = plain;
    return;
  }
  window.interaTrust = window.trustedTypes.createPolicy("intera", rules);
  // htmx writes markup itself; under `require-trusted-types-for` it goes through the same check.
  window.trustedTypes.createPolicy("default", rules);
})();
