/** The department's own words that were changed in Word, written into the text of the input at their places. */
import type { Path } from '../../input/tree.js';
import { addItem, remove } from '../../yaml-edit/entries.js';
import { setScalar } from '../../yaml-edit/set-scalar.js';
import { isProblem, readYaml, type YamlSource } from '../../yaml-edit/source.js';
import { applied, EditError, type TextEdit } from '../../yaml-edit/text-edit.js';
import type { EditedText } from './edited-text.js';

/** What could not be written, and why. */
export interface Refused {
  readonly path: Path;
  readonly why: string;
}

export interface WrittenBack {
  readonly text: string;
  readonly refused: readonly Refused[];
}

/** @param text of a YAML input; as few of its characters change as can be */
export function writtenBack(text: string, { taken, added, removed }: EditedText): WrittenBack {
  let now = text;
  const refused: Refused[] = [];
  const edit = (path: Path, edits: (source: YamlSource) => readonly TextEdit[]) => {
    const source = readYaml(now);
    try {
      if (isProblem(source)) throw new EditError(source.problem);
      const next = applied(now, edits(source));
      const read = readYaml(next);
      if (isProblem(read)) throw new EditError('这里的写法特别，没有改，请在文字里改。');
      now = next;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      refused.push({ path, why: error.message });
    }
  };
  for (const { passage, text: said } of taken)
    edit(passage.path, (source) => setScalar(source, passage.path, { text: said }));
  // from the end of each list on, so that the entries before keep their places
  const changes = [
    ...added.map(({ behind, texts }) => ({ path: behind.path, texts })),
    ...removed.map(({ passage }) => ({ path: passage.path, texts: undefined })),
  ].sort((a, b) => Number(b.path.at(-1)) - Number(a.path.at(-1)) || (a.texts ? -1 : 1));
  for (const { path, texts } of changes) {
    if (!texts) edit(path, (source) => remove(source, path));
    else
      for (const said of texts.toReversed())
        edit(path, (source) =>
          addItem(source, path.slice(0, -1), { text: said }, Number(path.at(-1))),
        );
  }
  return { text: now, refused };
}
