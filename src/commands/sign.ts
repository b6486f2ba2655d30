/** `gongkai sign`: says who released packages, by a signature over their manifests. */
import { join } from 'node:path';
import { readManifest } from '../output/manifest.js';
import { MANIFEST, SIGNATURE } from '../output/old-package.js';
import {
  keyName,
  MOST_BYTES,
  newKeyPair,
  readPublicKey,
  readSecretKey,
  SignatureError,
  signatureOf,
} from '../verify/minisign.js';
import type { World } from '../world.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface SignFlags {
  /** A file with the secret key. */
  readonly key?: string;
  /** Names of the files of a new pair, without their endings. */
  readonly newKey?: string;
  /** Who releases it, and when; it is signed too. */
  readonly by?: string;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function signUsage(
  folders: readonly string[],
  { key, newKey }: SignFlags,
): string | undefined {
  if (newKey !== undefined)
    return folders.length > 0 || key !== undefined
      ? '--new-key 只做一对钥匙，不要写别的'
      : undefined;
  if (folders.length === 0)
    return '缺少材料的文件夹，例如：gongkai sign out/某某局2026年部门预算公开 --key 我局.key';
  return key === undefined
    ? '要写私钥：--key 我局.key；还没有的用 gongkai sign --new-key 我局 做一对'
    : undefined;
}

export async function signPackages(
  folders: readonly string[],
  flags: SignFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const password = world.environment?.GONGKAI_KEY_PASSWORD || undefined;
  if (flags.newKey !== undefined) return makeKeys(flags.newKey, password, world, terminal);
  try {
    const file = flags.key ?? '';
    const bytes = world.disk.readOrdinary(file, 'followed');
    if (!bytes) throw new SignatureError(`找不到私钥“${file}”`);
    const secret = readSecretKey(new TextDecoder().decode(bytes.subarray(0, MOST_BYTES)), password);
    for (const folder of folders) {
      const manifest = world.disk.readOrdinary(join(folder, MANIFEST));
      if (!manifest || !readManifest(new TextDecoder().decode(manifest)))
        throw new SignatureError(`“${folder}”不是本程序编出的材料，没有签`);
      const signature = signatureOf(manifest, secret, flags.by ?? '');
      await world.disk.write(join(folder, SIGNATURE), signature);
      terminal.out(`已签 ${join(folder, SIGNATURE)}\n`);
    }
    return EXIT.done;
  } catch (error) {
    if (error instanceof SignatureError) throw new Failure(`${error.message}。`, EXIT.failed);
    throw error;
  }
}

async function makeKeys(
  name: string,
  password: string | undefined,
  { disk }: World,
  terminal: Terminal,
): Promise<number> {
  const pair = newKeyPair(password);
  const [secret, open] = [`${name}.key`, `${name}.pub`];
  await disk.writeNew([
    { path: secret, content: pair.secret, secret: true },
    { path: open, content: pair.public },
  ]);
  const locked =
    password === undefined
      ? '没有密码，请放在别人读不到的地方；要加密码，先设环境变量 GONGKAI_KEY_PASSWORD'
      : '用 GONGKAI_KEY_PASSWORD 的密码锁着';
  terminal.out(
    `已写出一对钥匙（${keyName(readPublicKey(pair.public))}）：\n  ${secret}　私钥，签名用；${locked}\n  ${open}　公钥，发给核对的人\n`,
  );
  return EXIT.done;
}
