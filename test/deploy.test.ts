/** The container files say what the program and the repository have. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { gongkai } from './helpers/terminal.js';

const FOLDER = 'docs/部署';
const dockerfile = readFileSync(`${FOLDER}/Dockerfile`, 'utf8');
const compose = parse(readFileSync(`${FOLDER}/compose.yaml`, 'utf8'), { merge: true });
const { version, engines } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the Dockerfile', () => {
  it('copies what there is, and what the build may see', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, from = '']) => from.split(' '),
    );
    expect(copied.length).toBeGreaterThan(3);
    const seen = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((one) => one.startsWith('!'));
    for (const path of copied) {
      expect(existsSync(path), path).toBe(true);
      expect(seen).toContain(`!${path.replace(/^\.\//, '')}`);
    }
  });

  it('has all that the package has when it runs', () => {
    const { files } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const one of files.filter((path: string) => /^(dist|templates)$/.test(path)))
      expect(dockerfile).toContain(`COPY --from=build /build/${one} ./${one}`);
    expect(dockerfile).toContain('USER node');
    const [, node = ''] = /^FROM node:(\d+\.\d+)/m.exec(dockerfile) ?? [];
    expect(Number(node)).toBeGreaterThanOrEqual(Number(engines.node.replace('>=', '')));
  });

  it('starts a worker whose words the command line knows', async () => {
    const [, words = ''] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    const [command, ...flags] = JSON.parse(words);
    const { out } = await gongkai([command, '--help']);
    for (const flag of flags.filter((one: string) => one.startsWith('--')))
      expect(out).toContain(flag);
  });
});

describe('the compose file', () => {
  it('runs this version, holds no secret, and asks for the password', async () => {
    const text = readFileSync(`${FOLDER}/compose.yaml`, 'utf8');
    expect(compose.services.worker.image).toBe(`gongkai:${version}`);
    for (const [, value = ''] of text.matchAll(/PASSWORD: *(.*)$/gm))
      expect(value).toMatch(/^\$\{GONGKAI_PASSWORD:\?/);
    const known = readFileSync('src/commands/season-flags.ts', 'utf8');
    for (const name of Object.keys(compose.services.worker.environment))
      expect(known.includes(name), name).toBe(true);
    const { out } = await gongkai([compose.services.worker.command[0], '--help']);
    expect(out).toContain('--health');
  });

  it('gives a worker longer to stop than it takes', () => {
    const patience = /const PATIENCE = (\d+)_000;/.exec(
      readFileSync('src/commands/worker.ts', 'utf8'),
    );
    expect(Number.parseInt(compose.services.worker.stop_grace_period, 10)).toBeGreaterThan(
      Number(patience?.[1]) + 5,
    );
    // the browser is unpacked and run there
    expect(compose.services.worker.tmpfs[0]).toMatch(/^\/tmp:.*exec/);
  });
});
