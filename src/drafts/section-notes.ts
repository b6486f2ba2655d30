/** How the sections of a new input are written: templates/drafts/预算.yaml, 决算.yaml. */
import * as z from 'zod';
import { type Asked, askedByTables, askNothing } from '../forms/asked.js';
import type { Profile } from '../forms/library.js';
import { Shelf, type TemplateFolder } from '../forms/shelf.js';
import { text } from '../input/fields.js';
import { askedBy } from '../narrative/asked.js';

export interface SectionNote {
  readonly key: string;
  /** How it is written, a line each. */
  readonly lines: readonly string[];
  /** Lines of an example in YAML. */
  readonly example: readonly string[];
}

/** The names by which tables and sentences ask for a section, as the guide calls their kinds. */
const KINDS = {
  量: 'quantities',
  行源: 'rows',
  字段: 'fields',
  口径: 'bases',
  原因: 'reasons',
  段: 'paragraphs',
} as const satisfies Record<string, keyof Asked>;

const names = z.array(z.string()).optional();
const draftFile = z.strictObject({
  各节: z.array(
    z.strictObject({
      键: text('第一层的键'),
      写法: z.array(text('说明')),
      例: z.string().optional(),
      用到: z
        .strictObject({ 量: names, 行源: names, 字段: names, 口径: names, 原因: names, 段: names })
        .optional(),
      表里: names,
    }),
  ),
});

/** What a fill-in workbook has sheets for, though nothing is written in them yet. */
export interface OfferedSections {
  /** Keys of the first level. */
  readonly asked: ReadonlySet<string>;
  /** Lists that the format declares, each with the names of its columns. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a format publishes, for its fill-in workbook.
 * @throws DiagnosticError where the file of its kind is wrong
 */
export function offeredSections(profile: Profile, templates: TemplateFolder): OfferedSections {
  const asked = new Set(sectionNotes(profile, templates).map(({ key }) => key));
  const lists = [...profile.schedules].map(
    ([name, { columns }]) => [name, columns.map((column) => column.name)] as const,
  );
  return { asked, lists: new Map(lists) };
}

/**
 * The sections that a format publishes, in the order of the file.
 * @throws DiagnosticError where the file of its kind is wrong
 */
export function sectionNotes(profile: Profile, templates: TemplateFolder): readonly SectionNote[] {
  const shelf = new Shelf(templates);
  const file = shelf.yaml(`drafts/${profile.kind}.yaml`, draftFile);
  shelf.throwIfBad();
  const everywhere = askedBy(profile);
  const inTables = askNothing();
  askedByTables(profile, inTables);
  const isPublished = (one: z.output<typeof draftFile>['各节'][number]): boolean => {
    if (one.表里) return one.表里.some((source) => inTables.rows.has(source));
    if (!one.用到 || !everywhere) return true;
    return Object.entries(KINDS).some(([word, kind]) =>
      one.用到?.[word as keyof typeof KINDS]?.some((name) => everywhere[kind].has(name)),
    );
  };
  return (file?.data.各节 ?? []).filter(isPublished).map(({ 键, 写法, 例 }) => ({
    key: 键,
    lines: 写法,
    example: 例 === undefined ? [] : 例.trimEnd().split('\n'),
  }));
}
