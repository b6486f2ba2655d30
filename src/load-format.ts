/** The formats of disclosure packages that the templates hold. */
import { loadProfile, type Profile, profileNames, type TemplateFolder } from './forms/library.js';
import { loadSentences } from './narrative/sentences.js';

/** Names of all formats, the bases first: what an input's 格式 may say. */
export function formatNames(templates: TemplateFolder): readonly string[] {
  return profileNames(templates);
}

/**
 * A format with everything that it names: tables, charts, subjects, sentences.
 * @throws DiagnosticError with all that is wrong with it and its templates
 */
export function loadFormat(name: string, templates: TemplateFolder): Profile {
  const profile = loadProfile(name, templates);
  loadSentences(profile);
  return profile;
}
