/** A draft → the file that a person asks for by its name: YAML, or the fill-in workbook (填报工作簿). */
import { extname } from 'node:path';
import { offeredSections } from '../drafts/section-notes.js';
import { fillInWorkbook } from '../fill-in-workbook.js';
import type { Profile } from '../forms/library.js';
import type { TemplateFolder } from '../forms/shelf.js';
import type { Draft } from '../input/draft.js';
import { type YamlTextOptions, yamlText } from '../input/yaml-text.js';

/** Whether a name is that of a workbook. */
export const isWorkbook = (file: string): boolean => extname(file).toLowerCase() === '.xlsx';

/** Whether a name is that of a YAML file. */
export const isYaml = (file: string): boolean => /\.ya?ml$/i.test(file);

/** Names that an input is written under. */
export const isInputName = (file: string): boolean => isYaml(file) || isWorkbook(file);

/**
 * The content of the file.
 * @param profile the format of the draft, whose sections a workbook offers
 * @param yaml what YAML has more: a head, names behind codes, a schema
 * @throws Error in Chinese if a text is longer than a cell of a workbook can hold
 */
export async function contentOf(
  draft: Draft,
  file: string,
  profile: Profile,
  templates: TemplateFolder,
  yaml: YamlTextOptions,
): Promise<string | Uint8Array> {
  if (!isWorkbook(file)) return yamlText(draft, yaml);
  const { subjects } = profile;
  return fillInWorkbook(draft, { ...offeredSections(profile, templates), subjects });
}
