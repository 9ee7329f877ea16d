/** Every parameter of a turn has a row: this file does not compile when one is left out, or when a row's parameter is gone. */
import type { MessagingContext } from "../../src/kernel/messaging.ts";
import type { TurnCallbacks, TurnRequest } from "../../src/kernel/request.ts";
import type { Need } from "../needs.ts";
import { CALLBACK_COUNT, callbacks } from "./callbacks.ts";
import { CONVERSATION_ROWS } from "./conversation.ts";
import { MESSAGING_COUNT, messagingContext } from "./messaging.ts";
import type { Row } from "./row.ts";
import { STREAM_COUNT, streamParams } from "./stream-params.ts";
import { TOOL_ROWS } from "./tools.ts";

/** These have tables of their own, one turn for all of them. */
type Grouped = keyof TurnCallbacks | keyof MessagingContext | "streamParams";

const ROWS: { readonly [Name in keyof Required<Omit<TurnRequest, Grouped>>]: Row } = {
  ...CONVERSATION_ROWS,
  ...TOOL_ROWS,
};

const { execOverrides, ...withoutCommands } = TOOL_ROWS;

/** The rows in groups that can be run in parallel, with how many parameters each shows. */
export const PARAMETER_GROUPS: readonly {
  readonly title: string;
  readonly rows: Readonly<Record<string, Row>>;
  readonly count: number;
  readonly needs?: readonly Need[];
}[] = [
  group("of the conversation", CONVERSATION_ROWS),
  group("of tools and of what is shown", withoutCommands),
  { ...group("of commands", { execOverrides }), needs: ["sandbox"] },
  {
    title: "that come in groups",
    rows: { streamParams, callbacks, messagingContext },
    count: STREAM_COUNT + CALLBACK_COUNT + MESSAGING_COUNT,
  },
];

function group(title: string, rows: Partial<typeof ROWS>) {
  const own = rows as Readonly<Record<string, Row>>;
  return { title, rows: own, count: Object.keys(own).length };
}
