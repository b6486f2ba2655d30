/** Many departments at once: beside a loop that only prints and writes cells, and again with nothing changed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { departmentIn, madeUpDepartments } from './departments.mjs';
import { inPairs, seconds } from './runs.mjs';
import { BARE, listOf } from './single.mjs';

/** So many a batch is small. */
const SMALL = 10;
/** A batch takes long: it is run less often. */
const turnsOf = (pairs, packages) => Math.max(1, Math.min(pairs, Math.round(90 / packages)));

export function measureBatch(bench, tell) {
  const { compiler, inputs, pairs, made, captured, packages, fresh, folder } = bench;
  const departments = madeUpDepartments(inputs, packages, fresh('departments'));
  const run = (some) => () => {
    const out = fresh('out');
    const took = seconds([compiler, ...some.map(({ file }) => file), '-o', out, '-q', ...made]);
    expectAll(out, some.length, (name) => !name.startsWith('.'));
    return took;
  };
  const list = listOf(
    join(folder, 'batch.json'),
    departments.map(({ source, name }) => {
      return {
        folder: captured.get(source).folder,
        old: departmentIn(readFileSync(source, 'utf8')),
        name,
      };
    }),
  );
  const bare = () => {
    const out = fresh('bare');
    const took = seconds([BARE, '都', list, out]);
    expectAll(out, 2 * packages, () => true);
    return took;
  };
  const { ours, theirs, ratio } = inPairs(run(departments), bare, turnsOf(pairs, packages), false);
  tell(`${packages} 份，每秒`, {
    ours: packages / ours,
    theirs: packages / theirs,
    unit: '份',
    // of rates, not of times
    ratio: 1 / ratio,
    other: '一个进程，同样的 HTML 各印一次，exceljs 写同样的格子',
    goal: '≥ 0.85',
  });
  if (packages <= SMALL) return;
  const few = inPairs(
    run(departments),
    run(departments.slice(0, SMALL)),
    turnsOf(pairs, packages),
    false,
  );
  tell(`${packages} 份，一份用时`, {
    ours: few.ours / packages,
    theirs: few.theirs / SMALL,
    ratio: (few.ratio * SMALL) / packages,
    other: `${SMALL} 份时一份用时`,
    goal: '≤ 1.1',
  });
}

/** All packages are made once, then the same command again. */
export function measureUnchanged({ compiler, inputs, packages, pairs, fresh }, tell) {
  const departments = madeUpDepartments(inputs, packages, fresh('departments'));
  const out = fresh('out');
  const run = () => seconds([compiler, ...departments.map(({ file }) => file), '-o', out, '-q']);
  run();
  const { ours, theirs } = inPairs(run, () => seconds([compiler, '--help']), pairs);
  tell(`${packages} 份都没有变，每秒`, { ours: packages / ours, unit: '份', other: '连启动' });
  const without = Math.max(ours - theirs, 0.001);
  tell('　不计启动（--help 的用时）', { ours: packages / without, unit: '份', goal: '≥ 200 份' });
}

function expectAll(folder, count, isOne) {
  const found = readdirSync(folder).filter(isOne).length;
  if (found !== count) throw new Error(`应有 ${count} 份，只有 ${found} 份：${folder}`);
}
