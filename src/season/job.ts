/**
 * A package to be made, and what has come of one, as plain data that goes through a queue and a store: files
 * stand in the store under their hashes, here are but their names.
 */
import * as z from 'zod';
import { type OutputFile, sha256 } from '../output/manifest.js';
import { FORMATS, type Format } from '../render/renderers.js';
import type { Bundle } from './bundle.js';
import { blobKey, type Store, StoreError } from './store.js';

/** What of a package's making is asked for. */
export interface PackageOptions {
  readonly only: readonly Format[];
  readonly withChecks: boolean;
  readonly formulas: boolean;
  /** Whether the package holds what reviewers compare it by. */
  readonly review: boolean;
}

/** One package of a season. */
export interface Job {
  /** Hash of all that decides what comes of it: the same job has the same, whoever planned it. */
  readonly key: string;
  readonly bundle: Bundle;
  /** The unit whose package it is: its code, or 本级; the department's without one. */
  readonly unit?: string;
  readonly options: PackageOptions;
  /** What the manifest rests on; see unchanged.ts. */
  readonly basis: string;
}

/** What has come of a job. The same job comes to the same, but for faults, which are none of these. */
export interface PackageOutcome {
  /** What is wrong with the input, what is waived, and why nothing is written where nothing is. */
  readonly said: string;
  /** The exit code, where something is wrong. */
  readonly failed?: number;
  /** Absent where there is nothing to write. */
  readonly package?: PackageMade;
}

export interface PackageMade {
  readonly name: string;
  /** What it is the package of, for messages. */
  readonly label: string;
  /** All of its files, the manifest among them. */
  readonly files: readonly OutputFile[];
  readonly tables: number;
  readonly remarks: readonly string[];
}

