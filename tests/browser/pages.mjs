// Opens pages in a real browser and says what is wrong with them: node pages.mjs FOLDER.
//
// For each page: no horizontal scroll at six widths, no clipped or overlapping label in two fonts, no violation that axe
// finds with everything folded out, and whole pictures in print. Exits 1 where something is wrong.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const WIDTHS = [1280, 1060, 800, 799, 560, 360];
const FONTS = ['Liberation Sans', 'DejaVu Sans'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// A line box is higher than the ink in it, by this share at either end.
const AIR = 0.14;

/** Labels that lie outside their picture or over each other, and whether the page is wider than its window. */
function faults(air) {
  const found = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide`);
  for (const svg of document.querySelectorAll('svg')) {
    if (getComputedStyle(svg).display === 'none') continue;
    const { width, height } = svg.viewBox.baseVal;
    const labels = [...svg.querySelectorAll('text')].map((text) => {
      const box = text.getBBox();
      const [top, bottom] = [box.y + air * box.height, box.y + (1 - air) * box.height];
      return { text: text.textContent, left: box.x, right: box.x + box.width, top, bottom };
    });
    const where = svg.closest('figure').id;
    labels.forEach((a, k) => {
      if (a.left < -1 || a.right > width + 1 || a.top < -1 || a.bottom > height + 1) {
        found.push(`${where}: "${a.text}" is clipped`);
      }
      for (const b of labels.slice(k + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 0.5) found.push(`${where}: "${a.text}" lies over "${b.text}"`);
      }
    });
  }
  return found;
}

/** Pictures that are higher than a printed page. */
function tall() {
  const page = (297 - 28) * (96 / 25.4);
  const figures = [...document.querySelectorAll('figure')];
  const heights = figures.map((figure) => [figure.id, figure.querySelector('.picture')?.offsetHeight ?? 0]);
  return heights.filter(([, height]) => height > page).map(([id]) => `${id}: higher than a printed page`);
}

async function look(browser, file) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const found = [];
  for (const font of FONTS) {
    const style = await page.addStyleTag({ content: `body, svg text { font-family: "${font}" !important; }` });
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 900 });
      found.push(...(await page.evaluate(faults, AIR)).map((fault) => `${font}, ${width}: ${fault}`));
    }
    await style.evaluate((element) => element.remove());
  }
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
  await page.evaluate(AXE);
  for (const width of [1280, 360]) {
    await page.setViewport({ width, height: 900 });
    const { violations } = await page.evaluate(() => axe.run());
    const told = violations.map(({ id, nodes }) => `axe, ${width}: ${id} (${nodes[0].html.slice(0, 120)})`);
    found.push(...told);
  }
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = false)));
  await page.emulateMediaType('print');
  await page.setViewport({ width: Math.round((210 - 36) * (96 / 25.4)), height: 900 });
  found.push(...(await page.evaluate(tall)));
  await page.close();
  return found;
}

const folder = process.argv[2];
const files = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
let wrong = files.length === 0 ? 1 : 0;
for (const name of files) {
  const found = await look(browser, resolve(folder, name));
  wrong += found.length;
  console.log(`${name}: ${found.length === 0 ? 'right' : `${found.length} faults`}`);
  found.slice(0, 20).forEach((fault) => console.log(`  ${fault}`));
}
await browser.close();
process.exit(wrong > 0 ? 1 : 0);
