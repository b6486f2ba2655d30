/** Districts and years are data: the program names none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const filesOf = (folder: string, end: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .map((path) => join(folder, path));
const files = filesOf('src', '.ts');
/** The lines of all files in which something stands, comments left out if asked for. */
const linesWith = (wanted: RegExp, comments: boolean, of = files) =>
  of.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((text, i) => ({ place: `${file}:${i + 1}`, text: comments ? text : code(text) }))
      .filter(({ text }) => wanted.test(text))
      .map(({ place, text }) => `${place} ${text.trim()}`),
  );
/** A line without what is a comment in it. */
const code = (text: string) =>
  /^\s*(\/\*\*?|\*)/.test(text) ? '' : text.replace(/ ?\/\/ .*$/, '');

/** Folders of the profiles that are named after a district: wuchang-2026 → wuchang. */
const districts = [
  ...new Set(
    readdirSync('templates/profiles').flatMap((name) => /^([a-z]+)-\d{4}/.exec(name)?.[1] ?? []),
  ),
];

describe('the source', () => {
  it('is looked at whole', () => {
    expect(files).toContain('src/model/rows.ts');
    expect(files.length).toBeGreaterThan(80);
    expect(districts).toEqual(expect.arrayContaining(['hongshan', 'jianghan', 'wuchang']));
  });

  it('names no district, in no comment and no guide either', () => {
    const all = [...files, ...filesOf('docs', '.md')];
    expect(all).toContain(join('docs', '格式指南.md'));
    expect(linesWith(new RegExp(districts.join('|'), 'i'), true, all)).toEqual([]);
    expect(linesWith(/武汉|武昌|洪山|江汉|上海|普陀|湖南/, true, all)).toEqual([]);
  });

  it('knows no year, but for the examples that messages and the help give', () => {
    // neither part of a code or of a name (al2023); 2000 and 2099 are bounds
    const year = /(?<![\da-z])20(?!00|99)\d\d(?!\d)/;
    const example = /例如|的样子|\.(?:yaml|xlsx)|[甲我]区-|我市|〔20\d\d〕|'自20/;
    expect(linesWith(year, false).filter((text) => !example.test(text))).toEqual([]);
    expect(linesWith(year, false).length).toBeGreaterThan(0);
  });
});
