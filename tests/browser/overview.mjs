// The overview page as a person meets it: opened from the disk in headless Chromium. Held against the JSON of the same
// folder; both themes, phone width, keyboard, print, and a folder made to break out of the page.
//
//   node overview.mjs PLACE PROGRAM SAMPLES CHROMIUM   (`.ci/page` calls it; PLACE has node_modules, gets the pictures)

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [place, program, samples, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(join(place, 'x.js'))('playwright-core');
const work = mkdtempSync(join(tmpdir(), 'tonghop-page-'));
const PHONE = { width: 360, height: 780 };
const DESK = { width: 1200, height: 900 };
/** What is waited for at most, in milliseconds: a crowded machine is slow, never wrong. */
const PATIENCE = 120_000;

/** Runs the program; findings are no failure here. */
function tonghop(...words) {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (ended) {
    assert.ok([1, 3].includes(ended.status), `tonghop ${words.join(' ')}: ${ended.status}`);
    return ended.stdout;
  }
}

/** A copy of a sample with its page and its JSON. */
function campaign(name, fill) {
  const folder = join(work, name);
  fill(folder);
  const json = JSON.parse(tonghop('check', folder, '--format', 'json'));
  return { folder, json, file: join(folder, 'ket-qua', 'tong-quan.html') };
}

function hostile(folder) {
  mkdirSync(join(folder, 'nop'), { recursive: true });
  const rows = ['TT,Họ và tên,Chi bộ xếp loại', '1,<img src=x onerror=alert(1)>,<script>alert(2)</script>', '2,Trần Thử Nghiệm,XS?'];
  for (const name of ['Chi bộ "><img src=x onerror=alert(3)>', "Chi bộ ' onmouseover=alert(4) x='", 'Chi bộ \u202e<!--']) {
    writeFileSync(join(folder, 'nop', `${name}.csv`), `DANH SÁCH ${name.replaceAll(',', ' ')} NĂM 2021\n${rows.join('\n')}\n`);
  }
}

/** Opens a page and fails on whatever the browser complains of, and on anything it asks for but the page itself. */
async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: DESK, offline: true, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('console', (message) => assert.fail(`console: ${message.text()}`));
  page.on('pageerror', (error) => assert.fail(`page: ${error}`));
  page.on('dialog', (dialog) => assert.fail(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    const own = [pathToFileURL(file).href, 'data:,'];
    assert.ok(own.includes(request.url().split('#')[0]), `asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

const texts = (page, selector) => page.$$eval(selector, (found) => found.map((each) => each.textContent.trim()));
const rows = (page, selector) =>
  page.$$eval(`${selector} tr`, (found) => found.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
const visible = (page) => page.$$eval('#list > li', (items) => items.filter((item) => item.checkVisibility()).length);
const said = (page) => page.textContent('#shown');
const folded = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐð]/g, 'd').toLowerCase();

async function figuresAreTheJsons(page, json) {
  const board = await rows(page, '.board tbody');
  assert.equal(board.length, json.submissions.length);
  const shownMembers = new Map();
  json.submissions.forEach((submission, index) => {
    const [code, , , errors, warnings, received, , members] = board[index];
    assert.equal(code, submission.branch ?? '–');
    assert.deepEqual([errors, warnings], [`${submission.errors}`, `${submission.warnings}`], code);
    const day = submission.received_on?.split('-').reverse().join('/') ?? '–';
    assert.equal(received, day, code);
    if (members !== '–') shownMembers.set(code, Number(members));
  });

  // Grades, counted again from the members.
  const counted = new Map();
  const empty = () => ({ total: 0, excellent: 0, good: 0, completed: 0, not_completed: 0, none: 0, open: 0 });
  for (const member of json.members) {
    const of = counted.get(member.branch) ?? empty();
    const grade = member.committee_grade ?? member.branch_grade;
    of.total += 1;
    if (grade) of[grade] += 1;
    else of[member.standing === 'not_graded' ? 'open' : 'none'] += 1;
    counted.set(member.branch, of);
  }
  for (const [code, members] of shownMembers) assert.equal(members, counted.get(code)?.total ?? 0, code);
  const sum = empty();
  for (const cells of await rows(page, '.grades tbody')) {
    const of = counted.get(cells[0]) ?? empty();
    const [total, excellent, good, completed, bad, none, open] = cells.slice(2, 9).map(Number);
    assert.deepEqual([total, excellent, good, completed, bad], [of.total, of.excellent, of.good, of.completed, of.not_completed], cells[0]);
    // JSON calls an “other” reason and an open point alike.
    assert.equal(none + open, of.none + of.open, cells[0]);
    for (const key of Object.keys(sum)) sum[key] += of[key];
  }
  if (json.members.length) {
    const [foot] = await rows(page, '.grades tfoot');
    assert.deepEqual(foot.slice(2, 7).map(Number), [sum.total, sum.excellent, sum.good, sum.completed, sum.not_completed]);
  }

  const gauges = await page.$$eval('.gauge', (found) => found.map((each) => each.getAttribute('aria-label')));
  assert.deepEqual(gauges, json.quotas.map((quota) => `Đang đề nghị ${quota.excellent}, tối đa ${quota.cap}`));
  const { files, read, merged, set_aside, superseded } = json.reconciliation;
  const proof = (await page.textContent('#reconciliation > p')).replace(/\s+/g, ' ');
  assert.ok(
    proof.includes(`${files} tệp: đọc ${read} dòng = gộp ${merged} + để riêng ${set_aside} + bị lần nộp sau thay thế ${superseded}.`),
    proof,
  );
}

async function findingsAreTheJsons(page, json) {
  assert.equal(await page.locator('#list > li').count(), json.findings.length);
  const shown = await page.$$eval('#list > li', (items) =>
    items.map((item) => ({ code: item.dataset.code, severity: item.dataset.severity, text: item.textContent })));
  json.findings.forEach((finding, index) => {
    assert.deepEqual([shown[index].code, shown[index].severity], [finding.code, finding.severity]);
    for (const part of [finding.sheet, finding.cell]) assert.ok(!part || shown[index].text.includes(part), part);
    if (finding.subject && !finding.message.includes(finding.subject)) {
      assert.ok(!shown[index].text.includes(`(${finding.subject})`));
    }
  });
}

async function filtersWork(page, json) {
  const n = json.findings.length;
  if (n === 0) {
    assert.equal(await page.locator('#filter').count(), 0);
    return;
  }
  assert.ok(await page.isVisible('#filter'));
  assert.equal(await said(page), `Đang hiện ${n}/${n} nội dung.`);
  const choices = (name) => page.$$eval(`#filter [name=${name}] option`, (found) => found.map((each) => each.value).filter(Boolean));
  const expect = async (count, why) => {
    assert.equal(await visible(page), count, why);
    assert.equal(await said(page), count ? `Đang hiện ${count}/${n} nội dung.` : 'Không có nội dung nào khớp bộ lọc.', why);
  };

  for (const severity of await choices('severity')) {
    await page.selectOption('#filter [name=severity]', severity);
    await expect(json.findings.filter((finding) => finding.severity === severity).length, severity);
  }
  await page.selectOption('#filter [name=severity]', '');
  for (const code of await choices('code')) {
    await page.selectOption('#filter [name=code]', code);
    await expect(json.findings.filter((finding) => finding.code === code).length, code);
  }
  await page.selectOption('#filter [name=code]', '');
  let all = 0;
  for (const branch of await choices('branch')) {
    await page.selectOption('#filter [name=branch]', branch);
    all += await visible(page);
    const index = /^s(\d+)$/.exec(branch)?.[1];
    const code = index && json.submissions[Number(index)].branch;
    if (code) await expect(json.findings.filter((finding) => finding.branch === code).length, code);
  }
  assert.equal(all, n, 'every finding is under exactly one choice');
  await page.click('#filter [type=reset]');
  await expect(n, 'after reset');

  // Typed without accents; every word must be there.
  const words = folded(json.findings[0].message).split(/\s+/).slice(0, 3).join(' ');
  await page.fill('#filter [name=words]', words.toUpperCase());
  assert.ok((await visible(page)) >= 1, words);
  await page.fill('#filter [name=words]', 'không có chữ này đâu');
  await expect(0, 'nothing fits');
  await page.click('#filter [type=reset]');
  await expect(n, 'at once after reset');

  // A count on the board leads to what it counts.
  const link = page.locator('.board a[data-severity=error]').first();
  if (await link.count()) {
    const count = Number(await link.textContent());
    await link.click();
    await expect(count, 'from the board');
    await page.click('#filter [type=reset]');
  }
}

async function explanationsOpen(page, json) {
  if (json.findings.length === 0) return;
  const first = page.locator('#list > li').first();
  await first.waitFor({ state: 'visible' });
  const summary = first.locator('summary');
  await summary.press('Enter');
  await first.locator('.explain .page').waitFor({ state: 'visible' });
  assert.match(await first.locator('.explain').textContent(), /Kiểm tra gì[\s\S]*Cách sửa/);
  await summary.press('Enter');
  await first.locator('.explain .page').waitFor({ state: 'hidden' });
  const code = json.findings.at(-1).code;
  await page.evaluate((hash) => { location.hash = hash; }, `rule-${code}`);
  await page.locator(`#rule-${code}[open]`).waitFor();
}

/** What a screen reader and a keyboard need. */
async function everybodyCanUseIt(page) {
  const faults = await page.evaluate(() => {
    const found = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    for (const landmark of ['header', 'nav[aria-label]', 'main', 'footer', 'h1']) {
      if (all(`body ${landmark}`).length !== 1) found.push(`not one ${landmark}`);
    }
    if (document.documentElement.lang !== 'vi') found.push('language');
    const ids = all('[id]').map((each) => each.id);
    if (new Set(ids).size !== ids.length) found.push('an id stands twice');
    let level = 0;
    for (const heading of all('h1, h2, h3, h4, h5')) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) found.push(`heading jumps to ${heading.textContent}`);
      level = next;
    }
    for (const table of all('table:not(.example)')) {
      if (!table.querySelector('thead th[scope=col]')) found.push('a table without heads');
      if (!table.closest('[role=region][aria-label][tabindex]')) found.push('a table that cannot be scrolled by keys');
      const widths = new Set([...table.rows].map((row) => row.cells.length));
      if (widths.size !== 1) found.push(`rows of ${[...widths]} cells`);
    }
    for (const field of all('select, input')) if (!field.labels?.length) found.push(`no label: ${field.name}`);
    for (const drawing of all('svg')) {
      if (drawing.getAttribute('aria-hidden') !== 'true' && !drawing.getAttribute('aria-label')) found.push('a drawing without words');
    }
    for (const link of all('a')) {
      if (!link.textContent.trim()) found.push('an empty link');
      if (!document.getElementById(link.hash.slice(1))) found.push(`a link to nowhere: ${link.hash}`);
    }
    return found;
  });
  assert.deepEqual(faults, []);

  await page.goto(page.url().split('#')[0]);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0), 'the skip link shows itself');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
}

