/** What a Word document says of its styles and comments. */
import { SaxesParser } from 'saxes';
import { damagedWord } from './parts.js';

/** The Chinese and English names of Word's own styles for headings: both are written. */
const HEADING = /^(?:heading|标题)\s*(\d)$/i;

export interface WordStyle {
  /** In small letters: programs write Heading 1 and heading 1. */
  readonly name: string;
  /** Level of a heading, from 1. */
  readonly heading?: number;
}

/** Styles of paragraphs by their ids; what another one passes on counts. */
export function readStyles(xml: string): ReadonlyMap<string, WordStyle> {
  const drafts = new Map<string, { name: string; outline?: number; basedOn?: string }>();
  let id: string | undefined;
  walk(xml, ({ name, attributes }) => {
    const value = attributes['w:val'];
    if (name === 'w:style') {
      id = attributes['w:type'] === 'paragraph' ? attributes['w:styleId'] : undefined;
      if (id !== undefined) drafts.set(id, { name: '' });
    }
    const draft = id === undefined ? undefined : drafts.get(id);
    if (!draft || value === undefined) return;
    if (name === 'w:name') draft.name = value.trim().toLowerCase();
    else if (name === 'w:basedOn') draft.basedOn = value;
    else if (name === 'w:outlineLvl') draft.outline = Number(value);
  });
  const headingOf = (id: string, steps = 0): number | undefined => {
    const draft = drafts.get(id);
    if (!draft || steps > MOST_STEPS) return undefined;
    const named = HEADING.exec(draft.name)?.[1];
    if (named !== undefined) return Number(named);
    return draft.basedOn === undefined ? undefined : headingOf(draft.basedOn, steps + 1);
  };
  return new Map(
    [...drafts].map(([key, { name }]) => {
      const heading = headingOf(key);
      return [key, { name, ...(heading === undefined ? {} : { heading }) }];
    }),
  );
}

/** Styles that pass on to one another in a circle come to an end. */
const MOST_STEPS = 20;

export interface WordComment {
  readonly author: string;
  readonly text: string;
}

/** Comments by their ids. */
export function readComments(xml: string): ReadonlyMap<string, WordComment> {
  const comments = new Map<string, { author: string; text: string }>();
  let current: { author: string; text: string } | undefined;
  let within = false;
  if (xml === '') return comments;
  const onText = (text: string) => {
    if (current && within) current.text += text;
  };
  walk(
    xml,
    ({ name, attributes }) => {
      if (name === 'w:comment') {
        current = { author: attributes['w:author'] ?? '', text: '' };
        comments.set(attributes['w:id'] ?? '', current);
      } else if (name === 'w:p' && current && current.text !== '') current.text += ' ';
      else if (name === 'w:t') within = true;
    },
    onText,
    (name) => {
      if (name === 'w:t') within = false;
    },
  );
  return comments;
}

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Goes through a part once. @throws Unreadable where it is no XML */
export function walk(
  xml: string,
  onOpen: (tag: Tag) => void,
  onText: (text: string) => void = () => {},
  onClose: (name: string) => void = () => {},
): void {
  if (xml === '') return;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw damagedWord();
  });
  parser.on('opentag', (tag) => onOpen(tag as Tag));
  parser.on('text', onText);
  parser.on('closetag', ({ name }) => onClose(name));
  parser.write(xml).close();
}
