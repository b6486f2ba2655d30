/** Braces in the plain text of a piece: they would be printed as they are. */
import Handlebars from 'handlebars';
import { at, type Diagnostic } from '../diagnostics.js';
import { sentenceProblems } from '../forms/places.js';
import { type Located, placeOf, spanOf } from './parse.js';

/** What is wrong with the braces of a piece, in its text and in the words that it gives to helpers. */
export function braceProblems({ file, program }: Located): Diagnostic[] {
  const out: Diagnostic[] = [];
  /** @param loc of the text, which begins so many characters behind it */
  const check = (text: string, loc: hbs.AST.SourceLocation, behind: 0 | 1) => {
    for (const { index, written, message, hint } of sentenceProblems(text)) {
      const start = spanOf(file, loc).start + behind + index;
      const place = placeOf(file, start, start + written.length);
      out.push(at(place, 'template-invalid', message, hint));
    }
  };
  class Texts extends Handlebars.Visitor {
    override ContentStatement({ original, loc }: hbs.AST.ContentStatement): void {
      // its value lacks the white space that the blocks around it take away
      check(original as unknown as string, loc, 0);
    }
    HashPair({ value }: hbs.AST.HashPair): void {
      if (value.type === 'StringLiteral')
        check((value as hbs.AST.StringLiteral).value, value.loc, 1);
    }
  }
  new Texts().accept(program);
  return out;
}
