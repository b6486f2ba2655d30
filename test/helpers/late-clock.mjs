/** Preloaded into a process whose clock is to be an hour late. */
const LATE = 3_600_000;
const Clock = Date;
globalThis.Date = class extends Clock {
  constructor(...given) {
    if (given.length > 0) super(...given);
    else super(Clock.now() - LATE);
  }
  static now() {
    return Clock.now() - LATE;
  }
};
