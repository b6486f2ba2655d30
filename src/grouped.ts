/** Items by a key, both in the order in which they come; an object would put keys like 301 first. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = out.get(key);
    if (known) known.push(item);
    else out.set(key, [item]);
  }
  return out;
}
