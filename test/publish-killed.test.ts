/** What a killed run leaves of an output folder, what the next one makes of it, and two at a time. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Changes, diskChanges } from '../src/output/changes.js';
import { type OutputFile, publish, putInOrder } from '../src/publish.js';
import { isMark, newMark } from '../src/running.js';
import { bundled } from './helpers/bundled.js';
import { snapshot, temporaryFolder } from './helpers/terminal.js';

const INFO = { version: '1.2.3', inputs: [], templates: [] };
const file = (path: string, text: string): OutputFile => ({ path, bytes: Buffer.from(text) });
const OLD = [file('局.xlsx', 'old book'), file('数据/甲.csv', 'old'), file('数据/去.csv', 'old')];
const NEW = [file('局.xlsx', 'new book'), file('数据/甲.csv', 'new'), file('局.pdf', 'new print')];
/** What a person has put there. */
const PERSONS = { '备注.txt': '我的备注', '数据/手记.txt': '手记', '附件/批复.pdf': '扫描' };

/** An output folder with a package, or with none. */
async function outputFolder(replacing = true): Promise<string> {
  const out = join(temporaryFolder(), 'out');
  mkdirSync(out);
  if (!replacing) return out;
  const folder = await publish(out, '局', OLD, INFO);
  mkdirSync(join(folder, '附件'));
  for (const [path, text] of Object.entries(PERSONS)) writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, '空'));
  return out;
}

/**
 * Changes of which one does not happen, or by half, and none after it: the process has ended.
 * @param last number of calls that happen
 */
function killedAfter(last: number, half: boolean): { changes: Changes; calls: () => number } {
  let count = 0;
  const halves: Partial<Changes> = {
    write: (path, bytes) => diskChanges.write(path, bytes.slice(0, bytes.length / 2)),
    copy: (from, to) => {
      diskChanges.copy(from, to);
      truncateSync(to, 1);
    },
    remove: (path) => {
      const inside = existsSync(path)
        ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        : [];
      for (const name of inside.slice(0, inside.length / 2))
        rmSync(join(path, name), { recursive: true, force: true });
    },
  };
  const changes = new Proxy(diskChanges, {
    get: (real, name: keyof Changes) => (from: string, to: never) => {
      count += 1;
      if (count <= last) return real[name](from, to);
      if (half && count === last + 1) halves[name]?.(from, to);
      throw new Error('killed');
    },
  });
  return { changes, calls: () => count };
}

/** A mark of a run that is gone: its process number belongs to one that started at another time. */
function goneMark(): string {
  const [pid, start, ...rest] = newMark().split('.');
  return [pid, `${start}1`, ...rest].join('.');
}

/** Makes this process, which only seems to have been killed, one that is gone. */
function markAsGone(out: string): void {
  for (const folder of readdirSync(out).filter((name) => name.startsWith('.gongkai'))) {
    for (const mark of readdirSync(join(out, folder)).filter(isMark))
      renameSync(join(out, folder, mark), join(out, folder, goneMark()));
    if (folder !== '.gongkai') renameSync(join(out, folder), join(out, `.gongkai-${goneMark()}`));
  }
}

/** Which of the two a folder holds, whole and with all that is a person's; undefined for anything else. */
function whole(folder: string, persons: Readonly<Record<string, string>>): string | undefined {
  if (!existsSync(folder)) return 'absent';
  const found = Object.keys(snapshot(folder));
  const holds = (files: readonly { path: string; text: string }[]) =>
    found.length === files.length + 1 &&
    files.every(
      ({ path, text }) => found.includes(path) && readFileSync(join(folder, path), 'utf8') === text,
    );
  const theirs = Object.entries(persons).map(([path, text]) => ({ path, text }));
  const ours = (files: readonly OutputFile[]) =>
    files.map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString() }));
  const emptyFolder = theirs.length === 0 || existsSync(join(folder, '空'));
  if (holds([...ours(OLD), ...theirs]) && emptyFolder) return 'old';
  if (holds([...ours(NEW), ...theirs]) && emptyFolder) return 'new';
  return undefined;
}

