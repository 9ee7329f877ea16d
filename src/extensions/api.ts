/** What an extension is given, and what it is. */
import type { HookEvent } from "../hooks/events.ts";
import type { HookHandler, HookOptions } from "../hooks/handler.ts";
import type { ToolDefinition } from "../tools/tool.ts";

/** Usable while the extension loads, and no longer: what it adds counts from the first turn on and stays. */
export interface ExtensionApi {
  /** The file's name without its ending. */
  readonly name: string;
  /** Sets a hook. */
  on<E extends HookEvent>(event: E, handler: HookHandler<E>, options?: HookOptions): void;
  /**
   * Adds a tool to every turn, under the tool policy like any other. Throws TandemError `validation_failed` for a definition that is
   * none.
   */
  tool(definition: ToolDefinition): void;
}

/**
 * The default export of an extension's module. It has five seconds; when it throws, rejects or takes longer, nothing of it is used and
 * the turns say so.
 */
export type Extension = (api: ExtensionApi) => void | Promise<void>;
