/** Loaded before the program: the first thread that makes packages takes all memory that it may have. */
import { closeSync, openSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Only who makes this file is the first: `?once=path`. */
const once = new URL(import.meta.url).searchParams.get('once');

function isFirst() {
  try {
    closeSync(openSync(once, 'wx'));
    return true;
  } catch {
    return false;
  }
}

if (!isMainThread && isFirst()) {
  const taken = [];
  // when it has begun to work
  setTimeout(() => {
    for (;;) taken.push(new Array(100_000).fill(0.5));
  }, 500);
}
