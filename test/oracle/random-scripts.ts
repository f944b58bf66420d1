// Random texts of migration scripts, in every header style there has been and in many that people made up.

import fc from "fast-check";
import type { PlanRequest } from "../support/alembic-answer.ts";
import { identifiers } from "./random-identifiers.ts";

/** Files of one version location; the last one is the random one, and `a` is a base that it may follow. */
export interface ScriptCase {
  readonly files: Readonly<Record<string, string>>;
  readonly plans: readonly PlanRequest[];
  /** False where only running it tells an identifier. */
  readonly isLiteral: boolean;
  /** False where Alembic took it otherwise before 1.13. */
  readonly isAgeless: boolean;
  /** False where it is broken in a way that takes a whole compiler to see: then the product may read on. */
  readonly isPython: boolean;
}

const docstrings = [
  "",
  '"""add users"""',
  '"""add users\n\nRevision ID: b\nRevises: a\nCreate Date: 2015-01-01 10:00:00\n\n"""',
  "'''add \\'users\\'\nand more\n\nRevises: a'''",
  'r"""add \\d"""',
  'u"one line"',
  "'one ' 'two'",
  '"""\nstarts on the second line\n"""',
  '"""\n\nafter a blank line"""',
  '""""""',
  'b"""no docstring"""',
  'f"""no docstring"""',
  '"""   blanks  \n   \n x"""',
  '"""line\\\ncontinued\\tand \\x41\\n\\nmore"""',
  '"""ünïcödé → 表"""',
  "# only a comment",
] as const;

const imports = [
  "",
  "from alembic import op\nimport sqlalchemy as sa",
  "from typing import Sequence, Union, Optional, Final\n\nfrom alembic import op\nimport sqlalchemy as sa\n",
  "from sqlalchemy import *\nfrom typing import Sequence, Union, Optional, Final",
  "import os, sys\nfrom os import (\n    path,  # a comment\n    sep,\n)",
] as const;

const functions = [
  "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n",
  'def upgrade() -> None:\n    """Upgrade schema."""\n    pass\n\n\ndef downgrade() -> None:\n    """Downgrade schema."""\n    pass\n',
  "def upgrade(): pass\ndef downgrade(): raise NotImplementedError\n",
  "def upgrade(engine_name='one'):\n\tglobals()['upgrade_%s' % engine_name]()\n\ndef upgrade_one():\n\tpass\n",
  "upgrade = downgrade = lambda: None\n",
  "def upgrade():\n    revision = 'inner'\n    down_revision: str = 'inner'\n",
  "from os import getcwd as upgrade\n",
  "@staticmethod\ndef upgrade():\n    pass\nclass downgrade:\n    revision = 'inner'\n",
  "async def upgrade():\n    pass\n",
  "",
] as const;

type Rewrite = (text: string) => string;
const asIs: Rewrite = (text) => text;

/** What certainly makes a file no Python at all. */
const ruins: readonly Rewrite[] = [
  (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> branch\n`,
  (text) => `${text}\n<<<<<<< HEAD\n=======\nx = 1\n>>>>>>> theirs\n`,
  (text) => `${text}\nx = 1\0\n`,
];

/** What today's Python refuses: much of it is Python 2, which is no mistake everywhere. */
const slips: readonly Rewrite[] = [
  (text) => `${text}\nprint 'done'\n`,
  (text) => `${text}\nexec "x = 1"\n`,
  (text) => `${text}\ntry:\n    pass\nexcept Exception, e:\n    pass\n`,
  (text) => `${text}\nx = 0777\n`,
  (text) => `${text}\nx = (1,\n`,
  (text) => `${text}\ndef f(:\n    pass\n`,
  (text) => `${text}\n  x = 1\n`,
  (text) => `${text}\nx = 'open\n`,
  (text) => `${text}\nx = """open\n`,
  (text) => `${text}\nx = ur'python 2'\n`,
  (text) => `${text}\nx = 10L\n`,
  (text) => `${text}\nif True:\nx = 1\n`,
  (text) => `${text}\nraise ValueError, 'x'\n`,
  (text) => `${text}\nx = 1 <> 2\n`,
  (text) => `${text}\nreturn\n`,
  (text) => `${text}\nx = \`1\`\n`,
  (text) => `${text}\n)\n`,
  (text) => `${text}\nx = $1\n`,
  (text) => `${text}\\\n`,
];

/** What surrounds the text without changing it. */
const wrappings: readonly Rewrite[] = [
  (text) => text,
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll("\n", "\r"),
  (text) => `\ufeff${text.replaceAll("\n", "\r\n")}`,
  (text) => `# -*- coding: utf-8 -*-\n${text}`,
  (text) => `#!/usr/bin/env python\n# vim: set fileencoding=UTF-8 :\n${text}`,
  (text) => `\f\n${text.replaceAll("\n\n", "\n\f\n")}`,
  (text) => `\n\n  \n\t\n${text}`,
  (text) => text.trimEnd(),
  (text) => `${text}\n# onehead: allow multiple-heads: on purpose\n`,
  (text) => `${text}    # an odd indent\n`,
];

const fileNames = ["1_b.py", "1abc.py", "2026_01_05-b.py", "1 b é.py"] as const;

/** Random cases: mostly whole scripts, some ruined. */
export const scriptCases: fc.Arbitrary<ScriptCase> = fc
  .record({
    docstring: fc.constantFrom(...docstrings),
    imports: fc.constantFrom(...imports),
    identifiers,
    importsFirst: fc.boolean(),
    functions: fc.constantFrom(...functions),
    damage: fc.oneof(
      { weight: 20, arbitrary: fc.constant({ rewrite: asIs, isPython: true }) },
      {
        weight: 1,
        arbitrary: fc.record({
          rewrite: fc.constantFrom(...ruins),
          isPython: fc.constant(true),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          rewrite: fc.constantFrom(...slips),
          isPython: fc.constant(false),
        }),
      },
    ),
    wrapping: fc.oneof(
      { weight: 1, arbitrary: fc.constant(asIs) },
      { weight: 1, arbitrary: fc.constantFrom(...wrappings) },
    ),
    fileName: fc.constantFrom(...fileNames),
  })
  .map((draft) => {
    const { importsFirst, imports } = draft;
    const written = draft.identifiers(importsFirst && imports.includes("typing"));
    const header = ["# revision identifiers, used by Alembic.", written.text];
    const lines = importsFirst ? [imports, "", ...header] : [...header, "", imports];
    // What a star import brings is not known, least of all that it brings no `upgrade`.
    const functions = imports.includes("*")
      ? draft.functions || "def upgrade(): pass\n"
      : draft.functions;
    const text = [draft.docstring, "", ...lines, "", "", functions].join("\n");
    return {
      files: {
        "0_a.py": "revision = 'a'\ndown_revision = None\ndef upgrade(): pass\n",
        "0_z.py": "revision = 'z'\ndown_revision = None\ndef upgrade(): pass\n",
        [draft.fileName]: draft.wrapping(draft.damage.rewrite(text)),
      },
      plans: [{ op: "upgrade:heads", rows: [] }],
      isLiteral: written.isLiteral,
      isAgeless: written.isAgeless,
      isPython: draft.damage.isPython,
    };
  });
