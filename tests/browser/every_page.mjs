// What every page is held to, in English and in Vietnamese: widths, schemes, paper, keyboard, axe, words, what it weighs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runAxe, walkByKeyboard } from './reader.mjs';
import { checkLevels, checkVietnamese, textsOf, vietnameseWords } from './words.mjs';

const bytesMax = 200 * 1024;
const requestsMax = 8;
const source = process.env.LONTAR_SOURCE_DIR;

// No page: what programs read, and the forms, which the walks send.
const noPages = [/^\/(checkpoint|healthz|readyz|metrics|sign-out|approve|return|question-answer|question-new)$/u, /^\/(api|sdmx|tile)\//u, /\.receipt$/u];

// The addresses of a part of docs/reference/http.md, as patterns: capitals stand for any one segment.
function documentedAddresses(isNode) {
  const [hub, node] = readFileSync(join(source, 'docs/reference/http.md'), 'utf8').split('# HTTP of a node');
  const rows = (isNode ? node : hub).split('\n').filter((line) => line.startsWith('| `/'));
  const addresses = rows.flatMap((line) => [...line.split('|')[1].matchAll(/`(\/[^`]*)`/gu)].map((one) => one[1]));
  return addresses.filter((one) => !noPages.some((no) => no.test(one)));
}

const asPattern = (address) => new RegExp(
  `^${address.replace(/[.]/gu, '\\.').replace(/\b[A-Z]+\b/gu, '[^/]+')}$`, 'u');

// The first folders that the program itself knows as pages.
function servedFolders(isNode) {
  const text = readFileSync(join(source, isNode ? 'node/service/office_pages.cc' : 'hub/service/site_pages.cc'), 'utf8');
  return [...text.matchAll(/path\[0\] == "([^"]+)"/gu)].map((one) => one[1]);
}

// A page that is documented, or that the program knows, and that nobody walks, is found.
export function checkNoneForgotten(pages, isNode, find) {
  const walked = Object.values(pages).map((one) => one.split('?')[0]);
  const documented = documentedAddresses(isNode);
  if (documented.length < 5) find('docs/reference/http.md', `names ${documented.length} pages only: it is not read right`);
  for (const address of documented) {
    if (!walked.some((one) => asPattern(address).test(one))) find(address, 'is documented, and no walk goes there');
  }
  for (const folder of servedFolders(isNode)) {
    if (!walked.some((one) => one.split('/')[1] === folder)) find(`/${folder}`, 'is served, and no walk goes there');
  }
  const undocumented = walked.filter((one) => !documented.some((address) => asPattern(address).test(one)));
  for (const one of undocumented) find(one, 'is walked, and docs/reference/http.md does not have it');
}

// Nothing stands beside the screen: 320 pixels (WCAG 1.4.10), and 640, which is 1280 at 200 %.
async function checkWidths(page, place, find) {
  for (const width of [320, 640, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) find(`${place} ${width}`, `${overflow} pixels stand beside the screen`);
  }
}

async function checkPaper(page, place, find) {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  if (await page.locator('button:visible, input:visible, textarea:visible, select:visible, nav:visible').count() > 0) find(`${place} on paper`, 'has controls');
  if (!(await page.locator('h1').isVisible())) find(`${place} on paper`, 'has no first line');
  await runAxe(page, `${place} on paper`, find);
  await page.emulateMedia({ media: 'screen' });
}

// The first Tab leads to the link past the heads of the page, and that leads past them.
async function checkSkip(page, place, find) {
  if (await page.locator('a.skip').count() === 0) return;
  await page.keyboard.press('Tab');
  if (!(await page.locator('a.skip').evaluate((one) => one === document.activeElement))) find(place, 'the first Tab skips nothing');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const isPast = await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('header') === null);
  if (!isPast) find(place, 'the skip link does not skip the heads');
}

function weigh(page) {
  const weight = { bytes: 0, requests: 0, waits: [] };
  page.on('requestfinished', (request) => {
    weight.requests += 1;
    weight.waits.push(request.sizes().then((sizes) => { weight.bytes += sizes.responseBodySize + sizes.responseHeadersSize; }, () => {}));
  });
  return weight;
}

async function walkOne({ open, find, axe, out }, [name, address, status = 200], language, rules) {
  const place = `${name} ${language}`;
  const page = await open({ viewport: { width: 1280, height: 900 }, colorScheme: language === 'en' ? 'light' : 'dark', status });
  await page.addInitScript({ path: axe });
  const weight = weigh(page);
  const at = address.includes('?') ? '&' : '?';
  const response = await page.goto(`${address}${at}lang=${language}`, { waitUntil: 'networkidle' });
  if (response.status() !== status) find(place, `status ${response.status()}`);
  await Promise.all(weight.waits);
  if (weight.bytes > bytesMax || weight.bytes === 0) find(place, `${weight.bytes} bytes come over the line`);
  if (weight.requests > requestsMax) find(place, `${weight.requests} requests`);
  if ((await response.body()).length > bytesMax) find(place, 'is too large without compression');

  const texts = await textsOf(page);
  const isOfTheLog = /^\/log(\/|$|\?)/u.test(address);
  if (!isOfTheLog) checkLevels(texts, place, find, rules.mayName);
  if (language === 'vi') checkVietnamese(texts, place, find, rules);

  const picture = (width, scheme) => page.screenshot({ path: join(out, `${name}-${language}-${width}-${scheme}.png`), fullPage: true });
  const scheme = language === 'en' ? 'light' : 'dark';
  const other = language === 'en' ? 'dark' : 'light';
  await picture(1280, scheme);
  await runAxe(page, `${place} 1280 ${scheme}`, find);
  if (language === 'en') {
    await walkByKeyboard(page, `${place} 1280`, find);
    await page.reload();
    await checkSkip(page, place, find);
    await checkPaper(page, place, find);
  }
  await checkWidths(page, place, find);
  await page.emulateMedia({ colorScheme: other });
  await picture(360, other);
  await runAxe(page, `${place} 360 ${other}`, find);
  if (language === 'vi') await walkByKeyboard(page, `${place} 360`, find);
  await page.context().close();
}

// What the data call members, rounds and collections, and what the test itself has named.
export function namesOfData() {
  const names = JSON.parse(process.env.LONTAR_NAMES ?? '[]');
  for (const [file, key] of [['members.yaml', 'name'], ['rounds.yaml', 'title']]) {
    const text = readFileSync(join(source, 'catalogues/asean', file), 'utf8');
    names.push(...[...text.matchAll(new RegExp(`^\\s+${key}: (.*)$`, 'gmu'))].map((one) => one[1]));
  }
  names.push('Tiếng Việt');
  return names.sort((a, b) => b.length - a.length);
}

// `problems`: name, address and status of pages that say why there is no page.
export async function walkEveryPage(tools, pages, problems = []) {
  const rules = { words: vietnameseWords(source), names: namesOfData(),
    mayName: [/^Any holder of the log makes this paper again: /u, / · log size \d+ · root [0-9a-f]{4}-[0-9a-f]{4}/u] };
  for (const page of [...Object.entries(pages), ...problems]) {
    for (const language of ['en', 'vi']) await walkOne(tools, page, language, rules);
  }
}
