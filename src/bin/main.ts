/** What both binaries share: the real terminal, and how the program ends. */
import './patience.js';
import { run } from '../cli.js';
import { askerOn } from '../commands/questions.js';
import { EXIT, type Terminal } from '../commands/terminal.js';
import { threads } from './threads.js';

/** Signals that tell the program to end, and its exit codes. */
const ENDS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** Milliseconds for what must be done first, at most: a thread hears of it between two phases. */
const UNTIL_ENDED = 10_000;

/** What is to be done first, with what is told where that is how a command ends. */
const cleanUps = new Map<() => Promise<void>, string | undefined>();
let ending = false;

const terminal: Terminal = {
  // what fails because the program is ending is none of the person's business
  out: (text) => void (ending || process.stdout.write(text)),
  err: (text) => void (ending || process.stderr.write(text)),
  log: (text) => void process.stdout.write(text),
  interactive: process.stderr.isTTY === true,
  ...(process.stdin.isTTY === true && process.stderr.isTTY === true
    ? { questions: () => askerOn(process.stdin, process.stderr) }
    : {}),
  beforeEnd: (cleanUp, usual) => {
    cleanUps.set(cleanUp, usual);
    return () => void cleanUps.delete(cleanUp);
  },
  threads,
};

let unshown = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    // a reader that has seen enough (`| head`) is no error
    if (code === 'EPIPE' || unshown) return;
    unshown = true;
    const reason = code === 'ENOSPC' ? '磁盘已满' : code;
    process.stderr.write(`结果没有显示完：写不到输出的地方（${reason}）。\n`);
    process.once('exit', () => {
      process.exitCode = EXIT.environment;
    });
  });
}

for (const [signal, code] of Object.entries(ENDS)) process.on(signal, () => void end(code));

/** Says so, cleans up and ends; the second time at once. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(code);
  const [usual] = [...cleanUps.values()];
  const isUsual = usual !== undefined && cleanUps.size === 1;
  terminal.err(isUsual ? `\n${usual}\n` : '\n已中断：没有写完的都没有写出，原有的材料没有动。\n');
  ending = true;
  const done = Promise.allSettled([...cleanUps.keys()].map((cleanUp) => cleanUp()));
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, UNTIL_ENDED))]);
  process.exit(isUsual ? EXIT.done : code);
}

/** Runs and sets the exit code; what nobody foresaw is told in one sentence, not as a stack. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(argv, terminal);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    terminal.err(`程序内部出错，没有写出。请把这句话和输入文件告诉维护者：${detail}\n`);
    if (process.env.GONGKAI_DEBUG && error instanceof Error) terminal.err(`${error.stack}\n`);
    process.exitCode = EXIT.environment;
  }
}
