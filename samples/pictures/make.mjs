// The README's pictures, made from the sample campaign by the program itself: the overview page in both themes and on a
// phone, the terminal, and the consolidated workbook's first page. `.ci/page` has brought Chromium and its driver.
//
//   node samples/pictures/make.mjs               (from the repository's root, after `.ci/page`)
//
// The workbook's picture needs LibreOffice and pdftoppm; without them it is left as it is, and said so.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const pictures = dirname(fileURLToPath(import.meta.url));
const root = resolve(pictures, '../..');
const program = join(root, 'target/debug/tonghop');
const { chromium } = createRequire(join(root, 'target/browser/x.js'))('playwright-core');
const DAY = new Date('2021-11-25T03:00:00Z');
const work = mkdtempSync(join(tmpdir(), 'tonghop-pictures-'));
const campaign = join(work, '2021');
cpSync(join(root, 'samples/2021'), campaign, { recursive: true });
// Files that cannot be opened are dated by the disk; the pictures must not change with the day they are made.
for (const name of readdirSync(join(campaign, 'nop'))) utimesSync(join(campaign, 'nop', name), DAY, DAY);

/** What a command writes on a terminal of 80 columns. */
function onTerminal(words) {
  // A pseudo-terminal, so that the program shows its colours; its progress goes elsewhere. Findings are no failure.
  const line = `stty cols 80 rows 60; ${program} ${words} 2>/dev/null; true`;
  return execFileSync('script', ['-qec', line, '/dev/null'], { cwd: work, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .replaceAll('\r\n', '\n');
}

/** Escape sequences as spans. */
function asHtml(text) {
  const colours = { 1: 'font-weight:bold', 2: 'opacity:.65', 31: 'color:#ff8478', 32: 'color:#7ed491', 33: 'color:#f0c45c' };
  const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return escaped.replace(/\x1b\[(\d+)m/g, (_, code) => (code === '0' ? '</span>' : `<span style="${colours[code] ?? ''}">`));
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const status = onTerminal('status 2021 --as-of 24/11/2021');
  const file = pathToFileURL(join(campaign, 'ket-qua/tong-quan.html')).href;
  for (const [name, options, height] of [
    ['page-light', { viewport: { width: 1000, height: 1000 }, colorScheme: 'light' }, 1500],
    ['page-dark', { viewport: { width: 1000, height: 1000 }, colorScheme: 'dark' }, 700],
    ['page-phone', { viewport: { width: 360, height: 780 }, colorScheme: 'light' }, 900],
  ]) {
    const page = await browser.newPage(options);
    await page.goto(file);
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width: options.viewport.width, height } });
    await page.close();
  }

  const page = await browser.newPage({ viewport: { width: 760, height: 400 } });
  const shown = `<pre style="margin:0;padding:1rem;background:#1b1f24;color:#dfe3e8;width:max-content;font:14px/1.35 'Liberation Mono','DejaVu Sans Mono',monospace">`;
  await page.setContent(`${shown}$ tonghop status 2021 --as-of 24/11/2021\n${asHtml(status)}</pre>`);
  await page.locator('pre').screenshot({ path: join(pictures, 'terminal.png') });
  await page.close();

  try {
    onTerminal('merge 2021 --quiet');
    const convert = ['--headless', `-env:UserInstallation=file://${work}/office`, '--convert-to', 'pdf', '--outdir', work];
    execFileSync('soffice', [...convert, join(campaign, 'ket-qua/tong-hop-2021.xlsx')], { stdio: 'ignore' });
    const one = ['-png', '-r', '70', '-f', '1', '-l', '1', '-singlefile'];
    execFileSync('pdftoppm', [...one, join(work, 'tong-hop-2021.pdf'), join(pictures, 'workbook')]);
  } catch (why) {
    console.log(`workbook.png is as it was: ${why.message}`);
  }
  for (const name of ['page-light', 'page-dark', 'page-phone', 'terminal']) {
    console.log(`${name}.png ${readFileSync(join(pictures, `${name}.png`)).length} bytes`);
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
