/** Names of packages: the first of the files that makes one has it, however long each takes. */

/** A package's place among all of a run. */
export interface Place {
  /**
   * Waits until those before have claimed theirs, or let it be.
   * @param label what the package is of
   * @returns what has the name: `label`, or what came before
   */
  claim(name: string, label: string): Promise<string>;
  /** Those after need not wait any longer. */
  pass(): void;
}

/** @returns to be called for each package in their order */
export function placesInOrder(): () => Place {
  const taken = new Map<string, string>();
  let before: Promise<unknown> = Promise.resolve();
  return () => {
    const turn = before;
    let pass = () => {};
    const passed = new Promise<void>((resolve) => {
      pass = resolve;
    });
    before = Promise.all([turn, passed]);
    return {
      claim: async (name, label) => {
        await turn;
        const first = taken.get(name) ?? label;
        taken.set(name, first);
        pass();
        return first;
      },
      pass: () => pass(),
    };
  };
}
