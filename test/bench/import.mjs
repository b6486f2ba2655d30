/**
 * How long an import of a platform's export takes, and how much memory: 5,000 lines of 40 units.
 * npm run build && node test/bench/import.mjs [lines]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { platformRows } from '../helpers/platform.mjs';

const lines = Number(process.argv[2] ?? 5000);
const program = fileURLToPath(new URL('../../dist/bin/gongkai.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
const rows = platformRows(lines, 40);
const book = new ExcelJS.Workbook();
book.addWorksheet('支出明细').addRows(rows);
await book.xlsx.writeFile(join(folder, '平台导出.xlsx'));
writeFileSync(join(folder, '平台导出.csv'), rows.map((row) => row.join(',')).join('\r\n'));
for (const file of ['平台导出.xlsx', '平台导出.csv']) {
  const args = ['import', join(folder, file), '--格式', '预算', '--部门', '示例局'];
  const output = join(folder, `${file}.yaml`);
  const start = performance.now();
  const run = spawnSync(process.execPath, ['-e', MEASURED(program), ...args, '-o', output, '-q'], {
    encoding: 'utf8',
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(
    `${file}：${lines} 行，${seconds} 秒，退出码 ${run.status}\n${run.stdout}${run.stderr}`,
  );
}
rmSync(folder, { recursive: true });

/** Runs the program in this process and tells its greatest memory. */
function MEASURED(path) {
  return `process.argv.splice(1, 0, ${JSON.stringify(path)});
process.on('exit', () => console.log('内存', Math.round(process.resourceUsage().maxRSS / 1024), 'MB'));
import(${JSON.stringify(path)});`;
}
