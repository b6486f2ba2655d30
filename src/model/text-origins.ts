/** Where in an input the paragraphs come from that sentences print by 段. */
import { PARAGRAPHS, type TextName } from './form-fields.js';
import { type LeafOrigin, originsOf } from './row-origins.js';

const SECTIONS: Readonly<Record<keyof typeof PARAGRAPHS, readonly string[]>> = {
  duties: ['概况'],
  people: ['概况'],
  assets: ['国有资产'],
  finalAssets: ['国有资产'],
  outcomes: [],
  management: ['绩效管理'],
  transfers: [],
  tasks: ['重点工作'],
};

/** By the names that 段 asks for. */
export const TEXT_ORIGINS = Object.assign(
  {},
  ...Object.entries(SECTIONS).map(([name, section]) =>
    originsOf(PARAGRAPHS[name as keyof typeof PARAGRAPHS], section),
  ),
) as Readonly<Record<TextName, LeafOrigin>>;
