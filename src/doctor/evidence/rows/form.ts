// What one form of output tells: the noun of this folder.

/** What one form of output tells; null: the text is not of this form. */
export interface FormReading {
  readonly rows: readonly string[];
  readonly passedOver: readonly string[];
  /** How many rows the client itself counted, null where it did not. */
  readonly counted: number | null;
  /** True where the form shows that nothing else was there: a header, a footer, an empty list. */
  readonly isFramed: boolean;
}
