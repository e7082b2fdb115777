// The theme that the reader chose, set before the page is drawn. Without this script the system's rules.
// And the script that binds a reader's own copy, loaded for those who choose one.
(() => {
  const root = document.documentElement;
  const show = (theme) => { if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme; };
  let kept = "auto";
  try { kept = localStorage.getItem("theme") || kept; } catch { /* storage is blocked: ask anew on each page */ }
  show(kept);
  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector(".theme");
    choice.value = kept;
    choice.addEventListener("change", () => {
      show(choice.value);
      try { localStorage.setItem("theme", choice.value); } catch { /* likewise */ }
    });
    const form = document.querySelector(".copy");
    const load = () => { if (form?.copy.value) form.append(form.querySelector("template").content); };
    form?.addEventListener("change", load);
    addEventListener("pageshow", load); // kept by the browser
  });
})();
