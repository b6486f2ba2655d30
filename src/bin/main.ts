/** What both binaries share: the real terminal. */
import { run } from '../cli.js';
import type { Terminal } from '../commands/terminal.js';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
};

// a reader that has seen enough (`| head`) is no error
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Runs and sets the exit code; what nobody foresaw is told in one sentence, not as a stack. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(argv, terminal);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    terminal.err(`程序内部出错，没有写出。请把这句话和输入文件告诉维护者：${detail}\n`);
    if (process.env.GONGKAI_DEBUG && error instanceof Error) terminal.err(`${error.stack}\n`);
    process.exitCode = 3;
  }
}
