// What a compiler at ASEC and delegates to SLOM do in a browser, one stage of compiler_browser.sh at a time:
//
//   node compiler_walk.mjs STAGE BASE_ADDRESS OUT_FOLDER MODULES_FOLDER BROWSER
//
// Only the first address is typed; from there on links are followed by keyboard, in as many steps as the journey has. Each page
// stands on a screen of 320 pixels and needs no script. Ends with 1 and says what it found.
import { join } from 'node:path';

import { namesOfData } from '../browser/every_page.mjs';
import { reachByTab, runAxe, startBrowser } from '../browser/reader.mjs';
import { checkLevels, checkVietnamese, textsOf, vietnameseWords } from '../browser/words.mjs';

const [stage, base, out, modules, browserPath] = process.argv.slice(2);
const { open, find, end, axe } = await startBrowser({ base, modules, browserPath });
const figure = '918273';
const question = 'Seventy-seven of how many?';
const today = new Date().toISOString().slice(0, 10);

// Somebody with a browser: what they do, and what they must find.
class Reader {
  constructor(name, page, language) {
    Object.assign(this, { name, page, language, steps: 0 });
  }

  async look() {
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) this.find(`${overflow} pixels stand beside the screen`);
    const texts = await textsOf(this.page);
    if (/\/(rounds|members|indicators|calendar|$)/u.test(new URL(this.page.url()).pathname) && !this.page.url().includes('/docket')) {
      checkLevels(texts, `${this.name} at ${this.page.url()}`, find);
      if (this.language === 'vi') {
        checkVietnamese(texts, `${this.name} at ${this.page.url()}`, find,
          { words: vietnameseWords(process.env.LONTAR_SOURCE_DIR), names: ['Ministry of Labour', ...namesOfData()] });
      }
    }
  }

  find(what) { find(`${this.name} at ${this.page.url()}`, what); }

  async press(locator) {
    const before = this.page.url();
    if (await locator.count() === 0) {
      this.find(`there is no such link or button: ${locator}`);
      return;
    }
    await reachByTab(this.page, locator.first(), `${this.name} at ${before}, ${locator}`, find);
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press('Enter')]);
    this.steps += 1;
    await this.look();
  }

  follow(name) { return this.press(this.page.getByRole('link', { name, exact: true })); }

  // Exactly what the eye reads: white space as it is shown.
  async reads(...sentences) {
    const text = (await this.page.locator('body').innerText()).replace(/\s+/gu, ' ');
    for (const one of sentences) if (!text.includes(one)) this.find(`does not read "${one}" in: ${text.slice(0, 400)}`);
  }

  // Neither shown nor hidden somewhere.
  async seesNothingOf(...texts) {
    const content = await this.page.content();
    for (const one of texts) if (content.includes(one)) this.find(`sees "${one}"`);
  }

  within(steps) {
    if (this.steps > steps) this.find(`it took ${this.steps} steps, and the journey has ${steps}`);
    this.steps = 0;
  }

  picture(name) { return this.page.screenshot({ path: join(out, `journey-${name}.png`), fullPage: true }); }

  leave() { return this.page.context().close(); }
}

// Opens the first page; with a code, by the form.
async function arrive(name, { code = '', language = 'en', ...options } = {}) {
  const page = await open({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false, locale: language, ...options });
  const reader = new Reader(name, page, language);
  await page.goto('/');
  await reader.look();
  if (code !== '') {
    await reader.press(page.getByRole('link', { name: /^(Sign in|Đăng nhập)$/u }));
    await reachByTab(page, page.getByLabel(language === 'vi' ? 'Mã' : 'Token'), `${name}: the code`, find);
    await page.keyboard.type(code);
    await Promise.all([page.waitForURL(`${base}/`), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    reader.steps = 0;
  }
  return reader;
}

const codeOf = (name) => process.env[`LONTAR_CODE_${name}`];
const pagesOf = (pdf) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/gu)].length;

