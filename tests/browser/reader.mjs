// A reader in a headless browser, for the walks: what every page is held to, and hands that know the keyboard alone.
import { createRequire } from 'node:module';
import { join } from 'node:path';

// { base, modules, browserPath }: where the pages are, where playwright-core and axe-core are, and which browser reads.
export async function startBrowser({ base, modules, browserPath }) {
  const require = createRequire(join(modules, 'walk.cjs'));
  const { chromium } = require('playwright-core');
  const axe = require.resolve('axe-core/axe.min.js');
  const findings = [];
  const find = (place, what) => findings.push(`${place}: ${what}`);
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });

  // A page of its own context. What the browser complains of is found: a dialog, an error, what the content policy refused, and
  // whatever is asked of another origin.
  async function open(options) {
    const context = await browser.newContext({ baseURL: base, ignoreHTTPSErrors: true, ...options });
    if (process.env.LONTAR_COOKIE && !options.isNobody) {
      const [name, value] = process.env.LONTAR_COOKIE.split('=');
      await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Strict' }]);
    }
    const page = await context.newPage();
    page.on('dialog', (dialog) => { find(page.url(), `a dialog: ${dialog.message()}`); dialog.dismiss(); });
    // A wrong token is answered with 401, which a browser reports as well, and so it does what a page with a problem bears.
    page.on('console', (message) => {
      const isExpected = ['401', String(options.status ?? 401)].some((status) => message.text().includes(status));
      if (message.type() === 'error' && !isExpected) find(page.url(), `console: ${message.text()}`);
    });
    page.on('pageerror', (error) => find(page.url(), `script: ${error}`));
    page.on('request', (request) => { if (!request.url().startsWith(base)) find(page.url(), `asks ${request.url()}`); });
    return page;
  }

  async function end(sentence) {
    await browser.close();
    for (const one of findings) console.error(one);
    console.log(`${sentence}, ${findings.length} findings`);
    process.exit(findings.length === 0 ? 0 : 1);
  }

  return { open, find, end, axe };
}

// Those of a part that is not there yet (hidden) are none.
const controls = ['a[href]', 'button', 'input:not([type=hidden])', 'textarea', 'select', 'summary'].map(
  (one) => `${one}:not([hidden] *)`).join(', ');

// Everything that can be clicked is reached by Tab, in reading order, and shows that it is.
export async function walkByKeyboard(page, place, find) {
  const wanted = await page.locator(controls).count();
  const reached = new Set();
  let last = -1;
  for (let i = 0; i < wanted + 20; ++i) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate((selector) => {
      const all = [...document.querySelectorAll(selector)];
      const style = getComputedStyle(document.activeElement);
      return { index: all.indexOf(document.activeElement), outline: style.outlineStyle, width: parseFloat(style.outlineWidth) };
    }, controls);
    if (seen.index < 0) continue;
    if (seen.index < last) break;
    last = seen.index;
    reached.add(seen.index);
    if (seen.outline === 'none' || seen.width < 2) find(place, `focus ${seen.index} is not seen`);
  }
  if (reached.size !== wanted) find(place, `${reached.size} of ${wanted} controls are reached by Tab`);
}

// Tab until the one is under the hand.
export async function reachByTab(page, locator, place, find) {
  for (let i = 0; i < 150; ++i) {
    await page.keyboard.press('Tab');
    if (await locator.evaluate((one) => one === document.activeElement)) return;
  }
  find(place, 'is not reached by Tab');
}

// The page has to have been opened with `axe` as an init script.
export async function runAxe(page, place, find) {
  // The content policy lets no script of ours in; the test's own comes by the debugger.
  const violations = await page.evaluate(async () => (await globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map(
    (one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')}`));
  for (const one of violations) find(place, `axe ${one}`);
}

export async function says(page, text, place, find) {
  if (!(await page.content()).includes(text)) find(place, `does not say "${text}" but ${await page.locator('h1').textContent()}`);
}
