/** Loaded before the program: the first thread that makes packages takes all memory that it may have. */
import fs, { closeSync, openSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread, MessagePort } from 'node:worker_threads';

/** `?once=path`: who makes this file is the first; `?when=` start, work or end: in which moment. */
const { once, when } = Object.fromEntries(new URL(import.meta.url).searchParams);

function isFirst() {
  try {
    closeSync(openSync(once, 'wx'));
    return true;
  } catch {
    return false;
  }
}

function takeAll() {
  const taken = [];
  for (;;) taken.push(new Array(100_000).fill(0.5));
}

/** Calls something before each call of a method. */
function before(object, name, first) {
  const method = object[name];
  object[name] = function (...args) {
    first(args);
    return method.apply(this, args);
  };
}

if (!isMainThread && isFirst()) {
  if (when === 'start') takeAll();
  if (when === 'work')
    before(fs, 'openSync', ([path]) => /[abc]\.yaml$/.test(String(path)) && takeAll());
  if (when === 'end') before(MessagePort.prototype, 'close', () => setImmediate(takeAll));
  syncBuiltinESMExports();
}
