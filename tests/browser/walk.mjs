// Walks the pages of a running hub in a headless browser: keyboard, two widths, two schemes, print, without script; axe finds
// nothing; nothing is asked of another origin.
//
//   node walk.mjs BASE_ADDRESS OUT_FOLDER MODULES_FOLDER BROWSER
//
// LONTAR_PAGES names the pages, LONTAR_PROBLEMS those that say why there is none; LONTAR_COOKIE is the reader's ("name=value"); with LONTAR_WALK=node the pages are a node's, and
// node_walk.mjs does what its people do. The modules playwright-core and axe-core are looked for in MODULES_FOLDER. Ends with 1 and says what it found.
import { join } from 'node:path';

import { checkNoneForgotten, walkEveryPage } from './every_page.mjs';
import { runAxe, startBrowser, walkByKeyboard } from './reader.mjs';

const [base, out, modules, browserPath] = process.argv.slice(2);
const { open, find, end, axe } = await startBrowser({ base, modules, browserPath });

const pages = JSON.parse(process.env.LONTAR_PAGES);
const isNode = process.env.LONTAR_WALK === 'node';
checkNoneForgotten(pages, isNode, find);
const problems = JSON.parse(process.env.LONTAR_PROBLEMS);
await walkEveryPage({ open, find, axe, out }, pages, problems);

const walked = `${Object.keys(pages).length} pages walked, and ${problems.length} without what was asked for`;
if (isNode) {
  const { walkNode } = await import('./node_walk.mjs');
  await walkNode({ open, find, pages, base, out });
  await end(walked);
}

// Without script, and with the content policy as it is sent.
const plain = await open({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
await plain.goto('/');
if (await plain.locator('table.matrix tbody tr').count() < 1) find('without script', 'no matrix');
await plain.emulateMedia({ media: 'print' });
await plain.screenshot({ path: join(out, 'coverage-print.png'), fullPage: true });
await plain.emulateMedia({ media: 'screen' });
await plain.locator('table.matrix tbody a').first().click();
if (!plain.url().includes('/indicators/')) find('without script', `a row leads to ${plain.url()}`);

// The log page checks by itself, with the content policy as it is sent.
const checker = await open({ viewport: { width: 1280, height: 900 } });
async function checkHere(address) {
  await checker.goto(address);
  await checker.getByRole('button', { name: 'Check it here' }).click();
  await checker.locator('#check-result.checked, #check-result.waits').waitFor();
  return checker.locator('#check-result').textContent();
}
const included = await checkHere(pages.entry);
if (!included.includes(`entry ${process.env.LONTAR_ENTRY} is in the log of`)) find('log', `says: ${included}`);
await checker.screenshot({ path: join(out, 'entry-checked.png'), fullPage: true });
const again = await checkHere(pages.log);
if (!again.includes('It continues the log of')) find('log', `says, the second time: ${again}`);
// A tile that is not the log's, and a checkpoint that another key signed, are told.
await checker.route('**/tile/0/**', async (route) => {
  const bytes = Buffer.from(await (await route.fetch()).body());
  bytes[0] ^= 1;
  await route.fulfill({ body: bytes });
});
const first = await checkHere('/log/1');
if (!first.startsWith('This does not fit: entry 1 is not in the log of')) find('log', `a wrong tile: ${first}`);
await checker.unroute('**/tile/0/**');
await checker.route('**/checkpoint', async (route) => {
  const text = (await (await route.fetch()).text()).replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) - 1}\n`);
  await route.fulfill({ body: text });
});
const unsigned = await checkHere('/log/1');
if (!unsigned.includes('is not signed by this key of the log')) find('log', `a wrong checkpoint: ${unsigned}`);
await checker.unroute('**/checkpoint');

// A head of the matrix leads to the member's own view.
await checker.goto('/');
await checker.locator('table.matrix thead a', { hasText: 'KH' }).click();
if (!(await checker.locator('h1').textContent()).startsWith('Counted for Cambodia')) find('member', checker.url());

// The slider leads to the same page as the field.
await checker.goto('/');
const slider = checker.getByRole('slider');
await slider.focus();
await checker.keyboard.press('ArrowLeft');
await checker.waitForURL(/as_of=/);
if ((await checker.getByRole('spinbutton').inputValue()) !== String(process.env.LONTAR_ENTRY)) find('slider', checker.url());
if (!(await checker.content()).includes('the last of these entries arrived')) find('slider', 'no time stands beside it');

// The docket has its own style and nothing else inline.
await checker.goto(pages.docket);
const weight = await checker.locator('caption').first().evaluate((one) => getComputedStyle(one).fontWeight);
if (Number(weight) < 700) find('docket', `its style is not taken: ${weight}`);
await checker.pdf({ path: join(out, 'docket.pdf'), preferCSSPageSize: true });

// ASEC reads what is asked, and keeps the page to one member by keyboard.
const asec = await open({ viewport: { width: 1280, height: 900 } });
await asec.addInitScript({ path: axe });
await asec.context().addCookies([{ name: 'lontar_token', value: process.env.LONTAR_ASEC, url: base, httpOnly: true, sameSite: 'Strict' }]);
await asec.goto(pages.questions);
if (!(await asec.locator('.words').first().textContent()).includes('<script>alert(3)</script> is it right?')) find('questions', 'the text is not shown as it is');
await runAxe(asec, 'questions of ASEC', find);
await walkByKeyboard(asec, 'questions of ASEC', find);
await asec.screenshot({ path: join(out, 'questions-asec.png'), fullPage: true });
await asec.getByLabel('Member').focus();
await asec.keyboard.type('Viet');
await asec.keyboard.press('Enter');
await asec.getByRole('button', { name: 'Show' }).press('Enter');
await asec.waitForURL(/member=VN/);
if (await asec.locator('.question').count() !== 0) find('questions', 'another member stands on the page of one');

// Signing in by the form.
const reader = await open({ viewport: { width: 1280, height: 900 } });
await reader.goto('/sign-in');
await reader.getByLabel('Token').fill('lontar_wrong');
await reader.keyboard.press('Enter');
await reader.locator('#said').waitFor();
if (!(await reader.content()).includes('this token is none')) find('sign-in', 'a wrong token is not told');
await reader.getByLabel('Token').fill(process.env.LONTAR_TOKEN);
await reader.keyboard.press('Enter');
await reader.waitForURL(`${base}/`);
if (!(await reader.content()).includes('Sign out')) find('sign-in', 'nobody is signed in');
await reader.goto(pages.indicator);
if (!(await reader.content()).includes(process.env.LONTAR_FIGURE)) find('sign-in', 'the figure is not shown to its member');
if (await reader.locator('.charts svg .dot').count() < 1) find('indicator', 'no chart stands beside the figures');
await reader.screenshot({ path: join(out, 'indicator-member.png'), fullPage: true });
await reader.getByRole('button', { name: 'Sign out' }).click();
await reader.goto(pages.indicator);
if ((await reader.content()).includes(process.env.LONTAR_FIGURE)) find('sign-out', 'the figure is still shown');

await end(walked);
