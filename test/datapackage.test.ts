/** 数据/datapackage.json: valid by the specification's own schema, and the CSV files are as it says. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../src/render/csv.js';
import { dataPackage } from '../src/render/datapackage.js';
import type { Table } from '../src/tables/table.js';
import { compiled, compileExample } from './helpers/world.js';

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly table: string;
  readonly unit?: string;
  readonly dialect: { readonly header: boolean; readonly commentRows: readonly number[] };
  readonly schema: {
    readonly fields: readonly {
      readonly name: string;
      readonly type: 'number' | 'string';
      readonly unit?: string;
    }[];
  };
  readonly rows: readonly { readonly line: number; readonly name: string; readonly key?: string }[];
}

/** The profile as the specification publishes it (npm: datapackage 1.1.10), to the byte. */
const PROFILE = new URL('fixtures/datapackage/tabular-data-package.json', import.meta.url);
// of draft 4, which the validator has no schema of; what the two say differently the profile does not use
const { $schema, ...profile } = JSON.parse(readFileSync(PROFILE, 'utf8'));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(profile);

const describedBy = (tables: readonly Table[]): readonly Resource[] =>
  JSON.parse(
    dataPackage(
      META,
      tables.map((table) => ({ table, path: `${table.id}.csv` })),
    ),
  ).resources;
const META = { title: '某局2026年部门预算公开', author: '某局', date: '2026-02-01' };

/** What numbers count by their headings, else what the table says above them: 单位：万元. */
const COUNTED: Readonly<Record<string, string>> = { 数量: '件', 次数: '次', 人数: '人' };
const unitOf = ({ unit = '' }: Resource, name: string): string | undefined =>
  COUNTED[name] ?? /(万元|元)$/.exec(unit)?.[0];

/** The lines of a file that are rows, as a program reads them that knows no more than the descriptor. */
const rowsOf = (table: Table, { dialect }: Resource): string[][] => {
  const all: string[][] = parse(renderCsv(table), { bom: true, relax_column_count: true });
  return all.filter((_, i) => !dialect.commentRows.includes(i + 1));
};

describe.each([
  'wuchang/2026.yaml',
  'hunan/2026.yaml',
  'putuo/2024-final.yaml',
  'wanli/2025.yaml',
])('the data package of %s', (file) => {
  const { tables } = compiled(compileExample(file));
  const resources = describedBy(tables);

  it('is a Tabular Data Package by its schema', () => {
    const text = dataPackage(
      META,
      tables.map((table) => ({ table, path: `${table.id}.csv` })),
    );
    const valid = validate(JSON.parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validate({ ...JSON.parse(text), resources: [{ name: '表 1' }] })).toBe(false);
  });

  it('says of every file which lines are rows, and each has as many fields as there are', () => {
    expect(resources).toHaveLength(tables.length);
    tables.forEach((table, i) => {
      const resource = resources[i] as Resource;
      const rows = rowsOf(table, resource);
      expect(rows, table.id).toHaveLength(table.rows - table.headerRows);
      expect(resource.rows.map(({ line }) => line)).toHaveLength(rows.length);
      for (const row of rows) expect(row).toHaveLength(resource.schema.fields.length);
      const names = resource.schema.fields.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    });
  });

  it('calls numbers what is a number in every row, with its unit, and nothing else', () => {
    let numbers = 0;
    tables.forEach((table, i) => {
      const resource = resources[i] as Resource;
      const rows = rowsOf(table, resource);
      resource.schema.fields.forEach(({ type, unit }, col) => {
        const values = rows.map((row) => row[col] ?? '').filter((value) => value !== '');
        if (type === 'string') return;
        numbers += values.length;
        for (const value of values) expect(value).toMatch(/^-?\d+(\.\d+)?$/);
        const { name } = resource.schema.fields[col] as { name: string };
        expect(unit, `${table.id} ${name}`).toBe(unitOf(resource, name));
      });
    });
    expect(numbers).toBeGreaterThan(100);
  });
});

it('a reader that does not know which lines to pass over stops, and takes no heading for data', () => {
  for (const file of ['wuchang/2026.yaml', 'hunan/2026.yaml', 'putuo/2024-final.yaml'])
    for (const table of compiled(compileExample(file)).tables) {
      const [first = []]: string[][] = parse(renderCsv(table), {
        bom: true,
        relax_column_count: true,
      });
      const fields = describedBy([table])[0]?.schema.fields ?? [];
      // the specification's reader refuses a line with fewer fields than there are
      expect(first.length, table.id).toBeLessThan(fields.length);
    }
});

it('codes are texts, so that their zeros stay', () => {
  const { tables } = compiled(compileExample('wuchang/2026.yaml'));
  const spending = describedBy(tables).find(({ table }) => table === '预算03');
  expect(spending?.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    '科目编码 string',
    '科目名称 string',
    '合计 number',
    '基本支出 number',
    '项目支出 number',
  ]);
  expect(spending?.rows.slice(0, 2)).toMatchObject([{ line: 4 }, { line: 5, key: '206' }]);
});
