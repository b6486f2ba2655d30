/**
 * No browser, or one that does not do its work: the environment is at fault, not the input. Apart from what
 * starts browsers, so that who catches it need not load that.
 */
export class BrowserError extends Error {
  override readonly name = 'BrowserError';
  /** Exit code of the command line. */
  readonly exitCode = 3;
}
