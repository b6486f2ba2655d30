/** Departments to measure with: an example's files under a made-up name, each in a folder of its own. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The name of a department as its input writes it. */
export function departmentIn(text) {
  const [, name] =
    /^部门:\n(?:[ \t]+.*\n)*?[ \t]+名称: *"?([^"\n#]+?)"?[ \t]*(?:#.*)?$/m.exec(text) ?? [];
  if (!name) throw new Error('没有“部门”的“名称”');
  return name;
}

export const madeUpName = (index) => `示例${String(index + 1).padStart(4, '0')}局`;

/**
 * Copies examples in turn.
 * @param {readonly string[]} inputs of the examples; files beside one go with it
 * @returns {{ file: string, source: string, name: string }[]} the copies, what each is one of, its department
 */
export function madeUpDepartments(inputs, count, folder) {
  return Array.from({ length: count }, (_, index) => {
    const source = inputs[index % inputs.length];
    const own = join(folder, String(index + 1));
    mkdirSync(own, { recursive: true });
    const name = madeUpName(index);
    const old = departmentIn(readFileSync(source, 'utf8'));
    for (const entry of readdirSync(dirname(source), { withFileTypes: true })) {
      const [from, to] = [join(dirname(source), entry.name), join(own, entry.name)];
      if (!entry.isFile()) continue;
      if (entry.name.endsWith('.yaml'))
        writeFileSync(to, readFileSync(from, 'utf8').replaceAll(old, name));
      else copyFileSync(from, to);
    }
    return { file: join(own, basename(source)), source, name };
  });
}
