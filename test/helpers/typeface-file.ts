/** What a TrueType file says of its characters: its cmap (ISO/IEC 14496-22, 5.2.1). */
import { readFileSync } from 'node:fs';

/** The glyph of each character; those without one are left out. */
export function glyphsOf(file: string): Map<number, number> {
  const bytes = readFileSync(file);
  const cmap = bytes.subarray(tableAt(bytes, 'cmap'));
  const glyphs = new Map<number, number>();
  for (let table = 0; table < cmap.readUInt16BE(2); table += 1) {
    const sub = cmap.subarray(cmap.readUInt32BE(4 + table * 8 + 4));
    const format = sub.readUInt16BE(0);
    const add = (code: number, glyph: number) => glyph !== 0 && glyphs.set(code, glyph);
    if (format === 4) readSegments(sub, add);
    else if (format === 12) readGroups(sub, add);
  }
  return glyphs;
}

type Add = (code: number, glyph: number) => void;

function readSegments(sub: Buffer, add: Add): void {
  const doubled = sub.readUInt16BE(6);
  for (let at = 0; at < doubled; at += 2) {
    const end = sub.readUInt16BE(14 + at);
    const start = sub.readUInt16BE(16 + doubled + at);
    const delta = sub.readUInt16BE(16 + 2 * doubled + at);
    const place = 16 + 3 * doubled + at;
    const offset = sub.readUInt16BE(place);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const listed = offset && sub.readUInt16BE(place + offset + 2 * (code - start));
      if (offset === 0 || listed !== 0) add(code, ((listed || code) + delta) & 0xffff);
    }
  }
}

function readGroups(sub: Buffer, add: Add): void {
  for (let group = 0; group < sub.readUInt32BE(12); group += 1) {
    const [start, end, glyph] = [0, 4, 8].map((at) => sub.readUInt32BE(16 + group * 12 + at));
    for (let code = start ?? 0; code <= (end ?? -1); code += 1)
      add(code, (glyph ?? 0) + code - (start ?? 0));
  }
}

function tableAt(bytes: Buffer, tag: string): number {
  for (let at = 12; at < 12 + bytes.readUInt16BE(4) * 16; at += 16) {
    if (bytes.toString('latin1', at, at + 4) === tag) return bytes.readUInt32BE(at + 8);
  }
  throw new Error(`no table ${tag}`);
}
