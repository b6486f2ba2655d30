/** The JSON Schemas that editors read: up to date, and true of the example. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedFiles } from '../src/reference.js';

const FOLDER = 'templates/schema/';
const generated = generatedFiles();
const schemas = new Map(
  [...generated]
    .filter(([path]) => path.startsWith(FOLDER))
    .map(([path, text]) => [path.slice(FOLDER.length), text]),
);

const compiled = new Map<string, ValidateFunction>();

/** What checks an input against a schema; made once for each. */
function validatorOf(schema: string): ValidateFunction {
  const validate =
    compiled.get(schema) ??
    new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(schemas.get(schema) ?? ''));
  compiled.set(schema, validate);
  return validate;
}

function problems(schema: string, input: unknown): string[] {
  const validate = validatorOf(schema);
  validate(input);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const example = (file: string) => readFileSync(`inputs/wuchang/${file}`, 'utf8');
const FINAL = ['wuchang/2024-final.yaml', 'hongshan/2023-final.yaml'];

describe('the JSON Schemas', () => {
  it('stand in templates/schema as the input format generates them, and so does the list of words', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...schemas.keys()].sort());
    expect(generated.size).toBe(schemas.size + 1);
    for (const [path, text] of generated) expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each([
    'wuchang-2026',
    'hongshan-2023',
    'wuchang-2024-as-published',
  ])('accept the format %s', (id) => {
    const text = readFileSync(`templates/profiles/${id}.yaml`, 'utf8');
    expect(problems('格式.json', parse(text))).toEqual([]);
  });

  it.each([
    'budget/预算01',
    'budget/预算05-1',
    'budget/预算12',
    'final/项目自评',
  ])('accept the table %s, and not one with a key too many', (path) => {
    const text = readFileSync(`templates/${path}.yaml`, 'utf8');
    expect(problems('表.json', parse(text))).toEqual([]);
    expect(problems('表.json', parse(`${text}\n颜色: 红\n`)).join()).toContain('additional');
  });

  it('accept the example, which names its schema in the first line', () => {
    expect(example('2026.yaml')).toMatch(
      /^# yaml-language-server: \$schema=..\/..\/templates\/schema\/预算.json\n/,
    );
    expect(problems('预算.json', parse(example('2026.yaml')))).toEqual([]);
    expect(problems('上年数.json', parse(example('2025.yaml')))).toEqual([]);
  });

  it.each(FINAL)('accept %s, which names its schema in the first line', (file) => {
    const text = readFileSync(`inputs/${file}`, 'utf8');
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=..\/..\/templates\/schema\/决算.json\n/,
    );
    expect(problems('决算.json', parse(text))).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['a fund that there is not', '一般公共预算拨款:', '财政专户管理资金:', 'additional properties'],
    ['a key of a budget', '全年预算:\n  三公', '整体绩效:\n  三公', 'additional properties'],
    [
      'a subject of the wrong length',
      '"2010301": 3300',
      '"20103": 3300',
      'match pattern "^\\d{7}$"',
    ],
    ['a text for a number', '大型设备: 0', '大型设备: 无', 'must be integer'],
    ['no amount of an evaluation', '  全年预算: 42913650\n', '', "required property '全年预算'"],
  ])('let an editor see %s in final accounts', (_, from, to, message) => {
    const text = example('2024-final.yaml');
    expect(text).toContain(from);
    expect(problems('决算.json', parse(text.replace(from, to))).join('\n')).toContain(message);
  });

  it.each([
    [
      'an unknown key',
      (text: string) => text.replace('编制日期:', '天气: 晴\n编制日期:'),
      'must NOT have additional properties',
    ],
    ['text for an amount', (text: string) => text.replace('1585228', '一百万'), 'must be number'],
    [
      'a missing key',
      (text: string) => text.replace(/^年度: .*$/m, ''),
      "must have required property '年度'",
    ],
    [
      'an unknown word',
      (text: string) => text.replace('性质: 行政单位', '性质: 公司'),
      'must be equal to one of the allowed values',
    ],
    [
      'a subject of the wrong length',
      (text: string) => text.replace('"30101":', '"3010":'),
      'must match pattern "^\\d{5}$"',
    ],
  ])('let an editor see %s', (_, change, message) => {
    const text = change(example('2026.yaml'));
    expect(text).not.toBe(example('2026.yaml'));
    expect(problems('预算.json', parse(text)).join('\n')).toContain(message);
  });

  it.each(['预算.json', '决算.json'])('%s explains each key to its writer', (name) => {
    const { properties } = JSON.parse(schemas.get(name) ?? '') as {
      properties: Record<string, { description?: string; type?: string }>;
    };
    const silent = Object.entries(properties)
      .filter(([, one]) => !one.description)
      .map(([key]) => key);
    expect(silent).toEqual([]);
  });
});
