// Where the reader is: the bar names the passage and its section, which the contents mark.
// Rule: the passage is the last that begins above the place to which a link would lead. On a phone
// the bar goes away while a finger scrolls down, and comes back when it scrolls up; a jump, such as
// the arrival from a link, never hides it.

// Pixels: an arrival may be rounded.
const SLACK = 8;

let lastY = 0;
let isScrolledByHand = false;

export function connectHere() {
  for (const type of ["touchmove", "wheel", "hashchange"]) {
    addEventListener(type, () => {
      isScrolledByHand = type !== "hashchange";
    }, { passive: true });
  }
  addEventListener("scroll", follow);
  follow();
}

/** Returns the numbers of the passages; on a page without any, the headings. */
export function findStops() {
  const numbers = document.querySelectorAll("#main .passage .locus");
  return [...(numbers.length > 0 ? numbers : document.querySelectorAll("#main h2"))];
}

/** Returns the stop that is being read, if any. */
export function findCurrentStop() {
  return findStops().findLast((stop) => {
    const line = parseFloat(getComputedStyle(stop).scrollMarginTop) + SLACK;
    return stop.getBoundingClientRect().top <= line;
  });
}

function follow() {
  const bar = document.querySelector(".top");
  bar.classList.toggle("away", isScrolledByHand && scrollY > lastY && scrollY > bar.offsetHeight);
  lastY = scrollY;
  showPlace(bar.querySelector(".here"), findCurrentStop());
}

function showPlace(here, stop) {
  const section = stop?.closest("section[id]");
  const [, number, title] = here.children;
  number.textContent = stop?.dataset.locus ?? "";
  number.href = `#${stop?.id}`;
  title.textContent = section?.querySelector("h1, h2, h3").textContent ?? "";
  for (const link of document.querySelectorAll(".contents a")) {
    link.ariaCurrent = link.hash === `#${section?.id}`;
  }
}
