// Event payloads: GitHub's own examples with the fields a test is about put in, held to GitHub's own schema.

import { createRequire } from "node:module";
import { Ajv } from "ajv";

const require = createRequire(import.meta.url);
const examples: readonly {
  name: string;
  examples: readonly Payload[];
}[] = require("@octokit/webhooks-examples");
const schema: { definitions: Record<string, object> } = require("@octokit/webhooks-schemas");

export type Payload = Record<string, unknown>;

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(schema, "webhooks");

/** What GitHub sends: `patch` is merged into GitHub's example of the event. Throws where the result is no payload that GitHub could send. */
export function payload(event: string, action: string | null, patch: Payload): Payload {
  const isValid = ajv.compile({
    $ref: `webhooks#/definitions/${event}$${action ?? "event"}`,
  });
  // Some of the examples are older than the schema.
  const example = examples.find(({ name }) => name === event)?.examples.find((one) => isValid(one));
  if (!example) throw new Error(`GitHub gives no example of ${event} ${action ?? ""}`);
  const whole = merge(example, patch) as Payload;
  if (!isValid(whole)) throw new Error(`no payload of GitHub's: ${ajv.errorsText(isValid.errors)}`);
  return whole;
}

function merge(value: unknown, patch: unknown): unknown {
  if (!isRecord(value) || !isRecord(patch)) return patch;
  const merged: Payload = { ...value };
  for (const [name, part] of Object.entries(patch)) merged[name] = merge(value[name], part);
  return merged;
}

function isRecord(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
