// What people of an office do on their node's pages, without script and by keyboard alone: sign in, look at a draft, give one
// back with a reason, approve another. And what another site cannot do.
import { join } from 'node:path';

import { reachByTab, says } from './reader.mjs';

export async function walkNode({ open, find, pages, base, out }) {
  // Nobody sees anything but the form.
  const nobody = await open({ isNobody: true, javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  for (const [name, address] of Object.entries(pages)) {
    const response = await nobody.goto(address);
    if (name !== 'sign-in' && response.status() !== 401) find(`${name} of nobody`, `status ${response.status()}`);
    if ((await nobody.content()).includes(process.env.LONTAR_FIGURE)) find(`${name} of nobody`, 'shows the figure');
  }

  // Another site's form, sent by a browser that has signed in: nothing comes of it.
  const victim = await open({ viewport: { width: 1280, height: 900 } });
  await victim.goto(pages.approval);
  const seen = await victim.locator('input[name=seen]').getAttribute('value');
  await victim.goto('about:blank');
  await victim.setContent(`<form method="post" action="${base}/approve"><input name="draft" value="draft-2">
    <input name="seen" value="${seen}"><button>win</button></form>`);
  await Promise.all([victim.waitForURL(`${base}/approve`), victim.getByRole('button').click()]);
  if (!/token|FORM_FOREIGN/.test(await victim.content())) find('foreign form', `is answered with ${await victim.content()}`);
  await victim.goto(pages.approval);
  if (await victim.locator('input[name=seen]').count() !== 1) find('foreign form', 'has approved the draft');

  // On paper: what is there to read, and no button.
  for (const name of ['inbox', 'draft', 'approval', 'completeness', 'questions', 'queue', 'sync']) {
    await victim.goto(pages[name]);
    await victim.emulateMedia({ media: 'print' });
    await victim.screenshot({ path: join(out, `node-${name}-print.png`), fullPage: true });
    if (await victim.locator('button:visible, textarea:visible, select:visible, nav:visible').count() > 0) find(`${name} on paper`, 'has controls');
    if (!(await victim.locator('h1').isVisible())) find(`${name} on paper`, 'has no first line');
    await victim.emulateMedia({ media: 'screen' });
  }

  // By keyboard alone, without script.
  const office = await open({ isNobody: true, javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  await office.goto('/sign-in');
  await reachByTab(office, office.getByLabel('Token'), 'sign-in', find);
  await office.keyboard.type('lontar_wrong');
  await office.keyboard.press('Enter');
  await office.locator('#said').waitFor();
  await says(office, 'this token is none', 'sign-in', find);
  await reachByTab(office, office.getByLabel('Token'), 'sign-in', find);
  await office.keyboard.type(process.env.LONTAR_COOKIE.split('=')[1]);
  await office.keyboard.press('Enter');
  await office.waitForURL(`${base}/`);
  await reachByTab(office, office.getByRole('link', { name: 'draft-3', exact: true }), 'inbox', find);
  await office.keyboard.press('Enter');
  await office.waitForURL('**/drafts/draft-3');
  await reachByTab(office, office.getByRole('link', { name: 'What an approval would approve' }), 'draft', find);
  await office.keyboard.press('Enter');
  await office.waitForURL('**/drafts/draft-3/approve');
  await reachByTab(office, office.getByLabel('Reason'), 'approval', find);
  await office.keyboard.type('boys of 2012: <b>check</b>');
  await reachByTab(office, office.getByRole('button', { name: 'Return with a reason' }), 'approval', find);
  await office.keyboard.press('Enter');
  await office.waitForURL('**/drafts/draft-3');
  await says(office, 'boys of 2012: &lt;b&gt;check&lt;/b&gt;', 'returned draft', find);

  await office.goto(pages.approval);
  await reachByTab(office, office.getByRole('button', { name: 'Approve the report of' }), 'approval', find);
  await office.keyboard.press('Enter');
  await office.waitForURL('**/queue?sealed=*');
  await says(office, 'Approved: it is entry', 'queue', find);
  await office.screenshot({ path: join(out, 'node-approved.png'), fullPage: true });

  // A question of ASEC's is answered, and one is asked.
  await reachByTab(office, office.getByRole('link', { name: 'Questions' }), 'band', find);
  await office.keyboard.press('Enter');
  await office.waitForURL('**/questions');
  await reachByTab(office, office.getByLabel('Answer; ASEC reads it'), 'questions', find);
  await office.keyboard.type('It is: <b>all</b> regions.');
  await reachByTab(office, office.getByRole('button', { name: 'Answer', exact: true }), 'questions', find);
  await office.keyboard.press('Enter');
  await office.waitForURL('**/questions?sealed=*');
  await says(office, 'it waits to be sent', 'questions', find);
  await says(office, 'It is: &lt;b&gt;all&lt;/b&gt; regions.', 'questions', find);
  await reachByTab(office, office.getByLabel('Indicator'), 'questions', find);
  await office.keyboard.type('A3');
  await reachByTab(office, office.getByLabel('Question; ASEC reads it'), 'questions', find);
  await office.keyboard.type('More time?');
  await reachByTab(office, office.getByRole('button', { name: 'Ask ASEC' }), 'questions', find);
  await office.keyboard.press('Enter');
  await office.locator('h1', { hasText: '2 wait for ASEC' }).waitFor();
  if (!(await office.locator('h3').allTextContents()).some((one) => one.startsWith('A3 '))) find('questions', 'A3 was not chosen');
  await office.screenshot({ path: join(out, 'node-asked.png'), fullPage: true });
  await office.getByRole('button', { name: 'Sign out' }).click();
  await office.waitForURL('**/sign-in');
  await office.goto('/');
  if (await office.getByLabel('Token').count() !== 1) find('sign-out', 'the inbox is still shown');
}
