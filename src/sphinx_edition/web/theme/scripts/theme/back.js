// The way back: after a link within the edition has been followed, the bar leads back to where it
// stood: to its quotation or note, else to its passage.
// Rule: for each address that a link has led to, the session keeps the last place that it was
// followed from. Where storage is blocked there is the browser's own way back.

import { fill } from "../dom.js";
import { messages } from "../messages/bar.js";
import { keep, readKept } from "../storage.js";
import { findCurrentStop } from "./here.js";

// Before the address that a link led to.
const KEY = "back ";

export function connectBack() {
  document.addEventListener("click", remember);
  for (const type of ["hashchange", "pageshow"]) addEventListener(type, showWayBack);
  showWayBack();
}

function remember({ target }) {
  const link = target.closest("#main a[href]:not(.locus, .headerlink), .finder a[href]");
  if (!link || link.origin !== location.origin) return;
  const passage = link.closest(".passage");
  const isNear = link.pathname === location.pathname && passage?.contains(findTarget(link));
  if (isNear) return;
  const stop = passage?.querySelector(".locus") ?? findCurrentStop();
  const name = stop?.dataset.locus ?? document.querySelector("h1").textContent;
  const place = link.closest(".note") ?? link.closest(".comparison, figure")?.querySelector("[id]");
  const id = (place ?? stop)?.id;
  const address = new URL(id ? `#${id}` : "", location.href).href;
  if (address === link.href) return;
  keep("sessionStorage", KEY + link.href, { name, address });
}

function findTarget(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

function showWayBack() {
  const back = document.querySelector(".back");
  const entry = readKept("sessionStorage", KEY + location.href);
  back.href = entry?.address ?? "";
  back.textContent = entry ? fill(messages.backTo, entry.name) : "";
}
