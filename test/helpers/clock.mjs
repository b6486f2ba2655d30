/** Stops the clock of a program: `node --import …/clock.mjs?at=2031-12-31T23:59:59Z` makes it always then. */
const at = Date.parse(new URL(import.meta.url).searchParams.get('at'));
Date.now = () => at;
globalThis.Date = new Proxy(Date, {
  apply: () => new Date().toString(),
  construct: (real, args, target) => Reflect.construct(real, args.length > 0 ? args : [at], target),
});
