/** The document for a screen: the markup of the print, sheet by sheet, with the names of its figures. */

import type { TemplateFolder } from '../forms/template-folder.js';
import type { Document } from '../narrative/document.js';
import { drawFigures } from './chart.js';
import { bodyRenderer, type MarkedTables } from './html.js';
import { anchor, printable } from './html-text.js';
import { PAPER_KINDS, TEXT_GRID } from './paper.js';
import { printTemplate } from './print-template.js';

export interface ScreenDocument {
  /** The style sheet of the print; `.text`, `.table` and `.wide` have the measures of their paper as variables. */
  readonly style: string;
  /** Cover, contents and sheets, in their order: markup in which every text is escaped. */
  readonly sheets: readonly { readonly id: string; readonly html: string }[];
  readonly tables: readonly {
    /** 预算05-1 */
    readonly id: string;
    readonly name: string;
    /** Id of its element. */
    readonly anchor: string;
  }[];
}

/**
 * Every figure of tables and text is an element whose `data-figure` is its name; see narrative/printed-figures.ts.
 * @param before tables of an earlier version, which is made cheaper by them; those of this one replace them
 */
export function renderScreen(
  doc: Document,
  templates: TemplateFolder,
  before: MarkedTables = new Map(),
): ScreenDocument {
  const template = printTemplate(templates);
  const body = bodyRenderer(doc, template, drawFigures(doc), before);
  const { sheets } = body.at(new Map());
  const first = { id: 'cover', html: body.cover() };
  const others = sheets.map((html, i) => ({ id: `sheet-${i}`, html }));
  const blocks = doc.parts.flatMap((part) => part.blocks);
  return {
    style: printable(`${MEASURES}\n${template.style}`),
    sheets: [first, ...others],
    tables: blocks.flatMap((block) =>
      block.kind === 'table'
        ? [{ id: block.table.id, name: block.table.name, anchor: anchor(block.id) }]
        : [],
    ),
  };
}

/** What 文件.hbs tells the print of its papers. */
const MEASURES = [
  `:root { --size: ${TEXT_GRID.size}pt; --pitch: ${TEXT_GRID.pitch}pt; --spacing: ${TEXT_GRID.spacing}pt; }`,
  ...PAPER_KINDS.map(({ kind, landscape, top, right, bottom, left, inset, area }) => {
    const measures = {
      above: `${top}mm`,
      below: `${bottom}mm`,
      left: `${left}mm`,
      right: `${right}mm`,
      inset: `${inset}mm`,
      width: `${area.width}px`,
      depth: `${area.height}px`,
      long: landscape ? '210mm' : '297mm',
    };
    const told = Object.entries(measures).map(([name, value]) => `--${name}: ${value};`);
    return `.${kind} { ${told.join(' ')} }`;
  }),
].join('\n');
