// The floor of the bench: a bare Node process that lists both trees and reads the same blobs. `node floor.js <repository> <before> <after>`.

import { execFileSync } from "node:child_process";

const [repository = ".", ...commits] = process.argv.slice(2);

function git(args, input) {
  return execFileSync("git", ["-C", repository, ...args], { input, maxBuffer: 1 << 30 });
}

const blobs = new Set();
for (const commit of commits) {
  for (const entry of git(["ls-tree", "-r", "-z", commit]).toString().split("\0")) {
    if (entry.endsWith(".py")) blobs.add(entry.slice(12, entry.indexOf("\t")));
  }
}
const content = git(["cat-file", "--batch"], [...blobs].join("\n"));
process.stdout.write(`${blobs.size} blobs, ${content.length} bytes\n`);
