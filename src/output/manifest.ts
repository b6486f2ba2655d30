/** The manifest of a package: what it was made from and what it holds, by content; no times, no folders. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';

export interface OutputFile {
  /** Relative to the package folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that a package was made from. */
export interface InputFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Of one that the input names: where it stands, from the input's folder on, with `/`. */
  readonly path?: string;
  /** Of one that is valid, makes no package itself and has nothing told of it. */
  readonly prior?: boolean;
}

export interface ManifestInfo {
  readonly version: string;
  /** The input first. */
  readonly inputs: readonly InputFile[];
  readonly templates: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Tables whose amounts are adjusted so that they foot, with how many of them are; none in most formats. */
  readonly footed?: readonly { readonly table: string; readonly adjusted: number }[];
  /** The words that mean the unit whose package it is, its code first; none where it is the department's. */
  readonly unit?: readonly string[];
  /** How many things were told of it as it was made. */
  readonly told?: Told;
  /** Fingerprint of all that decides what the package is like beside its inputs; see unchanged.ts. */
  readonly basis?: string | undefined;
}

/** How much was told of a package, by what it is called. */
export type Told = {
  readonly 警告?: number;
  readonly 已豁免?: number;
};

/** A file by its content. */
interface Entry {
  readonly 文件: string;
  readonly sha256: string;
}

interface InputEntry extends Entry {
  readonly 路径?: string;
  readonly 类型?: '上年数';
}

/** What a manifest says, as far as it is asked again. */
export interface Manifest {
  /** Of the program that wrote it. */
  readonly 版本?: string;
  readonly 单位?: readonly string[];
  readonly 输入: readonly InputEntry[];
  readonly 模板?: readonly Entry[];
  readonly 核对?: Told;
  readonly 输出: readonly Entry[];
  readonly 依据?: string;
}

export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

/** @param name of the package */
export function manifest(files: readonly OutputFile[], info: ManifestInfo, name = ''): string {
  const entry = (path: string, bytes: Uint8Array): Entry => ({ 文件: path, sha256: sha256(bytes) });
  const byPath = (list: Entry[]) => list.sort((a, b) => (a.文件 < b.文件 ? -1 : 1));
  const said: Manifest = {
    工具: 'gongkai',
    版本: info.version,
    ...(info.unit ? { 单位: info.unit } : {}),
    输入: info.inputs.map(inputEntry),
    模板: byPath(info.templates.map(({ path, bytes }) => entry(path, bytes))),
    ...(info.footed?.length
      ? { 尾差配平: info.footed.map(({ table, adjusted }) => ({ 表: table, 调整: adjusted })) }
      : {}),
    ...(info.told && Object.keys(info.told).length > 0 ? { 核对: info.told } : {}),
    输出: byPath(files.map(({ path, bytes }) => entry(path, bytes))),
  } as Manifest;
  return info.basis === undefined ? textOf(said) : sealed(said, info.basis, name);
}

function inputEntry({ file, bytes, path, prior }: InputFile): InputEntry {
  return {
    文件: basename(file),
    ...(path === undefined ? {} : { 路径: path }),
    ...(prior ? { 类型: '上年数' } : {}),
    sha256: sha256(bytes),
  };
}

const textOf = (said: Manifest): string => `${JSON.stringify(said, null, 2)}\n`;

/** The manifest with what it says and what the package rests on in one hash: none of it changes unseen. */
function sealed(said: Manifest, basis: string, name: string): string {
  return textOf({ ...said, 依据: sha256(JSON.stringify([basis, name, said])) });
}

/** What a manifest says; undefined where it is not of the shape: anybody may have written it. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const said = JSON.parse(text) as Manifest;
    const texts = [
      ...[...said.输入, ...said.输出].flatMap((one) => [one.文件, one.sha256]),
      ...said.输入.map(({ 路径 = '' }) => 路径),
      ...(said.单位 ?? []),
    ];
    return texts.every((one) => typeof one === 'string') ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a manifest is, byte for byte, the one that was written for a package that rests on `basis`. */
export function isSealed(text: string, manifest: Manifest, basis: string, name: string): boolean {
  const { 依据: seal, ...said } = manifest;
  return seal !== undefined && sealed(said, basis, name) === text;
}
