/** A 决算 input with a mistake: told in Chinese, where it stands, with what to do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, accounts, at, told } from './helpers/accounts.js';
import { department } from './helpers/departments.js';
import { compileExample, compileText } from './helpers/world.js';

type Change = readonly [from: string, to: string];
/** Change of ACCOUNTS, the passage that is marked, what is said of it. */
type Case = readonly [change: Change, passage: string, message: string, hint?: string];

/** All mistakes stand in one input: each is told, and nothing else. */
function allTold(cases: readonly Case[]): void {
  const input = accounts(...cases.map(([change]) => change));
  const expected = cases.map(([, passage, message, hint]) => at(input, passage, message, hint));
  expect(told(input).sort()).toEqual(expected.sort());
}

const EXAMPLE = '请写数字，例如 1234567.89';
