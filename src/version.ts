// The product's version, once; package.json says the same, and a test holds them together.

/** Semantic version of this build. */
export const version = "0.1.0";
