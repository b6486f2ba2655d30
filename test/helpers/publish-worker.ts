/** A process that publishes one package a number of times, and may end itself at one of its calls. */
import { type Changes, diskChanges } from '../../src/output/changes.js';
import { publish } from '../../src/publish.js';

const [out = '', times, endsAfter] = process.argv.slice(2);
let calls = 0;
const call =
  <A extends unknown[], R>(real: (...args: A) => R) =>
  (...args: A): R => {
    calls += 1;
    if (endsAfter !== undefined && calls > Number(endsAfter)) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
const changes = Object.fromEntries(
  Object.entries(diskChanges).map(([name, real]) => [name, call(real)]),
) as unknown as Changes;
const info = { version: '1', inputs: [], templates: [] };
for (let i = 0; i < Number(times); i++) {
  const text = `${process.pid}.${i}`;
  const files = ['局.xlsx', '数据/甲.csv', '数据/乙.csv'].map((path) => ({
    path,
    bytes: Buffer.from(text),
  }));
  await publish(out, '局', files, info, { changes });
}
console.log(calls);
