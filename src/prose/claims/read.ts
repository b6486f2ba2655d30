/**
 * Text → claims: what each sentence says of figures, of changes and of subjects. Pure; it knows the
 * words of a lexicon, and nothing of what the figures are. Time is linear in the length of the text.
 */
import type { Passage } from '../../model/budget.js';
import { OTHER_YEARS } from '../../model/terms.js';
import type { Lexicon } from '../lexicon.js';
import { type Prose, proseOf } from '../text.js';
import { amountClaims, countClaims } from './amounts.js';
import { changeClaims, moveClaims } from './changes.js';
import type { Claim } from './claim.js';
import { directionClaims } from './directions.js';
import { percentageClaims } from './percentages.js';
import { type Reading, readingOf } from './reading.js';
import { codeClaims, levelClaims } from './subjects.js';

/** A text to read, with its path in an input; empty for a text from elsewhere. */
export type Text = Pick<Passage, 'path' | 'text'>;

/** A text as it was read: claims have their stretches in its prose, `originalOf` gives their words and place. */
export interface ReadText {
  readonly prose: Prose;
  readonly claims: readonly Claim[];
}

/** Sections that name no subjects of the year, and those that say nothing of its figures. */
const NO_SUBJECTS = new Set(['豁免', '科目补充', '单位', '部门']);
const NO_FIGURES = new Set([...NO_SUBJECTS, '名词解释', '格式', ...OTHER_YEARS]);

/** All that a text says, figures first, each kind of claim in the order of the text. */
export function readText({ path, text }: Text, lexicon: Lexicon): ReadText {
  const section = String(path[0] ?? '');
  const subjects = !NO_SUBJECTS.has(section);
  const levels = subjects && /[（(]\s*[类款项]/.test(text);
  const codes = subjects && /\d{3}/.test(text);
  const figures = !NO_FIGURES.has(section) && saysFigures({ path, text });
  // most texts say nothing
  const prose = levels || codes || figures ? proseOf(text) : { original: text, text: '', at: [0] };
  const claims = [
    ...(figures ? figureClaims(readingOf(prose.text, path, lexicon)) : []),
    ...(levels ? levelClaims(prose.text, lexicon.dictionary()) : []),
    ...(codes ? codeClaims(prose.text, lexicon.dictionary()) : []),
  ];
  return { prose, claims };
}

const figureClaims = (reading: Reading): Claim[] => [
  ...amountClaims(reading),
  ...countClaims(reading),
  ...percentageClaims(reading),
  ...changeClaims(reading),
  ...moveClaims(reading),
  ...directionClaims(reading),
];

/** Shorter ones hold a value alone: ≥95%, 100 万元. */
const SHORTEST = 6;

/** Whether figures, or changes, stand in a text. */
function saysFigures({ path, text }: Text): boolean {
  if (path[0] === '变动原因' || path[2] === '变动理由') return true;
  if (text.length < SHORTEST) return false;
  return (
    /[\d０-９]\s*(?:[万亿]?元|[%％])/.test(text) || /[上去]年|一年|[\d０-９]年|预算/.test(text)
  );
}
