/**
 * How the projects of an input are called. A name that several units have is said with the unit's code
 * before it (`100002/办公用房维修`); a project's code, where it has one, always does.
 */
export interface ProjectWords {
  readonly name: string;
  readonly unit: string;
  /** Empty where it has none. */
  readonly code: string;
}

export interface ProjectNames {
  /** Of each project what tells it from all others: its name where that is enough. */
  readonly keys: readonly string[];
  /** Projects by what they may be called, as positions in the list. */
  readonly called: ReadonlyMap<string, readonly number[]>;
}

const wordsOf = ({ name, unit, code }: ProjectWords): string[] => [
  ...new Set([name, ...(unit === '' ? [] : [`${unit}/${name}`]), ...(code === '' ? [] : [code])]),
];

export function projectNames(projects: readonly ProjectWords[]): ProjectNames {
  const called = new Map<string, number[]>();
  projects.forEach((project, i) => {
    for (const word of wordsOf(project)) {
      const others = called.get(word);
      if (others) others.push(i);
      else called.set(word, [i]);
    }
  });
  const keys = projects.map(
    (project) => wordsOf(project).find((word) => called.get(word)?.length === 1) ?? project.name,
  );
  return { keys, called };
}
