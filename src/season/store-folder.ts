/** A store in a folder that all machines share. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MOST_BYTES, type Store, StoreError } from './store.js';

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
