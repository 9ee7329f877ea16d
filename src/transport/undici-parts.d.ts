/** Undici's types have no entry for its parts. */
declare module "undici/lib/dispatcher/agent.js" {
  import type { Agent } from "undici";

  const UndiciAgent: typeof Agent;
  export default UndiciAgent;
}

declare module "undici/lib/api/api-request.js" {
  import type { Dispatcher } from "undici";

  export default function request(
    this: Dispatcher,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData>;
}
