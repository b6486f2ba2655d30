/** The SARIF log of `gongkai check`: valid, complete, and steady when lines move. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Ajv } from 'ajv';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { byFamily } from '../src/checks/report.js';
import { CODES } from '../src/diagnostics.js';
import { loadProfile } from '../src/forms/library.js';
import { rulesOf } from '../src/kinds/rules.js';
import { type Folder, folderWith, UNBALANCED } from './helpers/checked.js';
import { templates } from './helpers/input.js';
import { gongkai } from './helpers/terminal.js';

/** The schema of OASIS, as a package of Microsoft's brings it; draft-04, of which it uses no word that later drafts changed. */
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(
  readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'),
) as Record<string, unknown>;
const validate = new Ajv({
  strict: false,
  allErrors: true,
  validateFormats: false, // addresses are looked at below
  unicodeRegExp: false,
}).compile(schema);

/** The only run of a log that the schema accepts. */
function runOf(out: string): Run {
  const log = JSON.parse(out) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect([log.version, log.runs.length]).toEqual(['2.1.0', 1]);
  return log.runs[0] as Run;
}

const sarif = async (folder: Folder, ...args: string[]) =>
  runOf((await folder.run('check', ...args, '--format', 'sarif')).out);
const resultsOf = (run: Run, rule: string) =>
  (run.results ?? []).filter(({ ruleId }) => ruleId === rule);
const placeOf = (result: Result | undefined) => result?.locations?.[0]?.physicalLocation;

