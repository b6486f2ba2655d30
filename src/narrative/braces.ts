/** Braces in the plain text of a piece: they would be printed as they are. */
import Handlebars from 'handlebars';
import { at, type Diagnostic } from '../diagnostics.js';
import { sentenceProblems } from '../forms/places.js';
import { type Located, placeOf, spanOf } from './parse.js';

/** What is wrong with the braces of a piece, in its text and in the words that it gives to helpers. */
export function braceProblems({ file, program }: Located): Diagnostic[] {
  const out: Diagnostic[] = [];
  /** @param start where the text begins in the file */
  const check = (text: string, start: number) => {
    for (const { index, written, message, hint } of sentenceProblems(text)) {
      const place = placeOf(file, start + index, start + index + written.length);
      out.push(at(place, 'template-invalid', message, hint));
    }
  };
  class Texts extends Handlebars.Visitor {
    override ContentStatement({ original, loc }: hbs.AST.ContentStatement): void {
      // its value lacks the white space that the blocks around it take away
      check(original as unknown as string, spanOf(file, loc).start);
    }
    HashPair({ value }: hbs.AST.HashPair): void {
      if (value.type === 'StringLiteral')
        check((value as hbs.AST.StringLiteral).value, spanOf(file, value.loc).start + 1);
    }
  }
  new Texts().accept(program);
  return out;
}
