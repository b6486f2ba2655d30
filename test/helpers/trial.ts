/** A profile named 试 that tests write for themselves, and what is told of its files. */
import { expect } from 'vitest';
import { brief, type Overlay, placeIn, problemsOf } from './world.js';

export const OWN = 'profiles/试.yaml';
export const START = '名称: 试用格式\n继承: 预算\n';

export type Told = readonly [passage: string, message: string, hint?: string];

/**
 * All that is told of the profile is told of this file: where each passage stands, a message, a hint.
 * @param files the profile's own, START where they do not have it
 */
export function told(path: string, files: Overlay, ...expected: readonly Told[]): void {
  const text = files[path] ?? '';
  expect(problemsOf('试', { [OWN]: START, ...files }).map(brief)).toEqual(
    expected.map(
      ([passage, message, hint]) =>
        `templates/${path}:${placeIn(text, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
    ),
  );
}