/** Kills at every call in turn; what stood in the place at once and after the next run, by kill point. */
async function killEverywhere(
  replacing: boolean,
  half: boolean,
  changesOf = (one: Changes) => one,
) {
  const persons: Readonly<Record<string, string>> = replacing ? PERSONS : {};
  const points: { atOnce: string | undefined; next: string | undefined }[] = [];
  for (let last = 0; ; last++) {
    const out = await outputFolder(replacing);
    const { changes, calls } = killedAfter(last, half);
    await publish(out, '局', NEW, INFO, { changes: changesOf(changes) }).catch(() => {});
    if (calls() <= last) return points;
    const atOnce = whole(join(out, '局'), persons);
    markAsGone(out);
    await publish(out, '别的局', NEW, INFO);
    const next = whole(join(out, '局'), persons);
    points.push({ atOnce, next });
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
    // and whatever stands there, the package can be made again
    const again = await publish(out, '局', NEW, INFO);
    expect(whole(again, persons)).toBe('new');
  }
}

const noLinks = (changes: Changes): Changes => ({
  ...changes,
  link: () => {
    throw Object.assign(new Error('no links'), { code: 'EPERM' });
  },
});

describe('a run that is killed while it replaces a package', () => {
  it.each([
    ['before a call', false, undefined],
    ['in a call', true, undefined],
    ['in a call, where the file system has no links', true, noLinks],
  ])('%s leaves the old one or the new one whole, after the next run at the latest', async (_, half, changesOf) => {
    const points = await killEverywhere(true, half, changesOf);
    // nothing but whole packages, ever; for one moment none stands there
    expect(points.length).toBeGreaterThan(25);
    expect(points.map(({ atOnce }) => atOnce)).not.toContain(undefined);
    expect(points.filter(({ atOnce }) => atOnce === 'absent')).toHaveLength(1);
    expect(new Set(points.map(({ next }) => next))).toEqual(new Set(['old', 'new']));
  });

  it('and one that makes the first leaves none or a whole one', async () => {
    const points = await killEverywhere(false, true);
    expect(points.length).toBeGreaterThan(10);
    expect(new Set(points.map(({ atOnce }) => atOnce))).toEqual(new Set(['absent', 'new']));
    expect(points.map(({ next }) => next)).toEqual(points.map(({ atOnce }) => atOnce));
  });
});

/** As it is between the two renames. */
async function betweenRenames(): Promise<string> {
  const out = await outputFolder();
  const changes: Changes = {
    ...diskChanges,
    rename: (from, to) => {
      if (to === join(out, '局')) throw new Error('killed');
      diskChanges.rename(from, to);
    },
    remove: () => {},
  };
  await publish(out, '局', NEW, INFO, { changes }).catch(() => {});
  expect(existsSync(join(out, '局'))).toBe(false);
  markAsGone(out);
  return out;
}

describe('the next run', () => {
  it('clears what one has left that was killed before it began or after it was done', async () => {
    const out = await outputFolder();
    mkdirSync(join(out, `.gongkai-${goneMark()}`));
    const inUse = `.gongkai-${newMark()}`;
    mkdirSync(join(out, inUse));
    await putInOrder(out);
    expect(readdirSync(out).sort()).toEqual([inUse, '局']);
    const noFolder = join(out, '局', 'manifest.json');
    await putInOrder(noFolder);
    await putInOrder(join(out, 'none'));
    expect(existsSync(join(out, 'none'))).toBe(false);
  });

  it('puts the package back before anything else', async () => {
    const out = await betweenRenames();
    await putInOrder(out);
    expect(whole(join(out, '局'), PERSONS)).toBe('old');
    expect(readdirSync(out)).toEqual(['局']);
  });

  it('keeps the old package beside what someone has put in its place meanwhile', async () => {
    const out = await betweenRenames();
    mkdirSync(join(out, '局'));
    writeFileSync(join(out, '局', '找回的.docx'), 'x');
    await putInOrder(out);
    expect(readdirSync(join(out, '局'))).toEqual(['找回的.docx']);
    expect(whole(join(out, '局.原有'), PERSONS)).toBe('old');
  });

  it('carries over what a person put into the old package at the last moment', async () => {
    const out = await outputFolder();
    const changes: Changes = {
      ...diskChanges,
      rename: (from, to) => {
        if (from === join(out, '局')) writeFileSync(join(from, '刚写的.txt'), '刚写的');
        diskChanges.rename(from, to);
      },
    };
    await publish(out, '局', NEW, INFO, { changes });
    expect(whole(join(out, '局'), { ...PERSONS, '刚写的.txt': '刚写的' })).toBe('new');
  });
});

