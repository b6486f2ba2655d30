/** Large departments: what is made of them grows with their rows, and what is too much says what to do. */
import { describe, expect, it } from 'vitest';
import { readInput } from '../src/compile.js';
import { rulesOf } from '../src/kinds/rules.js';
import { largeDepartment } from './bench/large.mjs';
import { expectSteady } from './helpers/growth.js';
import { templates } from './helpers/input.js';
import { compileText } from './helpers/world.js';

const compiledWhole = (text: string) => {
  const { compiled } = compileText({ 'a.yaml': text });
  expect(compiled).toBeDefined();
};

describe('time and work', () => {
  it('grow with the units', () =>
    expectSteady(
      (units) => largeDepartment({ units, subjects: 4, projects: 0 }),
      25,
      compiledWhole,
    ));
  it('grow with the projects', () =>
    expectSteady(
      (projects) => largeDepartment({ units: 20, subjects: 1, projects }),
      100,
      compiledWhole,
    ));
});

/** A list that counts how often its items are read. */
function counted<T>(items: readonly T[]) {
  let reads = 0;
  const get = (list: readonly T[], key: string | symbol) => {
    if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
    return Reflect.get(list, key);
  };
  return { list: new Proxy(items, { get }), reads: () => reads };
}

/** How often each rule reads an amount or a text of a department with so many projects. */
function readsByRule(projects: number): Map<string, number> {
  const text = largeDepartment({ units: 4, subjects: 1, projects, goals: projects });
  const { model, tables } = compileText({ 'a.yaml': text });
  if (!model) throw new Error('no model');
  return new Map(
    rulesOf(model.profile).map((rule) => {
      const [facts, passages] = [counted(model.budget.facts), counted(model.budget.passages)];
      const budget = { ...model.budget, facts: facts.list, passages: passages.list };
      rule.run({ ...model, budget, tables });
      return [rule.id, facts.reads() + passages.reads()];
    }),
  );
}

describe('rules', () => {
  it('read the amounts and texts of four times the projects not much more than four times', () => {
    const [few, many] = [readsByRule(20), readsByRule(80)];
    const grown = [...many].filter(([id, reads]) => reads > 6 * Math.max(few.get(id) ?? 0, 20));
    expect(grown).toEqual([]);
    expect(many.get('公开-18')).toBeGreaterThan(80);
  });
});

describe('a department of 200 units with 16 subjects each', () => {
  it('fits', () => {
    const text = largeDepartment({ units: 200, subjects: 16, projects: 2000 });
    const read = () => new TextEncoder().encode(text);
    const { input, diagnostics } = readInput('a.yaml', { templates, read });
    expect(diagnostics).toEqual([]);
    expect(input?.kind.name).toBe('预算');
  });
});
