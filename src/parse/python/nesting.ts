// How deep brackets are nested: Python takes two hundred, whatever its version.

/** `MAXLEVEL` of CPython's tokenizer; one more is "too many nested parentheses". */
export const deepestBrackets = 200;

/** True where brackets outside of strings and comments are nested deeper than Python takes. */
export function isNestedTooDeep(text: string): boolean {
  return mayBeTooDeep(text) && deepest(text) > deepestBrackets;
}

/** A quick look that takes brackets in strings for brackets. */
function mayBeTooDeep(text: string): boolean {
  let [depth, least] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // ( ) [ ] { }
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) least = Math.min(least, --depth);
    if (depth - least > deepestBrackets) return true;
  }
  return false;
}

const token =
  /[A-Za-z]{0,3}(?:"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''|"(?:[^"\\\r\n]|\\[\s\S])*"|'(?:[^'\\\r\n]|\\[\s\S])*')|#[^\r\n]*|[([{]|[)\]}]/g;

function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [written] of text.matchAll(token)) {
    if ("([{".includes(written)) depth++;
    else if (")]}".includes(written)) depth = Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}
