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
      const tree = parser.parse(text, null, { progressCallback: isTooMuch });
      if (!tree) parser.reset();
      return tree;
    },
  };
}

/** The copy that the build puts beside the bundles, or the installed package. */
function placeOf(file: string, name: string): URL {
  const copy = new URL(`../python/${file}`, here);
  if (existsSync(fileURLToPath(copy))) return copy;
  return new URL(`file://${createRequire(here).resolve(name)}`);
}
