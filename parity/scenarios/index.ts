/** Every scenario of the suite. */
import type { Scenario } from "../registry.ts";
import { accountScenarios } from "./accounts.ts";
import { approvalScenarios } from "./approvals.ts";
import { bootstrapScenarios } from "./bootstrap.ts";
import { brokenUsageScenarios } from "./broken-usage.ts";
import { budgetScenarios } from "./budgets.ts";
import { builtinToolScenarios } from "./builtin-tools.ts";
import { classifierScenarios } from "./classifier.ts";
import { cliScenarios } from "./cli.ts";
import { cliErrorScenarios } from "./cli-errors.ts";
import { clientToolScenarios } from "./client-tools.ts";
import { contextScenarios } from "./context.ts";
import { costScenarios } from "./cost.ts";
import { discardScenarios } from "./discard.ts";
import { earlyStartScenarios } from "./early-start.ts";
import { escapeScenarios } from "./escape.ts";
import { escapeSecretScenarios } from "./escape-secrets.ts";
import { escapeWayScenarios } from "./escape-ways.ts";
import { everyParameterScenarios } from "./every-parameter.ts";
import { extensionScenarios } from "./extensions.ts";
import { failureScenarios } from "./failures.ts";
import { fallbackScenarios } from "./fallback.ts";
import { faultScenarios } from "./faults.ts";
import { forbiddenFallbackScenarios } from "./forbidden-fallbacks.ts";
import { foreignScenarios } from "./foreign.ts";
import { hookEventScenarios } from "./hook-events.ts";
import { hookFailureScenarios } from "./hook-failures.ts";
import { hookGuardScenarios } from "./hook-guards.ts";
import { ownHookScenarios } from "./hook-own.ts";
import { hookPayloadScenarios } from "./hook-payloads.ts";
import { hookScenarios } from "./hooks.ts";
import { imageScenarios } from "./images.ts";
import { isolationScenarios } from "./isolation.ts";
import { laneScenarios } from "./lanes.ts";
import { leaseScenarios } from "./leases.ts";
import { leftOutScenarios } from "./left-out.ts";
import { libraryScenarios } from "./library.ts";
import { limitScenarios } from "./limits.ts";
import { mcpScenarios } from "./mcp.ts";
import { mcpFailureScenarios } from "./mcp-failures.ts";
import { mcpProxyScenarios } from "./mcp-proxy.ts";
import { memoryScenarios } from "./memory.ts";
import { messageToolScenarios } from "./message-tool.ts";
import { nativeScenarios } from "./native.ts";
import { nativeAgentScenarios } from "./native-agents.ts";
import { nativeLimitScenarios } from "./native-limits.ts";
import { outputScenarios } from "./output.ts";
import { ownCodeScenarios } from "./own-code.ts";
import { ownerScenarios } from "./owner.ts";
import { parameterScenarios } from "./parameters.ts";
import { permissionScenarios } from "./permissions.ts";
import { persistenceScenarios } from "./persistence.ts";
import { policyScenarios } from "./policy.ts";
import { probeScenarios } from "./probe.ts";
import { promptScenarios } from "./prompt.ts";
import { requestScenarios } from "./requests.ts";
import { restartScenarios } from "./restart.ts";
import { rotationScenarios } from "./rotation.ts";
import { routingScenarios } from "./routing.ts";
import { sandboxScenarios } from "./sandbox.ts";
import { sessionFileScenarios } from "./session-files.ts";
import { sessionScenarios } from "./sessions.ts";
import { shutdownScenarios } from "./shutdown.ts";
import { skillScenarios } from "./skills.ts";
import { soakScenarios } from "./soak.ts";
import { steeringScenarios } from "./steering.ts";
import { stoppingScenarios } from "./stopping.ts";
import { streamScenarios } from "./stream.ts";
import { subagentLimitScenarios } from "./subagent-limits.ts";
import { subagentScenarios } from "./subagents.ts";
import { templateScenarios } from "./templates.ts";
import { terminalApprovalScenarios } from "./terminal-approvals.ts";
import { terminalBlockScenarios } from "./terminal-blocks.ts";
import { terminalChatScenarios } from "./terminal-chat.ts";
import { terminalCommandScenarios, terminalShellScenarios } from "./terminal-commands.ts";
import { terminalConversationScenarios } from "./terminal-conversations.ts";
import { terminalInputScenarios } from "./terminal-input.ts";
import { terminalKeyScenarios } from "./terminal-keys.ts";
import { terminalScreenScenarios } from "./terminal-screen.ts";
import { thinkingScenarios } from "./thinking.ts";
import { toolOutputScenarios } from "./tool-output.ts";
import { toolScenarios } from "./tools.ts";
import { turnScenarios } from "./turn.ts";
import { webScenarios } from "./web.ts";
import { wireScenarios } from "./wire.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...requestScenarios,
  ...turnScenarios,
  ...limitScenarios,
  ...probeScenarios,
  ...parameterScenarios,
  ...everyParameterScenarios,
  ...nativeScenarios,
  ...nativeAgentScenarios,
  ...nativeLimitScenarios,
  ...outputScenarios,
  ...thinkingScenarios,
  ...imageScenarios,
  ...isolationScenarios,
  ...stoppingScenarios,
  ...persistenceScenarios,
  ...sessionScenarios,
  ...sessionFileScenarios,
  ...promptScenarios,
  ...builtinToolScenarios,
  ...sandboxScenarios,
  ...escapeScenarios,
  ...escapeWayScenarios,
  ...escapeSecretScenarios,
  ...webScenarios,
  ...memoryScenarios,
  ...messageToolScenarios,
  ...toolOutputScenarios,
  ...bootstrapScenarios,
  ...skillScenarios,
  ...templateScenarios,
  ...foreignScenarios,
  ...restartScenarios,
  ...streamScenarios,
  ...discardScenarios,
  ...toolScenarios,
  ...leftOutScenarios,
  ...hookScenarios,
  ...hookEventScenarios,
  ...hookPayloadScenarios,
  ...hookFailureScenarios,
  ...hookGuardScenarios,
  ...ownHookScenarios,
  ...extensionScenarios,
  ...clientToolScenarios,
  ...subagentScenarios,
  ...subagentLimitScenarios,
  ...mcpScenarios,
  ...mcpFailureScenarios,
  ...mcpProxyScenarios,
  ...policyScenarios,
  ...ownCodeScenarios,
  ...ownerScenarios,
  ...permissionScenarios,
  ...approvalScenarios,
  ...laneScenarios,
  ...steeringScenarios,
  ...leaseScenarios,
  ...shutdownScenarios,
  ...soakScenarios,
  ...contextScenarios,
  ...costScenarios,
  ...budgetScenarios,
  ...brokenUsageScenarios,
  ...earlyStartScenarios,
  ...routingScenarios,
  ...failureScenarios,
  ...classifierScenarios,
  ...accountScenarios,
  ...rotationScenarios,
  ...fallbackScenarios,
  ...forbiddenFallbackScenarios,
  ...faultScenarios,
  ...wireScenarios,
  ...libraryScenarios,
  ...cliScenarios,
  ...cliErrorScenarios,
  ...terminalChatScenarios,
  ...terminalApprovalScenarios,
  ...terminalBlockScenarios,
  ...terminalInputScenarios,
  ...terminalScreenScenarios,
  ...terminalKeyScenarios,
  ...terminalConversationScenarios,
  ...terminalCommandScenarios,
  ...terminalShellScenarios,
];
