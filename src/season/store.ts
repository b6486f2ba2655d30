/**
 * Where inputs and results of a season travel: a folder that all machines share, or S3. Each file stands under
 * its hash, each result under the hash of its job, so that whoever writes it writes the same; a file is there
 * whole or not at all.
 */

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