/** @param bundle and what else decides what comes of it */
export function jobOf(
  bundle: Bundle,
  unit: string | undefined,
  options: PackageOptions,
  basis: string,
): Job {
  const files = bundle.files.map((one) =>
    'bytes' in one ? [one.path, sha256(one.bytes)] : [one.path, one.unread, one.size ?? 0],
  );
  const templates = bundle.templates.map((one) => [one.path, one.shown, sha256(one.bytes)]);
  const said = [bundle.input, files, templates, unit ?? null, options, basis];
  const key = sha256(JSON.stringify(said));
  return { key, bundle, ...(unit === undefined ? {} : { unit }), options, basis };
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Bounds for what others may have put into the queue or the store. */
const path = z.string().min(1).max(1_000);
const MOST_FILES = 2_000;

/** A job as the queue holds it. */
const stored = z.strictObject({
  key: hash,
  input: path,
  unit: z.string().max(200).optional(),
  files: z
    .array(
      z.union([
        z.strictObject({ path, sha256: hash }),
        z.strictObject({ path, unread: z.string().max(40), size: z.number().optional() }),
      ]),
    )
    .max(MOST_FILES),
  templates: z.array(z.strictObject({ path, shown: path, sha256: hash })).max(MOST_FILES),
  options: z.strictObject({
    only: z.array(z.enum(FORMATS)),
    withChecks: z.boolean(),
    formulas: z.boolean(),
    review: z.boolean(),
  }),
  basis: hash,
});
export type StoredJob = z.output<typeof stored>;

/** Puts a job's files into a store. @returns the job without them */
export async function storeJob({ bundle, ...job }: Job, store: Store): Promise<StoredJob> {
  const put = async (bytes: Uint8Array): Promise<string> => {
    const name = sha256(bytes);
    await store.put(blobKey(name), bytes);
    return name;
  };
  const files: StoredJob['files'] = [];
  for (const one of bundle.files)
    files.push('bytes' in one ? { path: one.path, sha256: await put(one.bytes) } : { ...one });
  const templates: StoredJob['templates'] = [];
  for (const { path, shown, bytes } of bundle.templates)
    templates.push({ path, shown, sha256: await put(bytes) });
  const { only, ...others } = job.options;
  return { ...job, input: bundle.input, files, templates, options: { ...others, only: [...only] } };
}

/**
 * A job with its files again.
 * @param data as a queue gave it: anybody may have written it
 * @throws StoreError where it is none, or a file is missing or is not what it was
 */
export async function loadJob(data: unknown, store: Store): Promise<Job> {
  const read = stored.safeParse(data);
  if (!read.success) throw new StoreError('队列里的任务不是本程序写的样子');
  const { input, files, templates, ...job } = read.data;
  const { unit, ...others } = job;
  const bundle: Bundle = {
    input,
    files: await Promise.all(
      files.map(async (one) => {
        if ('sha256' in one) return { path: one.path, bytes: await blob(one.sha256, store) };
        const { size, ...unread } = one;
        return { ...unread, ...(size === undefined ? {} : { size }) };
      }),
    ),
    templates: await Promise.all(
      templates.map(async ({ path: at, shown, sha256: name }) => ({
        path: at,
        shown,
        bytes: await blob(name, store),
      })),
    ),
  };
  const same = jobOf(bundle, unit, job.options, job.basis);
  if (same.key !== job.key) throw new StoreError('队列里的任务同它的指纹不符');
  return { ...others, ...(unit === undefined ? {} : { unit }), bundle };
}

/** An outcome as the store holds it. */
const record = z.strictObject({
  said: z.string(),
  failed: z.number().int().optional(),
  package: z
    .strictObject({
      name: z.string().min(1).max(300),
      label: z.string(),
      files: z.array(z.strictObject({ path, sha256: hash })).max(MOST_FILES),
      tables: z.number().int(),
      remarks: z.array(z.string()),
    })
    .optional(),
});

const recordKey = (key: string) => `results/${key.slice(0, 2)}/${key}.json`;

/** Puts an outcome into a store: its files first, so that what a record names is there. */
export async function storeOutcome(
  key: string,
  outcome: PackageOutcome,
  store: Store,
): Promise<void> {
  const { package: made, ...others } = outcome;
  const files = await Promise.all(
    (made?.files ?? []).map(async ({ path: at, bytes }) => {
      const name = sha256(bytes);
      await store.put(blobKey(name), bytes);
      return { path: at, sha256: name };
    }),
  );
  const told = { ...others, ...(made ? { package: { ...made, files } } : {}) };
  await store.put(recordKey(key), new TextEncoder().encode(JSON.stringify(told)));
}

/** Whether what has come of a job is known, and all of it is there. */
export async function hasOutcome(key: string, store: Store): Promise<boolean> {
  const told = await recordOf(key, store);
  if (!told) return false;
  const there = (told.package?.files ?? []).map((one) => store.has(blobKey(one.sha256)));
  return (await Promise.all(there)).every((one) => one);
}

/**
 * What has come of a job; undefined where that is not known, or a part of it is gone.
 * @throws StoreError where the store cannot be reached, or a file is not what it was
 */
export async function loadOutcome(key: string, store: Store): Promise<PackageOutcome | undefined> {
  const told = await recordOf(key, store);
  if (!told) return undefined;
  const { package: made, said, failed } = told;
  const outcome = { said, ...(failed === undefined ? {} : { failed }) };
  if (!made) return outcome;
  const files: OutputFile[] = [];
  for (const one of made.files) {
    const bytes = await store.get(blobKey(one.sha256));
    if (!bytes) return undefined;
    files.push({ path: one.path, bytes: checkedBlob(bytes, one.sha256) });
  }
  return { ...outcome, package: { ...made, files } };
}

async function recordOf(key: string, store: Store) {
  const bytes = await store.get(recordKey(key));
  if (!bytes) return undefined;
  try {
    return record.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new StoreError(`存储里的结果（${recordKey(key)}）不是本程序写的样子`);
  }
}

async function blob(name: string, store: Store): Promise<Uint8Array> {
  const bytes = await store.get(blobKey(name));
  if (!bytes) throw new StoreError(`存储里没有文件 ${name.slice(0, 12)}…`);
  return checkedBlob(bytes, name);
}

function checkedBlob(bytes: Uint8Array, name: string): Uint8Array {
  if (sha256(bytes) === name) return bytes;
  throw new StoreError(`存储里的文件 ${name.slice(0, 12)}… 同它的指纹不符`);
}
