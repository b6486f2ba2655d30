/** What was asked for cannot be compared, or is not there; the message says so in Chinese, whole sentences. */
export class ReviewError extends Error {
  override readonly name = 'ReviewError';
}
