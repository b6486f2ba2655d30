import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OutputFile, PublishError, publish } from '../src/publish.js';
import { snapshot, temporaryFolder } from './helpers/terminal.js';

const INFO = { version: '1.2.3', inputs: [], templates: [] };
const file = (path: string, text: string): OutputFile => ({ path, bytes: Buffer.from(text) });
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

describe('publish', () => {
  it('makes the folder, its files and a manifest', async () => {
    const out = join(temporaryFolder(), 'new', 'out');
    const folder = await publish(
      out,
      '某局2026',
      [file('甲.xlsx', 'x'), file('数据/乙.csv', 'y')],
      INFO,
    );
    expect(folder).toBe(join(out, '某局2026'));
    expect(Object.keys(snapshot(folder))).toEqual(
      ['manifest.json', '数据/乙.csv', '甲.xlsx'].sort(),
    );
    const manifest = JSON.parse(read(folder, 'manifest.json')) as {
      版本: string;
      输出: { 文件: string }[];
    };
    expect(manifest.版本).toBe('1.2.3');
    expect(manifest.输出.map((one) => one.文件).sort()).toEqual(['数据/乙.csv', '甲.xlsx'].sort());
    expect(readdirSync(out)).toEqual(['某局2026']);
  });

  it('replaces what it wrote before and keeps what others put there, also in subfolders', async () => {
    const out = temporaryFolder();
    const folder = await publish(
      out,
      '局',
      [file('旧.xlsx', 'old'), file('数据/旧.csv', 'old')],
      INFO,
    );
    mkdirSync(join(folder, '附件'));
    writeFileSync(join(folder, '附件', '批复.pdf'), 'mine');
    writeFileSync(join(folder, '数据', '手记.txt'), 'mine too');
    await publish(out, '局', [file('新.xlsx', 'new')], INFO);
    expect(Object.keys(snapshot(folder)).sort()).toEqual(
      ['manifest.json', '数据/手记.txt', '新.xlsx', '附件/批复.pdf'].sort(),
    );
    expect(read(folder, '附件', '批复.pdf')).toBe('mine');
  });

  it('keeps what was edited in Word beside the new one, once, and nothing that was not', async () => {
    const out = temporaryFolder();
    const files = (text: string) => [file('局.docx', text), file('局.xlsx', text)];
    const folder = await publish(out, '局', files('one'), INFO);
    await publish(out, '局', files('two'), INFO);
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', '局.docx', '局.xlsx']);
    writeFileSync(join(folder, '局.docx'), 'edited');
    writeFileSync(join(folder, '局.xlsx'), 'edited');
    await publish(out, '局', files('three'), INFO);
    expect(read(folder, '局.docx')).toBe('three');
    expect(read(folder, '局.原有.docx')).toBe('edited');
    writeFileSync(join(folder, '局.docx'), 'edited again');
    await publish(out, '局', files('four'), INFO);
    expect(readdirSync(folder).sort()).toEqual(
      ['manifest.json', '局.docx', '局.xlsx', '局.原有.docx', '局.原有2.docx'].sort(),
    );
    expect(read(folder, '局.原有2.docx')).toBe('edited again');
    expect(read(folder, '局.xlsx')).toBe('four');
  });

  it('keeps a person’s file beside a file or folder of the same name', async () => {
    const out = temporaryFolder();
    const folder = await publish(out, '局', [file('局.xlsx', 'x')], INFO);
    writeFileSync(join(folder, '局.pdf'), 'signed scan');
    writeFileSync(join(folder, '数据'), 'my file');
    symlinkSync('数据', join(folder, '链接'));
    await publish(out, '局', [file('局.pdf', 'new'), file('数据/a.csv', 'a')], INFO);
    expect(read(folder, '局.pdf')).toBe('new');
    expect(read(folder, '局.pdf.原有')).toBe('signed scan');
    expect(read(folder, '数据.原有')).toBe('my file');
    expect(readlinkSync(join(folder, '链接'))).toBe('数据');
  });

  it('leaves the old package as it was when the new one cannot be written whole', async () => {
    const out = temporaryFolder();
    const folder = await publish(out, '局', [file('甲.xlsx', 'old')], INFO);
    const before = snapshot(out);
    const bad = [file('甲.xlsx', 'new'), file('甲.xlsx/乙', 'cannot be: 甲.xlsx is a file')];
    await expect(publish(out, '局', bad, INFO)).rejects.toThrow(PublishError);
    expect(snapshot(out)).toEqual(before);
    expect(readdirSync(out)).toEqual(['局']);
    expect(read(folder, '甲.xlsx')).toBe('old');
  });

  it.each([
    '../别处',
    '..',
    '.隐藏',
    '甲/乙',
    '',
    '/etc/局',
  ])('refuses the folder name “%s”', async (name) => {
    const out = join(temporaryFolder(), 'out');
    mkdirSync(out);
    await expect(publish(out, name, [file('a', 'a')], INFO)).rejects.toThrow('不能作文件夹名');
    expect(readdirSync(out)).toEqual([]);
  });

  it.each([
    ['局'.repeat(300), '过长'],
    ['局'.repeat(81), '过长'],
    ['con', '以“con”开头'],
    ['NUL.局', '以“NUL”开头'],
    ['局...', '以“.”或空格开头或结尾'],
    ['局 ', '以“.”或空格开头或结尾'],
  ])('says what is wrong with the folder name “%s”', async (name, reason) => {
    const out = temporaryFolder();
    await expect(publish(out, name, [file('a', 'a')], INFO)).rejects.toThrow(reason);
    expect(readdirSync(out)).toEqual([]);
  });

  it('takes the longest name that it allows', async () => {
    const out = temporaryFolder();
    const name = '局'.repeat(80);
    await publish(out, name, [file(`${name}.xlsx`, 'a')], INFO);
    await publish(out, name, [file(`${name}.xlsx`, 'b')], INFO);
    expect(read(out, name, `${name}.xlsx`)).toBe('b');
  });

  it.skipIf(process.platform === 'win32')('keeps a pipe, and never reads one', async () => {
    const out = temporaryFolder();
    const folder = await publish(out, '局', [file('甲.xlsx', 'old')], INFO);
    execFileSync('mkfifo', [join(folder, '管道')]);
    await publish(out, '局', [file('甲.xlsx', 'new')], INFO);
    expect(lstatSync(join(folder, '管道')).isFIFO()).toBe(true);
    expect(read(folder, '甲.xlsx')).toBe('new');
    rmSync(join(folder, 'manifest.json'));
    execFileSync('mkfifo', [join(folder, 'manifest.json')]);
    await expect(publish(out, '局', [file('a', 'a')], INFO)).rejects.toThrow('已损坏');
    expect(read(folder, '甲.xlsx')).toBe('new');
  });

  it('never writes a file outside of its folder', async () => {
    const root = temporaryFolder();
    for (const path of ['../出去.txt', '数据/../../出去.txt', join(root, '绝对.txt')]) {
      await expect(publish(join(root, 'out'), '局', [file(path, 'x')], INFO)).rejects.toThrow(
        '文件名不对',
      );
    }
    expect(Object.keys(snapshot(root))).toEqual([]);
  });

  it('gives up on a place that takes no folders', async () => {
    await expect(publish('/proc/gongkai', '局', [file('a', 'a')], INFO)).rejects.toThrow(
      '不能写到输出文件夹',
    );
  });

  it('does not touch a folder that it did not make, nor follow a link out of the output folder', async () => {
    const root = temporaryFolder();
    const out = join(root, 'out');
    mkdirSync(join(out, '局'), { recursive: true });
    writeFileSync(join(out, '局', '重要.docx'), 'mine');
    await expect(publish(out, '局', [file('a', 'a')], INFO)).rejects.toThrow('不是本程序生成的');
    expect(read(out, '局', '重要.docx')).toBe('mine');
    mkdirSync(join(root, '别处'));
    symlinkSync(join(root, '别处'), join(out, '链接'));
    await expect(publish(out, '链接', [file('a', 'a')], INFO)).rejects.toThrow(
      `同名的链接（指向 ${join(root, '别处')}）`,
    );
    expect(readdirSync(join(root, '别处'))).toEqual([]);
  });
});
