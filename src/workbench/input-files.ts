/** Files of a folder that may be inputs. Nobody has looked at the folder before. */
import { type Dirent, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** Files and folders that are looked at. */
const MOST = 5_000;
const DEPTH = 8;
/** What a bureau keeps beside its inputs, and what is nobody's input. */
const PASSED_OVER = new Set(['格式', '科目', '导入', 'node_modules']);
/** ~$ is what Excel keeps beside an open workbook. */
const INPUT = /^(?!~\$|\.).*\.(ya?ml|xlsx)$/i;

export interface InputFiles {
  /** From the folder, with `/`, sorted. */
  readonly paths: readonly string[];
  readonly truncated: boolean;
}

/**
 * Links are not followed, wherever they lead: what they lead to is listed where it stands.
 * @param without a folder that is passed over: that of the packages
 */
export function inputFiles(root: string, without: string): InputFiles {
  const paths: string[] = [];
  const output = resolve(without);
  let looked = 0;
  const visit = (folder: string, depth: number) => {
    for (const entry of entriesOf(folder)) {
      if (looked >= MOST) return;
      looked++;
      const place = join(folder, entry.name);
      if (entry.isFile() && INPUT.test(entry.name))
        paths.push(relative(root, place).split(sep).join('/'));
      const passed = entry.name.startsWith('.') || PASSED_OVER.has(entry.name) || place === output;
      if (entry.isDirectory() && !passed && depth < DEPTH) visit(place, depth + 1);
    }
  };
  visit(resolve(root), 1);
  return { paths: paths.sort(), truncated: looked >= MOST };
}

/** None of a folder that may not be looked at. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
