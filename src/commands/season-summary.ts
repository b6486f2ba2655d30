/** `gongkai season summary 清单.yaml`: what the packages of a season come to together. */
import { join } from 'node:path';
import { EDITION_FILE } from '../review/open/stored.js';
import { readSummary } from '../review/open/stored-summary.js';
import { diagnosticsText } from '../review/show/diagnostics-text.js';
import { readBureauTotals } from '../season/bureau-totals.js';
import type { SeasonList } from '../season/list.js';
import { readSeasonState, type SeasonLine, safeName, stateFileOf } from '../season/state.js';
import { contradictions, type SummaryLine } from '../season/summary.js';
import { summaryPage } from '../season/summary-page.js';
import { type BureauComparison, summaryTables } from '../season/summary-tables.js';
import type { World } from '../world.js';
import { listOf } from './season.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface SummaryFlags {
  /** Where the packages are, and where the summary goes. */
  readonly output?: string;
}

/**
 * Writes the workbook and the page of a summary. Returns 1 where a package is missing, says nothing for a
 * summary, or contradicts the bureau's own totals.
 * @throws Failure where no season has run there
 */
export async function seasonSummary(
  file: string,
  { output = 'out' }: SummaryFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const list = listOf(file, world, terminal);
  if (!list) return EXIT.failed;
  const made = packagesMade(list, output, world);
  const lines = list.departments.map(({ input, name, code, district }): SummaryLine => {
    const found = made.get(input);
    return {
      name: name ?? found?.department ?? input,
      code,
      district,
      package: found,
    };
  });
  const bureau = await comparedWithBureau(list, lines, world, terminal);
  if (bureau === 'unread') return EXIT.failed;
  const tables = summaryTables(list.name, lines, bureau);
  const { renderXlsx } = await import('../render/xlsx.js');
  const meta = { title: `${list.name}汇总`, author: '', date: newest(list) };
  const book = await renderXlsx(tables, meta);
  const place = join(output, `${safeName(list.name)}.汇总`);
  await world.disk.write(`${place}.xlsx`, book);
  await world.disk.write(`${place}.html`, summaryPage(`${list.name}汇总`, tables));
  const there = lines.filter((one) => one.package).length;
  const compared = bureau
    ? `；同本级总数核对 ${bureau.compared} 个数，${bureau.found.length} 个不符`
    : '';
  terminal.out(
    `${list.name}：${list.departments.length} 个部门，${there} 个有材料${compared}。\n已写到 ${place}.xlsx、${place}.html\n`,
  );
  return there < lines.length || (bureau?.found.length ?? 0) > 0 ? EXIT.failed : EXIT.done;
}

/** The day of a workbook is the season's, so that the same packages give the same bytes. */
const newest = ({ deadline }: SeasonList): string => deadline ?? '2000-01-01';

/** The packages of departments that the last run has left, by their inputs. */
function packagesMade(list: SeasonList, output: string, { disk }: World) {
  const bytes = disk.readOrdinary(join(output, stateFileOf(list)));
  const state = bytes && readSeasonState(new TextDecoder().decode(bytes));
  if (!state)
    throw new Failure(
      `“${output}”里没有“${list.name}”的材料，请先运行 gongkai season。`,
      EXIT.failed,
    );
  const ofDepartments = state.各份.filter(
    (one): one is SeasonLine & { 材料: string } => one.单位 === undefined && one.材料 !== undefined,
  );
  return new Map(
    ofDepartments.flatMap(({ 输入, 材料 }) => {
      const stored = disk.readOrdinary(join(output, 材料, ...EDITION_FILE.split('/')));
      const summary = stored && readSummary(new TextDecoder().decode(stored));
      return summary ? [[输入, summary] as const] : [];
    }),
  );
}

async function comparedWithBureau(
  { totals, root }: SeasonList,
  lines: readonly SummaryLine[],
  { disk }: World,
  terminal: Terminal,
): Promise<BureauComparison | undefined | 'unread'> {
  if (totals === undefined) return undefined;
  const path = join(root, ...totals.split('/'));
  const bytes = disk.readOrdinary(path, 'followed');
  if (!bytes) throw new Failure(`找不到清单写的“本级总数”：${path}。`, EXIT.failed);
  const read = await readBureauTotals(bytes, path);
  if ('totals' in read) return contradictions(lines, read.totals);
  terminal.err(diagnosticsText([read.problem], () => undefined));
  return 'unread';
}
