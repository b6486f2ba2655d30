/**
 * Changes to the text of an input: as few characters as can be, so that comments, blank lines, quotes and order of
 * everything else stay as they are.
 */
import { readYaml, type YamlSource } from './source.js';

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** What can't be changed here. */
export class EditError extends Error {}

/** A text after edits of it. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const { from, to, insert } of [...edits].sort((a, b) => a.from - b.from)) {
    out += text.slice(at, from) + insert;
    at = to;
  }
  return out + text.slice(at);
}

/**
 * Refuses what would leave a text that cannot be read: a form never spoils a file.
 * @throws EditError
 */
export function safely(source: YamlSource, edits: readonly TextEdit[]): readonly TextEdit[] {
  if ('problem' in readYaml(applied(source.text, edits)))
    throw new EditError(
      '这样改，别处引用它的地方就不对了，或这里的写法特别：没有改，请在文字里改。',
    );
  return edits;
}
