/** Items by a key, both in the order in which they come. */
export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    const own = out.get(keyOf(item));
    if (own) own.push(item);
    else out.set(keyOf(item), [item]);
  }
  return out;
}
