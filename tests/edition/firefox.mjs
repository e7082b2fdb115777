// In Firefox, over WebDriver BiDi: does a reader's way through the edition work there too?
// node firefox.mjs BROWSER ESSAY… (addresses of one page) prints {address: {question: answer}} as JSON.
import puppeteer from "puppeteer-core";

const [executablePath, ...addresses] = process.argv.slice(2);

const run = async (prefs, ask) => {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath, headless: true, timeout: 60_000, protocolTimeout: 60_000,
    extraPrefsFirefox: { "layout.css.prefers-color-scheme.content-override": 1, ...prefs },
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    return await ask(page);
  } finally {
    await browser.close();
  }
};

// Only page.evaluate works where scripts are off; Puppeteer's own click and $$eval wait for the page's.
const click = async (page, selector) => {
  const at = await page.evaluate((words) => {
    const button = document.querySelector(words);
    button.scrollIntoView({ block: "center" });
    const { x, y, width, height } = button.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }, selector);
  await page.mouse.click(...at);
};

// Every quotation leads to its passage, in sight, and that back to it.
const ways = async (page, address) => {
  await page.goto(address);
  const wrong = [], places = await page.evaluate(() => [...document.querySelectorAll(".quotation")].map((it) => [
    it.querySelector("figcaption a:not(.to-note)").href, it.querySelector(".target[id]").id]));
  for (const [passage, ident] of places) {
    await page.goto(passage);
    const back = await page.evaluate((id) => {
      const target = document.querySelector(":target"), { top } = target.getBoundingClientRect();
      return top >= 0 && top < innerHeight && target.closest(".passage").querySelector(`.quoted-by a[href$="#${id}"]`)?.href;
    }, ident);
    if (back) await page.goto(back);
    const arrived = await page.evaluate((id) => document.querySelector(".quotation :target")?.id === id, ident);
    if (!back || !arrived) wrong.push(ident);
  }
  return [places.length, wrong];
};

// A preview by each hand: how many stand open after it, and after Escape.
const previews = async (page, address) => {
  await page.goto(address);
  const shown = () => page.evaluate(() => document.querySelectorAll(".preview:popover-open p[lang]").length);
  const answers = [];
  for (const use of [
    () => click(page, ".notes p [popovertarget^=pv-]"),
    async () => {
      await page.evaluate(() => document.querySelector(".notes p [popovertarget^=pv-]").focus());
      await page.keyboard.press("Enter");
    },
  ]) {
    await use();
    answers.push(await shown());
    await page.keyboard.press("Escape");
    answers.push(await shown());
  }
  return answers;
};

const layers = async (page, address) => {
  await page.goto(address);
  const seen = () => page.$$eval(".glosses", (all) => all.filter((it) => it.checkVisibility()).length);
  const states = [await seen()];
  await click(page, ".view");
  await click(page, "input[value=commentary]");
  states.push(await seen());
  await page.goto(address);
  states.push(await seen());
  await click(page, ".view");
  await click(page, "input[value=commentary]");
  return [...states, await seen()];
};

const search = async (page, address) => {
  await page.goto(`${address.replace(/essays\/.*/, "search.html")}?q=umwalzung`);
  await page.waitForSelector(".results a");
  return page.$eval(".results a", (it) => it.getAttribute("href"));
};

// The passages of which a note that shows does not stand beside the passage, right below the note
// before or the top of the row, in the row, and in sight of the words of the passage.
const findAstray = (page) => page.$$eval(".passage", (all) => {
  const GAP = 24; // pixels, at most, between a note and what it stands below
  const box = (it) => it.getBoundingClientRect(), faults = [];
  for (const passage of all) {
    const shown = [...passage.querySelectorAll(".note")].filter((it) => it.checkVisibility());
    const boxes = shown.map(box).sort((a, b) => a.top - b.top), row = box(passage);
    const words = passage.querySelector(".base"), { right } = box(words);
    const isInSight = (note) => {
      note.scrollIntoView({ block: "center", behavior: "instant" });
      return box(words).bottom > 0 && box(words).top < innerHeight;
    };
    const isAstray = (note, i) => {
      const gap = note.top - (boxes[i - 1]?.bottom ?? row.top);
      return note.left < right - 1 || note.bottom > row.bottom + 1 || gap < -1 || gap > GAP;
    };
    if (boxes.some(isAstray) || !shown.every(isInSight)) faults.push(passage.querySelector(".locus").id);
  }
  return faults;
});

// Those; and whether all passages with notes are found astray once their notes are shifted evenly.
const notes = async (page) => {
  const astray = await findAstray(page);
  const noted = await page.$$eval(".passage", (all) => all
    .filter((it) => [...it.querySelectorAll(".note")].some((note) => note.checkVisibility()))
    .map((it) => it.querySelector(".locus").id));
  await page.$$eval(".note", (all) => all.forEach((it) => {
    Object.assign(it.style, { position: "relative", top: "60px" });
  }));
  return { astray, noted, shifted: await findAstray(page) };
};

// Whether the paper is light, and the ink.
const light = (page) => page.evaluate(() => {
  const { backgroundColor, color } = getComputedStyle(document.body);
  return [backgroundColor, color].map((it) => it.match(/\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) > 384);
});

const results = {}; // with plain for: no scripts, and dark
for (const address of addresses) {
  results[address] = await run({}, async (page) => ({
    ways: await ways(page, address), previews: await previews(page, address), notes: await notes(page),
    light: await light(page), layers: await layers(page, address), search: await search(page, address),
  }));
}
results.plain = await run(
  { "javascript.enabled": false, "layout.css.prefers-color-scheme.content-override": 0 },
  async (page) => ({
    ways: await ways(page, addresses[0]), previews: await previews(page, addresses[0]), light: await light(page),
  }));
console.log(JSON.stringify(results));
