/**
 * Where inputs and results of a season travel: a folder that all machines share, or S3. Each file stands under
 * its hash, each result under the hash of its job, so that whoever writes it writes the same; a file is there
 * whole or not at all.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface Store {
  /** Where it is, for messages; holds no secret. */
  readonly name: string;
  has(key: string): Promise<boolean>;
  /** The bytes; undefined where there are none. @throws StoreError */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Does nothing where the key has bytes: they are the same. @throws StoreError */
  put(key: string, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Why a store cannot be used, in Chinese, without a stop at the end. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The largest file of a season: a workbook or PDF of a large department. */
export const MOST_BYTES = 256 * 1024 * 1024;

export const blobKey = (hash: string): string => `blobs/${hash.slice(0, 2)}/${hash}`;

/**
 * @param place a folder, or `s3://bucket/prefix`; keys and endpoint of S3 come from the environment (AWS_…)
 * @throws StoreError
 */
export async function openStore(place: string): Promise<Store> {
  if (/^s3:/i.test(place)) return (await import('./store-s3.js')).openS3Store(place);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place))
    throw new StoreError(`存储“${place}”不能用：写一个共用的文件夹，或 s3://桶/前缀`);
  return openFolderStore(place);
}

/** @throws StoreError where the folder cannot be made */
export async function openFolderStore(folder: string): Promise<Store> {
  const root = resolve(folder);
  const failed = (error: unknown): never => {
    const { code = '原因不明' } = error as NodeJS.ErrnoException;
    throw new StoreError(`存储的文件夹“${folder}”不能用（${code}）`);
  };
  await mkdir(root, { recursive: true }).catch(failed);
  const pathOf = (key: string) => join(root, ...key.split('/'));
  const found = (key: string) =>
    stat(pathOf(key)).then(
      (one) => one,
      (error) => (error.code === 'ENOENT' ? undefined : failed(error)),
    );
  return {
    name: folder,
    has: async (key) => (await found(key))?.isFile() === true,
    get: async (key) => {
      const one = await found(key);
      if (!one) return undefined;
      if (!one.isFile() || one.size > MOST_BYTES)
        throw new StoreError(`存储里的“${key}”不是普通文件，或者过大`);
      return new Uint8Array(await readFile(pathOf(key)).catch(failed));
    },
    put: async (key, bytes) => {
      // one of another length was spoilt by whatever wrote it
      if ((await found(key))?.size === bytes.length) return;
      const path = pathOf(key);
      const draft = `${path}.${randomUUID()}.tmp`;
      try {
        await mkdir(dirname(path), { recursive: true });
        const file = await open(draft, 'wx');
        try {
          await file.writeFile(bytes);
          // what is named is on the disk, also where the machine stops a moment later
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        failed(error);
      }
    },
    close: async () => {},
  };
}
