/** `gongkai verify`: whether packages come out of their inputs as they stand, and who released them. */
import { join } from 'node:path';
import { MANIFEST, SIGNATURE } from '../output/old-package.js';
import {
  checkSignature,
  keyName,
  MOST_BYTES,
  type PublicKey,
  readPublicKey,
  SignatureError,
} from '../verify/minisign.js';
import { createVerifier, type Verified, VerifyError } from '../verify/verify.js';
import type { World } from '../world.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface VerifyFlags {
  /** Where inputs are looked for: folders or files; the current folder without any. */
  readonly inputs?: readonly string[];
  /** A file with the public key that the packages are to be signed with. */
  readonly signature?: string;
  readonly quiet?: boolean;
}

/** Files of one kind of difference that are listed. */
const MOST_LISTED = 10;

/** Returns 0 where all packages are as they must be, else 1. */
export async function verifyPackages(
  folders: readonly string[],
  { inputs = ['.'], signature, quiet = false }: VerifyFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const key = signature === undefined ? undefined : publicKeyIn(signature, world);
  const verifier = createVerifier(inputs, world);
  const ended = terminal.beforeEnd?.(verifier.stop);
  let good = 0;
  for (const folder of folders) {
    const lines: string[] = [];
    const isSigned = key === undefined || signatureLines(folder, key, world, lines);
    let isSame = false;
    try {
      const found = await verifier.verify(folder);
      isSame = isIdentical(found);
      lines.push(...linesOf(found, isSame, world.version));
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error;
      lines.push(error.message);
    }
    const isGood = isSigned && isSame;
    if (isGood) good++;
    const text = `${folder}：\n${lines.map((line) => `  ${line}\n`).join('')}`;
    if (!isGood) terminal.err(text);
    else if (!quiet) terminal.out(text);
  }
  ended?.();
  await verifier.stop();
  if (folders.length > 1 && !quiet)
    terminal.out(`共 ${folders.length} 份，${good} 份相符，${folders.length - good} 份不符。\n`);
  return good === folders.length ? EXIT.done : EXIT.failed;
}

function publicKeyIn(file: string, { disk }: World): PublicKey {
  const bytes = disk.readOrdinary(file, 'followed');
  if (!bytes) throw new Failure(`找不到公钥“${file}”。`, EXIT.usage);
  try {
    return readPublicKey(new TextDecoder().decode(bytes.subarray(0, MOST_BYTES)));
  } catch (error) {
    if (error instanceof SignatureError)
      throw new Failure(`“${file}”${error.message}。`, EXIT.usage);
    throw error;
  }
}

/** Adds what there is to say of a signature. @returns whether it is valid */
function signatureLines(folder: string, key: PublicKey, { disk }: World, lines: string[]): boolean {
  const text = disk.readOrdinary(join(folder, SIGNATURE));
  const manifest = disk.readOrdinary(join(folder, MANIFEST));
  if (!text || !manifest) {
    lines.push(`没有签名（${SIGNATURE}）`);
    return false;
  }
  const isTooLong = text.length > MOST_BYTES;
  const checked = checkSignature(isTooLong ? '' : new TextDecoder().decode(text), manifest, key);
  if (checked.state === '有效') {
    const by = checked.comment === '' ? '' : `：${checked.comment}`;
    lines.push(`签名有效（${keyName(key)}）${by}`);
    return true;
  }
  lines.push(`签名无效：${checked.why}`);
  return false;
}

const isIdentical = ({ files, again }: Verified): boolean =>
  files.every(({ state }) => state === '多出') && again?.files.length === 0;

function linesOf(found: Verified, isSame: boolean, version: string): string[] {
  const { files, inputs, again, problem } = found;
  const missing = inputs.filter(({ path }) => path === undefined).map(({ name }) => name);
  const made = inputs[0]?.path;
  return [
    ...fileLines('材料里', files),
    ...(missing.length > 0
      ? [
          `没有找到编它的输入：${missing.join('、')}（内容同 manifest.json 写的一样的），不能重编；用 --inputs 写明放在哪个文件夹`,
        ]
      : []),
    ...(problem === undefined ? [] : [problem]),
    ...(again ? fileLines(`由 ${made} 重编，`, again.files) : []),
    ...(again && again.files.length > 0 && again.files.every(({ path }) => path === MANIFEST)
      ? ['重编出的各个文件都一样，只有 manifest.json 不同']
      : []),
    ...(again && !again.sealed && !isSame ? whyOther(found, version) : []),
    ...(isSame ? [`相同：由 ${made} 重编，逐字节一样`] : []),
    ...(again?.files.length === 0 && !isSame
      ? [`由 ${made} 重编，同 manifest.json 写的一样：这些文件是编好以后改的`]
      : []),
    ...(again?.files.some(({ path }) => path !== MANIFEST) && made !== undefined
      ? ['逐处看：gongkai diff 这份材料 输入文件']
      : []),
  ];
}

function fileLines(lead: string, files: Verified['files']): string[] {
  return (['不同', '缺少', '多出'] as const).flatMap((state) => {
    const paths = files.filter((one) => one.state === state).map(({ path }) => path);
    if (paths.length === 0) return [];
    const shown = paths.slice(0, MOST_LISTED).join('、');
    const more = paths.length > MOST_LISTED ? `等 ${paths.length} 个` : '';
    return [`${lead}${WORDS[state]}：${shown}${more}`];
  });
}

const WORDS = { 不同: '不一样的文件', 缺少: '没有的文件', 多出: '另外放的文件' } as const;

/** What is other than when it was made, where its bytes are others too. */
function whyOther({ version: then, again }: Verified, now: string): string[] {
  const templates = again?.templates ?? [];
  if (then !== now) return [`编它的是 ${then} 版，现在是 ${now} 版：请用那一版核对`];
  if (templates.length === 0) return ['编它的程序、选项同现在的不完全一样'];
  const shown = templates.slice(0, MOST_LISTED).join('、');
  return [`格式同编它时的不一样：${shown}`];
}
