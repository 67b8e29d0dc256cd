// The branch's own checker as a person meets it: kiem-tra.html opened from the disk in headless Chromium, a file chosen or
// dropped, and what is shown held against `tonghop check FILE`.
//
//   node checker.mjs PLACE PROGRAM SAMPLES CHROMIUM PAGE   (`.ci/browser` calls it; PLACE has node_modules)

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [place, program, samples, executablePath, checker] = process.argv.slice(2);
const { chromium } = createRequire(join(place, 'x.js'))('playwright-core');
const work = mkdtempSync(join(tmpdir(), 'tonghop-checker-'));
const PATIENCE = 120_000;
/** All files get one time of the disk: the browser and the program take the day of receipt from it. */
const DAY = new Date('2021-11-24T03:00:00Z');

const flat = (text) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** The findings of a file by the program, which has no plan beside it. */
function byProgram(files, ...words) {
  let out;
  try {
    out = execFileSync(program, ['check', ...files, '--format', 'json', '--quiet', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (ended) {
    assert.ok([1, 3].includes(ended.status), `tonghop check: ${ended.status} ${ended.stderr}`);
    out = ended.stdout;
  }
  return JSON.parse(out);
}

async function opened(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, offline: true, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('console', (message) => assert.fail(`console: ${message.text()}`));
  page.on('pageerror', (error) => assert.fail(`page: ${error}`));
  page.on('dialog', (dialog) => assert.fail(`dialog: ${dialog.message()}`));
  const own = [pathToFileURL(checker).href, 'data:,'];
  page.on('request', (request) => assert.ok(own.includes(request.url().split('#')[0]), `asked for ${request.url()}`));
  await page.goto(own[0]);
  return page;
}

async function finished(page, names) {
  await page.waitForFunction(() => !['', 'Đang kiểm tra…'].includes(document.getElementById('state').textContent));
  assert.equal(await page.textContent('#state'), `Đã kiểm tra: ${names.join(', ')}.`);
}

/** What the page shows, finding by finding. */
const shown = (page) => page.$$eval('#list > li', (items) => items.map((item) => ({
  code: item.dataset.code,
  severity: item.dataset.severity,
  place: item.querySelector('.place')?.textContent ?? '',
  said: [...item.querySelectorAll(':scope > p:not(.what, .place)')].map((part) => part.textContent),
})));

async function sameFindings(page, json, what) {
  const expected = json.findings.map(({ code, severity, file, sheet, cell, message, fix, basis }) => ({
    code,
    severity,
    place: flat([file, sheet, cell].filter(Boolean).join(' › ')),
    said: [message, fix && `Cách sửa: ${fix}`, basis && `Căn cứ: ${basis}`].filter(Boolean).map(flat),
  }));
  const found = (await shown(page)).map((each) => ({ ...each, place: flat(each.place), said: each.said.map(flat) }));
  assert.deepEqual(found, expected, what);
  for (const submission of json.submissions.filter((each) => each.rows?.merged)) {
    const text = flat(await page.textContent('#result'));
    const members = json.members.filter((member) => member.branch === submission.branch).length;
    assert.ok(text.includes(`đọc được ${members} đảng viên`), what);
  }
}

const browser = await chromium.launch({
  executablePath,
  timeout: PATIENCE,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const page = await opened(browser);
  // The files by themselves, with the same time.
  const copies = [];
  for (const sample of ['2021', 'sach']) {
    const folder = join(work, sample);
    mkdirSync(folder);
    for (const name of readdirSync(join(samples, sample, 'nop'))) {
      const from = join(samples, sample, 'nop', name);
      if (!statSync(from).isFile()) continue;
      const file = join(folder, name);
      copyFileSync(from, file);
      copies.push({ name, file });
    }
  }
  // A hostile one too, and one of each kind of archive that mail programs make.
  const hostile = '<img src=x onerror=alert(1)>.csv';
  writeFileSync(join(work, hostile), 'DANH SÁCH Chi bộ <script>alert(2)</script> NĂM 2021\nTT,Họ và tên,Chi bộ xếp loại\n1,<img src=x onerror=alert(3)>,"<b>XS?</b>"\n');
  copies.push({ name: hostile, file: join(work, hostile) });
  for (const { file } of copies) utimesSync(file, DAY, DAY);

  let n_findings = 0;
  for (const { name, file } of copies) {
    await page.setInputFiles('#chosen', file);
    await finished(page, [name]);
    if (name.startsWith('~$')) {
      // The program refuses to be given nothing else than a lock file; the page says what it is.
      assert.match(await page.textContent('#result'), /F117/);
      continue;
    }
    const json = byProgram([file]);
    await sameFindings(page, json, name);
    n_findings += json.findings.length;
    assert.equal(await page.locator('#result img, #result script').count(), 0);
  }
  assert.ok(n_findings > 30, `${n_findings} findings`);
  console.log(`${copies.length} files, ${n_findings} findings, the same as the program's`);

  // Several at once.
  const two = copies.filter(({ file }) => file.includes('/sach/')).slice(0, 2);
  await page.setInputFiles('#chosen', two.map(({ file }) => file));
  await finished(page, two.map(({ name }) => name));
  await sameFindings(page, byProgram(two.map(({ file }) => file)), 'two files');

  // Dropped anywhere on the page; filters and explanations work, and are gone with the next file.
  const most = copies.find(({ name }) => name.startsWith('CB02'));
  const bytes = readFileSync(most.file).toString('base64');
  const transfer = await page.evaluateHandle(async ([content, name, time]) => {
    const carried = new DataTransfer();
    const raw = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    carried.items.add(new File([raw], name, { lastModified: time }));
    return carried;
  }, [bytes, most.name, DAY.getTime()]);
  await page.dispatchEvent('h1', 'drop', { dataTransfer: transfer });
  await finished(page, [most.name]);
  const json = byProgram([most.file]);
  await sameFindings(page, json, 'dropped');
  await page.selectOption('#filter [name=severity]', 'error');
  const n_errors = json.findings.filter((finding) => finding.severity === 'error').length;
  assert.equal(await page.locator('#list > li:visible').count(), n_errors);
  await page.locator('#list > li:visible summary').first().press('Enter');
  await page.locator('#list .explain .page').first().waitFor({ state: 'visible' });
  await page.screenshot({ path: join(place, 'checker.png'), fullPage: true });

  // What is no workbook at all, and nothing.
  writeFileSync(join(work, 'rỗng.xlsx'), '');
  await page.setInputFiles('#chosen', join(work, 'rỗng.xlsx'));
  await finished(page, ['rỗng.xlsx']);
  assert.match(await page.textContent('#result'), /F105/);

  // Narrow, dark, without a script.
  const phone = await opened(browser, { viewport: { width: 360, height: 780 }, colorScheme: 'dark' });
  await phone.setInputFiles('#chosen', most.file);
  await finished(phone, [most.name]);
  assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await phone.screenshot({ path: join(place, 'checker-phone.png') });
  const plain = await opened(browser, { javaScriptEnabled: false });
  assert.ok(await plain.locator('noscript:visible, noscript p:visible').count());
  console.log('several, dropped, filtered, empty, narrow, without a script: ok');
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
