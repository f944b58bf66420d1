// `node test/report/validate-sarif.ts PROGRAM`: GitHub's own rules for SARIF over every golden report.
// PROGRAM is the SARIF multitool's platform binary; its exit code says nothing, its log does.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program] = process.argv.slice(2);
if (program === undefined) {
  throw new Error("Name the binary of @microsoft/sarif-multitool-linux as the only argument.");
}
const golden = join(import.meta.dirname, "golden");
const folder = mkdtempSync(join(tmpdir(), "onehead-sarif-"));
let troubles = 0;
for (const name of readdirSync(golden)) {
  const file = join(golden, name, "report.sarif");
  if (!readdirSync(join(golden, name)).includes("report.sarif")) continue;
  const options = ["--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite"];
  const log = execFileSync(
    program,
    ["validate", file, ...options, "--output", join(folder, "out.sarif")],
    { encoding: "utf8", env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" } },
  );
  if (!log.includes("Analysis completed successfully.")) throw new Error(log);
  const lines = log.split("\n").filter((line) => /: (?:error|warning) /.test(line));
  troubles += lines.length;
  console.log(lines.length === 0 ? `${name}: valid` : lines.join("\n"));
}
rmSync(folder, { recursive: true });
process.exitCode = troubles === 0 ? 0 : 1;