/** The least contrast of text that is seen, as WCAG counts it. */
async function textIsReadable(page, theme) {
  const poor = await page.evaluate(() => {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = parts(colour).slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (parts(colour)[3] !== 0) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const found = [];
    for (const element of document.querySelectorAll('body *')) {
      const speaks = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!speaks || !element.checkVisibility() || ['SCRIPT', 'OPTION'].includes(element.tagName)) continue;
      const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
      const contrast = (a + 0.05) / (b + 0.05);
      if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`);
    }
    return [...new Set(found)];
  });
  assert.deepEqual(poor, [], theme);
}

async function looksRightEverywhere(browser, { file }, name) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
      const page = await open(browser, file, { viewport, colorScheme });
      await textIsReadable(page, `${name} ${colorScheme} ${size}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${name} ${size}: ${width} wide`);
      await page.screenshot({ path: join(place, `${name}-${colorScheme}-${size}.png`), fullPage: true });
      await page.context().close();
    }
  }
  const page = await open(browser, file);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#filter:visible, nav:visible').count(), 0);
  const printed = await page.pdf({ path: join(place, `${name}.pdf`), format: 'A4' });
  assert.equal(printed.subarray(0, 4).toString(), '%PDF');
  await page.context().close();

  const plain = await open(browser, file, { javaScriptEnabled: false });
  assert.equal(await plain.locator('#filter:visible').count(), 0);
  assert.equal(await plain.locator('#list > li:visible').count(), await plain.locator('#list > li').count());
  await plain.context().close();
}

async function nothingBreaksOut(browser, { folder, file }) {
  tonghop('check', folder, '--names');
  const bytes = readFileSync(file, 'utf8');
  assert.ok(bytes.includes('&lt;img src=x onerror=alert(1)&gt;'), 'the hostile name is on the page, as text');
  const page = await open(browser, file);
  assert.deepEqual(await texts(page, 'img, iframe, object, script:not(:last-child)'), []);
  const handlers = await page.$$eval('*', (all) => all.flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on')));
  assert.deepEqual(handlers, []);
  await page.context().close();
  // And if something did: the policy stops it.
  const broken = join(folder, 'broken.html');
  writeFileSync(broken, bytes.replace('</main>', '<p id="hit"></p><script>document.getElementById("hit").textContent="!"</script></main>'));
  const context = await browser.newContext({ offline: true });
  const victim = await context.newPage();
  await victim.goto(pathToFileURL(broken).href);
  assert.equal(await victim.textContent('#hit'), '', 'the policy stops a script that is not the page’s own');
  await context.close();
}

const browser = await chromium.launch({
  executablePath,
  timeout: PATIENCE,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const campaigns = {
    '2021': campaign('2021', (folder) => cpSync(join(samples, '2021'), folder, { recursive: true })),
    sach: campaign('sach', (folder) => cpSync(join(samples, 'sach'), folder, { recursive: true })),
    hostile: campaign('hostile', hostile),
  };
  for (const [name, each] of Object.entries(campaigns)) {
    const page = await open(browser, each.file);
    await figuresAreTheJsons(page, each.json);
    await findingsAreTheJsons(page, each.json);
    await filtersWork(page, each.json);
    await explanationsOpen(page, each.json);
    await everybodyCanUseIt(page);
    await page.context().close();
    await looksRightEverywhere(browser, each, name);
    console.log(`${name}: ${each.json.findings.length} findings, ok`);
  }
  await nothingBreaksOut(browser, campaigns.hostile);
  console.log('hostile texts stay texts, ok');
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
