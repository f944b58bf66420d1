// What is read and no more: the numbers that keep a small change from costing much. Nobody writes so much by hand.

/** Characters of one identifier. Alembic's own table has room for 32. */
export const longestName = 1000;

/** Names in one `down_revision`, `depends_on` or `branch_labels`. */
export const mostNames = 200;

/** Characters and items of one evaluated value, far more than identifiers need. */
export const largestValue = 512 * 1024;

/** Characters of a settings file in YAML; its parser compares every key with every other. */
export const longestSettings = 32 * 1024;
