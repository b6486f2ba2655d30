/** What a form has no room for. */

/** Something that was not put into the form, and why. */
export interface Unplaced {
  /** Address in its sheet; undefined where it has no place there. */
  readonly address: string | undefined;
  readonly message: string;
}
