// Python text in pieces that can be compared.

/** A token by meaning, and where it was written. */
export interface Token {
  readonly text: string;
  readonly isString: boolean;
  readonly from: number;
  readonly to: number;
}