// The docket on A4: the summary is what stands before the first section that begins a page of its own.
async function printDocket(reader) {
  const { page } = reader;
  const whole = await page.pdf({ path: join(out, 'journey-docket.pdf'), preferCSSPageSize: true });
  await page.evaluate(() => {
    let one = document.querySelector('h2.page');
    while (one !== null) {
      const next = one.nextElementSibling;
      one.remove();
      one = next;
    }
  });
  const summary = pagesOf(await page.pdf({ path: join(out, 'journey-summary.pdf'), preferCSSPageSize: true }));
  if (summary < 1 || summary > 2) reader.find(`the summary has ${summary} pages`);
  if (pagesOf(whole) <= summary) reader.find(`the paper has ${pagesOf(whole)} pages, the summary ${summary}`);
  await page.reload();
}

async function takeAway(reader, name) {
  const { page } = reader;
  const link = page.getByRole('link', { name, exact: true });
  await reachByTab(page, link, `the file ${name}`, find);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  await download.saveAs(join(process.env.LONTAR_FILES, `docket.${name.toLowerCase()}`));
}

// What a page of a round looks like on paper: to read, and nothing to press.
async function checkPrinted(reader) {
  await reader.page.emulateMedia({ media: 'print' });
  if (await reader.page.locator('nav:visible, button:visible, input:visible').count() > 0) reader.find('has controls on paper');
  await reader.page.emulateMedia({ media: 'screen' });
}