/** Publishes in a process of its own, see helpers/publish-worker.ts. */
const worker = bundled('publish-worker');
const publishing = async (out: string, ...args: readonly number[]) =>
  promisify(execFile)(process.execPath, [await worker, out, ...args.map(String)]);

/** The texts of what a package's files hold, but for its manifest and what is a person's. */
const textsIn = (folder: string) =>
  new Set(
    ['局.xlsx', '数据/甲.csv', '数据/乙.csv'].map((path) =>
      readFileSync(join(folder, path), 'utf8'),
    ),
  );

describe('a process that is killed', () => {
  it.each([
    5, 12, 19, 20, 21, 23,
  ])('at its call %i leaves nothing that the next run does not put in order', async (at) => {
    const out = await outputFolder();
    await expect(publishing(out, 1, at)).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(readdirSync(out)).toContain('.gongkai');
    await putInOrder(out);
    expect(readdirSync(out)).toEqual(['局']);
    for (const [path, text] of Object.entries(PERSONS))
      expect(readFileSync(join(out, '局', path), 'utf8')).toBe(text);
    if (whole(join(out, '局'), PERSONS) === 'old') return;
    const [text, ...others] = textsIn(join(out, '局'));
    expect(text).toMatch(/^\d+\.0$/);
    expect(others).toEqual([]);
  });
});

describe('two runs on one output folder', () => {
  it('wait for each other, and lose nothing that is a person’s', async () => {
    const out = await outputFolder();
    await Promise.all([publishing(out, 20), publishing(out, 20), publishing(out, 20)]);
    expect(readdirSync(out)).toEqual(['局']);
    expect(textsIn(join(out, '局')).size).toBe(1);
    for (const [path, text] of Object.entries(PERSONS))
      expect(readFileSync(join(out, '局', path), 'utf8')).toBe(text);
    const held = Object.keys(snapshot(join(out, '局')));
    expect(held).toHaveLength(3 + 1 + Object.keys(PERSONS).length);
  });

  it('in one process as well', async () => {
    const out = await outputFolder();
    const names = ['局', '局', '别的局', '局'];
    await Promise.all(names.map((name) => publish(out, name, NEW, INFO)));
    expect(readdirSync(out).sort()).toEqual(['别的局', '局'].sort());
    expect(whole(join(out, '局'), PERSONS)).toBe('new');
  });

  const patience = { times: 3, pause: 1 };
  const usedBy = async (mark: string) => {
    const out = await outputFolder();
    mkdirSync(join(out, '.gongkai'));
    writeFileSync(join(out, '.gongkai', mark), '');
    return { out, place: join(out, '.gongkai', mark) };
  };

  it('one that does not end is named, and nothing of it is touched', async () => {
    const { out, place } = await usedBy(newMark());
    const before = snapshot(out);
    await expect(publish(out, '局', NEW, INFO, { patience })).rejects.toThrow(
      `另一个程序（进程 ${process.pid}）正在写这个输出文件夹，没有写出，请等它写完再试：${out}\n` +
        `如果确定它已不在运行，请删除文件“${place}”再试。`,
    );
    expect(snapshot(out)).toEqual(before);
    rmSync(place);
    await publish(out, '局', NEW, INFO, { patience });
    expect(readdirSync(out)).toEqual(['局']);
  });

  it('one on another computer is gone when it has shown nothing for long', async () => {
    const [pid, start, space] = newMark().split('.');
    const { out, place } = await usedBy([pid, start, space, 'elsewhere', '01234567'].join('.'));
    const wanted = `另一个程序（电脑“elsewhere”上的进程 ${pid}）正在写`;
    await expect(publish(out, '局', NEW, INFO, { patience })).rejects.toThrow(wanted);
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(place, longAgo, longAgo);
    await publish(out, '局', NEW, INFO, { patience });
    expect(readdirSync(out)).toEqual(['局']);
  });
});
