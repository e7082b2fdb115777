// What the reader chose, set before the page is drawn; then what a pointer does. Without it the page is whole.
(() => {
  const root = document.documentElement;
  const kept = (key) => { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } }; // storage is blocked
  const keep = (key, value) => {
    root.dataset[key] = value;
    try { localStorage.setItem(key, value); } catch { /* likewise: chosen for this page */ }
  };
  for (const key of ["theme", "hide"]) root.dataset[key] = kept(key);

  // A preview opens under a resting pointer and stays while the pointer is on it; Escape closes it
  let shown, timer;
  const preview = (node) => {
    const [, text, locus] = node?.href?.match(/([^/]+?)(?:\.html|\/)#p(.+)$/) ?? [];
    return document.getElementById(node?.getAttribute("popovertarget") ?? `pv-${text}.${locus}`);
  };
  const rest = ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    clearTimeout(timer);
    const at = target.closest("a, .preview, [popovertarget^=pv-]");
    const box = at?.popover ? at : preview(at);
    if (box === shown || (!box && !shown)) return;
    timer = setTimeout(() => {
      shown?.hidePopover();
      shown = box && !box.matches(":popover-open") ? box : null;
      shown?.showPopover({ source: at });
    }, box ? 400 : 300);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const theme = document.querySelector(".theme"), layers = [...document.querySelectorAll("#view input")];
    theme.value = root.dataset.theme || "auto";
    theme.onchange = () => keep("theme", theme.value);
    for (const layer of layers) {
      layer.checked = !root.dataset.hide.split(" ").includes(layer.value);
      layer.onchange = () => keep("hide", layers.filter((it) => !it.checked).map((it) => it.value).join(" "));
    }
    if (document.querySelector(".preview")) document.addEventListener("pointerover", rest);
    document.addEventListener("click", (event) => { // what has opened by itself a click keeps open
      if (shown && preview(event.target.closest("button")) === shown && shown.matches(":popover-open")) event.preventDefault();
      shown = null;
    });

    // The script that binds a reader's own copy, for those who choose one
    const form = document.querySelector(".copy");
    const load = () => { if (form?.copy.value) form.append(form.querySelector("template").content); };
    form?.addEventListener("change", load);
    addEventListener("pageshow", load); // kept by the browser
  });
})();
