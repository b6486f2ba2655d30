/**
 * A season through workers on this machine: `node test/bench/season.mjs [options]`. Needs `npm run build` first.
 *
 *   --packages <n>   packages, the examples under made-up names, 200
 *   --workers <n>    worker processes, 2
 *   --jobs <n>       packages at a time in each, 1
 *   --only <list>    formats, xlsx,csv
 *   --store <kind>   folder or s3, folder
 *   --kills <n>      workers killed (SIGKILL) while they work, each followed by a new one, 0; with them also a
 *                    restart of the database, a network that is cut for 30 seconds, an input that kills its worker
 *                    each time, and a worker whose clock is an hour late
 *   --here           the same season in one process too; its bytes are compared
 *   --keep           leaves the folder with all of it, and says where it is
 *
 * Counts what stands in the output folder in the end: packages that are whole by their manifests, and the others.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startCable, startPostgres, startS3 } from '../helpers/servers.mjs';

const { values } = parseArgs({
  options: {
    packages: { type: 'string', default: '200' },
    workers: { type: 'string', default: '2' },
    jobs: { type: 'string', default: '1' },
    only: { type: 'string', default: 'xlsx,csv' },
    store: { type: 'string', default: 'folder' },
    kills: { type: 'string', default: '0' },
    here: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [packages, workers, kills] = [values.packages, values.workers, values.kills].map(Number);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const gongkai = here('../../dist/bin/gongkai.js');
const folder = mkdtempSync(join(tmpdir(), 'gongkai-season-'));
const say = (text) => process.stdout.write(`${text}\n`);

// ---- the season

const EXAMPLES = [
  'wuchang/2026',
  'hongshan/2025',
  'jianghan/2024',
  'hunan/2026',
  'wanli/2025',
  'putuo/2024-final',
  'wuchang/2024-final',
  'hongshan/2023-final',
];
const POISON = '毒丸';

function makeInputs() {
  const texts = EXAMPLES.map((name) => readFileSync(here(`../../inputs/${name}.yaml`), 'utf8'));
  const priors = EXAMPLES.map((name) => dirname(name)).map((name) =>
    readdirSync(here(`../../inputs/${name}`)).map((file) => [
      file,
      readFileSync(here(`../../inputs/${name}/${file}`), 'utf8'),
    ]),
  );
  const lines = [];
  for (let n = 0; n < packages; n++) {
    const i = n % EXAMPLES.length;
    const home = `局${String(n).padStart(5, '0')}`;
    const place = join(folder, 'season', home);
    mkdirSync(place, { recursive: true });
    for (const [file, text] of priors[i]) writeFileSync(join(place, file), renamed(text, n));
    const file = `${EXAMPLES[i].split('/')[1]}.yaml`;
    writeFileSync(join(place, file), renamed(texts[i], n));
    lines.push(`  - {输入: ${home}/${file}, 名称: ${home}}`);
  }
  if (kills > 0) {
    const place = join(folder, 'season', '毒');
    mkdirSync(place);
    writeFileSync(join(place, '2025.yaml'), `# ${POISON}\n${renamed(texts[4], packages)}`);
    lines.push('  - {输入: 毒/2025.yaml, 名称: 毒}');
  }
  const list = join(folder, 'season', '清单.yaml');
  writeFileSync(list, `名称: 一批\n生成: [${values.only}]\n部门:\n${lines.join('\n')}\n`);
  return list;
}

/** The department gets a name that no other has. */
const renamed = (text, n) => {
  const name = /^部门:[\s\S]*?名称: *["']?([^"'\n,}#]+)/m.exec(text)?.[1]?.trim();
  return name === undefined ? text : text.replaceAll(name, `${name.slice(0, 30)}${numbered(n)}`);
};
const numbered = (n) =>
  [...String(n)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');

// ---- processes

const environment = { ...process.env };
const logs = join(folder, 'logs');
mkdirSync(logs);

/** What only the chaos has: an input that kills, and a clock that is late. */
const PRELOADS = {
  poison: `
    const decode = TextDecoder.prototype.decode;
    TextDecoder.prototype.decode = function (...given) {
      const text = decode.apply(this, given);
      if (text.startsWith('# ${POISON}')) process.kill(process.pid, 'SIGKILL');
      return text;
    };`,
  late: `
    const Clock = Date;
    globalThis.Date = class extends Clock {
      constructor(...given) { if (given.length > 0) super(...given); else super(Clock.now() - 3_600_000); }
      static now() { return Clock.now() - 3_600_000; }
    };`,
};
for (const [name, text] of Object.entries(PRELOADS))
  writeFileSync(join(folder, `${name}.mjs`), text);

let started = 0;
function startWorker(url, store, { late = false } = {}) {
  const number = started++;
  const preloads =
    kills > 0
      ? [
          '--import',
          join(folder, 'poison.mjs'),
          ...(late ? ['--import', join(folder, 'late.mjs')] : []),
        ]
      : [];
  const child = spawn(
    process.execPath,
    [...preloads, gongkai, 'worker', '--queue', url, '--store', store, '--jobs', values.jobs],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  child.stdout.pipe(createWriteStream(join(logs, `worker-${number}.log`)));
  child.stderr.pipe(createWriteStream(join(logs, `worker-${number}.err`)));
  return child;
}

/** Seconds of processors that a process has used; undefined where that cannot be told. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    // its children's, as far as they have ended, are in the last two
    return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) / 100;
  } catch {
    return undefined;
  }
}

const used = new Map();
setInterval(() => {
  for (const pid of used.keys()) used.set(pid, processorTime(pid) ?? used.get(pid));
}, 500).unref();

function run(args, isMeasured = false) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [gongkai, ...args], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (isMeasured) used.set(child.pid, 0);
    let text = '';
    const add = (data) => {
      text += data;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('exit', (code) => resolve({ code, text }));
  });
}

// ---- what stands there in the end

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function inspect(output) {
  const names = readdirSync(output, { withFileTypes: true }).filter((one) => one.isDirectory());
  const digests = new Map();
  let broken = 0;
  for (const { name } of names) {
    const place = join(output, name);
    const path = join(place, 'manifest.json');
    if (!existsSync(path)) {
      broken++;
      continue;
    }
    const text = readFileSync(path, 'utf8');
    const files = JSON.parse(text).输出;
    const whole = files.every((one) => {
      const at = join(place, one.文件);
      return existsSync(at) && sha256(readFileSync(at)) === one.sha256;
    });
    if (whole) digests.set(name, sha256(text));
    else broken++;
  }
  return { digests, broken };
}

const COUNTERS = 'xact_commit, tup_inserted, tup_updated, tup_deleted, tup_fetched';
async function counters(client) {
  const { rows } = await client.query(
    `SELECT ${COUNTERS} FROM pg_stat_database WHERE datname = 'gongkai'`,
  );
  return Object.fromEntries(Object.entries(rows[0]).map(([name, value]) => [name, Number(value)]));
}

function spread(numbers) {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return `${Math.min(...numbers)}–${Math.max(...numbers)}, mean ${mean.toFixed(1)}`;
}

// ---- the run

const list = makeInputs();
const database = await startPostgres();
environment.PGPASSWORD = database.password;
const s3 = values.store === 's3' ? await startS3() : undefined;
const store = s3 ? s3.place : join(folder, 'store');
const cable = await startCable(database.port);
const s3Cable = s3 ? await startCable(s3.port) : undefined;
if (s3)
  Object.assign(environment, s3.environment, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3Cable.port}`,
  });
const url = `postgres://gongkai@127.0.0.1:${cable.port}/gongkai`;
const client = () =>
  new pg.Client({
    host: '127.0.0.1',
    port: database.port,
    user: 'gongkai',
    database: 'gongkai',
    password: database.password,
  });
const output = join(folder, 'out');
const start = Date.now();
const seconds = () => (Date.now() - start) / 1000;
const alive = Array.from({ length: workers }, (_, i) =>
  startWorker(url, store, { late: kills > 0 && i === 0 }),
);
let over = false;
let ended = false;
let dead = 0;
let poisoned = 0;
const season = run(['season', list, '--queue', url, '--store', store, '-o', output, '-q'], true);
season.then(() => {
  ended = true;
});
const keep = (child, i) =>
  child.on('exit', (_, signal) => {
    if (over) return;
    if (signal === 'SIGKILL') dead++;
    else poisoned++;
    alive[i] = startWorker(url, store, { late: i === 0 });
    keep(alive[i], i);
  });
if (kills > 0) alive.forEach(keep);
let killed = 0;
let cuts = 0;
let restarts = 0;
const load = [];
const watching = (async () => {
  const asked = client();
  asked.on('error', () => {});
  await asked.connect();
  let before;
  while (!over) {
    await wait(1000);
    try {
      const now = await counters(asked);
      if (before)
        load.push(
          Object.fromEntries(
            Object.entries(now).map(([name, value]) => [name, value - before[name]]),
          ),
        );
      before = now;
    } catch {
      break;
    }
  }
  await asked.end().catch(() => {});
})();
if (kills > 0) {
  await wait(8_000);
  while (!ended && killed < kills) {
    await wait(200 + Math.random() * 2_000);
    const victim = alive[Math.floor(Math.random() * alive.length)];
    if (victim.kill('SIGKILL')) killed++;
    if (killed === Math.floor(kills / 3) && restarts === 0) {
      restarts++;
      await database.restart();
    }
    if (killed === Math.floor((2 * kills) / 3) && cuts === 0) {
      cuts++;
      for (const one of [cable, s3Cable]) one?.cut();
      await wait(30_000);
      for (const one of [cable, s3Cable]) one?.mend();
    }
  }
}
const { code, text } = await season;
const elapsed = seconds();
const statesIn = () => {
  const counts = {};
  const state = JSON.parse(readFileSync(join(output, '一批.进度.json'), 'utf8'));
  for (const one of state.各份) counts[one.状态] = (counts[one.状态] ?? 0) + 1;
  return JSON.stringify(counts);
};
const states = statesIn();
// what was set aside by chance is made by the next run
if (kills > 0) await run(['season', list, '--queue', url, '--store', store, '-o', output, '-q']);
over = true;
for (const one of alive) one.kill('SIGTERM');
await watching;

const { digests, broken } = inspect(output);
const done = readdirSync(logs)
  .filter((name) => name.endsWith('.log'))
  .map((name) =>
    readFileSync(join(logs, name), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"做完"'))
      .map((line) => JSON.parse(line)),
  );
const all = done.flat();
const twice = all.length - new Set(all.map(({ id }) => id)).size;
const perSecond = (name) =>
  load.map((one) => one[name]).reduce((a, b) => a + b, 0) / Math.max(1, load.length);
say(
  `packages ${packages}, formats ${values.only}, workers ${workers} × ${values.jobs}, store ${values.store}, exit ${code}`,
);
say(
  `  ${elapsed.toFixed(1)} s, ${(packages / elapsed).toFixed(2)} packages/s; whole ${digests.size}, broken ${broken}`,
);
say(`  a worker's packages: ${spread(done.map((one) => one.length))}; done twice ${twice}`);
const times = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
say(
  `  milliseconds a package: median ${Math.round(times[times.length >> 1])}, 90 % ${Math.round(times[Math.floor(times.length * 0.9)])}, worst ${Math.round(times.at(-1))}`,
);
say(
  `  database a second: ${['xact_commit', 'tup_inserted', 'tup_updated', 'tup_deleted', 'tup_fetched'].map((name) => `${name} ${perSecond(name).toFixed(1)}`).join(', ')}`,
);
if (kills > 0)
  say(
    `  killed ${killed}, died by the poison or otherwise ${dead - killed + poisoned}, database restarted ${restarts}, network cut ${cuts}`,
  );
const problems = text.split('\n').filter((line) => /没有写出|放下|没有做成/.test(line));
for (const line of problems.slice(0, 10)) say(`  ${line}`);
const [spent = 0] = used.values();
say(
  `  the season's own process: ${spent.toFixed(1)} s of a processor, ${((spent / packages) * 1000).toFixed(0)} ms a package`,
);
say(`  states: ${states}`);
if (kills > 0) say(`  run again: ${statesIn()}`);
if (values.here) {
  const alone = join(folder, 'alone');
  const began = Date.now();
  await run(['season', list, '-o', alone, '-q']);
  const { digests: others } = inspect(alone);
  const different = [...digests].filter(([name, digest]) => others.get(name) !== digest).length;
  say(
    `  in one process: ${((Date.now() - began) / 1000).toFixed(1)} s, packages ${others.size}, of ours not the same bytes ${different}`,
  );
}
for (const one of [cable, s3Cable, s3, database]) await one?.stop();
if (values.keep) say(folder);
else rmSync(folder, { recursive: true, force: true });
process.exit(0);
