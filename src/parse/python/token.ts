// Python text in pieces that can be compared.

/** A token by meaning, and where it was written. */
export interface Token {
  readonly text: string;
  readonly isString: boolean;
  /** True for a name that stands for a value; keywords of a call, attributes and what an import names are none. */
  readonly isName?: true;
  readonly from: number;
  readonly to: number;
}