const stages = {
  // The first day: an empty page says so in words.
  async nothing() {
    const anybody = await arrive('anybody');
    await anybody.reads('No round has been opened yet.', 'Nothing has to be done here.');
    await anybody.picture('nothing');
    const reader = await arrive('a reader of Vietnamese', { language: 'vi' });
    await reader.reads('Chưa đợt thu thập nào được mở.');
  },

  // 4.1: the rule of the round, one step from the first page; nobody has answered.
  async opened() {
    const compiler = await arrive('the compiler', { code: codeOf('ASEC') });
    await compiler.reads('14 of 14 indicators have data from fewer than five members.');
    const order = await compiler.page.locator('table.matrix thead th.member').allTextContents();
    if (order.join(' ') !== 'BN KH ID LA MY MM PH SG TH VN') compiler.find(`members stand as ${order.join(' ')}`);
    await compiler.follow('Round');
    compiler.within(1);
    await compiler.reads('State open', 'Cut-off 2021-08-31', 'Members on 2021-08-31', 'Members needed 5', 'Catalogue 2025.1',
      'nearest to 2016, the earlier one on a tie');
    await checkPrinted(compiler);
    await compiler.follow('Calendar');
    await compiler.reads('Overdue on', 'Cambodia', 'nothing yet');
    compiler.within(1);
    await compiler.follow('Status');
    await compiler.reads('The hub answers');
  },

  // 4.2, 4.3: who has answered, and a doubt that changes nothing; others do not learn of it.
  async reviewed() {
    const compiler = await arrive('the compiler', { code: codeOf('ASEC') });
    await compiler.reads('14 of 14 indicators have data from fewer than five members.');
    const cell = compiler.page.locator('tr', { hasText: 'A6' }).locator('td[data-member=KH]');
    if (!(await cell.textContent()).startsWith('●as specified') || !(await cell.textContent()).endsWith('being clarified')) compiler.find(`A6 of KH is ${await cell.textContent()}`);
    await compiler.picture('chased');
    await compiler.follow('Calendar');
    await compiler.reads('1 of 14');
    await compiler.follow('Cambodia');
    compiler.within(2);
    await compiler.reads('Counted: figures of 2016, as specified.', 'Nothing has arrived yet; the cut-off is 2021-08-31.', question,
      'A question changes no figure and no count.');
    await compiler.follow('Labour inspectors trained');
    compiler.within(1);
    await compiler.reads(figure);
    await compiler.picture('indicator');
    for (const [name, code] of [['another member', codeOf('PH')], ['a delegate of no member', codeOf('SLOM')], ['anybody', '']]) {
      const other = await arrive(name, { code });
      await other.seesNothingOf(', being clarified</span></td>');
      await other.follow('KH');
      await other.reads('Counted: figures of 2016, as specified.');
      await other.seesNothingOf(question);
      await other.follow('Labour inspectors trained');
      await other.seesNothingOf(figure, question);
      await other.leave();
    }
  },

  // 4.5: the paper, on the screen, in print, and as files for the office's own template.
  async closed() {
    const compiler = await arrive('the compiler', { code: codeOf('ASEC') });
    await compiler.follow('Round');
    await compiler.reads('State closed');
    for (const name of ['XLSX', 'ODT', 'CSV']) await takeAway(compiler, name);
    await compiler.follow('Docket of this round');
    compiler.within(2);
    await compiler.reads('Edition 1.', 'Table 1.', 'Being clarified');
    await printDocket(compiler);
    await compiler.picture('docket');
    const checked = await open({ viewport: { width: 1280, height: 900 } });
    await checked.addInitScript({ path: axe });
    await checked.goto(new URL(compiler.page.url()).pathname);
    await runAxe(checked, 'docket', find);
  },

  // 5: a delegate with a read code asks why, who says so, and what it was before; and the paper of the second edition.
  async late() {
    const why = `A7 arrived on ${today}, after the cut-off of 2021-08-31. It is kept and will count in the next evaluation.`;
    const delegate = await arrive('the delegate', { code: codeOf('KH') });
    await delegate.reads('14 of 14 indicators have data from fewer than five members.');
    if (/[0-9a-f]{16}/u.test(await delegate.page.locator('body').innerText())) delegate.find('a hash stands on the first page');
    await delegate.picture('delegate');
    await delegate.follow('KH');
    delegate.within(1);
    await delegate.reads('Counted for Cambodia in this round: 1 of 14 indicators.', why, question);
    await delegate.picture('why');
    await delegate.follow('Labour inspectors trained');
    await delegate.reads(figure);
    await delegate.follow('Round');
    await delegate.reads('Any member can recompute it from the log: `lontar audit`');
    await delegate.follow('Docket of this round');
    delegate.within(3);
    await delegate.reads('Edition 2.', 'What changed since edition 1', 'A7');
    await printDocket(delegate);

    const reader = await arrive('the delegate, in Vietnamese', { code: codeOf('KH'), language: 'vi' });
    await reader.follow('KH');
    await reader.reads(`A7 đến ngày ${today}, sau hạn 2021-08-31.`);
    await reader.press(reader.page.getByRole('link', { name: 'Số thanh tra viên lao động được tập huấn' }));
    await reader.reads(figure);
    await reader.follow('Lịch');
    for (const [name, code] of [['another member', codeOf('PH')], ['a delegate of no member', codeOf('SLOM')], ['anybody', '']]) {
      const other = await arrive(name, { code });
      await other.follow('KH');
      await other.reads(why);
      await other.seesNothingOf(question, figure);
      await other.leave();
    }

    // What it was before: typed into the field, and by the slider where scripts run.
    const before = await arrive('the delegate, looking back', { code: codeOf('KH') });
    await reachByTab(before.page, before.page.getByRole('spinbutton'), 'the field of the log size', find);
    const now = Number(await before.page.getByRole('spinbutton').inputValue());
    await before.page.keyboard.press('Control+A');
    await before.page.keyboard.type(String(now - 4));
    await Promise.all([before.page.waitForURL(/as_of=/u), before.page.keyboard.press('Enter')]);
    await before.page.waitForLoadState();
    await before.reads('the last of these entries arrived');
    await before.seesNothingOf('class="said">as specified<');
    const scripted = await arrive('the delegate with scripts', { code: codeOf('KH'), javaScriptEnabled: true });
    await reachByTab(scripted.page, scripted.page.getByRole('slider'), 'the slider', find);
    await Promise.all([scripted.page.waitForURL(new RegExp(`as_of=${now - 1}\\b`, 'u')), scripted.page.keyboard.press('ArrowLeft')]);
    await scripted.page.waitForLoadState();
    if (await scripted.page.locator('td[data-member=KH] .said', { hasText: /^late$/u }).count() !== 0) scripted.find('A7 is late before it came');
  },

  // 4.6: the decision stands on the paper.
  async decided() {
    const compiler = await arrive('anybody');
    await compiler.follow('Round');
    await compiler.follow('Docket of this round');
    compiler.within(2);
    await compiler.reads('SLOM-17, document SLOM-17/4', 'Edition 2.');
  },
};

await stages[stage]();
await end(`${stage}: done`);
