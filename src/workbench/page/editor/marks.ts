/** What is shown on the text beside its colours: findings, the places beside them, lines that are lit. */
import type { Diagnostic } from '@codemirror/lint';
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { Findings } from '../../wire.js';
import { positionsIn } from './offsets.js';

type Finding = Findings['结果'][number];
type Place = Finding['位置'];

export interface Marks {
  readonly diagnostics: readonly Diagnostic[];
  /** Where the figures of both sides of a finding are written. */
  readonly sides: readonly { readonly from: number; readonly to: number }[];
}

const SEVERITIES = { 错误: 'error', 警告: 'warning', 提示: 'info' } as const;

/**
 * What the findings mark in one file.
 * @param text the text that they are about, as the file has it
 * @param length of the editor's text
 */
export function marksOf(findings: Findings, file: string, text: string, length: number): Marks {
  const position = positionsIn(text);
  const spans = (places: readonly Place[]) =>
    places
      .filter((place) => place.文件 === file && place.工作表 === undefined)
      .map((place) => {
        const from = Math.min(position(place.起), length);
        return { from, to: Math.min(Math.max(position(place.止), from), length) };
      });
  const diagnostics: Diagnostic[] = [];
  const sides: { from: number; to: number }[] = [];
  for (const finding of findings.结果) {
    if (!(finding.级别 in SEVERITIES)) continue;
    const severity = SEVERITIES[finding.级别 as keyof typeof SEVERITIES];
    const { 规则: rule, 内容: said, 改法: hint } = finding;
    const message = `${said}${hint === undefined ? '' : `\n改法：${hint}`}`;
    for (const span of spans([finding.位置, ...(finding.其余位置 ?? [])]))
      diagnostics.push({
        ...span,
        severity,
        message,
        source: `${finding.级别} ${rule ?? ''}`.trim(),
      });
    sides.push(...spans([...(finding.左?.位置 ?? []), ...(finding.右?.位置 ?? [])]));
  }
  const seen = new Set<string>();
  return {
    diagnostics,
    sides: sides.filter(({ from, to }) => {
      const key = `${from}:${to}`;
      return from < to && !seen.has(key) && seen.add(key);
    }),
  };
}

export const setSides = StateEffect.define<Marks['sides']>();
const side = Decoration.mark({ class: 'cm-side' });

/** Places of both sides, underlined lightly; they move with the text. */
export const sidesField = marked(setSides, (places) =>
  Decoration.set(
    places.map(({ from, to }) => side.range(from, to)),
    true,
  ),
);

export const setLit = StateEffect.define<readonly number[]>();
const lit = Decoration.line({ class: 'cm-lit' });

/** Lines that are lit, by their numbers when they were. */
export const litField = marked(setLit, (numbers, state) =>
  Decoration.set(
    [...new Set(numbers)]
      .filter((number) => number >= 1 && number <= state.doc.lines)
      .map((number) => lit.range(state.doc.line(number).from)),
    true,
  ),
);

function marked<T>(
  effect: ReturnType<typeof StateEffect.define<T>>,
  build: (value: T, state: EditorState) => DecorationSet,
) {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(shown, transaction) {
      let now = shown.map(transaction.changes);
      for (const one of transaction.effects)
        if (one.is(effect)) now = build(one.value, transaction.state);
      return now;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}
