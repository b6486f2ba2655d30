/** What every part of the form has at hand. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Path, YamlSource } from '../../../yaml-edit/source.js';
import type { TextEdit } from '../../../yaml-edit/text-edit.js';
import type { Findings } from '../../wire.js';
import type { Words } from '../../words.js';
import { projectsIn, unitsIn } from '../editor/file-words.js';
import type { CodeKind } from '../editor/schema.js';

export type Finding = Findings['结果'][number];

export interface FormContext {
  readonly source: YamlSource;
  readonly words: Words;
  /** Those of this file. */
  readonly findings: readonly Finding[];
  readonly unit: '元' | '万元';
  /** What codes there are, by their names; each list is a datalist of the page, `codes-` and its kind. */
  readonly codes: Readonly<Record<CodeKind, ReadonlyMap<string, string>>>;
  /** Changes the text; what can't be changed is told beside the form. */
  readonly edit: (work: () => readonly TextEdit[]) => void;
  /** A field is looked at. */
  readonly onPath: (path: Path) => void;
}

const Context = createContext<FormContext | null>(null);
export const FormProvider = Context.Provider;

export function useForm(): FormContext {
  const context = useContext(Context);
  if (!context) throw new Error('outside of a form');
  return context;
}

/** What a code of each kind is called, for items of the two classifications that may be written in an input. */
export function codesOf(words: Words, text: string): FormContext['codes'] {
  const byCode = (list: readonly { readonly code: string; readonly name: string }[]) =>
    new Map(list.map(({ code, name }) => [code, name]));
  return {
    functional: byCode(words.functional.filter(({ code }) => code.length === 7)),
    economic: byCode(words.economic.filter(({ code }) => code.length === 5)),
    government: byCode(words.government),
    unit: byCode(unitsIn(text)),
    project: byCode(projectsIn(text)),
  };
}

/** The code that a person means: itself, or that of the only name that says so. */
export function meantCode(typed: string, codes: ReadonlyMap<string, string>): string | undefined {
  const asked = typed.trim().split(/\s/)[0] ?? '';
  if (codes.has(asked)) return asked;
  const exact = [...codes].filter(([, name]) => name === typed.trim());
  const some =
    exact.length > 0
      ? exact
      : [...codes].filter(([, name]) => asked !== '' && name.includes(asked));
  return some.length === 1 ? some[0]?.[0] : undefined;
}
