/** From one text to another by few changes, so that what has not changed stays where it is. */
import { diff } from '@codemirror/merge';
import { ChangeSet, type Text } from '@codemirror/state';

/** Beyond that many differing places the texts between the first and the last are changed as one. */
const EXACT = { scanLimit: 2_000, timeout: 200 };

/** @param to with the line breaks of the editor */
export function changesTo(from: Text, to: Text): ChangeSet {
  const written = to.toString();
  const changes = diff(from.toString(), written, EXACT).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: to.slice(fromB, toB),
  }));
  return ChangeSet.of(changes, from.length);
}
