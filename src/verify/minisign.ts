/**
 * Signatures in the form of minisign (https://jedisct1.github.io/minisign/), by Ed25519 of node:crypto, so that
 * whoever has that program can check them too. A key's secret half is kept as PKCS #8, under a password where
 * one is given.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** Why a key or a signature cannot be used, in Chinese, without a stop at the end. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

/** The signature is of the file's hash (BLAKE2b), the key of neither. */
const HASHED = 'ED';
const KEY = 'Ed';
const [ID, PUBLIC, SIGNATURE] = [8, 32, 64] as const;
/** Characters of a key or signature file; what is longer is none. */
export const MOST_BYTES = 16 * 1024;
const MOST_COMMENT = 200;

export interface KeyPair {
  /** PKCS #8. */
  readonly secret: string;
  readonly public: string;
}

/** @param password under which the secret half is kept; it lies open without one */
export function newKeyPair(password: string | undefined): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    ...(password === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: password }),
  });
  return { secret: String(secret), public: publicText(publicKey) };
}

/** @throws SignatureError where it is none, or the password is not its own */
export function readSecretKey(text: string, password: string | undefined): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({
      key: text,
      ...(password === undefined ? {} : { passphrase: password }),
    });
  } catch {
    const locked = text.includes('ENCRYPTED');
    throw new SignatureError(
      locked
        ? '私钥的密码不对，或没有给出：设环境变量 GONGKAI_KEY_PASSWORD'
        : '不是私钥：要 gongkai sign --new-key 写出的 .key 文件',
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new SignatureError('私钥不是 Ed25519 的');
  return key;
}

/** What stands in a signature's name: whose key it is. */
export interface PublicKey {
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** @throws SignatureError where it is none */
export function readPublicKey(text: string): PublicKey {
  const line = text.split(/\r?\n/).find((one) => /^[A-Za-z0-9+/]{50,}=*$/.test(one.trim())) ?? '';
  const bytes = Buffer.from(line, 'base64');
  if (bytes.length !== KEY.length + ID + PUBLIC || bytes.toString('latin1', 0, 2) !== KEY)
    throw new SignatureError('不是公钥：要 gongkai sign --new-key 或 minisign 写出的 .pub 文件');
  const x = bytes.subarray(KEY.length + ID).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { id: bytes.subarray(KEY.length, KEY.length + ID), key };
}

/** The number by which a key is called, as minisign shows it. */
export const keyName = ({ id }: Pick<PublicKey, 'id'>): string =>
  Buffer.from(id).reverse().toString('hex').toUpperCase();

/**
 * The text of a signature. The same key, bytes and comment give the same one.
 * @param comment is signed too: who releases it, and when
 * @throws SignatureError where the comment cannot stand in a line
 */
export function signatureOf(bytes: Uint8Array, secret: KeyObject, comment: string): string {
  if (/\p{Cc}/u.test(comment) || comment.length > MOST_COMMENT)
    throw new SignatureError(`签名的说明要在一行里，不超过 ${MOST_COMMENT} 字`);
  const publicKey = createPublicKey(secret);
  const own = sign(null, hashOf(bytes), secret);
  const whole = sign(null, Buffer.concat([own, Buffer.from(comment)]), secret);
  const head = Buffer.concat([Buffer.from(HASHED), idOf(publicKey), own]);
  return [
    'untrusted comment: gongkai manifest',
    head.toString('base64'),
    `trusted comment: ${comment}`,
    whole.toString('base64'),
    '',
  ].join('\n');
}

export type Checked =
  | { readonly state: '有效'; readonly comment: string }
  | { readonly state: '无效'; readonly why: string };

/** Whether a signature is of these bytes and this key. Never throws for what the text holds. */
export function checkSignature(text: string, bytes: Uint8Array, { id, key }: PublicKey): Checked {
  const [, first = '', trusted = '', last = ''] = text.split(/\r?\n/);
  const head = Buffer.from(first, 'base64');
  const comment = /^trusted comment: (.*)$/.exec(trusted)?.[1];
  const whole = Buffer.from(last, 'base64');
  const algorithm = head.toString('latin1', 0, 2);
  const isOne =
    head.length === HASHED.length + ID + SIGNATURE &&
    (algorithm === HASHED || algorithm === KEY) &&
    whole.length === SIGNATURE &&
    comment !== undefined;
  if (!isOne) return { state: '无效', why: '签名文件不是 minisign 的写法' };
  const named = head.subarray(HASHED.length, HASHED.length + ID);
  if (!named.equals(id))
    return { state: '无效', why: `是另一把钥匙（${keyName({ id: named })}）签的` };
  const own = head.subarray(HASHED.length + ID);
  const signed = algorithm === HASHED ? hashOf(bytes) : bytes;
  if (!verify(null, signed, key, own))
    return { state: '无效', why: '签的不是这份 manifest.json：签了以后改过，或重新编过' };
  if (!verify(null, Buffer.concat([own, Buffer.from(comment)]), key, whole))
    return { state: '无效', why: '签名的说明改过' };
  return { state: '有效', comment };
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('blake2b512').update(bytes).digest();

const rawOf = (key: KeyObject): Buffer =>
  Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');

/** By the key itself: minisign draws it. */
const idOf = (key: KeyObject): Buffer => hashOf(rawOf(key)).subarray(0, ID);

function publicText(key: KeyObject): string {
  const id = idOf(key);
  const bytes = Buffer.concat([Buffer.from(KEY), id, rawOf(key)]);
  return `untrusted comment: minisign public key ${keyName({ id })}\n${bytes.toString('base64')}\n`;
}
