// Where in the text something stands, while a log is taken apart.

/** Something read from a log, with the offset of its first character. */
export type At<T> = T & { readonly position: number };

/** The same without its place. */
export function withoutPosition<T extends object>({
  position: _,
  ...rest
}: At<T>): Omit<T, "position"> {
  return rest as unknown as Omit<T, "position">;
}
