/** `docs/reference/errors.md`, from the tables of failure kinds, codes and exit codes. */
import {
  ERROR_CODES,
  type ErrorCode,
  FAILURE_KINDS,
  FAILURE_TABLE,
  kindOfCode,
} from "../../src/kernel/errors.ts";
import { EXIT_MEANINGS, exitCodeOf } from "../../src/surfaces/cli/exit-codes.ts";
import { GENERATED, inCode, oneLine, table } from "./markdown.ts";

export function errorsPage(): string {
  const kinds = FAILURE_KINDS.map((kind) => {
    const { retryable, remediation } = FAILURE_TABLE[kind];
    return [inCode(kind), retryable ? "yes" : "no", exitCode(kind), oneLine(remediation)];
  });
  const codes = (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => [
    inCode(code),
    inCode(kindOfCode(code)),
    exitCode(code),
  ]);
  return `# Errors and exit codes

${GENERATED}

Every failure is a \`TandemError\`, thrown or, for a turn, in \`result.error\`: \`code\` (stable), \`kind\`, \`message\`,
\`remediation\`, \`retryable\`, and where they help \`field\`, \`details\` and \`cause\`. A failing turn never throws.

## Kinds

Kinds are the same on both engines. Each kind is also a code. \`retryable\` says whether the same request may succeed later.

${table(["Kind", "Retryable", "Exit", "Remedy"], kinds)}
## Codes

Codes are more specific; each belongs to one kind.

${table(["Code", "Kind", "Exit"], codes)}
## Exit codes

${table(
  ["Exit", "Meaning"],
  Object.entries(EXIT_MEANINGS).map(([code, meaning]) => [code, meaning]),
)}
A turn that a limit cut short (\`incomplete\`) exits with 6, a refusal with 1.
`;
}

function exitCode(code: ErrorCode): string {
  return String(exitCodeOf({ code, kind: kindOfCode(code) }));
}
