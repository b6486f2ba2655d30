/** What runs in each of the threads that make packages; see threads.ts. */
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { createMaker } from '../commands/make-package.js';
import type { Made, MakeFlags, Order } from '../commands/maker.js';
import { worldWith } from '../commands/own-formats.js';
import { diskWorld } from '../disk/disk-world.js';
import type { OfficialForm } from '../form-filling/fill-form.js';

/** What a thread is given when it starts. */
export interface ThreadData {
  readonly flags: MakeFlags;
  readonly form: OfficialForm | undefined;
}

export interface Task {
  readonly order: Order;
  /** Where the name of the package is asked for: a claim goes out, who has the name comes back. */
  readonly port: MessagePort;
}

export interface Claim {
  readonly name: string;
  readonly label: string;
}

const { flags, form } = Tinypool.workerData as ThreadData;
const maker = createMaker(flags, form, worldWith(flags, diskWorld()));

/** Makes one package. @returns what was made, or the message of an error that nobody foresaw */
export default async function make({ order, port }: Task): Promise<Made | { fault: string }> {
  const claim = async (name: string, label: string): Promise<string> => {
    const answer = once(port, 'message');
    port.postMessage({ name, label } satisfies Claim);
    return (await answer)[0];
  };
  try {
    return await maker.make(order, { claim, pass: () => {} });
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  } finally {
    port.close();
  }
}

/** Before the thread ends. */
export const tearDown = (): Promise<void> => maker.kill();
