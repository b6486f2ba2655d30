/** 1234567.8 → 1,234,567.8; the digits stay as they are. */
export function grouped(number: string): string {
  const [whole = '', rest] = number.split('.');
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? shown : `${shown}.${rest}`;
}
