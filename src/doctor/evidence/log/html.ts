// Text copied out of a web page with its markup: tags away, entities back to characters.

const blocks = "br|p|div|pre|li|tr|td|th|h[1-6]|table|tbody|thead|ul|ol";
const others = "a|b|i|em|strong|code|span|font|tt|samp|kbd|u|html|body|head|title";

/** Only tags that web pages have: Alembic's `<base>` is none of them. */
const block = new RegExp(String.raw`</?(?:${blocks})(?:\s[^<>]{0,400})?/?>`, "gi");
const other = new RegExp(String.raw`</?(?:${others})(?:\s[^<>]{0,400})?/?>`, "gi");

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  rsquo: "'",
  lsquo: "'",
  rarr: "->",
};

/** The text that a browser would show. */
export function fromHtml(text: string): string {
  const bare = text.includes("<") ? text.replace(block, "\n").replace(other, "") : text;
  if (!bare.includes("&")) return bare;
  return bare.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,6}));/gi, (whole, ...found) => {
    const [decimal, hexadecimal, name] = found as (string | undefined)[];
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? "", 16);
    return point >= 32 && point < 0xd800 ? String.fromCodePoint(point) : whole;
  });
}
