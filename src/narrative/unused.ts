/** Pieces of profiles that nothing prints: most often a name that was meant to be another. */
import Handlebars from 'handlebars';
import { at, type Diagnostic } from '../diagnostics.js';
import { nearest } from '../input/issues.js';
import { type Located, wordOf } from './parse.js';

/**
 * A piece of a profile must have the name of one that every profile starts from, of a section, or
 * of one that another piece names; it may be left to the profiles of the chain that came before.
 * @param written the pieces of all files, those that others redefine as well
 * @param sections that any profile of the chain prints
 */
export function unusedPieces(
  written: readonly Located[],
  sections: readonly string[],
): Diagnostic[] {
  const used = new Set(sections);
  for (const { name, program } of written)
    for (const other of partialsIn(program)) if (other !== name) used.add(other);
  for (const { name, file } of written) if (!file.own) used.add(name);
  return written
    .filter(({ name }) => !used.has(name))
    .map(({ name, place }) => {
      const near = nearest(name, [...used]);
      const hint = near
        ? `是不是“${near}”？`
        : '要代替别处的一节，名字须同它一样；新的一节要列入“部分”的“节”，或在别的节里写 {{> 节名}}';
      return at(place, 'template-invalid', `没有用到“${name}”这一节`, hint);
    });
}

/** Names of the pieces that a piece prints. */
function partialsIn(program: hbs.AST.Program): string[] {
  const out: string[] = [];
  class Partials extends Handlebars.Visitor {
    override PartialStatement({ name }: hbs.AST.PartialStatement): void {
      out.push(wordOf(name));
    }
  }
  new Partials().accept(program);
  return out;
}