describe('the log', () => {
  it('knows every rule that was asked and every code, each once', async () => {
    const { tool, columnKind } = await sarif(folderWith({ 'a.yaml': UNBALANCED }), '@a.yaml');
    const { name, rules = [] } = tool.driver;
    expect([name, columnKind]).toEqual(['gongkai', 'unicodeCodePoints']);
    expect(rules.map(({ id }) => id)).toEqual([
      ...byFamily(rulesOf(loadProfile('wuchang-2026', templates))).flatMap(([, own]) =>
        own.map(({ id }) => id),
      ),
      ...Object.keys(CODES),
    ]);
    const balance = rules.find(({ id }) => id === '平衡-01');
    expect(balance).toMatchObject({
      shortDescription: { text: '每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['平衡', '预算'] },
    });
    for (const { fullDescription, help } of rules)
      expect(`${fullDescription?.text}${help?.text}`).toMatch(/\p{Script=Han}/u);
  });

  it('places a finding in characters, with the other side’s places beside it', async () => {
    const run = await sarif(folderWith({ 'a.yaml': UNBALANCED }), '@a.yaml');
    const [found] = resultsOf(run, '平衡-01');
    expect(found).toMatchObject({ level: 'error', suppressions: [] });
    expect(run.tool.driver.rules?.[found?.ruleIndex ?? -1]?.id).toBe('平衡-01');
    expect(placeOf(found)?.region).toEqual({
      startLine: 10,
      startColumn: 31,
      endLine: 10,
      endColumn: 35,
    });
    const related = found?.relatedLocations ?? [];
    expect(related.map(({ id }) => id)).toEqual([1, 2]);
    expect(related.map((one) => one.physicalLocation?.region?.startLine)).toEqual([15, 16]);
    expect(related[0]?.message?.text).toBe('右边：支出和年终结转结余');
  });

  it('shows twenty related places at most', async () => {
    const projects = Array.from(
      { length: 25 },
      (_, i) =>
        `  - { 名称: 项目${i}, 单位: "100001", 用途: 示例, 支出: [{ 功能科目: "2060199", 金额: 1 }] }\n`,
    );
    const many = UNBALANCED.replace('豁免:', `项目支出:\n${projects.join('')}豁免:`);
    const run = await sarif(folderWith({ 'a.yaml': many }), '@a.yaml');
    expect(resultsOf(run, '平衡-01')[0]?.relatedLocations).toHaveLength(20);
  });

  it('suppresses what is waived, with the reason and where it stands', async () => {
    const waived = `${UNBALANCED}  - { 规则: 平衡-01, 理由: 待批复 }\n`;
    const run = await sarif(folderWith({ 'a.yaml': waived }), '@a.yaml');
    const [found] = resultsOf(run, '平衡-01');
    expect(found?.level).toBe('error');
    expect(found?.suppressions).toMatchObject([{ kind: 'inSource', justification: '待批复' }]);
    const place = found?.suppressions?.[0]?.location?.physicalLocation?.region;
    expect(waived.split('\n')[(place?.startLine ?? 0) - 1]).toContain('待批复');
  });

  it('keeps its fingerprints when lines and amounts move; no two are alike', async () => {
    const prints = async (text: string) => {
      const run = await sarif(folderWith({ 'a.yaml': text }), '@a.yaml', '--all');
      return (run.results ?? []).map((one) => one.partialFingerprints?.['gongkai/v1'] ?? '');
    };
    const before = await prints(UNBALANCED);
    expect(new Set(before).size).toBe(before.length);
    expect(before.length).toBeGreaterThan(5);
    const moved = UNBALANCED.replace('部门:', '# 一行\n\n部门:').replace('3000', '2999.99');
    expect((await prints(moved)).sort()).toEqual([...before].sort());
  });

  it('names files relative to the folder, with / and percent-encoded', async () => {
    const folder = folderWith({ 'b/甲 局#50%.yaml': UNBALANCED });
    const { out } = await gongkai([
      'check',
      join(folder.path, 'b', '甲 局#50%.yaml'),
      '--format',
      'sarif',
    ]);
    const uri = placeOf(resultsOf(runOf(out), '平衡-01')[0])?.artifactLocation?.uri ?? '';
    expect(uri).toMatch(/\/b\/%E7%94%B2%20%E5%B1%80%2350%25\.yaml$/);
    expect(decodeURIComponent(uri)).toBe(relative('.', join(folder.path, 'b', '甲 局#50%.yaml')));
    expect(new URL(uri, 'file:///x/').pathname).not.toContain(' ');
  });

  it('has what is wrong with an input, by its code; a whole file has no region', async () => {
    const folder = folderWith({ 'a.yaml': UNBALANCED.replace(': 1000', ': 一千'), 'b.yaml': '{' });
    const run = await sarif(folder, '@a.yaml', '@b.yaml', '@无.yaml');
    const [amount] = resultsOf(run, 'amount-not-number');
    expect(placeOf(amount)?.region).toEqual({
      startLine: 15,
      startColumn: 16,
      endLine: 15,
      endColumn: 18,
    });
    expect(run.tool.driver.rules?.[amount?.ruleIndex ?? -1]?.id).toBe('amount-not-number');
    const [missing] = resultsOf(run, 'file-missing');
    expect(placeOf(missing)?.region).toBeUndefined();
    expect(resultsOf(run, 'yaml-syntax').length).toBeGreaterThan(0);
  });

  it('is valid for real inputs, with what holds as passed, and the same each time', async () => {
    const sarif = (...args: string[]) => gongkai(['check', ...args, '--format', 'sarif']);
    const { code, out } = await sarif('inputs/**/*.yaml');
    expect(code).toBe(0);
    expect(runOf(out).results?.some(({ kind }) => kind === 'pass')).toBe(false);
    // one of each kind: what differs from one time to the next does so whatever file it is
    const two = ['inputs/wuchang/2026.yaml', 'inputs/putuo/2024-final.yaml'];
    const all = await sarif(...two, '--all');
    expect((await sarif(...two, '--all')).out).toBe(all.out);
    const whole = runOf(all.out).results ?? [];
    const passed = whole.filter(({ kind }) => kind === 'pass');
    expect(passed.length).toBeGreaterThan(100);
    expect(new Set(passed.map(({ level }) => level))).toEqual(new Set(['none']));
    for (const one of whole) expect(one.suppressions).toBeDefined();
  });
});
