/** One command at a time: how it starts, one package from cold, and what others take for the same. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagesOf } from './capture.mjs';
import { departmentIn } from './departments.mjs';
import { inPairs, seconds } from './runs.mjs';

export const BARE = fileURLToPath(new URL('peers/bare.mjs', import.meta.url));
const TYPST = fileURLToPath(new URL('peers/typst.mjs', import.meta.url));

/** Start-up, as multiples of node's own. @returns what the program can do */
export async function measureStart({ compiler, gongkai, inputs, pairs }, tell) {
  const nothing = () => seconds(['-e', '0']);
  const help = spawnSync(process.execPath, [compiler, '--help'], { encoding: 'utf8' }).stdout;
  const commands = [
    ['--help', [gongkai, '--help']],
    ['check 一个文件', [gongkai, 'check', inputs[0], '-q']],
  ];
  for (const [what, args] of commands)
    tell(what, { ...inPairs(() => seconds(args), nothing, pairs), other: 'node -e 0' });
  return { force: help.includes('--force') };
}

/** The list that peers read: one package or many. */
export function listOf(file, packages) {
  writeFileSync(file, JSON.stringify(packages));
  return file;
}

/** The first input's package as a whole, beside a script that prints the same HTML once. */
export async function measureCold(bench, tell) {
  const { compiler, inputs, pairs, made, captured, fresh, folder } = bench;
  const [input] = inputs;
  const { folder: own, pages } = captured.get(input);
  const old = departmentIn(readFileSync(input, 'utf8'));
  const list = listOf(join(folder, 'one.json'), [{ folder: own, old, name: old }]);
  const compile = (...more) => {
    const args = [compiler, input, '-o', fresh('out'), '-q', ...made, ...more];
    return seconds(args);
  };
  const bare = (what) => {
    const out = fresh('bare');
    const took = seconds([BARE, what, list, out]);
    if (what === '打印') {
      const printed = pagesOf(readFileSync(join(out, '0.pdf')));
      if (printed !== pages) throw new Error(`对照印了 ${printed} 页，程序印了 ${pages} 页`);
    }
    return took;
  };
  const name = basename(input);
  const whole = inPairs(
    () => compile(),
    () => bare('打印'),
    pairs,
  );
  tell(`冷启动，整套 ${name}`, { ...whole, other: '起浏览器，同样的 HTML 印一次', goal: '≤ 1.3' });
  const pdf = inPairs(
    () => compile('--only', 'pdf'),
    () => bare('打印'),
    pairs,
    false,
  );
  tell('冷启动，只要 pdf', { ...pdf, other: '同上' });
  const xlsx = inPairs(
    () => compile('--only', 'xlsx'),
    () => bare('写格'),
    pairs,
  );
  tell('冷启动，只要 xlsx', { ...xlsx, other: 'exceljs 写同样的格子' });
}

/** Programs that make a PDF of the same otherwise. */
export function measurePeers(bench, tell, isInstalled) {
  const { compiler, inputs, pairs, made, captured, fresh, fonts } = bench;
  const [input] = inputs;
  const { folder, workbook } = captured.get(input);
  const compile = () =>
    seconds([compiler, input, '-o', fresh('out'), '-q', ...made, '--only', 'pdf']);
  if (!isInstalled('@myriaddreamin/typst-ts-node-compiler'))
    tell('typst', { other: '@myriaddreamin/typst-ts-node-compiler 没有安装' });
  else {
    const typst = () => seconds([TYPST, folder, fonts, join(fresh('typst'), 'a.pdf')]);
    const pair = inPairs(compile, typst, pairs);
    tell('只要 pdf', { ...pair, other: 'typst 排同样的标题、文字和表' });
  }
  const office = officeProgram();
  if (!office) tell('LibreOffice', { other: 'soffice 没有安装' });
  else {
    const profile = `-env:UserInstallation=file://${fresh('office')}`;
    const convert = () => {
      const out = fresh('converted');
      const args = [profile, '--headless', '--convert-to', 'pdf', '--outdir', out, workbook];
      const took = seconds(args, { program: office });
      if (!readdirSync(out).some((one) => one.endsWith('.pdf')))
        throw new Error('soffice 没有转出 PDF');
      return took;
    };
    const pair = inPairs(compile, convert, pairs);
    tell('只要 pdf', { ...pair, other: 'LibreOffice 把本程序的工作簿转成 PDF' });
  }
}

const officeProgram = () =>
  ['/usr/bin/soffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice'].find(
    existsSync,
  );
