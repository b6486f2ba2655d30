/**
 * Has V8 wait longer before it compiles a function for speed. Most commands end before that pays: a third of
 * the processor's time of a `check` went there. What runs on, as a batch or a large department does, is still
 * compiled, a moment later. Imported before anything else.
 */
import { setFlagsFromString } from 'node:v8';

/** Tried with these versions of V8 (Node 20, 22, 24); one that does not know a flag says so on the terminal. */
const WAIT: Readonly<Record<string, string>> = {
  '11.3': '--interrupt-budget=600000',
  '12.4': '--invocation-count-for-turbofan=30000',
  '13.6': '--invocation-count-for-turbofan=30000',
};

const flag = WAIT[process.versions.v8.split('.', 2).join('.')];
if (flag !== undefined) setFlagsFromString(flag);
