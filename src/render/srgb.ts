/**
 * The colour space sRGB (IEC 61966-2-1) as an ICC profile of version 4 (ISO 15076-1), made from the
 * numbers that define it: no one else's file, and 476 bytes.
 */

/** The primaries, adapted to D50, as X, Y and Z. */
const PRIMARIES = {
  rXYZ: [0.436066, 0.222488, 0.013916],
  gXYZ: [0.385147, 0.716873, 0.097076],
  bXYZ: [0.143066, 0.06061, 0.714096],
} as const;
const D50 = [0.9642, 1, 0.8249] as const;
/** From the white of sRGB, D65, to D50 (Bradford). */
const ADAPTATION = [
  1.047882, 0.022918, -0.050217, 0.029587, 0.990478, -0.017059, -0.009247, 0.015076, 0.751678,
] as const;
/** Y = ((aX + b))^g from d on, cX below; in the order g, a, b, c, d. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const;
const NAME = 'sRGB IEC61966-2.1';
const HEADER = 128;
const ENTRY = 12;

/** The profile's bytes, always the same. */
export function srgbProfile(): Uint8Array {
  const curve = tagged('para', Buffer.from([0, 3, 0, 0]), fixed(CURVE));
  const data: readonly (readonly [signature: string, bytes: Buffer])[] = [
    ['desc', localised(NAME)],
    ['cprt', localised('CC0')],
    ['wtpt', tagged('XYZ ', fixed(D50))],
    ['chad', tagged('sf32', fixed(ADAPTATION))],
    ...Object.entries(PRIMARIES).map(
      ([signature, xyz]) => [signature, tagged('XYZ ', fixed(xyz))] as const,
    ),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const places = new Map<Buffer, number>();
  const chunks: Buffer[] = [];
  let size = HEADER + 4 + data.length * ENTRY;
  const table = data.map(([signature, bytes]) => {
    const place = places.get(bytes) ?? size;
    if (!places.has(bytes)) {
      places.set(bytes, place);
      chunks.push(bytes);
      size += bytes.length;
    }
    return Buffer.concat([ascii(signature), word(place), word(bytes.length)]);
  });
  return Buffer.concat([header(size), word(data.length), ...table, ...chunks]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x04200000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // the date of the profile: 1999-10-18, that of the standard
  [1999, 10, 18].forEach((part, index) => {
    bytes.writeUInt16BE(part, 24 + index * 2);
  });
  bytes.write('acsp', 36, 'latin1');
  fixed(D50).copy(bytes, 68);
  return bytes;
}

/** Data of a type, filled up to a multiple of four. */
function tagged(type: string, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([ascii(type), word(0), ...content]);
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** A text for readers of English. */
function localised(text: string): Buffer {
  const words = Buffer.from(text, 'utf16le').swap16();
  return tagged('mluc', word(1), word(12), ascii('enUS'), word(words.length), word(28), words);
}

/** Numbers with sixteen binary places. */
function fixed(values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => word(Math.round(value * 65536))));
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
}

const ascii = (text: string) => Buffer.from(text, 'latin1');
