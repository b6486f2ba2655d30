/**
 * Trial of a format: a made-up department in which every figure is another and everything balances
 * (templates/trial/) is printed in it. Where its relations do not hold then, the form is wrong: it is told
 * before a clerk is shown the mistake at his own lines.
 */
import { isFinding } from './checks/rule.js';
import { compile } from './compile.js';
import { at, type Diagnostic } from './diagnostics.js';
import type { Profile, TemplateFolder } from './forms/library.js';
import type { ReadFile } from './input/load.js';
import { tableRules } from './kinds/rules.js';

const FOLDER = 'trial';

/**
 * What is wrong with a format that is valid by itself, each at its place in the form.
 * @param profile a format as it was loaded from the folder
 */
export function trialProblems(profile: Profile, templates: TemplateFolder): Diagnostic[] {
  const read = trialFiles(profile, templates);
  const { checks, diagnostics, model, sources } = compile(`${FOLDER}/${profile.kind}.yaml`, {
    read,
    templates,
  });
  const ofForm = (file: string) => !sources.some((source) => source.file === file);
  // subjects that the trial needs may not be in the format's dictionary
  if (!model) return [...diagnostics];
  const ids = new Set(tableRules(profile).map(({ id }) => id));
  const found = checks.flatMap(({ rule, outcome, severity }): Diagnostic[] => {
    if (severity !== '错误' || !ids.has(rule.id) || !isFinding(outcome)) return [];
    const { span, message, hint, table = '' } = outcome;
    const form = profile.tables.get(table)?.placeOf(['表号']);
    const place = ofForm(span.file) ? span : (form ?? span);
    const told = at(place, rule.code, `用试算的数核对：${message}`, hint ?? rule.holds);
    return [{ ...told, rule: rule.id }];
  });
  // sentences that need what is not known
  const others = diagnostics.filter(
    ({ file, rule, severity }) => severity === '错误' && rule === undefined && ofForm(file),
  );
  return [...found, ...others];
}

/** The files of the trial; the first is in the format that is tried. */
function trialFiles({ id, kind }: Profile, { read }: TemplateFolder): ReadFile {
  const main = `${FOLDER}/${kind}.yaml`;
  return (file) => {
    const path = file.replaceAll('\\', '/');
    const bytes = read(path);
    if (path !== main) return bytes;
    const text = new TextDecoder().decode(bytes).replace(/^格式: .*$/m, () => `格式: ${id}`);
    return new TextEncoder().encode(text);
  };
}
