/** Large departments: what is made of them grows with their rows, and what is too much says what to do. */
import { describe, expect, it } from 'vitest';
import { readInput } from '../src/compile.js';
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

describe('a department of 200 units with 16 subjects each', () => {
  it('fits', () => {
    const text = largeDepartment({ units: 200, subjects: 16, projects: 2000 });
    const read = () => new TextEncoder().encode(text);
    const { input, diagnostics } = readInput('a.yaml', { templates, read });
    expect(diagnostics).toEqual([]);
    expect(input?.kind.name).toBe('预算');
  });
});
