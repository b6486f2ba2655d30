/** Formats that the build has made are those that their files say, and are taken only while these are the same. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { deserialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { unpackAhead } from '../src/forms/ahead.js';
import { loadProfile, type Profile } from '../src/forms/library.js';
import { laidOver, ownTemplates } from '../src/forms/own-templates.js';
import { type Looked, Shelf } from '../src/forms/shelf.js';
import type { TemplateFolder } from '../src/forms/template-folder.js';
import { formatNames, loadFormat } from '../src/load-format.js';
import { madeAhead } from '../src/made-ahead.js';
import { askedBy } from '../src/narrative/asked.js';
import { example, SMALL, templates } from './helpers/input.js';

const NAMES = formatNames(templates);
/** What the build has made. */
const made = new Map(NAMES.map((name) => [name, readFileSync(`dist/ahead/${name}`)]));
const ahead = (format: string) => made.get(format);

/** The templates as a program finds them that was built. */
const built = (folder: Pick<TemplateFolder, 'read' | 'list'> = templates): TemplateFolder => ({
  read: folder.read,
  list: folder.list,
  ahead,
});
const isTaken = (format: string, folder: TemplateFolder) =>
  unpackAhead(format, folder.ahead, new Shelf(folder)) !== undefined;

/** A profile as data. */
const asData = ({ tables, ...rest }: Profile) => ({
  ...rest,
  tables: [...tables].map(([id, { placeOf: _, ...table }]) => [id, table]),
});

/** Places in the files of its tables. */
const placesIn = ({ tables }: Profile) =>
  [...tables].map(([id, { placeOf }]) =>
    [[], ['表号'], ['列', 0, '量'], ['表体', 1], ['改表', id]].map((path) => placeOf(path)),
  );

describe('a format that was made ahead', () => {
  it.each(NAMES)('is what its files say: %s', (name) => {
    const [now, before] = [loadFormat(name, built()), loadFormat(name, templates)];
    expect(isTaken(name, built())).toBe(true);
    expect(now).not.toBe(before);
    expect(isDeepStrictEqual(asData(now), asData(before))).toBe(true);
    expect(isDeepStrictEqual(askedBy(now), askedBy(before))).toBe(true);
  });

  it('finds the places in its files', () => {
    const [now, before] = [built(), templates].map((folder) => loadFormat('putuo-2025', folder));
    expect(before && placesIn(before).length).toBeGreaterThan(5);
    expect(now && placesIn(now)).toEqual(before && placesIn(before));
  });

  it.each([
    ['wuchang/2026.yaml', 'wuchang/2025.yaml'],
    ['wuchang/2024-final.yaml', ''],
  ])('says the same of an input: %s', (file) => {
    const read = (path: string) => new TextEncoder().encode(example(path));
    const [now, before] = [built(), templates].map((folder) =>
      compile(file, { read, templates: folder }),
    );
    expect(before?.compiled?.document.parts.length).toBeGreaterThan(1);
    expect(isDeepStrictEqual(now?.compiled?.document, before?.compiled?.document)).toBe(true);
    expect(now?.diagnostics).toEqual(before?.diagnostics);
  });

  it('is made of the files as they are', () => {
    const own = deserialize(madeAhead('wuchang-2026', templates));
    expect(isDeepStrictEqual(deserialize(ahead('wuchang-2026') as Uint8Array), own)).toBe(true);
  });
});

const namesIn = (folder: string): readonly string[] => {
  try {
    return templates.list(folder);
  } catch {
    return [];
  }
};

/** What was looked at for a format. */
const looked = (format: string): readonly Looked[] =>
  unpackAhead(format, ahead, new Shelf(built()))?.looked ?? [];

describe('its files are read', () => {
  it('where a byte of one of them is another', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (name, which, where, by) => {
          const files = looked(name).flatMap((one) => ('file' in one && one.found ? [one] : []));
          const { file } = files[which % files.length] as (typeof files)[number];
          const read = (path: string) => {
            const bytes = Uint8Array.from(templates.read(path));
            const i = where % bytes.length;
            if (path === file) bytes[i] = (bytes[i] as number) ^ by;
            return bytes;
          };
          return !isTaken(name, built({ ...templates, read }));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('where one is gone, or one has come', () => {
    for (const name of ['预算', 'wuchang-2026', 'putuo-2025-unit'])
      for (const one of looked(name)) {
        if ('folder' in one) {
          const list = (folder: string) => [
            ...namesIn(folder),
            ...(folder === one.folder ? ['新表.yaml'] : []),
          ];
          expect(isTaken(name, built({ ...templates, list }))).toBe(false);
          continue;
        }
        const read = (path: string) => {
          if (path !== one.file) return templates.read(path);
          if (one.found) throw Object.assign(new Error(path), { code: 'ENOENT' });
          return new TextEncoder().encode('新: 文件');
        };
        expect(isTaken(name, built({ ...templates, read }))).toBe(false);
      }
  });

  it('where a bureau has a format of the same name', () => {
    const own = ownTemplates(
      {
        read: (path) => {
          if (path !== '格式/wuchang-2026.yaml')
            throw Object.assign(new Error(path), { code: 'ENOENT' });
          return templates.read('profiles/wuchang-2026.yaml');
        },
        list: () => ['wuchang-2026.yaml'],
      },
      (path) => path,
    );
    const both = laidOver(own, built());
    expect(isTaken('wuchang-2026', both)).toBe(false);
    expect(isTaken('hongshan-2025', both)).toBe(true);
  });

  it('where what was built cannot be read', () => {
    for (const bytes of [new Uint8Array(), new Uint8Array([0xff, 0x7f, 0x22])])
      expect(isTaken('预算', { ...built(), ahead: () => bytes })).toBe(false);
  });

  it('and what has changed in them counts', () => {
    const path = 'profiles/wuchang-2026.yaml';
    const text = new TextDecoder().decode(templates.read(path));
    const read = (file: string) =>
      file === path
        ? new TextEncoder().encode(text.replace(/^名称: .*$/m, '名称: 改过的格式'))
        : templates.read(file);
    expect(loadProfile('wuchang-2026', built({ ...templates, read })).name).toBe('改过的格式');
    const world = { read: () => new TextEncoder().encode(SMALL), templates: built() };
    expect(compile('甲.yaml', world).model?.profile.name).not.toBe('改过的格式');
  });
});
