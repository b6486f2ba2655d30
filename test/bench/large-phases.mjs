/** A large department, twice as large and four times: how each phase grows with it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { largeDepartment } from './large.mjs';

/** Of the largest: 200 units and 2,000 projects, each with its goals and indicators. */
const LARGEST = { units: 200, subjects: 8, projects: 2000, goals: 2000 };

export function phasesOfLarge({ compiler, made, fresh }, tell) {
  const sizes = [4, 2, 1].map((part) =>
    Object.fromEntries(
      Object.entries(LARGEST).map(([key, n]) => [key, key === 'subjects' ? n : n / part]),
    ),
  );
  const runs = sizes.map((size) => phasesOf(compiler, made, size, fresh('large')));
  runs.slice(1).forEach((phases, i) => {
    const { units, projects } = sizes[i + 1];
    for (const [phase, took] of phases)
      tell(`${units} 单位 ${projects} 项目，${phase}`, {
        ours: took,
        theirs: runs[i].get(phase),
        ratio: took / runs[i].get(phase),
        other: '一半大的',
        goal: '≤ 2.2',
      });
  });
}

/** Seconds of each phase, as --verbose tells them, and of the workbook and the data. */
function phasesOf(compiler, made, size, folder) {
  const input = join(folder, 'a.yaml');
  writeFileSync(input, largeDepartment(size));
  const args = [compiler, input, '-o', join(folder, 'out'), '--only', 'xlsx,csv', '-v', ...made];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const told = [...`${stdout}${stderr}`.matchAll(/^ {2}(\S+?)　+([\d.]+) 秒$/gm)];
  const phases = told.map(([, phase, took]) => [phase, Number(took)]);
  return new Map([...phases, ['共计', (performance.now() - start) / 1000]]);
}
