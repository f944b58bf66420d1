// Python's grammar as WebAssembly: tree-sitter, which lies beside the bundles and is loaded only when a script was brought or edited.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Parser } from "web-tree-sitter";

/** In a variable, since the bundler would take a new URL on the spot for a file to bundle. */
const here = import.meta.url;

/** A parser of Python; `isTooMuch` is asked now and then, and true ends the parsing without a tree. */
export interface LoadedGrammar {
  parse(text: string, isTooMuch: () => boolean): ReturnType<Parser["parse"]>;
}

/** Characters that tree-sitter has room for. */
const readAtOnce = 5000;

/** How often parts of a text may be read: between two steps of the parser its scanner can go over the same lines again and again. */
function mostReadings({ length }: string): number {
  return 20 + 10 * Math.ceil(length / readAtOnce);
}

/** Milliseconds for what nobody counts: some texts make each of tree-sitter's own steps long. */
const patience = 2000;

let loading: Promise<LoadedGrammar | null> | undefined;

/** Loads the grammar once; null where it is not there or WebAssembly is not to be had: then texts are judged without it. */
export function loadGrammar(): Promise<LoadedGrammar | null> {
  loading ??= load().catch(() => null);
  return loading;
}

async function load(): Promise<LoadedGrammar> {
  const place = placeOf("web-tree-sitter.js", "web-tree-sitter");
  const { Parser, Language } = await import(/* webpackIgnore: true */ place.href);
  const wasm = (file: string, name: string) => readFile(placeOf(file, name));
  await Parser.init({
    wasmBinary: await wasm("web-tree-sitter.wasm", "web-tree-sitter/web-tree-sitter.wasm"),
  });
  const language = await Language.load(
    await wasm("tree-sitter-python.wasm", "tree-sitter-python/tree-sitter-python.wasm"),
  );
  const parser: Parser = new Parser();
  parser.setLanguage(language);
  return {
    parse: (text, isTooMuch) => {
      let isEnded = false;
      let readings = mostReadings(text);
      const end = performance.now() + patience;
      const ask = () => {
        isEnded ||= isTooMuch() || performance.now() > end;
        return isEnded;
      };
      const read = (from: number) => {
        isEnded ||= --readings < 0;
        return isEnded ? undefined : text.slice(from, from + readAtOnce);
      };
      const tree = parser.parse(read, null, { progressCallback: ask });
      if (tree && !isEnded) return tree;
      tree?.delete();
      parser.reset();
      return null;
    },
  };
}

/** The copy that the build puts beside the bundles, or the installed package. */
function placeOf(file: string, name: string): URL {
  const copy = new URL(`../python/${file}`, here);
  if (existsSync(fileURLToPath(copy))) return copy;
  return new URL(`file://${createRequire(here).resolve(name)}`);
}
