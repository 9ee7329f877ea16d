/** Written by scripts/catalogue.mjs from pi-ai 0.87.1; do not edit. */
import type { CatalogueProvider } from "./catalogue-rows.ts";

export const CATALOGUE_AS_OF = "2026-09-22";

export const CATALOGUE_PROVIDERS: readonly CatalogueProvider[] = [
  {
    id: "ant-ling",
    name: "Ant Ling",
    baseUrl: "https://api.ant-ling.com/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["ANT_LING_API_KEY"],
  },
  {
    id: "baseten",
    name: "Baseten",
    baseUrl: "https://inference.baseten.co/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["BASETEN_API_KEY"],
  },
  {
    id: "cerebras",
    name: "Cerebras",
    baseUrl: "https://api.cerebras.ai/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["CEREBRAS_API_KEY"],
  },
  {
    id: "deepseek",
    name: "DeepSeek",
    baseUrl: "https://api.deepseek.com",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["DEEPSEEK_API_KEY"],
  },
  {
    id: "fireworks",
    name: "Fireworks",
    baseUrl: "https://api.fireworks.ai/inference/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["FIREWORKS_API_KEY"],
  },
  {
    id: "groq",
    name: "Groq",
    baseUrl: "https://api.groq.com/openai/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["GROQ_API_KEY"],
  },
  {
    id: "huggingface",
    name: "Hugging Face",
    baseUrl: "https://router.huggingface.co/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["HF_TOKEN"],
  },
  {
    id: "meta",
    name: "Meta",
    baseUrl: "https://api.meta.ai/v1",
    api: "openai-responses",
    auth: "bearer",
    keyVariables: ["META_API_KEY"],
  },
  {
    id: "minimax",
    name: "MiniMax",
    baseUrl: "https://api.minimax.io/anthropic",
    api: "anthropic-messages",
    auth: "x-api-key",
    keyVariables: ["MINIMAX_API_KEY"],
  },
  {
    id: "minimax-cn",
    name: "MiniMax CN",
    baseUrl: "https://api.minimaxi.com/anthropic",
    api: "anthropic-messages",
    auth: "x-api-key",
    keyVariables: ["MINIMAX_CN_API_KEY"],
  },
  {
    id: "moonshotai",
    name: "Moonshot AI",
    baseUrl: "https://api.moonshot.ai/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["MOONSHOT_API_KEY"],
  },
  {
    id: "moonshotai-cn",
    name: "Moonshot AI CN",
    baseUrl: "https://api.moonshot.cn/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["MOONSHOT_API_KEY"],
  },
  {
    id: "nvidia",
    name: "NVIDIA",
    baseUrl: "https://integrate.api.nvidia.com/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["NVIDIA_API_KEY"],
    headers: {
      "NVCF-POLL-SECONDS": "3600",
    },
  },
  {
    id: "openai",
    name: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    api: "openai-responses",
    auth: "bearer",
    keyVariables: ["OPENAI_API_KEY"],
  },
  {
    id: "opencode",
    name: "OpenCode Zen",
    baseUrl: "https://opencode.ai/zen/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["OPENCODE_API_KEY"],
  },
  {
    id: "opencode-go",
    name: "OpenCode Go",
    baseUrl: "https://opencode.ai/zen/go/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["OPENCODE_API_KEY"],
  },
  {
    id: "openrouter",
    name: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["OPENROUTER_API_KEY"],
  },
  {
    id: "qwen-token-plan",
    name: "Qwen Token Plan",
    baseUrl: "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["QWEN_TOKEN_PLAN_API_KEY"],
  },
  {
    id: "qwen-token-plan-cn",
    name: "Qwen Token Plan CN",
    baseUrl: "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["QWEN_TOKEN_PLAN_CN_API_KEY"],
  },
  {
    id: "qwen-token-plan-individual",
    name: "Qwen Token Plan Individual",
    baseUrl: "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["QWEN_TOKEN_PLAN_API_KEY"],
  },
  {
    id: "together",
    name: "Together",
    baseUrl: "https://api.together.ai/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["TOGETHER_API_KEY"],
  },
  {
    id: "vercel-ai-gateway",
    name: "Vercel AI Gateway",
    baseUrl: "https://ai-gateway.vercel.sh",
    api: "anthropic-messages",
    auth: "x-api-key",
    keyVariables: ["AI_GATEWAY_API_KEY"],
  },
  {
    id: "xai",
    name: "xAI",
    baseUrl: "https://api.x.ai/v1",
    api: "openai-responses",
    auth: "bearer",
    keyVariables: ["XAI_API_KEY"],
  },
  {
    id: "xiaomi",
    name: "Xiaomi",
    baseUrl: "https://api.xiaomimimo.com/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["XIAOMI_API_KEY"],
  },
  {
    id: "xiaomi-token-plan-ams",
    name: "Xiaomi Token Plan AMS",
    baseUrl: "https://token-plan-ams.xiaomimimo.com/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["XIAOMI_TOKEN_PLAN_AMS_API_KEY"],
  },
  {
    id: "xiaomi-token-plan-cn",
    name: "Xiaomi Token Plan CN",
    baseUrl: "https://token-plan-cn.xiaomimimo.com/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["XIAOMI_TOKEN_PLAN_CN_API_KEY"],
  },
  {
    id: "xiaomi-token-plan-sgp",
    name: "Xiaomi Token Plan SGP",
    baseUrl: "https://token-plan-sgp.xiaomimimo.com/v1",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["XIAOMI_TOKEN_PLAN_SGP_API_KEY"],
  },
  {
    id: "zai",
    name: "Z.AI",
    baseUrl: "https://api.z.ai/api/coding/paas/v4",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["ZAI_API_KEY"],
  },
  {
    id: "zai-coding-cn",
    name: "Z.AI Coding CN",
    baseUrl: "https://open.bigmodel.cn/api/coding/paas/v4",
    api: "openai-completions",
    auth: "bearer",
    keyVariables: ["ZAI_CODING_CN_API_KEY"],
  },
];

/** Rows by provider, read only when one of its models is asked for. */
export const CATALOGUE_ROWS: Readonly<Record<string, string>> = {
  "ant-ling": `
["Ling-2.6-1T","Ling 2.6 1T",1,262144,65536,0,"0",[0.06,0.25,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"ant-ling","supportsLongCacheRetention":false}]
["Ling-2.6-flash","Ling 2.6 Flash",1,262144,65536,0,"0",[0.01,0.02,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"ant-ling","supportsLongCacheRetention":false}]
["Ring-2.6-1T","Ring 2.6 1T",1,262144,65536,0,"45",[0.06,0.25,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"ant-ling","supportsLongCacheRetention":false}]
`,
  baseten: `
["deepseek-ai/DeepSeek-V4-Flash-0731","DeepSeek V4 Flash 0731",1,1048576,384000,0,"0123456",[0.13,0.26,0.028,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["deepseek-ai/DeepSeek-V4-Pro","DeepSeek V4 Pro",1,1048576,262144,0,"0123456",[1.74,3.48,0.145,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["deepseek-ai/DeepSeek-V4-Pro-0813","DeepSeek V4 Pro 0813",1,1048576,262144,0,"0246",[1.32,3.96,0,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["deepseek-ai/DeepSeek-V4.1-Flash","DeepSeek V4.1 Flash",1,1048576,32768,1,"0246",[0.3,1.2,0.03,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["moonshotai/Kimi-K2.5","Kimi K2.5",1,262000,262000,1,"04",[0.6,3,0.12,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["moonshotai/Kimi-K2.6","Kimi K2.6",1,262000,262000,1,"04",[0.95,4,0.16,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["moonshotai/Kimi-K2.7-Code","Kimi K2.7 Code",1,262000,262000,1,"04",[0.95,4,0.16,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["moonshotai/Kimi-K3","Kimi K3",1,1048576,262144,1,"0246",[3,15,0,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B","Nemotron Ultra",1,202800,202800,0,"04",[0.6,2.4,0.12,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["nvidia/Nemotron-120B-A12B","Nemotron Super",1,202800,202800,0,"04",[0.3,0.75,0.06,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["openai/gpt-oss-120b","OpenAI GPT 120B",1,128072,128072,0,"0123456",[0.1,0.5,0,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["thinkingmachines/inkling","Inkling",1,1048576,32768,1,"0123456",[1,4.05,0,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["thinkingmachines/inkling-small","Inkling Small",1,1048576,32768,1,"0123456",[0.5,1.2,0.1,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["zai-org/GLM-4.7","GLM 4.7",1,200000,200000,0,"04",[0.6,2.2,0.12,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["zai-org/GLM-5","GLM 5",1,202800,202800,0,"04",[0.95,3.15,0.2,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["zai-org/GLM-5.1","GLM 5.1",1,202800,202800,0,"04",[1.3,4.3,0.26,0],{"off":"off"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["zai-org/GLM-5.2","GLM 5.2",1,1048576,262144,0,"046",[1.4,4.4,0.3,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["zai-org/GLM-5.2-Fast","GLM 5.2 Fast",1,1048576,262144,0,"046",[2.1,6.6,0.21,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"baseten","chatTemplateArgs":{"enable_thinking":{"$var":"thinking.enabled"}}}]
["zai-org/GLM-5.3","GLM 5.3",1,1048576,262144,1,"246",[1.4,4.4,0.14,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["zai-org/GLM-5.3-Fast","GLM 5.3 Fast",1,1048576,262144,1,"0246",[2.1,6.6,0,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
["zai-org/GLM-5.3-Flash","GLM 5.3 Flash",1,1048576,131072,1,"246",[0.15,0.5,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"supportsUsageInStreaming":true,"maxTokensField":"max_tokens","sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"thinkingFormat":"openai"}]
`,
  cerebras: `
["gpt-oss-120b","GPT OSS 120B",1,131072,40960,0,"234",[0.35,0.75,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false}]
["qwen-3.8-27b","Qwen3.8 27B",1,65536,32768,1,"0234",[0.99,1.49,0,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false}]
`,
  deepseek: `
["deepseek-flash","DeepSeek V4.1 Flash",1,1000000,384000,1,"0246",[0.3,1.2,0.006,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["deepseek-v4-pro","DeepSeek V4 Pro",1,1000000,384000,0,"046",[1.32,3.96,0.044,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
`,
  fireworks: `
["accounts/fireworks/models/deepseek-v4-flash-0731","DeepSeek V4 Flash 0731",0,1000000,384000,0,"0246",[0.22,0.66,0.007,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/deepseek-v4-flash-vision-exp","DeepSeek V4 Flash Vision Exp",0,1000000,384000,1,"0246",[0.22,0.66,0.007,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/deepseek-v4-pro","DeepSeek V4 Pro",0,1000000,384000,0,"046",[1.2,1.2,0.6,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/deepseek-v4-pro-0813","DeepSeek V4 Pro 0813",0,1000000,384000,0,"0246",[1.32,3.96,0.044,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/deepseek-v4p1-flash","DeepSeek V4.1 Flash",0,1000000,384000,1,"0246",[0.22,0.66,0.007,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/gpt-oss-120b","GPT OSS 120B",0,131072,32768,0,"234",[0.15,0.6,0.015,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/inkling","Inkling",0,1048576,1048576,1,"01234",[1,4.05,0.17,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/kimi-k2p6","Kimi K2.6",0,262000,262000,1,"01234",[0.95,4,0.16,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/kimi-k2p7-code","Kimi K2.7 Code",0,262000,262000,1,"01234",[0.95,4,0.19,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/minimax-m2p7","MiniMax-M2.7",0,196608,131072,0,"234",[1.2,1.2,0.6,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/minimax-m3","MiniMax-M3",0,512000,512000,0,"234",[0.3,1.2,0.06,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/muse-glimmer-30b","Muse Glimmer 30B",0,131072,131072,1,"2345",[0.35,1.5,0.04,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/nemotron-3-ultra-nvfp4","Nemotron 3 Ultra 550B A55B",0,262144,128000,0,"01234",[0.6,2.4,0.12,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/nemotron-lightning-3p5-30b-a3b","Nemotron 3.5 Lightning 30B A3B",0,262144,262144,0,"01234",[0.05,0.2,0.01,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/qwen3p7-plus","Qwen 3.7 Plus",0,262144,65536,1,"0234",[0.4,1.6,0.08,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/qwen3p8-2p4t-a95b","Qwen3.8 2.4T A95B",0,262144,131072,0,"0235",[2,6,0.25,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/models/qwen3p8-max","Qwen3.8 Max",0,262144,131072,1,"0235",[2,6,0.25,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/routers/deepseek-flash-latest","DeepSeek Flash Latest",0,1000000,384000,1,"0246",[0.22,0.66,0.007,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/routers/deepseek-pro-latest","DeepSeek Pro Latest",0,1000000,384000,0,"046",[1.32,3.96,0.044,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/routers/kimi-fast-latest","Kimi Fast Latest",0,1048576,131072,1,"02346",[4.5,22.5,0.45,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/routers/kimi-latest","Kimi Latest",0,1048576,131072,1,"02346",[3,15,0.3,0],{"off":"none"},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/routers/minimax-latest","MiniMax Latest",0,512000,512000,0,"234",[0.3,1.2,0.06,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false,"forceAdaptiveThinking":true}]
["accounts/fireworks/routers/qwen-max-latest","Qwen Max Latest (Qwen3.8 Max)",0,262144,131072,1,"01234",[2,6,0.25,0],{},{"allowEmptySignature":true,"sendSessionAffinityHeaders":true,"supportsCacheControlOnTools":false,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/glm-5p2","GLM 5.2",1,1048575,131072,0,"046",[1.4,4.4,0.14,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/glm-5p3","GLM 5.3",1,1048573,262144,0,"246",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/glm-5p3-flash","GLM 5.3 Flash",1,1048573,131072,1,"246",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/models/kimi-k3","Kimi K3",1,1048576,131072,1,"246",[3,15,0.3,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"openai"}]
["accounts/fireworks/routers/glm-5p2-fast","GLM 5.2 Fast",1,1048575,131072,0,"046",[2.1,6.6,0.21,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/routers/glm-5p3-fast","GLM 5.3 Fast",1,1048572,262144,0,"246",[2.1,6.6,0.39,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/routers/glm-fast-latest","GLM 5.3 Fast (Latest)",1,1048572,262144,0,"246",[2.1,6.6,0.39,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/routers/glm-flash-latest","GLM Flash Latest (GLM 5.3 Flash)",1,1048573,131072,1,"246",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/routers/glm-latest","GLM Latest",1,1048573,262144,0,"246",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false}]
["accounts/fireworks/routers/kimi-k3-fast","Kimi K3 Fast",1,1048576,131072,1,"246",[4.5,22.5,0.45,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"sendSessionAffinityHeaders":true,"supportsLongCacheRetention":false,"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"openai"}]
`,
  groq: `
["llama-3.1-8b-instant","Llama 3.1 8B",1,131072,131072,0,"0",[0.05,0.08,0,0]]
["llama-3.3-70b-versatile","Llama 3.3 70B",1,131072,32768,0,"0",[0.59,0.79,0,0]]
["openai/gpt-oss-120b","GPT OSS 120B",1,131072,65536,0,"234",[0.15,0.6,0.075,0]]
["openai/gpt-oss-20b","GPT OSS 20B",1,131072,65536,0,"234",[0.075,0.3,0.0375,0]]
["openai/gpt-oss-safeguard-20b","Safety GPT OSS 20B",1,131072,65536,0,"234",[0.075,0.3,0,0]]
["qwen/qwen3.6-27b","Qwen3.6 27B",1,131072,16384,1,"04",[0.6,3,0.3,0],{"off":"none","high":"default"},{}]
["qwen/qwen3.8-27b","Qwen3.8 27B",1,131042,16384,1,"0234",[0.8,4,0,0],{"off":"none"},{}]
`,
  huggingface: `
["MiniMaxAI/MiniMax-M2","MiniMax-M2",1,204800,131072,0,"01234",[0.3,1.2,0,0],{},{"supportsDeveloperRole":false}]
["MiniMaxAI/MiniMax-M2.1","MiniMax-M2.1",1,204800,131072,0,"01234",[0.3,1.2,0,0],{},{"supportsDeveloperRole":false}]
["MiniMaxAI/MiniMax-M2.5","MiniMax-M2.5",1,204800,131072,0,"01234",[0.3,1.2,0.03,0],{},{"supportsDeveloperRole":false}]
["MiniMaxAI/MiniMax-M2.7","MiniMax-M2.7",1,204800,131072,0,"01234",[0.3,1.2,0.06,0],{},{"supportsDeveloperRole":false}]
["MiniMaxAI/MiniMax-M3","MiniMax-M3",1,524288,512000,1,"01234",[0.3,1.2,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen2.5-Coder-32B-Instruct","Qwen2.5-Coder-32B-Instruct",1,131072,8192,0,"0",[0.06,0.2,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-235B-A22B","Qwen3 235B-A22B",1,40960,16384,0,"01234",[0.2,0.8,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-235B-A22B-Instruct-2507","Qwen3 235B-A22B Instruct 2507",1,262144,16384,0,"0",[0.855,2.565,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-235B-A22B-Thinking-2507","Qwen3-235B-A22B-Thinking-2507",1,262144,131072,0,"01234",[0.3,3,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-30B-A3B","Qwen3 30B A3B",1,40960,16384,0,"01234",[0.12,0.5,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-32B","Qwen3 32B",1,131072,16384,0,"01234",[0.29,0.59,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-Coder-30B-A3B-Instruct","Qwen3-Coder 30B-A3B Instruct",1,262144,65536,0,"0",[0.07,0.26,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-Coder-480B-A35B-Instruct","Qwen3-Coder-480B-A35B-Instruct",1,262144,66536,0,"0",[2,2,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-Coder-Next","Qwen3-Coder-Next",1,262144,65536,0,"0",[0.2,1.5,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-Next-80B-A3B-Instruct","Qwen3-Next-80B-A3B-Instruct",1,262144,66536,0,"0",[0.25,1,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-Next-80B-A3B-Thinking","Qwen3-Next-80B-A3B-Thinking",1,262144,131072,0,"0",[0.3,2,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-VL-235B-A22B-Instruct","Qwen3 VL 235B A22B Instruct",1,131072,32768,1,"0",[0.3,1.5,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3-VL-235B-A22B-Thinking","Qwen3 VL 235B A22B Thinking",1,131072,32768,1,"234",[0.98,3.95,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.5-122B-A10B","Qwen3.5 122B-A10B",1,262144,65536,1,"01234",[0.4,3.2,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.5-27B","Qwen3.5 27B",1,262144,65536,1,"01234",[0.3,2.4,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.5-35B-A3B","Qwen3.5 35B-A3B",1,262144,65536,1,"01234",[0.25,2,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.5-397B-A17B","Qwen3.5-397B-A17B",1,262144,32768,1,"0234",[0.6,3.6,0,0],{"off":"none"},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.5-9B","Qwen3.5 9B",1,262144,65536,1,"01234",[0.17,0.25,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.6-27B","Qwen3.6 27B",1,262144,65536,1,"01234",[0.47,3.19,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.6-35B-A3B","Qwen3.6 35B-A3B",1,262144,65536,1,"01234",[0.15,0.95,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.8-2.4T-A95B","Qwen3.8 2.4T A95B",1,262144,131072,0,"235",[2.5,6.25,0,0],{},{"supportsDeveloperRole":false}]
["Qwen/Qwen3.8-27B","Qwen3.8 27B",1,262144,32768,1,"235",[0.4,3,0,0],{},{"supportsDeveloperRole":false}]
["XiaomiMiMo/MiMo-V2-Flash","MiMo-V2-Flash",1,262144,4096,0,"01234",[0.1,0.3,0,0],{},{"supportsDeveloperRole":false}]
["XiaomiMiMo/MiMo-V2.5","MiMo-V2.5",1,262144,131072,0,"02345",[0.4,2,0,0],{"off":"none"},{"supportsDeveloperRole":false}]
["XiaomiMiMo/MiMo-V2.5-Pro","MiMo-V2.5-Pro",1,1048576,131072,0,"02345",[1,3,0,0],{"off":"none"},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-R1","DeepSeek-R1",1,64000,32768,0,"01234",[0.7,2.5,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-R1-0528","DeepSeek-R1-0528",1,163840,163840,0,"01234",[3,5,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V3","DeepSeek-V3",1,64000,8192,0,"0",[0.4,1.3,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V3-0324","DeepSeek V3 0324",1,163840,163840,0,"0",[0.27,1.12,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V3.1","DeepSeek-V3.1",1,131072,8192,0,"01234",[0.27,1,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V3.2","DeepSeek-V3.2",1,163840,65536,0,"01234",[0.28,0.4,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V4-Flash","DeepSeek V4 Flash",1,1048576,384000,0,"01234",[0.14,0.28,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V4-Flash-0731","DeepSeek V4 Flash 0731",1,1048576,384000,0,"46",[0.14,0.28,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V4-Flash-Vision-Exp","DeepSeek V4 Flash Vision Exp",1,1048576,384000,1,"246",[0.44,1.32,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V4-Pro","DeepSeek V4 Pro",1,1048576,393216,0,"4",[0.435,0.87,0.003625,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V4-Pro-0813","DeepSeek V4 Pro 0813",1,1000000,384000,0,"246",[1.32,3.96,0,0],{},{"supportsDeveloperRole":false}]
["deepseek-ai/DeepSeek-V4.1-Flash","DeepSeek V4.1 Flash",1,1048576,384000,1,"02456",[0.3,1.2,0,0],{"off":"none"},{"supportsDeveloperRole":false}]
["google/gemma-3-12b-it","Gemma 3 12B IT",1,131072,131072,1,"0",[0.05,0.15,0,0],{},{"supportsDeveloperRole":false}]
["google/gemma-3-27b-it","Gemma 3 27B IT",1,131072,131072,1,"0",[0.08,0.16,0,0],{},{"supportsDeveloperRole":false}]
["google/gemma-3-4b-it","Gemma 3 4B IT",1,131072,131072,1,"0",[0.05,0.1,0,0],{},{"supportsDeveloperRole":false}]
["google/gemma-4-26B-A4B-it","Gemma 4 26B A4B IT",1,262144,32768,1,"01234",[0.13,0.4,0,0],{},{"supportsDeveloperRole":false}]
["google/gemma-4-31B-it","Gemma 4 31B IT",1,262144,32768,1,"01234",[0.14,0.4,0,0],{},{"supportsDeveloperRole":false}]
["meta-llama/Llama-3.1-8B-Instruct","Llama-3.1-8B-Instruct",1,131072,4096,0,"0",[0.06,0.06,0,0],{},{"supportsDeveloperRole":false}]
["meta-llama/Llama-3.3-70B-Instruct","Llama-3.3-70B-Instruct",1,131072,4096,0,"0",[0.59,0.79,0,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K2-Instruct","Kimi-K2-Instruct",1,131072,16384,0,"0",[1,3,0,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K2-Instruct-0905","Kimi-K2-Instruct-0905",1,262144,16384,0,"0",[1,3,0,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K2-Thinking","Kimi-K2-Thinking",1,262144,262144,0,"01234",[0.6,2.5,0.15,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K2.5","Kimi-K2.5",1,262144,262144,1,"01234",[0.6,3,0.1,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K2.6","Kimi-K2.6",1,262144,262144,1,"01234",[0.95,4,0.16,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K2.7-Code","Kimi K2.7 Code",1,262144,262144,1,"01234",[0.95,4,0,0],{},{"supportsDeveloperRole":false}]
["moonshotai/Kimi-K3","Kimi K3",1,1000000,131072,1,"246",[3,15,0,0],{},{"supportsDeveloperRole":false}]
["openai/gpt-oss-120b","GPT OSS 120B",1,131072,32768,0,"234",[0.25,0.69,0,0],{},{"supportsDeveloperRole":false}]
["openai/gpt-oss-20b","GPT OSS 20B",1,131072,32768,0,"234",[0.1,0.5,0,0],{},{"supportsDeveloperRole":false}]
["stepfun-ai/Step-3.5-Flash","Step 3.5 Flash",1,262144,256000,0,"01234",[0.1,0.3,0,0],{},{"supportsDeveloperRole":false}]
["stepfun-ai/Step-3.7-Flash","Step 3.7 Flash",1,262144,256000,1,"234",[0.2,1.15,0,0],{},{"supportsDeveloperRole":false}]
["tencent/Hy3","Hy3",1,262144,128000,0,"024",[0.14,0.58,0,0],{"off":"none"},{"supportsDeveloperRole":false}]
["tencent/Hy4-preview","Hy4 preview",1,1000000,64000,0,"04",[0.834,2.501,0,0],{"off":"none"},{"supportsDeveloperRole":false}]
["thinkingmachines/Inkling","Inkling",1,1048576,1048576,1,"234",[1,4.05,0,0],{},{"supportsDeveloperRole":false}]
["thinkingmachines/Inkling-Small","Inkling Small",1,524288,1048576,1,"01234",[0.5,1.2,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.5","GLM-4.5",1,131072,98304,0,"01234",[0.6,2.2,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.5-Air","GLM-4.5-Air",1,131072,98304,0,"01234",[0.13,0.85,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.5V","GLM-4.5V",1,65536,16384,1,"01234",[0.6,1.8,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.6","GLM-4.6",1,204800,131072,0,"01234",[0.55,2.2,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.6V-Flash","GLM-4.6V-Flash",1,131072,32768,1,"01234",[0.3,0.9,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.7","GLM-4.7",1,204800,131072,0,"01234",[0.6,2.2,0.11,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-4.7-Flash","GLM-4.7-Flash",1,200000,128000,0,"01234",null,{},{"supportsDeveloperRole":false}]
["zai-org/GLM-5","GLM-5",1,202752,131072,0,"01234",[1,3.2,0.2,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-5.1","GLM-5.1",1,202752,131072,0,"01234",[1,3.2,0.2,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-5.2","GLM-5.2",1,262144,131072,0,"01234",[1.4,4.4,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-5.3","GLM-5.3",1,1048576,131072,0,"246",[1.4,4.4,0,0],{},{"supportsDeveloperRole":false}]
["zai-org/GLM-5.3-Flash","GLM-5.3-Flash",1,1048576,131072,1,"246",[0.15,0.5,0,0],{},{"supportsDeveloperRole":false}]
`,
  meta: `
["muse-spark-1.1","Muse Spark 1.1",2,1048576,131072,1,"12345",[1.25,4.25,0.15,0]]
["muse-spark-1.2","Muse Spark 1.2",2,1048576,131072,1,"12345",[1.25,4.25,0.15,0]]
["muse-spark-1.2-contributor","Muse Spark 1.2 Contributor",2,1048576,131072,1,"12345",[0.1,0.2,0.002,0]]
["muse-spark-1.3","Muse Spark 1.3",2,1048576,131072,1,"123456",[1.25,4.25,0.15,0]]
["muse-spark-1.3-contributor","Muse Spark 1.3 Contributor",2,1048576,131072,1,"12345",[0.1,0.2,0.002,0]]
`,
  minimax: `
["MiniMax-M2.7","MiniMax-M2.7",0,204800,131072,0,"01234",[0.3,1.2,0.06,0.375]]
["MiniMax-M2.7-highspeed","MiniMax-M2.7-highspeed",0,204800,131072,0,"01234",[0.6,2.4,0.06,0.375]]
["MiniMax-M3","MiniMax-M3",0,1048576,512000,1,"01234",[0.3,1.2,0.06,0]]
`,
  "minimax-cn": `
["MiniMax-M2.7","MiniMax-M2.7",0,204800,131072,0,"01234",[0.3,1.2,0.06,0.375]]
["MiniMax-M2.7-highspeed","MiniMax-M2.7-highspeed",0,204800,131072,0,"01234",[0.6,2.4,0.06,0.375]]
["MiniMax-M3","MiniMax-M3",0,1048576,512000,1,"01234",[0.3,1.2,0.06,0]]
`,
  moonshotai: `
["kimi-k2.6","Kimi K2.6",1,262144,262144,1,"01234",[0.95,4,0.16,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"deepseek"}]
["kimi-k2.7-code","Kimi K2.7 Code",1,262144,262144,1,"1234",[0.95,4,0.19,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"deepseek"}]
["kimi-k2.7-code-highspeed","Kimi K2.7 Code HighSpeed",1,262144,262144,1,"1234",[1.9,8,0.38,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"deepseek"}]
["kimi-k3","Kimi K3",1,1048576,131072,1,"246",[3,15,0.3,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"openai","requiresReasoningContentOnAssistantMessages":true}]
`,
  "moonshotai-cn": `
["kimi-k2.6","Kimi K2.6",1,262144,262144,1,"01234",[0.95,4,0.16,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"deepseek"}]
["kimi-k2.7-code","Kimi K2.7 Code",1,262144,262144,1,"1234",[0.95,4,0.19,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"deepseek"}]
["kimi-k2.7-code-highspeed","Kimi K2.7 Code HighSpeed",1,262144,262144,1,"1234",[1.9,8,0.38,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"deepseek"}]
["kimi-k3","Kimi K3",1,1048576,131072,1,"246",[3,15,0.3,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"openai","requiresReasoningContentOnAssistantMessages":true}]
`,
  nvidia: `
["google/gemma-3-12b-it","Gemma 3 12B IT",1,131072,16384,1,"0",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["google/gemma-3-4b-it","Gemma 3 4B IT",1,131072,16384,1,"0",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["meta/llama-3.2-11b-vision-instruct","Llama 3.2 11b Vision Instruct",1,128000,4096,1,"0",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["meta/llama-3.2-90b-vision-instruct","Llama-3.2-90B-Vision-Instruct",1,128000,8192,1,"0",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["meta/muse-glimmer-30b","Muse Glimmer 30B",1,131072,131072,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["mistralai/mistral-7b-instruct-v0.3","Mistral-7B-Instruct-v0.3",1,65536,65536,0,"0",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["moonshotai/kimi-k2.6","Kimi K2.6",1,262144,262144,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["moonshotai/kimi-k3","Kimi K3",1,1048576,131072,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/cosmos-reason2-8b","Cosmos Reason2 8B",1,131072,16384,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/llama-3.1-nemotron-70b-instruct","Llama 3.1 Nemotron 70B Instruct",1,128000,8192,0,"0",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/llama-3.1-nemotron-ultra-253b-v1","Llama 3.1 Nemotron Ultra 253B",1,128000,16384,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/nemotron-3-nano-omni-30b-a3b-reasoning","Nemotron 3 Nano Omni",1,256000,65536,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/nemotron-3-super-120b-a12b","Nemotron 3 Super",1,262144,262144,0,"01234",[0.2,0.8,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/nemotron-3-ultra-550b-a55b","Nemotron 3 Ultra 550B A55B",1,1000000,65536,0,"01234",[0.5,2.5,0.15,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["nvidia/nemotron-3.5-lightning-30b-a3b","Nemotron 3.5 Lightning 30B A3B",1,262144,262144,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["openai/gpt-oss-20b","GPT OSS 20B",1,131072,32768,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["poolside/laguna-xs-2.1","Laguna XS 2.1",1,262144,16384,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["z-ai/glm-5.3","GLM-5.3",1,1000000,131072,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["z-ai/glm-5.3-flash","GLM-5.3-Flash",1,1000000,131072,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
`,
  openai: `
["gpt-4","GPT-4",2,8192,8192,0,"0",[30,60,0,0]]
["gpt-4-turbo","GPT-4 Turbo",2,128000,4096,1,"0",[10,30,0,0]]
["gpt-4.1","GPT-4.1",2,1047576,32768,1,"0",[2,8,0.5,0]]
["gpt-4.1-mini","GPT-4.1 mini",2,1047576,32768,1,"0",[0.4,1.6,0.1,0]]
["gpt-4.1-nano","GPT-4.1 nano",2,1047576,32768,1,"0",[0.1,0.4,0.025,0]]
["gpt-4o","GPT-4o",2,128000,16384,1,"0",[2.5,10,1.25,0]]
["gpt-4o-2024-05-13","GPT-4o (2024-05-13)",2,128000,4096,1,"0",[5,15,0,0]]
["gpt-4o-2024-08-06","GPT-4o (2024-08-06)",2,128000,16384,1,"0",[2.5,10,1.25,0]]
["gpt-4o-2024-11-20","GPT-4o (2024-11-20)",2,128000,16384,1,"0",[2.5,10,1.25,0]]
["gpt-4o-mini","GPT-4o mini",2,128000,16384,1,"0",[0.15,0.6,0.075,0]]
["gpt-5","GPT-5",2,400000,128000,1,"1234",[1.25,10,0.125,0]]
["gpt-5-chat-latest","GPT-5 Chat Latest",2,128000,16384,1,"0",[1.25,10,0.125,0]]
["gpt-5-mini","GPT-5 Mini",2,400000,128000,1,"1234",[0.25,2,0.025,0]]
["gpt-5-nano","GPT-5 Nano",2,400000,128000,1,"1234",[0.05,0.4,0.005,0]]
["gpt-5-pro","GPT-5 Pro",2,400000,128000,1,"4",[15,120,0,0]]
["gpt-5.1","GPT-5.1",2,400000,128000,1,"0234",[1.25,10,0.125,0],{"off":"none"},{}]
["gpt-5.2","GPT-5.2",2,400000,128000,1,"02345",[1.75,14,0.175,0],{"off":"none"},{}]
["gpt-5.2-chat-latest","GPT-5.2 Chat",2,128000,16384,1,"35",[1.75,14,0.175,0]]
["gpt-5.2-pro","GPT-5.2 Pro",2,400000,128000,1,"345",[21,168,0,0]]
["gpt-5.3-chat-latest","GPT-5.3 Chat (latest)",2,128000,16384,1,"0",[1.75,14,0.175,0]]
["gpt-5.3-codex","GPT-5.3 Codex",2,400000,128000,1,"02345",[1.75,14,0.175,0],{"off":"none"},{}]
["gpt-5.3-codex-spark","GPT-5.3 Codex Spark",2,128000,32000,1,"2345",[1.75,14,0.175,0]]
["gpt-5.4","GPT-5.4",2,272000,128000,1,"02345",[2.5,15,0.25,0],{"off":"none"},{}]
["gpt-5.4-mini","GPT-5.4 mini",2,400000,128000,1,"02345",[0.75,4.5,0.075,0],{"off":"none"},{}]
["gpt-5.4-nano","GPT-5.4 nano",2,400000,128000,1,"02345",[0.2,1.25,0.02,0],{"off":"none"},{}]
["gpt-5.4-pro","GPT-5.4 Pro",2,1050000,128000,1,"345",[30,180,0,0]]
["gpt-5.5","GPT-5.5",2,272000,128000,1,"02345",[5,30,0.5,0],{"off":"none"},{}]
["gpt-5.5-pro","GPT-5.5 Pro",2,1050000,128000,1,"345",[30,180,0,0]]
["gpt-5.6-luna","GPT-5.6 Luna",2,272000,128000,1,"023456",[0.2,1.2,0.02,0.25],{"off":"none"},{"supportsExplicitPromptCacheMode":true}]
["gpt-5.6-sol","GPT-5.6 Sol",2,272000,128000,1,"023456",[4,20,0.4,5],{"off":"none"},{"supportsExplicitPromptCacheMode":true}]
["gpt-5.6-terra","GPT-5.6 Terra",2,272000,128000,1,"023456",[2,12,0.2,2.5],{"off":"none"},{"supportsExplicitPromptCacheMode":true}]
["gpt-6-astra","GPT-6 Astra",2,272000,128000,1,"23456",[10,50,1,12.5],{},{"supportsExplicitPromptCacheMode":true}]
["gpt-6-luna","GPT-6 Luna",2,272000,128000,1,"023456",[0.1,0.5,0.01,0.125],{"off":"none"},{"supportsExplicitPromptCacheMode":true}]
["gpt-6-sol","GPT-6 Sol",2,272000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"supportsExplicitPromptCacheMode":true}]
["gpt-realtime-2.1","GPT-Realtime-2.1",2,128000,32000,1,"12345",[4,24,0.4,0]]
["o1","o1",2,200000,100000,1,"234",[15,60,7.5,0]]
["o1-pro","o1-pro",2,200000,100000,1,"234",[150,600,0,0]]
["o3","o3",2,200000,100000,1,"234",[2,8,0.5,0]]
["o3-mini","o3-mini",2,200000,100000,0,"234",[1.1,4.4,0.55,0]]
["o3-pro","o3-pro",2,200000,100000,1,"234",[20,80,0,0]]
["o4-mini","o4-mini",2,200000,100000,1,"234",[1.1,4.4,0.275,0]]
`,
  opencode: `
["claude-fable-5","Claude Fable 5",0,1000000,128000,1,"123456",[10,50,1,12.5],{},{"forceAdaptiveThinking":true}]
["claude-fable-5-1","Claude Fable 5.1",0,1000000,128000,1,"123456",[10,50,0.25,12.5],{},{"forceAdaptiveThinking":true}]
["claude-haiku-4-5","Claude Haiku 4.5",0,200000,64000,1,"01234",[1,5,0.1,1.25]]
["claude-opus-4-5","Claude Opus 4.5",0,200000,64000,1,"01234",[5,25,0.5,6.25]]
["claude-opus-4-6","Claude Opus 4.6",0,1000000,128000,1,"012346",[5,25,0.5,6.25],{},{"forceAdaptiveThinking":true}]
["claude-opus-4-7","Claude Opus 4.7",0,1000000,128000,1,"0123456",[5,25,0.5,6.25],{},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["claude-opus-4-8","Claude Opus 4.8",0,1000000,128000,1,"0123456",[5,25,0.5,6.25],{},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["claude-opus-5","Claude Opus 5",0,1000000,128000,1,"0123456",[5,25,0.5,6.25],{},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["claude-opus-5-5","Claude Opus 5.5",0,1000000,128000,1,"0123456",[4,20,0.2,5],{},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["claude-sonnet-4","Claude Sonnet 4",0,200000,64000,1,"01234",[3,15,0.3,3.75]]
["claude-sonnet-4-5","Claude Sonnet 4.5",0,200000,64000,1,"01234",[3,15,0.3,3.75]]
["claude-sonnet-4-6","Claude Sonnet 4.6",0,1000000,64000,1,"012346",[3,15,0.3,3.75],{},{"forceAdaptiveThinking":true}]
["claude-sonnet-5","Claude Sonnet 5",0,1000000,128000,1,"0123456",[2,10,0.2,2.5],{},{"forceAdaptiveThinking":true}]
["qwen3.5-plus","Qwen3.5 Plus",0,262144,65536,1,"01234",[0.2,1.2,0.02,0.25]]
["qwen3.6-plus","Qwen3.6 Plus",0,262144,65536,1,"01234",[0.5,3,0.05,0.625]]
["qwen3.8-flash","Qwen3.8 Flash",0,1000000,131072,1,"01234",[0.15,0.47,0.016,0.2]]
["big-pickle","Big Pickle",1,200000,32000,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["deepseek-v4-flash","DeepSeek V4 Flash",1,1000000,384000,0,"246",[0.14,0.28,0.028,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek-v4-flash-vision-exp","DeepSeek V4 Flash Vision Exp",1,1000000,384000,1,"246",[0.14,0.28,0.028,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true}]
["deepseek-v4-pro","DeepSeek V4 Pro",1,1000000,384000,0,"46",[1.74,3.84,0.145,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek-v4.1-flash","DeepSeek V4.1 Flash",1,1000000,384000,1,"246",[0.3,1.2,0.006,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true}]
["glm-5","GLM-5",1,204800,131072,0,"01234",[1,3.2,0.2,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.1","GLM-5.1",1,204800,131072,0,"01234",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.2","GLM-5.2",1,1000000,131072,0,"46",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.3","GLM-5.3",1,1000000,131072,0,"246",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.3-flash","GLM-5.3-Flash",1,1000000,131072,1,"246",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["kimi-k2.5","Kimi K2.5",1,262144,65536,1,"01234",[0.6,3,0.08,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["kimi-k2.6","Kimi K2.6",1,262144,65536,1,"01234",[0.95,4,0.16,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"thinkingFormat":"deepseek","supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["kimi-k2.7-code","Kimi K2.7 Code",1,262144,262144,1,"01234",[0.95,4,0.19,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["kimi-k3","Kimi K3",1,1048576,131072,1,"6",[3,15,0.3,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["ling-3.0-flash-fin-free","Ling 3.0 Flash Fin Free",1,262144,32768,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["mimo-v2.6-flash-free","MiMo-V2.6-Flash Free",1,200000,32000,1,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["minimax-m2.5","MiniMax-M2.5",1,204800,131072,0,"01234",[0.3,1.2,0.06,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["minimax-m2.7","MiniMax-M2.7",1,204800,131072,0,"01234",[0.3,1.2,0.06,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["minimax-m3","MiniMax-M3",1,512000,128000,1,"01234",[0.3,1.2,0.06,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["nemotron-3-ultra-free","Nemotron 3 Ultra Free",1,1000000,128000,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["nemotron-3.5-lightning-free","Nemotron 3.5 Lightning Free",1,262144,262144,0,"01234",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["gpt-5","GPT-5",2,400000,128000,1,"1234",[1.07,8.5,0.107,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5-codex","GPT-5 Codex",2,400000,128000,1,"234",[1.07,8.5,0.107,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5-nano","GPT-5 Nano",2,400000,128000,1,"1234",[0.05,0.4,0.005,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.1","GPT-5.1",2,400000,128000,1,"234",[1.07,8.5,0.107,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.1-codex","GPT-5.1 Codex",2,400000,128000,1,"234",[1.07,8.5,0.107,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.1-codex-max","GPT-5.1 Codex Max",2,400000,128000,1,"2345",[1.25,10,0.125,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.1-codex-mini","GPT-5.1 Codex Mini",2,400000,128000,1,"234",[0.25,2,0.025,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.2","GPT-5.2",2,400000,128000,1,"2345",[1.75,14,0.175,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.2-codex","GPT-5.2 Codex",2,400000,128000,1,"2345",[1.75,14,0.175,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.3-codex","GPT-5.3 Codex",2,400000,128000,1,"2345",[1.75,14,0.175,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.4","GPT-5.4",2,272000,128000,1,"2345",[2.5,15,0.25,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.4-mini","GPT-5.4 Mini",2,400000,128000,1,"2345",[0.75,4.5,0.075,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.4-nano","GPT-5.4 Nano",2,400000,128000,1,"2345",[0.2,1.25,0.02,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.4-pro","GPT-5.4 Pro",2,1050000,128000,1,"345",[30,180,30,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.5","GPT-5.5",2,1050000,128000,1,"2345",[5,30,0.5,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.5-pro","GPT-5.5 Pro",2,1050000,128000,1,"345",[30,180,30,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.6-luna","GPT-5.6 Luna",2,1050000,128000,1,"23456",[0.2,1.2,0.02,0.25],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.6-sol","GPT-5.6 Sol",2,1050000,128000,1,"23456",[4,20,0.4,5],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-5.6-terra","GPT-5.6 Terra",2,1050000,128000,1,"23456",[2.5,15,0.25,3.125],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-6-astra","GPT-6 Astra",2,1050000,128000,1,"23456",[10,50,1,12.5],{},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-6-luna","GPT-6 Luna",2,1050000,128000,1,"023456",[0.1,0.5,0.01,0.125],{"off":"none"},{"sessionAffinityFormat":"openai-nosession"}]
["gpt-6-sol","GPT-6 Sol",2,1050000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"sessionAffinityFormat":"openai-nosession"}]
["grok-4.5","Grok 4.5",2,500000,500000,1,"234",[2,6,0.3,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["grok-4.6","Grok 4.6",2,500000,500000,1,"2345",[2,6,0.5,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["grok-build-0.1","Grok Build 0.1",2,256000,256000,1,"4",[1,2,0.2,0],{},{"sessionAffinityFormat":"openai-nosession","supportsReasoningEffort":false}]
["muse-spark-1.2","Muse Spark 1.2",2,1048576,131072,1,"12345",[1.25,4.25,0.15,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["muse-spark-1.2-contributor-free","Muse Spark 1.2 Free",2,1048576,131072,1,"12345",null,{},{"sessionAffinityFormat":"openai-nosession"}]
["muse-spark-1.3","Muse Spark 1.3",2,1048576,131072,1,"12345",[1.25,4.25,0.15,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["muse-spark-1.3-contributor-free","Muse Spark 1.3 Free",2,1048576,131072,1,"12345",null,{},{"sessionAffinityFormat":"openai-nosession"}]
`,
  "opencode-go": `
["minimax-m3","MiniMax-M3",0,1000000,131072,1,"01234",[0.3,1.2,0.06,0]]
["qwen3.8-flash","Qwen3.8 Flash",0,1000000,131072,1,"01234",[0.15,0.47,0.016,0.2]]
["deepseek-v4-flash","DeepSeek V4 Flash",1,1000000,384000,0,"0246",[0.15,0.6,0.003,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["deepseek-v4-flash-vision-exp","DeepSeek V4 Flash Vision Exp",1,1000000,384000,1,"0246",[0.15,0.6,0.003,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["deepseek-v4-pro","DeepSeek V4 Pro (New)",1,1000000,384000,0,"046",[0.66,1.98,0.022,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["deepseek-v4.1-flash","DeepSeek V4.1 Flash",1,1000000,384000,1,"246",[0.15,0.6,0.003,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens","requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["glm-5.1","GLM-5.1",1,202752,32768,0,"01234",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.2","GLM-5.2",1,1000000,131072,0,"46",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.3","GLM-5.3",1,1000000,131072,0,"246",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["glm-5.3-flash","GLM-5.3-Flash",1,1000000,131072,1,"246",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["hy3","Hy3",1,256000,128000,0,"024",[0.14,0.58,0.035,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["hy4-preview","Hy4 preview",1,1024000,64000,0,"04",[0.834,2.501,0.042,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["kimi-k2.6","Kimi K2.6",1,262144,65536,1,"04",[0.95,4,0.16,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"thinkingFormat":"deepseek","supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["kimi-k2.7-code","Kimi K2.7 Code",1,262144,262144,1,"01234",[0.95,4,0.19,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["kimi-k3","Kimi K3",1,1048576,131072,1,"6",[3,15,0.3,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["longcat-2.0","LongCat-2.0",1,1000000,131072,0,"01234",[0.3,1.2,0.006,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["mimo-v2.5","MiMo V2.5",1,1000000,128000,1,"01234",[0.14,0.28,0.0028,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["mimo-v2.5-pro","MiMo V2.5 Pro",1,1048576,128000,0,"01234",[0.435,0.87,0.003625,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["mimo-v2.6-flash","MiMo-V2.6-Flash",1,1048576,131072,1,"01234",[0.14,0.28,0.0028,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["mimo-v2.6-pro","MiMo-V2.6-Pro",1,1048576,131072,1,"01234",[0.435,0.87,0.003625,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["minimax-m2.7","MiniMax-M2.7",1,204800,131072,0,"01234",[0.3,1.2,0.06,0.375],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["qwen3.6-plus","Qwen3.6 Plus",1,1000000,65536,1,"01234",[0.5,3,0.05,0.625],{},{"supportsStore":false,"supportsDeveloperRole":false,"thinkingFormat":"qwen","maxTokensField":"max_tokens"}]
["qwen3.7-max","Qwen3.7 Max",1,1000000,65536,0,"01234",[2.5,7.5,0.5,3.125],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["qwen3.7-plus","Qwen3.7 Plus",1,1000000,65536,1,"01234",[0.4,1.6,0.04,0.5],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["qwen3.8-max","Qwen3.8 Max",1,1000000,131072,1,"235",[2,6,0.25,2.5],{},{"supportsStore":false,"supportsDeveloperRole":false,"maxTokensField":"max_tokens"}]
["gpt-5.6-luna","GPT-5.6 Luna",2,1050000,128000,1,"23456",[0.2,1.2,0.02,0.25],{},{"sessionAffinityFormat":"openai-nosession"}]
["grok-4.6","Grok 4.6",2,500000,500000,1,"2345",[2,6,0.5,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["grok-4.7","Grok 4.7",2,500000,500000,1,"2345",[2,6,0.5,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["muse-spark-1.2-contributor","Muse Spark 1.2 Contributor",2,1048576,131072,1,"12345",[0.1,0.2,0.002,0],{},{"sessionAffinityFormat":"openai-nosession"}]
["muse-spark-1.3-contributor","Muse Spark 1.3 Contributor",2,1048576,131072,1,"12345",[0.1,0.2,0.002,0],{},{"sessionAffinityFormat":"openai-nosession"}]
`,
  openrouter: `
["anthropic/claude-3-haiku","Anthropic: Claude 3 Haiku",0,200000,4096,1,"0",[0.25,1.25,0.03,0.3]]
["anthropic/claude-fable-5","Anthropic: Claude Fable 5",0,1000000,128000,1,"23456",[10,50,1,12.5],{},{"forceAdaptiveThinking":true}]
["anthropic/claude-fable-5.1","Anthropic: Claude Fable 5.1",0,1000000,128000,1,"23456",[10,50,0.25,12.5],{},{"supportsMidConvoEffort":true,"forceAdaptiveThinking":true}]
["anthropic/claude-haiku-4.5","Anthropic: Claude Haiku 4.5",0,200000,64000,1,"01234",[1,5,0.1,1.25]]
["anthropic/claude-opus-4.1","Anthropic: Claude Opus 4.1",0,200000,32000,1,"01234",[15,75,1.5,18.75]]
["anthropic/claude-opus-4.5","Anthropic: Claude Opus 4.5",0,200000,64000,1,"01234",[5,25,0.5,6.25]]
["anthropic/claude-opus-4.6","Anthropic: Claude Opus 4.6",0,1000000,128000,1,"02346",[5,25,0.5,6.25],{"off":"none"},{"forceAdaptiveThinking":true}]
["anthropic/claude-opus-4.7","Anthropic: Claude Opus 4.7",0,1000000,128000,1,"023456",[5,25,0.5,6.25],{"off":"none"},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-4.8","Anthropic: Claude Opus 4.8",0,1000000,128000,1,"023456",[5,25,0.5,6.25],{"off":"none"},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-5","Anthropic: Claude Opus 5",0,1000000,128000,1,"023456",[5,25,0.5,6.25],{"off":"none"},{"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-5.5","Anthropic: Claude Opus 5.5",0,1000000,128000,1,"23456",[4,20,0.2,5],{},{"supportsMidConvoEffort":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-sonnet-4","Anthropic: Claude Sonnet 4",0,200000,64000,1,"01234",[3,15,0.3,3.75]]
["anthropic/claude-sonnet-4.5","Anthropic: Claude Sonnet 4.5",0,1000000,64000,1,"01234",[3,15,0.3,3.75]]
["anthropic/claude-sonnet-4.6","Anthropic: Claude Sonnet 4.6",0,1000000,128000,1,"02346",[3,15,0.3,3.75],{"off":"none"},{"forceAdaptiveThinking":true}]
["anthropic/claude-sonnet-5","Anthropic: Claude Sonnet 5",0,1000000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"forceAdaptiveThinking":true}]
["aion-labs/aion-2.0","AionLabs: Aion-2.0",1,1048576,32768,0,"1234",[0.8,1.6,0.2,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["aion-labs/aion-3.0","AionLabs: Aion-3.0",1,1048576,32768,0,"1234",[3,6,0.75,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["aion-labs/aion-3.0-mini","AionLabs: Aion-3.0-Mini",1,1048576,32768,0,"1234",[0.7,1.4,0.18,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["amazon/nova-2-lite-v1","Amazon: Nova 2 Lite",1,1000000,65535,1,"01234",[0.3,2.5,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["amazon/nova-lite-v1","Amazon: Nova Lite 1.0",1,300000,5120,1,"0",[0.06,0.24,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["amazon/nova-micro-v1","Amazon: Nova Micro 1.0",1,128000,5120,0,"0",[0.035,0.14,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["amazon/nova-premier-v1","Amazon: Nova Premier 1.0",1,1000000,32000,1,"0",[2.5,12.5,0.625,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["amazon/nova-pro-v1","Amazon: Nova Pro 1.0",1,300000,5120,1,"0",[0.8,3.2,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["arcee-ai/trinity-large-thinking","Arcee AI: Trinity Large Thinking",1,262144,80000,0,"1234",[0.25,0.8,0.06,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["auto","Auto",1,2000000,30000,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["bytedance-seed/seed-1.6","ByteDance Seed: Seed 1.6",1,262144,32768,1,"01234",[0.25,2,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["bytedance-seed/seed-1.6-flash","ByteDance Seed: Seed 1.6 Flash",1,262144,32768,1,"01234",[0.075,0.3,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["bytedance-seed/seed-2-1-turbo","ByteDance Seed: Seed 2.1 Turbo",1,262144,235929,1,"01234",[0.5,2.5,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["bytedance-seed/seed-2.0-code","ByteDance Seed: Seed-2.0-Code",1,262144,131072,1,"0234",[0.5,3,0,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["bytedance-seed/seed-2.0-lite","ByteDance Seed: Seed-2.0-Lite",1,262144,131072,1,"01234",[0.25,2,0,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["bytedance-seed/seed-2.0-mini","ByteDance Seed: Seed-2.0-Mini",1,262144,131072,1,"01234",[0.1,0.4,0,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["cohere/command-r-08-2024","Cohere: Command R (08-2024)",1,128000,4000,0,"0",[0.15,0.6,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["cohere/command-r-plus-08-2024","Cohere: Command R+ (08-2024)",1,128000,4000,0,"0",[2.5,10,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["cohere/north-mini-code:free","Cohere: North Mini Code (free)",1,256000,64000,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-chat","DeepSeek: DeepSeek V3",1,163840,16384,0,"0",[0.32,0.89,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-chat-v3-0324","DeepSeek: DeepSeek V3 0324",1,163840,147456,0,"0",[0.25,1,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-chat-v3.1","DeepSeek: DeepSeek V3.1",1,163840,32768,0,"01234",[0.25,0.95,0.13,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-r1","DeepSeek: R1",1,64000,16000,0,"1234",[0.7,2.5,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-r1-0528","DeepSeek: R1 0528",1,163840,32768,0,"1234",[0.5,2.15,0.35,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-v3.1-terminus","DeepSeek: DeepSeek V3.1 Terminus",1,131072,32768,0,"01234",[0.27,1,0.135,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-v3.2","DeepSeek: DeepSeek V3.2",1,163840,65536,0,"01234",[0.269,0.4,0.1345,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-v3.2-exp","DeepSeek: DeepSeek V3.2 Exp",1,163840,65536,0,"01234",[0.27,0.41,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["deepseek/deepseek-v4-flash","DeepSeek: DeepSeek V4 Flash 0423",1,1024000,384000,0,"045",[0.049,0.098,0.0098,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek/deepseek-v4-flash-0731","DeepSeek: DeepSeek V4 Flash 0731",1,1048576,943718,0,"0246",[0.04,0.64,0.016,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek/deepseek-v4-flash-vision-exp","DeepSeek: DeepSeek V4 Flash Vision Exp",1,1048576,943718,1,"0246",[0.22,0.66,0.007,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek/deepseek-v4-pro","DeepSeek: DeepSeek V4 Pro 0423",1,1024000,384000,0,"045",[0.895578,1.791156,0.074632,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek/deepseek-v4-pro-0813","DeepSeek: DeepSeek V4 Pro 0813",1,1048576,384000,0,"0246",[0.66,1.98,0.022,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["deepseek/deepseek-v4.1-flash","DeepSeek: DeepSeek V4.1 Flash",1,1048576,384000,1,"0246",[0.15,0.6,0.003,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["dots-studio/dots-3-note-preview:free","Dots Studio: Dots3-Note Preview (free)",1,512000,460800,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-2.5-flash","Google: Gemini 2.5 Flash",1,1048576,65535,1,"01234",[0.3,2.5,0.03,0.083333],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-2.5-flash-lite","Google: Gemini 2.5 Flash Lite",1,1048576,65535,1,"01234",[0.1,0.4,0.01,0.083333],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-2.5-pro","Google: Gemini 2.5 Pro",1,1048576,65536,1,"1234",[1.25,10,0.125,0.375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-2.5-pro-preview","Google: Gemini 2.5 Pro Preview 06-05",1,1048576,65536,1,"1234",[1.25,10,0.125,0.375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3-flash-preview","Google: Gemini 3 Flash Preview",1,1048576,65536,1,"01234",[0.5,3,0.05,0.083333],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3-pro-image","Google: Nano Banana Pro (Gemini 3 Pro Image)",1,65536,32768,1,"1234",[2,12,0.2,0.375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.1-flash-lite","Google: Gemini 3.1 Flash Lite",1,1048576,65536,1,"01234",[0.25,1.5,0.025,0.083333],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.1-flash-lite-preview","Google: Gemini 3.1 Flash Lite Preview",1,1048576,65536,1,"01234",[0.25,1.5,0.025,0.083333],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.1-pro-preview","Google: Gemini 3.1 Pro Preview",1,1048576,65536,1,"234",[2,12,0.2,0.375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.1-pro-preview-customtools","Google: Gemini 3.1 Pro Preview Custom Tools",1,1048576,65536,1,"234",[2,12,0.2,0.375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.5-flash","Google: Gemini 3.5 Flash",1,1048576,65536,1,"1234",[1.5,9,0.15,0.083333],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.5-flash-lite","Google: Gemini 3.5 Flash Lite",1,1048576,65536,1,"1234",[0.3,2.5,0.03,0.083333],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.6-flash","Google: Gemini 3.6 Flash",1,1048576,65536,1,"1234",[0.75,3.75,0.075,0.041667],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.7-flash","Google: Gemini 3.7 Flash",1,1048576,65536,1,"234",[0.75,3.75,0.075,0.041667],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemini-3.8-flash","Google: Gemini 3.8 Flash",1,1048576,65536,1,"234",[0.75,3.75,0.075,0.041667],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemma-3-12b-it","Google: Gemma 3 12B",1,131072,16384,1,"0",[0.05,0.15,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemma-3-27b-it","Google: Gemma 3 27B",1,131072,117964,1,"0",[0.08,0.45,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemma-4-26b-a4b-it","Google: Gemma 4 26B A4B ",1,262144,235929,1,"01234",[0.09,0.3,0.05,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemma-4-26b-a4b-it:free","Google: Gemma 4 26B A4B  (free)",1,262144,32768,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemma-4-31b-it","Google: Gemma 4 31B",1,262144,16384,1,"01234",[0.09,0.34,0.05,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["google/gemma-4-31b-it:free","Google: Gemma 4 31B (free)",1,262144,32768,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["ibm-granite/granite-4.2-8b","IBM: Granite 4.2 8B",1,131072,117964,0,"024",[0.06,0.25,0.015,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inception/mercury-2","Inception: Mercury 2",1,128000,50000,0,"234",[0.25,0.75,0.025,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inception/mercury-2.5","Inception: Mercury 2.5",1,260000,65536,0,"234",[0.04,0.15,0.004,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inclusionai/ling-3.0-flash","inclusionAI: Ling 3.0 Flash",1,262144,32768,0,"01234",[0.021,0.063,0.0042,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inclusionai/ling-3.0-flash-fin","inclusionAI: Ling 3.0 Flash Fin",1,262144,235929,0,"01234",[0.06,0.18,0.012,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inclusionai/ling-3.0-flash-fin:free","inclusionAI: Ling 3.0 Flash Fin (free)",1,262144,32768,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inclusionai/ling-3.0-flash-sante:free","inclusionAI: Ling 3.0 Flash Sante (free)",1,262144,32768,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inclusionai/ling-3.0-flash-vl","inclusionAI: Ling 3.0 Flash VL",1,131072,32768,1,"01234",[0.06,0.18,0.012,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["inclusionai/ling-3.0-flash-vl:free","inclusionAI: Ling 3.0 Flash VL (free)",1,262144,32768,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["kwaipilot/kat-coder-pro-v2.5","Kwaipilot: KAT-Coder-Pro V2.5",1,262144,235929,0,"0",[0.74,2.96,0.15,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["liquid/lfm-2.5-2.6b:free","LiquidAI: LFM2.5-2.6B (free)",1,65536,8192,0,"1234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meituan/longcat-2.0","Meituan: LongCat 2.0",1,1048756,262144,0,"01234",[0.3,1.2,0.006,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta-llama/llama-3.1-70b-instruct","Meta: Llama 3.1 70B Instruct",1,131072,16384,0,"0",[0.4,0.4,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta-llama/llama-3.1-8b-instruct","Meta: Llama 3.1 8B Instruct",1,131072,117964,0,"0",[0.05,0.08,0.025,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta-llama/llama-3.3-70b-instruct","Meta: Llama 3.3 70B Instruct",1,131072,16384,0,"0",[0.1,0.32,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta-llama/llama-4-maverick","Meta: Llama 4 Maverick",1,128000,16384,1,"0",[0.1875,0.6525,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta-llama/llama-4-scout","Meta: Llama 4 Scout",1,327680,16384,1,"0",[0.1,0.3,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta/muse-glimmer-30b","Meta: Muse Glimmer 30B",1,131072,16384,1,"2345",[0.3,1.2,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta/muse-spark-1.1","Meta: Muse Spark 1.1",1,1048576,943718,1,"12345",[1.25,4.25,0.15,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta/muse-spark-1.2","Meta: Muse Spark 1.2",1,1048576,943718,1,"12345",[1.25,4.25,0.15,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta/muse-spark-1.2-contributor","Meta: Muse Spark 1.2 Contributor",1,1048576,943718,1,"12345",[0.1,0.2,0.002,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta/muse-spark-1.3","Meta: Muse Spark 1.3",1,1048576,943718,1,"123456",[1.25,4.25,0.15,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["meta/muse-spark-1.3-contributor","Meta: Muse Spark 1.3 Contributor",1,1048576,943718,1,"123456",[0.1,0.2,0.002,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["minimax/minimax-m1","MiniMax: MiniMax M1",1,1000000,40000,0,"01234",[0.4,2.2,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["minimax/minimax-m2","MiniMax: MiniMax M2",1,204800,131072,0,"1234",[0.255,1.02,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["minimax/minimax-m2.1","MiniMax: MiniMax M2.1",1,204800,131072,0,"1234",[0.3,1.2,0.03,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["minimax/minimax-m2.5","MiniMax: MiniMax M2.5",1,200000,128000,0,"1234",[0.27,1.08,0.027,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["minimax/minimax-m2.7","MiniMax: MiniMax M2.7",1,204800,131072,0,"1234",[0.3,1.2,0.06,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["minimax/minimax-m3","MiniMax: MiniMax M3",1,524288,512000,1,"01234",[0.3,1.2,0.06,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/codestral-2508","Mistral: Codestral 2508",1,256000,204800,0,"0",[0.3,0.9,0.03,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/devstral-2512","Mistral: Devstral 2 2512",1,262144,209715,0,"0",[0.4,2,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/ministral-14b-2512","Mistral: Ministral 3 14B 2512",1,262144,209715,1,"0",[0.2,0.2,0.02,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/ministral-3b-2512","Mistral: Ministral 3 3B 2512",1,131072,104857,1,"0",[0.1,0.1,0.01,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/ministral-8b-2512","Mistral: Ministral 3 8B 2512",1,262144,209715,1,"0",[0.15,0.15,0.015,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-large","Mistral Large",1,128000,102400,0,"0",[2,6,0.2,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-large-2407","Mistral Large 2407",1,131072,104857,0,"0",[2,6,0.2,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-medium-3","Mistral: Mistral Medium 3",1,131072,104857,1,"0",[0.4,2,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-medium-3-5","Mistral: Mistral Medium 3.5",1,262144,209715,1,"04",[1.5,7.5,0,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-medium-3.1","Mistral: Mistral Medium 3.1",1,131072,104857,1,"0",[0.4,2,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-nemo","Mistral: Mistral Nemo",1,131072,16384,0,"0",[0.019,0.03,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-saba","Mistral: Saba",1,32768,26214,0,"0",[0.2,0.6,0.02,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-small-2603","Mistral: Mistral Small 4",1,262144,209715,1,"04",[0.15,0.6,0.015,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-small-3.1-24b-instruct","Mistral: Mistral Small 3.1 24B",1,128000,102400,1,"0",[0.351,0.555,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mistral-small-3.2-24b-instruct","Mistral: Mistral Small 3.2 24B",1,256000,16384,1,"0",[0.09375,0.25,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/mixtral-8x22b-instruct","Mistral: Mixtral 8x22B Instruct",1,65536,52428,0,"0",[2,6,0.2,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["mistralai/voxtral-small-24b-2507","Mistral: Voxtral Small 24B 2507",1,32768,26214,0,"0",[0.1,0.3,0.01,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["moonshotai/kimi-k2","MoonshotAI: Kimi K2 0711",1,131072,98304,0,"0",[0.57,2.3,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["moonshotai/kimi-k2-0905","MoonshotAI: Kimi K2 0905",1,262144,98304,0,"0",[0.6,2.5,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["moonshotai/kimi-k2-thinking","MoonshotAI: Kimi K2 Thinking",1,262144,98304,0,"1234",[0.6,2.5,0.15,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["moonshotai/kimi-k2.5","MoonshotAI: Kimi K2.5",1,262144,4096,1,"01234",[0.41,2.06,0.07,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["moonshotai/kimi-k2.6","MoonshotAI: Kimi K2.6",1,262144,235929,1,"01234",[0.95,4,0.16,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true,"requiresReasoningContentOnAssistantMessages":true}]
["moonshotai/kimi-k2.7-code","MoonshotAI: Kimi K2.7 Code",1,262144,235929,1,"1234",[0.7062,3.3,0.18,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["moonshotai/kimi-k3","MoonshotAI: Kimi K3",1,1048576,131072,1,"0246",[3,15,0.3,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nex-agi/nex-n2.5-mini:free","Nex AGI: Nex-N2.5-Mini (free)",1,262144,235929,1,"034",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nex-agi/nex-n2.5-pro","Nex AGI: Nex-N2.5-Pro",1,262144,235929,1,"034",[0.075,0.25,0.015,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nex-agi/nex-n2.5-pro:free","Nex AGI: Nex-N2.5-Pro (free)",1,262144,235929,1,"034",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3-nano-30b-a3b","NVIDIA: Nemotron 3 Nano 30B A3B",1,262144,235929,0,"01234",[0.05,0.2,0.03,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3-nano-omni-30b-a3b-reasoning:free","NVIDIA: Nemotron 3 Nano Omni (free)",1,256000,65536,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3-super-120b-a12b","NVIDIA: Nemotron 3 Super",1,262144,235929,0,"023",[0.08,0.45,0,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3-super-120b-a12b:free","NVIDIA: Nemotron 3 Super (free)",1,262144,235929,0,"023",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3-ultra-550b-a55b","NVIDIA: Nemotron 3 Ultra",1,202800,182520,0,"034",[0.6,2.4,0.12,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3-ultra-550b-a55b:free","NVIDIA: Nemotron 3 Ultra (free)",1,1000000,65536,0,"034",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3.5-lightning","NVIDIA: Nemotron 3.5 Lightning",1,262144,235929,0,"01234",[0.07,0.2,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["nvidia/nemotron-3.5-lightning:free","NVIDIA: Nemotron 3.5 Lightning (free)",1,1000000,65536,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-3.5-turbo","OpenAI: GPT-3.5 Turbo",1,16385,4096,0,"0",[0.5,1.5,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-3.5-turbo-0613","OpenAI: GPT-3.5 Turbo (older v0613)",1,4095,3685,0,"0",[1,2,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-3.5-turbo-16k","OpenAI: GPT-3.5 Turbo 16k",1,16385,4096,0,"0",[3,4,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4","OpenAI: GPT-4",1,8191,4096,0,"0",[30,60,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4-turbo","OpenAI: GPT-4 Turbo",1,128000,4096,1,"0",[10,30,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4.1","OpenAI: GPT-4.1",1,1047576,32768,1,"0",[2,8,0.5,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4.1-mini","OpenAI: GPT-4.1 Mini",1,1047576,32768,1,"0",[0.4,1.6,0.1,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4.1-nano","OpenAI: GPT-4.1 Nano",1,1047576,32768,1,"0",[0.1,0.4,0.025,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4o","OpenAI: GPT-4o",1,128000,16384,1,"0",[2.5,10,1.25,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4o-2024-05-13","OpenAI: GPT-4o (2024-05-13)",1,128000,4096,1,"0",[5,15,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4o-2024-08-06","OpenAI: GPT-4o (2024-08-06)",1,128000,16384,1,"0",[2.5,10,1.25,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4o-2024-11-20","OpenAI: GPT-4o (2024-11-20)",1,128000,16384,1,"0",[2.5,10,1.25,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4o-mini","OpenAI: GPT-4o-mini",1,128000,16384,1,"0",[0.15,0.6,0.075,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-4o-mini-2024-07-18","OpenAI: GPT-4o-mini (2024-07-18)",1,128000,16384,1,"0",[0.15,0.6,0.075,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5","OpenAI: GPT-5",1,400000,128000,1,"1234",[1.25,10,0.125,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5-mini","OpenAI: GPT-5 Mini",1,400000,128000,1,"1234",[0.25,2,0.025,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5-nano","OpenAI: GPT-5 Nano",1,400000,128000,1,"1234",[0.05,0.4,0.005,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5-pro","OpenAI: GPT-5 Pro",1,400000,128000,1,"4",[15,120,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.1","OpenAI: GPT-5.1",1,400000,128000,1,"0234",[1.25,10,0.125,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.1-codex","OpenAI: GPT-5.1-Codex",1,400000,128000,1,"234",[1.25,10,0.13,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.1-codex-max","OpenAI: GPT-5.1-Codex-Max",1,400000,128000,1,"2345",[1.25,10,0.125,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.1-codex-mini","OpenAI: GPT-5.1-Codex-Mini",1,400000,128000,1,"0234",[0.25,2,0.03,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.2","OpenAI: GPT-5.2",1,400000,128000,1,"02345",[1.75,14,0.175,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.2-chat","OpenAI: GPT-5.2 Chat",1,128000,32000,1,"0",[1.75,14,0.175,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.2-codex","OpenAI: GPT-5.2-Codex",1,400000,128000,1,"2345",[1.75,14,0.175,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.2-pro","OpenAI: GPT-5.2 Pro",1,400000,128000,1,"345",[21,168,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.3-codex","OpenAI: GPT-5.3-Codex",1,400000,128000,1,"02345",[1.75,14,0.175,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.4","OpenAI: GPT-5.4",1,1050000,128000,1,"02345",[2.5,15,0.25,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.4-mini","OpenAI: GPT-5.4 Mini",1,400000,128000,1,"02345",[0.75,4.5,0.075,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.4-nano","OpenAI: GPT-5.4 Nano",1,400000,128000,1,"02345",[0.2,1.25,0.02,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.4-pro","OpenAI: GPT-5.4 Pro",1,1050000,128000,1,"345",[30,180,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.5","OpenAI: GPT-5.5",1,1050000,128000,1,"02345",[5,30,0.5,0],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.5-pro","OpenAI: GPT-5.5 Pro",1,1050000,128000,1,"345",[30,180,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.6-luna","OpenAI: GPT-5.6 Luna",1,1050000,128000,1,"023456",[0.2,1.2,0.02,0.25],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.6-luna-pro","OpenAI: GPT-5.6 Luna Pro",1,1050000,128000,1,"023456",[0.2,1.2,0.02,0.25],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.6-sol","OpenAI: GPT-5.6 Sol",1,1050000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.6-sol-pro","OpenAI: GPT-5.6 Sol Pro",1,1050000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.6-terra","OpenAI: GPT-5.6 Terra",1,1050000,128000,1,"023456",[2,12,0.2,2.5],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-5.6-terra-pro","OpenAI: GPT-5.6 Terra Pro",1,1050000,128000,1,"023456",[2,12,0.2,2.5],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-6-astra","OpenAI: GPT-6 Astra",1,1050000,128000,1,"23456",[10,50,1,12.5],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-6-astra-pro","OpenAI: GPT-6 Astra Pro",1,1050000,128000,1,"23456",[10,50,1,12.5],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-6-luna","OpenAI: GPT-6 Luna",1,1050000,128000,1,"023456",[0.1,0.5,0.01,0.125],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-6-luna-pro","OpenAI: GPT-6 Luna Pro",1,1050000,128000,1,"023456",[0.1,0.5,0.01,0.125],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-6-sol","OpenAI: GPT-6 Sol",1,1050000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-6-sol-pro","OpenAI: GPT-6 Sol Pro",1,1050000,128000,1,"023456",[2,10,0.2,2.5],{"off":"none"},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-audio","OpenAI: GPT Audio",1,128000,16384,0,"0",[2.5,10,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-audio-mini","OpenAI: GPT Audio Mini",1,128000,16384,0,"0",[0.6,2.4,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-chat-latest","OpenAI: GPT Chat Latest",1,400000,128000,1,"0",[5,30,0.5,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-oss-120b","OpenAI: gpt-oss-120b",1,131072,65536,0,"234",[0.15,0.6,0.075,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-oss-20b","OpenAI: gpt-oss-20b",1,131072,32768,0,"234",[0.018,0.09,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/gpt-oss-safeguard-20b","OpenAI: gpt-oss-safeguard-20b",1,131072,65536,0,"1234",[0.075,0.3,0.0375,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o1","OpenAI: o1",1,200000,100000,1,"01234",[15,60,7.5,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o3","OpenAI: o3",1,200000,100000,1,"01234",[2,8,0.5,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o3-mini","OpenAI: o3 Mini",1,200000,100000,0,"01234",[1.1,4.4,0.55,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o3-mini-high","OpenAI: o3 Mini High",1,200000,100000,0,"4",[1.1,4.4,0.55,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o3-pro","OpenAI: o3 Pro",1,200000,100000,1,"01234",[20,80,0,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o4-mini","OpenAI: o4 Mini",1,200000,100000,1,"01234",[1.1,4.4,0.275,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openai/o4-mini-high","OpenAI: o4 Mini High",1,200000,100000,1,"4",[1.1,4.4,0.275,0],{},{"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openrouter/auto","Auto Router",1,2000000,4096,1,"01234",[-1000000,-1000000,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openrouter/auto-beta","Auto Router (Beta)",1,2000000,4096,1,"01234",[-1000000,-1000000,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openrouter/free","Free Models Router",1,200000,4096,1,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["openrouter/fusion","OpenRouter: Fusion",1,1000000,30000,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["poolside/laguna-s-2.1","Poolside: Laguna S 2.1",1,1048576,131072,0,"01234",[0.09,0.18,0.009,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["poolside/laguna-s-2.1:free","Poolside: Laguna S 2.1 (free)",1,262144,32768,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["poolside/laguna-xs-2.1","Poolside: Laguna XS 2.1",1,262144,32768,0,"01234",[0.06,0.12,0.03,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["poolside/laguna-xs-2.1:free","Poolside: Laguna XS 2.1 (free)",1,262144,32768,0,"01234",null,{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["prism-ml/ternary-bonsai-2-27b","PrismML: Ternary Bonsai 2 27B",1,262144,32768,1,"035",[0.075,0.5,0,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen-2.5-72b-instruct","Qwen2.5 72B Instruct",1,32768,16384,0,"0",[0.36,0.4,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen-2.5-7b-instruct","Qwen: Qwen2.5 7B Instruct",1,32768,29491,0,"0",[0.1,0.2,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen-plus","Qwen: Qwen-Plus",1,1000000,32768,0,"0",[0.26,0.78,0.052,0.325],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen-plus-2025-07-28","Qwen: Qwen Plus 0728",1,1000000,32768,0,"0",[0.26,0.78,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-14b","Qwen: Qwen3 14B",1,40960,16384,0,"01234",[0.12,0.24,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-235b-a22b","Qwen: Qwen3 235B A22B",1,131072,8192,0,"01234",[0.455,1.82,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-235b-a22b-2507","Qwen: Qwen3 235B A22B Instruct 2507",1,262144,235929,0,"0",[0.0875,0.35,0.0175,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-235b-a22b-thinking-2507","Qwen: Qwen3 235B A22B Thinking 2507",1,131072,117964,0,"1234",[0.23,2.3,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-30b-a3b","Qwen: Qwen3 30B A3B",1,40960,16384,0,"01234",[0.12,0.5,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-30b-a3b-instruct-2507","Qwen: Qwen3 30B A3B Instruct 2507",1,128000,32000,0,"0",[0.04815,0.19305,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-30b-a3b-thinking-2507","Qwen: Qwen3 30B A3B Thinking 2507",1,81920,32768,0,"1234",[0.2,2.4,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-32b","Qwen: Qwen3 32B",1,40960,16384,0,"01234",[0.08,0.28,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-8b","Qwen: Qwen3 8B",1,131072,8192,0,"01234",[0.117,0.455,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-coder","Qwen: Qwen3 Coder 480B A35B",1,262144,65536,0,"0",[0.3,1,0.1,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-coder-30b-a3b-instruct","Qwen: Qwen3 Coder 30B A3B Instruct",1,262144,235929,0,"0",[0.07,0.28,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-coder-flash","Qwen: Qwen3 Coder Flash",1,1000000,65536,0,"0",[0.195,0.975,0.039,0.24375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-coder-next","Qwen: Qwen3 Coder Next",1,262144,235929,0,"0",[0.12,0.8,0.07,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-coder-plus","Qwen: Qwen3 Coder Plus",1,1000000,65536,0,"0",[0.65,3.25,0.13,0.8125],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-max","Qwen: Qwen3 Max",1,262144,65536,0,"0",[0.78,3.9,0.156,0.975],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-max-thinking","Qwen: Qwen3 Max Thinking",1,262144,65536,0,"01234",[0.78,3.9,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-next-80b-a3b-instruct","Qwen: Qwen3 Next 80B A3B Instruct",1,262144,16384,0,"0",[0.09,1.1,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-next-80b-a3b-thinking","Qwen: Qwen3 Next 80B A3B Thinking",1,262144,235929,0,"1234",[0.15,1.2,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-235b-a22b-instruct","Qwen: Qwen3 VL 235B A22B Instruct",1,131072,32768,1,"0",[0.21,1.9,0.1,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-235b-a22b-thinking","Qwen: Qwen3 VL 235B A22B Thinking",1,131072,32768,1,"1234",[0.4,4,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-30b-a3b-instruct","Qwen: Qwen3 VL 30B A3B Instruct",1,131072,32768,1,"0",[0.13,0.52,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-30b-a3b-thinking","Qwen: Qwen3 VL 30B A3B Thinking",1,131072,32768,1,"1234",[0.2,2.4,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-32b-instruct","Qwen: Qwen3 VL 32B Instruct",1,131072,32768,1,"0",[0.104,0.416,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-8b-instruct","Qwen: Qwen3 VL 8B Instruct",1,131072,32768,1,"0",[0.117,0.455,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3-vl-8b-thinking","Qwen: Qwen3 VL 8B Thinking",1,131072,32768,1,"1234",[0.18,2.1,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-122b-a10b","Qwen: Qwen3.5-122B-A10B",1,262144,65536,1,"01234",[0.26,2.08,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-27b","Qwen: Qwen3.5-27B",1,262144,65536,1,"01234",[0.195,1.56,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-35b-a3b","Qwen: Qwen3.5-35B-A3B",1,256000,16384,1,"01234",[0.3125,1.25,0.15625,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-397b-a17b","Qwen: Qwen3.5 397B A17B",1,262144,235929,1,"01234",[0.55,3.5,0.225,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-9b","Qwen: Qwen3.5-9B",1,256000,32768,1,"01234",[0.1,0.15,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-flash-02-23","Qwen: Qwen3.5-Flash",1,1000000,65536,1,"01234",[0.065,0.26,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-plus-02-15","Qwen: Qwen3.5 Plus 2026-02-15",1,1000000,65536,1,"01234",[0.26,1.56,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.5-plus-20260420","Qwen: Qwen3.5 Plus 2026-04-20",1,1000000,65536,1,"01234",[0.3,1.8,0,0.375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.6-27b","Qwen: Qwen3.6 27B",1,262144,262140,1,"01234",[0.32,2.7,0.15,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.6-35b-a3b","Qwen: Qwen3.6 35B A3B",1,262144,235929,1,"01234",[0.15,1,0.05,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.6-flash","Qwen: Qwen3.6 Flash",1,1000000,65536,1,"01234",[0.1875,1.125,0,0.234375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.6-max-preview","Qwen: Qwen3.6 Max Preview",1,262144,65536,0,"01234",[1.027,6.162,0,1.28375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.6-plus","Qwen: Qwen3.6 Plus",1,1000000,65536,1,"01234",[0.325,1.95,0,0.40625],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.7-flash","Qwen: Qwen3.7 Flash",1,1000000,65536,1,"01234",[0.03,0.13,0.006,0.038],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.7-max","Qwen: Qwen3.7 Max",1,1000000,131072,0,"01234",[1.475,4.425,0.295,1.84375],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.7-plus","Qwen: Qwen3.7 Plus",1,1000000,131072,1,"01234",[0.32,1.28,0.064,0.4],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.8-2.4t-a95b","Qwen: Qwen3.8 2.4T A95B",1,1000000,131072,0,"235",[2,6,0.25,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.8-27b","Qwen: Qwen3.8 27B",1,1000000,131072,1,"0235",[0.42,3,0.085,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.8-27b:free","Qwen: Qwen3.8 27B (free)",1,262144,235929,1,"0235",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.8-flash","Qwen: Qwen3.8 Flash",1,1000000,131072,1,"01234",[0.15,0.47,0.016,0.2],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.8-max-0902","Qwen: Qwen3.8 Max (0902)",1,1000000,131072,1,"12345",[2,6,0.25,2.5],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["qwen/qwen3.8-omni-flash","Qwen: Qwen3.8 Omni Flash",1,1000000,131072,1,"01234",[0.15,0.47,0.016,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["rekaai/reka-edge","Reka Edge",1,16384,14745,1,"0",[0.1,0.1,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["relace/relace-search","Relace: Relace Search",1,256000,128000,0,"0",[1,3,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["sakana/fugu-max","Sakana: Fugu Max",1,1000000,128000,1,"456",[2,6,0.25,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["sakana/fugu-ultra","Sakana: Fugu Ultra",1,1000000,128000,1,"456",[5,30,0.5,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["sakana/fugu-ultra-v2","Sakana: Fugu Ultra v2",1,1000000,128000,1,"456",[5,30,0.5,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["sakana/sakana-namazu","Sakana: Sakana Namazu",1,262144,65536,1,"04",[0.95,4,0.15,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["sao10k/l3.1-euryale-70b","Sao10K: Llama 3.1 Euryale 70B v2.2",1,131072,16384,0,"0",[0.85,0.85,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["stepfun/step-3.5-flash","StepFun: Step 3.5 Flash",1,262144,65536,0,"1234",[0.1,0.3,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["stepfun/step-3.7-flash","StepFun: Step 3.7 Flash",1,256000,230400,1,"234",[0.2,1.15,0.04,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["tencent/hy3","Tencent: Hy3",1,262144,128000,0,"024",[0.0825,0.33,0.020625,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["tencent/hy3-preview","Tencent: Hy3 preview",1,262144,235929,0,"024",[0.18,0.6,0.06,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["tencent/hy4-preview","Tencent: Hy4 preview",1,1048576,64000,0,"024",[0.834,2.501,0.042,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["thinkingmachines/inkling","Thinking Machines: Inkling",1,524288,471859,1,"012346",[1,4.05,0.17,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["thinkingmachines/inkling-small","Thinking Machines: Inkling Small",1,524288,262144,1,"012346",[0.45,1.2,0.1,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["thinkingmachines/inkling-small:free","Thinking Machines: Inkling Small (free)",1,1048576,262144,1,"012346",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["thinkingmachines/inkling:free","Thinking Machines: Inkling (free)",1,1048576,262144,1,"012346",null,{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["unbiased/pareto","Pareto",1,262144,131072,1,"0",[2.5,7.5,0.25,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["upstage/solar-pro-3","Upstage: Solar Pro 3",1,131072,117964,0,"01234",[0.15,0.6,0.015,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["upstage/solar-pro4","Upstage: Solar Pro 4",1,524288,131072,0,"0123456",[0.09,0.36,0.018,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["x-ai/grok-4.20","SpaceXAI: Grok 4.20",1,2000000,1800000,1,"01234",[1.25,2.5,0.2,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["x-ai/grok-4.3","SpaceXAI: Grok 4.3",1,1000000,900000,1,"0234",[1.25,2.5,0.2,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["x-ai/grok-4.5","SpaceXAI: Grok 4.5",1,500000,450000,1,"234",[2,6,0.3,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["x-ai/grok-4.6","SpaceXAI: Grok 4.6",1,500000,450000,1,"2345",[2,6,0.5,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["x-ai/grok-4.7","SpaceXAI: Grok 4.7",1,500000,450000,1,"2345",[1.6,4.8,0.4,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["x-ai/grok-build-0.1","SpaceXAI: Grok Build 0.1",1,256000,230400,1,"1234",[1,2,0.2,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["xiaomi/mimo-v2.5","Xiaomi: MiMo-V2.5",1,1048576,131072,1,"01234",[0.14,0.28,0.0028,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["xiaomi/mimo-v2.5-pro","Xiaomi: MiMo-V2.5-Pro",1,1048576,131072,0,"01234",[0.435,0.87,0.0036,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["xiaomi/mimo-v2.6-flash","Xiaomi: MiMo-V2.6-Flash",1,1048576,131072,1,"01234",[0.14,0.28,0.0028,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["xiaomi/mimo-v2.6-pro","Xiaomi: MiMo-V2.6-Pro",1,1048576,131072,1,"01234",[0.435,0.87,0.0036,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["xiaomi/mimo-v2.6-pro-ultraspeed","Xiaomi: MiMo-V2.6-Pro-UltraSpeed",1,1048576,131072,1,"01234",[4.35,8.7,0.036,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.5","Z.ai: GLM 4.5",1,131072,98304,0,"01234",[0.6,2.2,0.11,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.5-air","Z.ai: GLM 4.5 Air",1,131072,98304,0,"01234",[0.13,0.85,0.025,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.5v","Z.ai: GLM 4.5V",1,65536,16384,1,"01234",[0.6,1.8,0.11,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.6","Z.ai: GLM 4.6",1,198000,16384,0,"01234",[0.43,1.75,0.08,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.6v","Z.ai: GLM 4.6V",1,131072,32768,1,"01234",[0.3,0.9,0.055,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.7","Z.ai: GLM 4.7",1,202752,131072,0,"01234",[0.4,1.75,0.08,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-4.7-flash","Z.ai: GLM 4.7 Flash",1,131072,117964,0,"01234",[0.0605,0.4,0,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5","Z.ai: GLM 5",1,198000,128000,0,"01234",[0.6,1.9,0.119,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5-turbo","Z.ai: GLM 5 Turbo",1,202752,131072,0,"01234",[1.2,4,0.24,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5.1","Z.ai: GLM 5.1",1,200000,128000,0,"01234",[0.966,3.036,0.1794,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5.2","Z.ai: GLM 5.2",1,1048576,131072,0,"045",[0.6496,2.0416,0.12064,0],{"off":"none"},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5.3","Z.ai: GLM 5.3",1,1048576,131072,0,"246",[0.6538,2.0548,0.12142,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5.3-flash","Z.ai: GLM 5.3 Flash",1,1048576,943718,1,"246",[0.15,0.5,0.05,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5.3-flashx","Z.ai: GLM 5.3 FlashX",1,1048576,131072,1,"246",[0.37,1.25,0.075,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
["z-ai/glm-5v-turbo","Z.ai: GLM 5V Turbo",1,202752,131072,1,"01234",[1.2,4,0.24,0],{},{"supportsDeveloperRole":false,"thinkingFormat":"openrouter","sendSessionAffinityHeaders":true}]
`,
  "qwen-token-plan": `
["MiniMax-M2.5","MiniMax-M2.5",1,196608,32768,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["deepseek-v3.2","DeepSeek V3.2",1,131072,65536,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["deepseek-v4-flash","DeepSeek V4 Flash",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-flash-0731","DeepSeek V4 Flash 0731",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-pro","DeepSeek V4 Pro",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-pro-0813","DeepSeek V4 Pro 0813",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4.1-flash","DeepSeek V4.1 Flash",1,1000000,384000,1,"246",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5","GLM-5",1,202752,16384,0,"046",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.1","GLM-5.1",1,202752,128000,0,"046",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.2","GLM-5.2",1,1000000,131072,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.3","GLM-5.3",1,1000000,131072,0,"246",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["kimi-k2.5","Kimi K2.5",1,262144,98304,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["kimi-k2.6","Kimi K2.6",1,262144,262144,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["kimi-k2.7-code","Kimi K2.7 Code",1,262144,262144,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.6-flash","Qwen3.6 Flash",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.6-plus","Qwen3.6 Plus",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.7-max","Qwen3.7 Max",1,1000000,131072,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.7-plus","Qwen3.7 Plus",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.8-flash","Qwen3.8 Flash",1,1000000,131072,1,"235",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["qwen3.8-max","Qwen3.8 Max",1,1000000,131072,1,"235",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
`,
  "qwen-token-plan-cn": `
["MiniMax-M2.5","MiniMax-M2.5",1,196608,32768,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["deepseek-v3.2","DeepSeek V3.2",1,131072,65536,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["deepseek-v4-flash","DeepSeek V4 Flash",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-flash-0731","DeepSeek V4 Flash 0731",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-pro","DeepSeek V4 Pro",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-pro-0813","DeepSeek V4 Pro 0813",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4.1-flash","DeepSeek V4.1 Flash",1,1000000,384000,1,"246",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5","GLM-5",1,202752,16384,0,"046",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.1","GLM-5.1",1,202752,128000,0,"046",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.2","GLM-5.2",1,1000000,131072,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.3","GLM-5.3",1,1000000,131072,0,"246",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["kimi-k2.5","Kimi K2.5",1,262144,98304,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["kimi-k2.6","Kimi K2.6",1,262144,262144,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["kimi-k2.7-code","Kimi K2.7 Code",1,262144,262144,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.6-flash","Qwen3.6 Flash",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.6-plus","Qwen3.6 Plus",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.7-max","Qwen3.7 Max",1,1000000,131072,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.7-plus","Qwen3.7 Plus",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.8-flash","Qwen3.8 Flash",1,1000000,131072,1,"235",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["qwen3.8-max","Qwen3.8 Max",1,1000000,131072,1,"235",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
`,
  "qwen-token-plan-individual": `
["deepseek-v4-flash-0731","DeepSeek V4 Flash 0731",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-pro","DeepSeek V4 Pro",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["deepseek-v4-pro-0813","DeepSeek V4 Pro 0813",1,1000000,384000,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["glm-5.2","GLM-5.2",1,1000000,131072,0,"46",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["qwen3.6-flash","Qwen3.6 Flash",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.7-max","Qwen3.7 Max",1,1000000,131072,0,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.7-plus","Qwen3.7 Plus",1,1000000,65536,1,"01234",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":false}]
["qwen3.8-flash","Qwen3.8 Flash",1,1000000,131072,1,"235",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
["qwen3.8-max","Qwen3.8 Max",1,1000000,131072,1,"235",null,{},{"thinkingFormat":"qwen","supportsDeveloperRole":false,"supportsStore":false,"supportsReasoningEffort":true}]
`,
  together: `
["MiniMaxAI/MiniMax-M2.7","MiniMax-M2.7",1,202752,131072,0,"4",[0.3,1.2,0.06,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","supportsLongCacheRetention":false}]
["MiniMaxAI/MiniMax-M3","MiniMax-M3",1,524288,250000,1,"04",[0.3,1.2,0.06,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["Qwen/Qwen2.5-7B-Instruct-Turbo","Qwen 2.5 7B Instruct Turbo",1,32768,32768,0,"0",[0.3,0.3,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["Qwen/Qwen3.5-9B","Qwen3.5 9B",1,262144,65536,1,"04",[0.17,0.25,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["Qwen/Qwen3.6-Plus","Qwen3.6 Plus",1,1000000,500000,0,"04",[0.5,3,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["Qwen/Qwen3.7-Max","Qwen3.7 Max",1,1000000,500000,0,"0",[1.25,3.75,0.125,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["deepseek-ai/DeepSeek-V4-Flash-0731","DeepSeek V4 Flash 0731",1,1000000,384000,0,"04",[0.14,0.28,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["deepseek-ai/DeepSeek-V4-Pro","DeepSeek V4 Pro",1,512000,384000,0,"04",[1.74,3.48,0.2,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["deepseek-ai/DeepSeek-V4-Pro-0813","DeepSeek V4 Pro 0813",1,1048576,384000,0,"04",[1.32,3.96,0.13,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["deepseek-ai/DeepSeek-V4.1-Flash","DeepSeek V4.1 Flash",1,1048576,384000,1,"04",[0.3,1.2,0.006,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["google/gemma-4-31B-it","Gemma 4 31B Instruct",1,262144,131072,1,"04",[0.39,0.97,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["meta-llama/Llama-3.3-70B-Instruct-Turbo","Llama 3.3 70B",1,131072,131072,0,"0",[1.04,1.04,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["moonshotai/Kimi-K2.6","Kimi K2.6",1,262144,131000,1,"04",[1.2,4.5,0.2,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["moonshotai/Kimi-K2.7-Code","Kimi K2.7 Code",1,262144,131072,0,"04",[0.95,4,0.19,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["moonshotai/Kimi-K3","Kimi K3",1,1048576,131072,1,"04",[3,15,0.3,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["nvidia/nemotron-3-ultra-550b-a55b","Nemotron 3 Ultra 550B A55B",1,512300,512300,0,"04",[0.6,3.6,0.2,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["openai/gpt-oss-120b","GPT OSS 120B",1,131072,131072,0,"234",[0.15,0.6,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"openai","supportsLongCacheRetention":false}]
["openai/gpt-oss-20b","GPT OSS 20B",1,131072,131072,0,"234",[0.05,0.2,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"openai","supportsLongCacheRetention":false}]
["thinkingmachines/Inkling","Inkling",1,524288,131072,1,"04",[1,4.05,0.17,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["zai-org/GLM-5.2","GLM-5.2",1,512000,164000,0,"04",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["zai-org/GLM-5.3","GLM-5.3",1,1048576,262144,0,"04",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
["zai-org/GLM-5.3-Flash","GLM-5.3-Flash",1,1048575,400000,1,"04",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"together","supportsLongCacheRetention":false}]
`,
  "vercel-ai-gateway": `
["alibaba/qwen-3-14b","Qwen3-14B",0,40960,16384,0,"01234",[0.12,0.24,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen-3-235b","Qwen3 235B A22B",0,262144,16384,0,"01234",[0.22,0.88,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen-3-30b","Qwen3-30B-A3B",0,40960,16384,0,"01234",[0.12,0.5,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen-3-32b","Qwen 3 32B",0,128000,8192,0,"01234",[0.16,0.64,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen-3.6-max-preview","Qwen 3.6 Max Preview",0,240000,64000,0,"01234",[1.3,7.8,0.13,1.625],{},{"allowEmptySignature":true}]
["alibaba/qwen3-235b-a22b-thinking","Qwen3 VL 235B A22B Thinking",0,131072,32768,1,"01234",[0.4,4,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-coder","Qwen3 Coder 480B A35B Instruct",0,262144,65536,0,"0",[1.5,7.5,0.3,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-coder-30b-a3b","Qwen 3 Coder 30B A3B Instruct",0,262144,8192,0,"0",[0.15,0.6,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-coder-next","Qwen3 Coder Next",0,256000,256000,0,"0",[0.5,1.2,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-coder-plus","Qwen3 Coder Plus",0,1000000,65536,0,"0",[1,5,0.2,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-max","Qwen3 Max",0,262144,32768,0,"0",[1.2,6,0.24,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-max-preview","Qwen3 Max Preview",0,262144,32768,0,"0",[1.2,6,0.24,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-max-thinking","Qwen 3 Max Thinking",0,256000,65536,0,"01234",[1.2,6,0.24,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-next-80b-a3b-instruct","Qwen3 Next 80B A3B Instruct",0,262114,262114,0,"0",[0.15,1.2,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-next-80b-a3b-thinking","Qwen3 Next 80B A3B Thinking",0,262144,262144,0,"01234",[0.15,1.2,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-vl-235b-a22b-instruct","Qwen3 VL 235B A22B Instruct",0,131072,129024,1,"0",[0.4,1.6,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-vl-instruct","Qwen3 VL 235B A22B Instruct",0,131072,129024,1,"0",[0.4,1.6,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3-vl-thinking","Qwen3 VL 235B A22B Thinking",0,131072,32768,1,"01234",[0.4,4,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3.5-flash","Qwen 3.5 Flash",0,1000000,64000,1,"01234",[0.1,0.4,0.01,0.125],{},{"allowEmptySignature":true}]
["alibaba/qwen3.5-plus","Qwen 3.5 Plus",0,1000000,64000,1,"01234",[0.4,2.5,0.04,0.5],{},{"allowEmptySignature":true}]
["alibaba/qwen3.6-27b","Qwen 3.6 27B",0,256000,256000,1,"01234",[0.6,3.6,0,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3.6-plus","Qwen 3.6 Plus",0,1000000,64000,1,"01234",[0.5,3,0.05,0.625],{},{"allowEmptySignature":true}]
["alibaba/qwen3.7-flash","Qwen 3.7 Flash",0,991000,64000,1,"01234",[0.03,0.13,0.006,0.038],{},{"allowEmptySignature":true}]
["alibaba/qwen3.7-max","Qwen 3.7 Max",0,991000,64000,0,"01234",[2.5,7.5,0.5,3.125],{},{"allowEmptySignature":true}]
["alibaba/qwen3.7-plus","Qwen 3.7 Plus",0,1000000,64000,1,"01234",[0.4,1.6,0.08,0.5],{},{"allowEmptySignature":true}]
["alibaba/qwen3.8-2.4t-a95b","Qwen3.8 2.4T A95B",0,262144,128000,1,"01234",[2,6,0.25,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3.8-27b","Qwen3.8 27B",0,1000000,131072,1,"01234",[0.5,3,0.1,0.625],{},{"allowEmptySignature":true}]
["alibaba/qwen3.8-flash","Qwen 3.8 Flash",0,991000,128000,1,"01234",[0.15,0.47,0.016,0.2],{},{"allowEmptySignature":true}]
["alibaba/qwen3.8-max","Qwen 3.8 Max",0,262144,128000,1,"01234",[2,6,0.25,0],{},{"allowEmptySignature":true}]
["alibaba/qwen3.8-max-0902","Qwen3.8 Max 0902",0,991000,128000,1,"01234",[2,6,0.25,2.5],{},{"allowEmptySignature":true}]
["alibaba/qwen3.8-omni-flash","Qwen 3.8 Omni Flash",0,1000000,131072,1,"01234",[0.15,0.47,0.016,0],{},{"allowEmptySignature":true}]
["amazon/nova-2-lite","Nova 2 Lite",0,1000000,1000000,1,"01234",[0.3,2.5,0.075,0],{},{"allowEmptySignature":true}]
["amazon/nova-lite","Nova Lite",0,300000,8192,1,"0",[0.06,0.24,0,0],{},{"allowEmptySignature":true}]
["amazon/nova-micro","Nova Micro",0,128000,8192,0,"0",[0.035,0.14,0,0],{},{"allowEmptySignature":true}]
["amazon/nova-pro","Nova Pro",0,300000,8192,1,"0",[0.8,3.2,0,0],{},{"allowEmptySignature":true}]
["anthropic/claude-3-haiku","Claude 3 Haiku",0,200000,4096,1,"0",[0.25,1.25,0.03,0.3],{},{"allowEmptySignature":true}]
["anthropic/claude-fable-5","Claude Fable 5",0,1000000,128000,1,"123456",[10,50,1,12.5],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true}]
["anthropic/claude-fable-5.1","Claude Fable 5.1",0,1000000,128000,1,"123456",[10,50,0.25,12.5],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true}]
["anthropic/claude-haiku-4.5","Claude Haiku 4.5",0,200000,64000,1,"01234",[1,5,0.1,1.25],{},{"allowEmptySignature":true}]
["anthropic/claude-opus-4","Claude Opus 4",0,200000,8192,1,"01234",[15,75,1.5,18.75],{},{"allowEmptySignature":true}]
["anthropic/claude-opus-4.5","Claude Opus 4.5",0,200000,64000,1,"01234",[5,25,0.5,6.25],{},{"allowEmptySignature":true}]
["anthropic/claude-opus-4.6","Claude Opus 4.6",0,1000000,128000,1,"012346",[5,25,0.5,6.25],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true}]
["anthropic/claude-opus-4.7","Claude Opus 4.7",0,1000000,128000,1,"0123456",[5,25,0.5,6.25],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-4.8","Claude Opus 4.8",0,1000000,128000,1,"0123456",[5,25,0.5,6.25],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-4.8-fast","Claude Opus 4.8 (Fast)",0,1000000,128000,1,"0123456",[10,50,1,12.5],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-5","Claude Opus 5",0,1000000,128000,1,"0123456",[5,25,0.5,6.25],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-5-fast","Claude Opus 5 (Fast)",0,1000000,128000,1,"0123456",[10,50,1,12.5],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-5.5","Claude Opus 5.5",0,1000000,128000,1,"0123456",[4,20,0.2,5],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-opus-5.5-fast","Claude Opus 5.5 (Fast)",0,1000000,128000,1,"0123456",[8,40,0.4,10],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true,"supportsTemperature":false}]
["anthropic/claude-sonnet-4","Claude Sonnet 4",0,1000000,8192,1,"01234",[3,15,0.3,3.75],{},{"allowEmptySignature":true}]
["anthropic/claude-sonnet-4.5","Claude Sonnet 4.5",0,1000000,64000,1,"01234",[3,15,0.3,3.75],{},{"allowEmptySignature":true}]
["anthropic/claude-sonnet-4.6","Claude Sonnet 4.6",0,1000000,128000,1,"012346",[3,15,0.3,3.75],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true}]
["anthropic/claude-sonnet-5","Claude Sonnet 5",0,1000000,128000,1,"0123456",[2,10,0.2,2.5],{},{"allowEmptySignature":true,"forceAdaptiveThinking":true}]
["arcee-ai/trinity-large-thinking","Trinity Large Thinking",0,262100,80000,0,"01234",[0.25,0.9,0,0],{},{"allowEmptySignature":true}]
["bytedance/seed-1.6","Seed 1.6",0,256000,32000,1,"01234",[0.25,2,0.05,0],{},{"allowEmptySignature":true}]
["bytedance/seed-1.8","Bytedance Seed 1.8",0,256000,64000,1,"01234",[0.25,2,0.05,0],{},{"allowEmptySignature":true}]
["bytedance/seed-2.1-turbo","Seed 2.1 Turbo",0,262144,262144,1,"01234",[0.5,2.5,0.1,0],{},{"allowEmptySignature":true}]
["cohere/command-a","Command A",0,256000,8000,0,"0",[2.5,10,0,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-r1","DeepSeek-R1",0,128000,8192,0,"01234",[1.35,5.4,0,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v3.1","DeepSeek V3.1",0,163840,128000,0,"01234",[0.25,0.95,0.13,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v3.1-terminus","DeepSeek V3.1 Terminus",0,131072,65536,0,"01234",[0.27,1,0.135,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v3.2","DeepSeek V3.2",0,128000,8000,0,"0",[0.62,1.85,0,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v3.2-thinking","DeepSeek V3.2 Thinking",0,128000,8000,0,"0",[0.62,1.85,0,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v4-flash","DeepSeek V4 Flash",0,1000000,384000,0,"01234",[0.13,0.26,0.028,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v4-flash-0731","DeepSeek V4 Flash 0731",0,1000000,384000,0,"01234",[0.076,0.153,0.014,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v4-flash-vision-exp","DeepSeek V4 Flash Vision Exp",0,1048576,1048576,1,"01234",[0.22,0.66,0.007,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v4-pro","DeepSeek V4 Pro",0,1000000,384000,0,"01234",[0.66,1.98,0.022,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v4-pro-0813","DeepSeek V4 Pro 0813",0,1000000,384000,0,"01234",[0.66,1.98,0.066,0],{},{"allowEmptySignature":true}]
["deepseek/deepseek-v4.1-flash","DeepSeek V4.1 Flash",0,1048576,32768,1,"01234",[0.3,1.2,0.007,0],{},{"allowEmptySignature":true}]
["google/gemini-2.5-flash","Gemini 2.5 Flash",0,1000000,65536,1,"01234",[0.3,2.5,0.03,0],{},{"allowEmptySignature":true}]
["google/gemini-2.5-flash-lite","Gemini 2.5 Flash Lite",0,1048576,65536,1,"01234",[0.1,0.4,0.01,0],{},{"allowEmptySignature":true}]
["google/gemini-2.5-pro","Gemini 2.5 Pro",0,1048576,65536,1,"01234",[1.25,10,0.125,0],{},{"allowEmptySignature":true}]
["google/gemini-3-flash","Gemini 3 Flash",0,1000000,65000,1,"01234",[0.5,3,0.05,0],{},{"allowEmptySignature":true}]
["google/gemini-3.1-flash-lite","Gemini 3.1 Flash Lite",0,1000000,65000,1,"01234",[0.25,1.5,0.03,0],{},{"allowEmptySignature":true}]
["google/gemini-3.1-pro-preview","Gemini 3.1 Pro Preview",0,1000000,64000,1,"01234",[2,12,0.2,0],{},{"allowEmptySignature":true}]
["google/gemini-3.5-flash","Gemini 3.5 Flash",0,1000000,64000,1,"01234",[1.5,9,0.15,0],{},{"allowEmptySignature":true}]
["google/gemini-3.5-flash-lite","Gemini 3.5 Flash Lite",0,1000000,65000,1,"01234",[0.3,2.5,0.03,0],{},{"allowEmptySignature":true}]
["google/gemini-3.6-flash","Gemini 3.6 Flash",0,1000000,64000,1,"01234",[0.75,3.75,0.075,0],{},{"allowEmptySignature":true}]
["google/gemini-3.7-flash","Gemini 3.7 Flash",0,1000000,65536,1,"01234",[0.75,3.75,0.075,0],{},{"allowEmptySignature":true}]
["google/gemini-3.8-flash","Gemini 3.8 Flash",0,1000000,65536,1,"01234",[0.75,3.75,0.075,0],{},{"allowEmptySignature":true}]
["google/gemma-4-26b-a4b-it","Google Gemma 4 26B A4B",0,262144,131072,1,"01234",[0.15,0.6,0.015,0],{},{"allowEmptySignature":true}]
["google/gemma-4-31b-it","Gemma 4 31B IT",0,262144,131072,1,"01234",[0.14,0.4,0,0],{},{"allowEmptySignature":true}]
["inception/mercury-2","Mercury 2",0,128000,128000,0,"01234",[0.25,0.75,0.025,0],{},{"allowEmptySignature":true}]
["inception/mercury-2.5","Mercury 2.5",0,260000,65536,0,"01234",[0.04,0.15,0.004,0],{},{"allowEmptySignature":true}]
["inception/mercury-coder-small","Mercury Coder Small Beta",0,32000,16384,0,"0",[0.25,1,0,0],{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash","Ling 3.0 Flash",0,256000,32000,0,"01234",[0.021,0.063,0.0042,0],{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash-fin","Ling 3.0 Flash Fin",0,256000,32000,0,"01234",null,{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash-fin-free","Ling 3.0 Flash Fin (Free)",0,256000,32000,0,"01234",null,{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash-sante","Ling 3.0 Flash Sante",0,256000,32000,0,"01234",null,{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash-sante-free","Ling 3.0 Flash Sante (Free)",0,256000,32000,0,"01234",null,{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash-vl","Ling 3.0 Flash VL",0,256000,32000,1,"01234",null,{},{"allowEmptySignature":true}]
["inclusionai/ling-3.0-flash-vl-free","Ling 3.0 Flash VL (Free)",0,256000,32000,1,"01234",null,{},{"allowEmptySignature":true}]
["interfaze/interfaze-beta","Interfaze Beta",0,1000000,32000,1,"01234",[1.5,3.5,0,0],{},{"allowEmptySignature":true}]
["meta/llama-3.1-70b","Llama 3.1 70B Instruct",0,128000,8192,0,"0",[0.72,0.72,0,0],{},{"allowEmptySignature":true}]
["meta/llama-3.1-8b","Llama 3.1 8B Instruct",0,128000,8192,0,"0",[0.22,0.22,0,0],{},{"allowEmptySignature":true}]
["meta/llama-3.3-70b","Llama 3.3 70B Instruct",0,128000,8192,0,"0",[0.72,0.72,0,0],{},{"allowEmptySignature":true}]
["meta/llama-4-maverick","Llama 4 Maverick 17B Instruct",0,128000,8192,1,"0",[0.24,0.97,0,0],{},{"allowEmptySignature":true}]
["meta/llama-4-scout","Llama 4 Scout 17B Instruct",0,128000,8192,1,"0",[0.17,0.66,0,0],{},{"allowEmptySignature":true}]
["meta/muse-glimmer-30b","Muse Glimmer 30B",0,131072,131072,1,"01234",[0.35,1.5,0.04,0],{},{"allowEmptySignature":true}]
["meta/muse-spark-1.1","Muse Spark 1.1",0,1048576,1048576,1,"01234",[1.25,4.25,0.15,0],{},{"allowEmptySignature":true}]
["meta/muse-spark-1.2","Muse Spark 1.2",0,1048576,1048576,1,"01234",[1.25,4.25,0.15,0],{},{"allowEmptySignature":true}]
["meta/muse-spark-1.2-contributor","Muse Spark 1.2 Contributor",0,1048576,1048576,1,"01234",[0.1,0.2,0.002,0],{},{"allowEmptySignature":true}]
["meta/muse-spark-1.3","Muse Spark 1.3",0,1048576,1048576,1,"01234",[1.25,4.25,0.15,0],{},{"allowEmptySignature":true}]
["meta/muse-spark-1.3-contributor","Muse Spark 1.3 Contributor",0,1048576,1048576,1,"01234",[0.1,0.2,0.002,0],{},{"allowEmptySignature":true}]
["minimax/minimax-m2","MiniMax M2",0,205000,205000,0,"01234",[0.3,1.2,0.03,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m2.1","MiniMax M2.1",0,204800,131072,0,"01234",[0.3,1.2,0.03,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m2.1-lightning","MiniMax M2.1 Lightning",0,204800,131072,0,"01234",[0.3,2.4,0.03,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m2.5","MiniMax M2.5",0,204800,131000,0,"01234",[0.3,1.2,0.03,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m2.5-highspeed","MiniMax M2.5 High Speed",0,204800,131000,0,"01234",[0.6,2.4,0.03,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m2.7","MiniMax M2.7",0,204800,131000,0,"01234",[0.3,1.2,0.06,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m2.7-highspeed","MiniMax M2.7 High Speed",0,204800,131100,0,"01234",[0.6,2.4,0.06,0.375],{},{"allowEmptySignature":true}]
["minimax/minimax-m3","MiniMax M3",0,512000,512000,1,"01234",[0.3,1.2,0.06,0],{},{"allowEmptySignature":true}]
["mistral/codestral","Mistral Codestral",0,128000,4000,0,"0",[0.3,0.9,0.03,0],{},{"allowEmptySignature":true}]
["mistral/ministral-14b","Ministral 14B",0,262144,256000,1,"0",[0.2,0.2,0.02,0],{},{"allowEmptySignature":true}]
["mistral/ministral-3b","Ministral 3B",0,131072,4000,1,"0",[0.1,0.1,0.01,0],{},{"allowEmptySignature":true}]
["mistral/ministral-8b","Ministral 8B",0,262144,4000,1,"0",[0.15,0.15,0.015,0],{},{"allowEmptySignature":true}]
["mistral/mistral-large-3","Mistral Large 3",0,262144,256000,1,"0",[0.5,1.5,0.05,0],{},{"allowEmptySignature":true}]
["mistral/mistral-medium-3.5","Mistral Medium Latest",0,262144,256000,1,"01234",[1.5,7.5,0.15,0],{},{"allowEmptySignature":true}]
["mistral/mistral-nemo","Mistral Nemo 12B",0,60288,16000,0,"0",[0.04,0.17,0,0],{},{"allowEmptySignature":true}]
["mistral/mistral-small","Mistral Small",0,262144,4000,1,"0",[0.15,0.6,0.015,0],{},{"allowEmptySignature":true}]
["mixedbread/toast-1","Toast 1",0,131000,4000,0,"0",[0.3,0.72,0.036,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k2","Kimi K2 Instruct",0,131072,131072,0,"0",[0.57,2.3,0,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k2-thinking","Kimi K2 Thinking",0,216144,216144,0,"01234",[0.47,2,0.141,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k2.5","Kimi K2.5",0,256000,256000,1,"01234",[0.6,3,0,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k2.6","Kimi K2.6",0,262000,262000,1,"01234",[0.95,4,0.16,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k2.7-code","Kimi K2.7 Code",0,256000,32768,1,"01234",[0.95,4,0.16,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k2.7-code-highspeed","Kimi K2.7 Code High Speed",0,262144,32768,1,"01234",[1.9,8,0.38,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k3","Kimi K3",0,1000000,131072,1,"01234",[3,15,0.3,0],{},{"allowEmptySignature":true}]
["moonshotai/kimi-k3-fast","Kimi K3 Fast",0,1000000,131072,1,"01234",[4.5,22.5,0.45,0],{},{"allowEmptySignature":true}]
["nvidia/nemotron-3-nano-30b-a3b","Nemotron 3 Nano 30B A3B",0,262144,262144,0,"01234",[0.05,0.2,0.025,0],{},{"allowEmptySignature":true}]
["nvidia/nemotron-3-super-120b-a12b","NVIDIA Nemotron 3 Super 120B A12B",0,256000,32000,0,"01234",[0.15,0.65,0,0],{},{"allowEmptySignature":true}]
["nvidia/nemotron-3-ultra-550b-a55b","Nemotron 3 Ultra",0,1000000,65000,0,"01234",[0.6,2.4,0.12,0],{},{"allowEmptySignature":true}]
["nvidia/nemotron-3.5-lightning","Nemotron 3.5 Lightning 30B",0,262144,131072,0,"01234",[0.05,0.2,0.01,0],{},{"allowEmptySignature":true}]
["nvidia/nemotron-nano-12b-v2-vl","Nvidia Nemotron Nano 12B V2 VL",0,131072,131072,1,"01234",[0.2,0.6,0,0],{},{"allowEmptySignature":true}]
["nvidia/nemotron-nano-9b-v2","Nvidia Nemotron Nano 9B V2",0,131072,131072,0,"01234",[0.06,0.23,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-3.5-turbo","GPT-3.5 Turbo",0,16385,4096,0,"0",[0.5,1.5,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-4-turbo","GPT-4 Turbo",0,128000,4096,1,"0",[10,30,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-4.1","GPT-4.1",0,1047576,32768,1,"0",[2,8,0.5,0],{},{"allowEmptySignature":true}]
["openai/gpt-4.1-fast","GPT-4.1 (Fast)",0,1047576,32768,1,"0",[3.5,14,0.875,0],{},{"allowEmptySignature":true}]
["openai/gpt-4.1-mini","GPT-4.1 mini",0,1047576,32768,1,"0",[0.4,1.6,0.1,0],{},{"allowEmptySignature":true}]
["openai/gpt-4.1-mini-fast","GPT-4.1 mini (Fast)",0,1047576,32768,1,"0",[0.7,2.8,0.175,0],{},{"allowEmptySignature":true}]
["openai/gpt-4.1-nano","GPT-4.1 nano",0,1047576,32768,1,"0",[0.1,0.4,0.025,0],{},{"allowEmptySignature":true}]
["openai/gpt-4.1-nano-fast","GPT-4.1 nano (Fast)",0,1047576,32768,1,"0",[0.2,0.8,0.05,0],{},{"allowEmptySignature":true}]
["openai/gpt-4o","GPT-4o",0,128000,16384,1,"0",[2.5,10,1.25,0],{},{"allowEmptySignature":true}]
["openai/gpt-4o-fast","GPT-4o (Fast)",0,128000,16384,1,"0",[4.25,17,2.125,0],{},{"allowEmptySignature":true}]
["openai/gpt-4o-mini","GPT-4o mini",0,128000,16384,1,"0",[0.15,0.6,0.075,0],{},{"allowEmptySignature":true}]
["openai/gpt-4o-mini-fast","GPT-4o mini (Fast)",0,128000,16384,1,"0",[0.25,1,0.125,0],{},{"allowEmptySignature":true}]
["openai/gpt-5","GPT-5",0,400000,128000,1,"01234",[1.25,10,0.125,0],{},{"allowEmptySignature":true}]
["openai/gpt-5-codex","GPT-5-Codex",0,400000,128000,1,"01234",[1.25,10,0.13,0],{},{"allowEmptySignature":true}]
["openai/gpt-5-fast","GPT-5 (Fast)",0,400000,128000,1,"01234",[2.5,20,0.25,0],{},{"allowEmptySignature":true}]
["openai/gpt-5-mini","GPT-5 mini",0,400000,128000,1,"01234",[0.25,2,0.025,0],{},{"allowEmptySignature":true}]
["openai/gpt-5-mini-fast","GPT-5 mini (Fast)",0,400000,128000,1,"01234",[0.45,3.6,0.045,0],{},{"allowEmptySignature":true}]
["openai/gpt-5-nano","GPT-5 nano",0,400000,128000,1,"01234",[0.05,0.4,0.005,0],{},{"allowEmptySignature":true}]
["openai/gpt-5-pro","GPT-5 pro",0,400000,272000,1,"01234",[15,120,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.1-codex","GPT-5.1-Codex",0,400000,128000,1,"01234",[1.25,10,0.13,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.1-codex-max","GPT 5.1 Codex Max",0,400000,128000,1,"01234",[1.25,10,0.125,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.1-codex-mini","GPT 5.1 Codex Mini",0,400000,128000,1,"01234",[0.25,2,0.03,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.1-thinking","GPT 5.1 Thinking",0,400000,128000,1,"01234",[1.25,10,0.125,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.1-thinking-fast","GPT 5.1 Thinking (Fast)",0,400000,128000,1,"01234",[2.5,20,0.25,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.2","GPT 5.2",0,400000,128000,1,"012345",[1.75,14,0.175,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.2-codex","GPT 5.2 Codex",0,400000,128000,1,"012345",[1.75,14,0.175,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.2-fast","GPT 5.2 (Fast)",0,400000,128000,1,"012345",[3.5,28,0.35,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.2-pro","GPT 5.2 ",0,400000,128000,1,"012345",[21,168,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.3-codex","GPT 5.3 Codex",0,400000,128000,1,"012345",[1.75,14,0.175,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.3-codex-fast","GPT 5.3 Codex (Fast)",0,400000,128000,1,"012345",[3.5,28,0.35,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.4","GPT 5.4",0,1050000,128000,1,"012345",[2.5,15,0.25,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.4-fast","GPT 5.4 (Fast)",0,1050000,128000,1,"012345",[5,30,0.5,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.4-mini","GPT 5.4 Mini",0,400000,128000,1,"012345",[0.75,4.5,0.075,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.4-mini-fast","GPT 5.4 Mini (Fast)",0,400000,128000,1,"012345",[1.5,9,0.15,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.4-nano","GPT 5.4 Nano",0,400000,128000,1,"012345",[0.2,1.25,0.02,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.4-pro","GPT 5.4 Pro",0,1050000,128000,1,"012345",[30,180,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.5","GPT 5.5",0,1000000,128000,1,"012345",[5,30,0.5,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.5-fast","GPT 5.5 (Fast)",0,1000000,128000,1,"012345",[12.5,75,1.25,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.5-pro","GPT 5.5 Pro",0,1000000,128000,1,"345",[30,180,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-5.6-luna","GPT 5.6 Luna",0,1050000,128000,1,"012345",[0.2,1.2,0.02,0.25],{},{"allowEmptySignature":true}]
["openai/gpt-5.6-luna-fast","GPT 5.6 Luna (Fast)",0,1050000,128000,1,"012345",[0.4,2.4,0.04,0.5],{},{"allowEmptySignature":true}]
["openai/gpt-5.6-sol","GPT 5.6 Sol",0,1050000,128000,1,"012345",[4,20,0.4,5],{},{"allowEmptySignature":true}]
["openai/gpt-5.6-sol-fast","GPT 5.6 Sol (Fast)",0,1050000,128000,1,"012345",[8,40,0.8,10],{},{"allowEmptySignature":true}]
["openai/gpt-5.6-terra","GPT 5.6 Terra",0,1050000,128000,1,"012345",[2,12,0.2,2.5],{},{"allowEmptySignature":true}]
["openai/gpt-5.6-terra-fast","GPT 5.6 Terra (Fast)",0,1050000,128000,1,"012345",[4,24,0.4,5],{},{"allowEmptySignature":true}]
["openai/gpt-6-astra","GPT-6 Astra",0,1050000,128000,1,"012345",[10,50,1,12.5],{},{"allowEmptySignature":true}]
["openai/gpt-6-astra-fast","GPT-6 Astra (Fast)",0,1050000,128000,1,"012345",[20,100,2,25],{},{"allowEmptySignature":true}]
["openai/gpt-6-luna","GPT-6 Luna",0,1050000,128000,1,"012345",[0.1,0.5,0.01,0.125],{},{"allowEmptySignature":true}]
["openai/gpt-6-luna-fast","GPT-6 Luna (Fast)",0,1050000,128000,1,"012345",[0.2,1,0.02,0.25],{},{"allowEmptySignature":true}]
["openai/gpt-6-sol","GPT-6 Sol",0,1050000,128000,1,"012345",[2,10,0.2,2.5],{},{"allowEmptySignature":true}]
["openai/gpt-6-sol-fast","GPT-6 Sol (Fast)",0,1050000,128000,1,"012345",[4,20,0.4,5],{},{"allowEmptySignature":true}]
["openai/gpt-oss-120b","GPT OSS 120B",0,131072,131072,0,"01234",[0.1,0.5,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-oss-20b","GPT OSS 20B",0,131072,8192,0,"01234",[0.03,0.14,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-oss-safeguard-120b","GPT OSS Safeguard 120B",0,128000,16000,0,"01234",[0.15,0.6,0,0],{},{"allowEmptySignature":true}]
["openai/gpt-oss-safeguard-20b","GPT OSS Safeguard 20B",0,128000,16000,0,"01234",[0.07,0.2,0,0],{},{"allowEmptySignature":true}]
["openai/o1","o1",0,200000,100000,1,"01234",[15,60,7.5,0],{},{"allowEmptySignature":true}]
["openai/o3","o3",0,200000,100000,1,"01234",[2,8,0.5,0],{},{"allowEmptySignature":true}]
["openai/o3-fast","o3 (Fast)",0,200000,100000,1,"01234",[3.5,14,0.875,0],{},{"allowEmptySignature":true}]
["openai/o3-mini","o3-mini",0,200000,100000,0,"01234",[1.1,4.4,0.55,0],{},{"allowEmptySignature":true}]
["openai/o3-pro","o3 Pro",0,200000,100000,1,"01234",[20,80,0,0],{},{"allowEmptySignature":true}]
["openai/o4-mini","o4-mini",0,200000,100000,1,"01234",[1.1,4.4,0.275,0],{},{"allowEmptySignature":true}]
["openai/o4-mini-fast","o4-mini (Fast)",0,200000,100000,1,"01234",[2,8,0.5,0],{},{"allowEmptySignature":true}]
["poolside/laguna-s-2.1","Laguna S 2.1",0,1000000,131072,0,"01234",[0.1,0.2,0.01,0],{},{"allowEmptySignature":true}]
["poolside/laguna-s-2.1-free","Laguna S 2.1 Free",0,256000,32768,0,"01234",null,{},{"allowEmptySignature":true}]
["quiverai/arrow-2","Arrow 2",0,131072,131072,1,"01234",[4,20,0.4,5],{},{"allowEmptySignature":true}]
["quiverai/arrow-2-telos","Arrow 2 Telos",0,131072,131072,1,"01234",[6,30,0.6,7.5],{},{"allowEmptySignature":true}]
["sakana/fugu-max","Fugu Max",0,1000000,1000000,1,"01234",[2,6,0.25,0],{},{"allowEmptySignature":true}]
["sakana/fugu-ultra","Fugu Ultra",0,1000000,1000000,1,"01234",[5,30,0.5,0],{},{"allowEmptySignature":true}]
["sakana/fugu-ultra-v2","Fugu Ultra v2",0,1000000,1000000,1,"01234",[5,30,0.5,0],{},{"allowEmptySignature":true}]
["sakana/namazu","Sakana Namazu",0,256000,256000,1,"01234",[0.95,4,0.15,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.1-fast-non-reasoning","Grok 4.1 Fast Non-Reasoning",0,1000000,1000000,1,"0",[0.2,0.5,0.05,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.1-fast-reasoning","Grok 4.1 Fast Reasoning",0,1000000,1000000,1,"01234",[0.2,0.5,0.05,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.20-multi-agent","Grok 4.20 Multi-Agent",0,2000000,2000000,1,"01234",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.20-multi-agent-beta","Grok 4.20 Multi Agent Beta",0,2000000,2000000,1,"01234",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.20-non-reasoning","Grok 4.20 Non-Reasoning",0,2000000,2000000,1,"0",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.20-non-reasoning-beta","Grok 4.20 Beta Non-Reasoning",0,2000000,2000000,1,"0",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.20-reasoning","Grok 4.20 Reasoning",0,2000000,2000000,1,"01234",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.20-reasoning-beta","Grok 4.20 Beta Reasoning",0,2000000,2000000,1,"01234",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.3","Grok 4.3",0,1000000,1000000,1,"01234",[1.25,2.5,0.2,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.5","Grok 4.5",0,500000,500000,1,"01234",[2,6,0.3,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.6","Grok 4.6",0,500000,500000,1,"01234",[2,6,0.5,0],{},{"allowEmptySignature":true}]
["spacexai/grok-4.7","Grok 4.7",0,500000,500000,1,"01234",[1.2,3.6,0.3,0],{},{"allowEmptySignature":true}]
["spacexai/grok-build-0.1","Grok Build 0.1",0,256000,256000,1,"01234",[1,2,0.2,0],{},{"allowEmptySignature":true}]
["stepfun/step-3.5-flash","StepFun 3.5 Flash",0,262114,262114,1,"01234",[0.09,0.3,0.02,0],{},{"allowEmptySignature":true}]
["stepfun/step-3.7-flash","Step 3.7 Flash",0,256000,256000,1,"01234",[0.2,1.15,0.04,0],{},{"allowEmptySignature":true}]
["tencent/hy3","Hy3",0,262144,262144,0,"01234",[0.14,0.58,0.035,0],{},{"allowEmptySignature":true}]
["tencent/hy4-preview","Tencent Hy4 Preview",0,1024000,64000,0,"01234",[0.834,2.501,0.042,0],{},{"allowEmptySignature":true}]
["thinkingmachines/inkling","Inkling",0,256000,256000,1,"01234",[1,4.05,0.17,0],{},{"allowEmptySignature":true}]
["thinkingmachines/inkling-small","Inkling Small",0,1000000,1000000,1,"01234",[0.5,1.2,0.1,0],{},{"allowEmptySignature":true}]
["xiaomi/mimo-v2.5","MiMo M2.5",0,1050000,131100,1,"01234",[0.14,0.28,0.0028,0],{},{"allowEmptySignature":true}]
["xiaomi/mimo-v2.5-pro","MiMo V2.5 Pro",0,1050000,131000,0,"01234",[0.435,0.87,0.0036,0],{},{"allowEmptySignature":true}]
["xiaomi/mimo-v2.6-flash","MiMo V2.6 Flash",0,1048576,131072,1,"01234",[0.14,0.28,0.0028,0],{},{"allowEmptySignature":true}]
["xiaomi/mimo-v2.6-pro","MiMo V2.6 Pro",0,1048576,131072,1,"01234",[0.435,0.87,0.0036,0],{},{"allowEmptySignature":true}]
["xiaomi/mimo-v2.6-pro-ultraspeed","MiMo V2.6 Pro UltraSpeed",0,1048576,131072,1,"01234",[4.35,8.7,0.036,0],{},{"allowEmptySignature":true}]
["zai/glm-4.5","GLM 4.5",0,128000,96000,0,"01234",[0.6,2.2,0.11,0],{},{"allowEmptySignature":true}]
["zai/glm-4.5-air","GLM 4.5 Air",0,128000,96000,0,"01234",[0.2,1.1,0.03,0],{},{"allowEmptySignature":true}]
["zai/glm-4.5v","GLM 4.5V",0,66000,16000,1,"01234",[0.6,1.8,0.11,0],{},{"allowEmptySignature":true}]
["zai/glm-4.6","GLM 4.6",0,200000,96000,0,"01234",[0.6,2.2,0.11,0],{},{"allowEmptySignature":true}]
["zai/glm-4.7","GLM 4.7",0,200000,120000,0,"01234",[0.6,2.2,0.12,0],{},{"allowEmptySignature":true}]
["zai/glm-4.7-flash","GLM 4.7 Flash",0,200000,131000,0,"01234",[0.07,0.4,0,0],{},{"allowEmptySignature":true}]
["zai/glm-4.7-flashx","GLM 4.7 FlashX",0,200000,128000,0,"01234",[0.06,0.4,0.01,0],{},{"allowEmptySignature":true}]
["zai/glm-5","GLM 5",0,202800,131100,0,"01234",[1,3.2,0,0],{},{"allowEmptySignature":true}]
["zai/glm-5-turbo","GLM 5 Turbo",0,202800,131100,0,"01234",[1.2,4,0.24,0],{},{"allowEmptySignature":true}]
["zai/glm-5.1","GLM 5.1",0,202800,64000,0,"01234",[1.4,4.4,0.26,0],{},{"allowEmptySignature":true}]
["zai/glm-5.2","GLM 5.2",0,1000000,128000,0,"01234",[0.8,2.55,0.16,0],{},{"allowEmptySignature":true}]
["zai/glm-5.2-fast","GLM 5.2 Fast",0,1000000,128000,0,"01234",[2.1,6.6,0.21,0],{},{"allowEmptySignature":true}]
["zai/glm-5.3","GLM 5.3",0,1000000,1000000,0,"01234",[1.4,4.4,0.14,0],{},{"allowEmptySignature":true}]
["zai/glm-5.3-fast","GLM 5.3 Fast",0,1048576,262144,0,"01234",[2.1,6.6,0.21,0],{},{"allowEmptySignature":true}]
["zai/glm-5.3-flash","GLM 5.3 Flash",0,1000000,131000,1,"01234",[0.15,0.5,0.03,0],{},{"allowEmptySignature":true}]
["zai/glm-5.3-flashx","GLM 5.3 FlashX",0,1000000,131072,1,"01234",[0.37,1.25,0.075,0],{},{"allowEmptySignature":true}]
["zai/glm-5v-turbo","GLM 5V Turbo",0,200000,128000,1,"01234",[1.2,4,0.24,0],{},{"allowEmptySignature":true}]
`,
  xai: `
["grok-4.3","Grok 4.3",2,1000000,30000,1,"0234",[1.25,2.5,0.2,0],{"off":"none"},{"supportsLongCacheRetention":false}]
["grok-4.5","Grok 4.5",2,500000,500000,1,"234",[2,6,0.3,0],{},{"supportsLongCacheRetention":false}]
["grok-4.6","Grok 4.6",2,500000,500000,1,"2345",[2,6,0.5,0],{},{"supportsLongCacheRetention":false}]
["grok-4.7","Grok 4.7",2,500000,500000,1,"2345",[2,6,0.5,0],{},{"supportsLongCacheRetention":false}]
`,
  xiaomi: `
["mimo-v2.5","MiMo-V2.5",1,1048576,131072,1,"01234",[0.14,0.28,0.0028,0],{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.5-pro","MiMo-V2.5-Pro",1,1048576,131072,0,"01234",[0.435,0.87,0.0036,0],{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.5-pro-ultraspeed","MiMo-V2.5-Pro-UltraSpeed",1,1048576,131072,0,"01234",[1.305,2.61,0.0108,0],{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-flash","MiMo-V2.6-Flash",1,1048576,131072,1,"01234",[0.14,0.28,0.0028,0],{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-pro","MiMo-V2.6-Pro",1,1048576,131072,1,"01234",[0.435,0.87,0.0036,0],{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-pro-ultraspeed","MiMo-V2.6-Pro-UltraSpeed",1,1048576,131072,1,"01234",[4.35,8.7,0.036,0],{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
`,
  "xiaomi-token-plan-ams": `
["mimo-v2.5","MiMo-V2.5",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.5-pro","MiMo-V2.5-Pro",1,1048576,131072,0,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-flash","MiMo-V2.6-Flash",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-pro","MiMo-V2.6-Pro",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
`,
  "xiaomi-token-plan-cn": `
["mimo-v2.5","MiMo-V2.5",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.5-pro","MiMo-V2.5-Pro",1,1048576,131072,0,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-flash","MiMo-V2.6-Flash",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-pro","MiMo-V2.6-Pro",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
`,
  "xiaomi-token-plan-sgp": `
["mimo-v2.5","MiMo-V2.5",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.5-pro","MiMo-V2.5-Pro",1,1048576,131072,0,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-flash","MiMo-V2.6-Flash",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
["mimo-v2.6-pro","MiMo-V2.6-Pro",1,1048576,131072,1,"01234",null,{},{"requiresReasoningContentOnAssistantMessages":true,"thinkingFormat":"deepseek"}]
`,
  zai: `
["glm-4.7","GLM-4.7",1,204800,131072,0,"01234",[0.6,2.2,0.11,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5-turbo","GLM-5-Turbo",1,200000,131072,0,"01234",[1.2,4,0.24,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.2","GLM-5.2",1,1000000,131072,0,"046",[1.4,4.4,0.26,0],{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.2-highspeed","GLM-5.2 Highspeed",1,1000000,131072,0,"046",null,{"off":"none"},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.3","GLM-5.3",1,1000000,131072,0,"246",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.3-flash","GLM-5.3-Flash",1,1000000,131072,1,"246",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.3-highspeed","GLM-5.3 Highspeed",1,1000000,131072,0,"246",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
`,
  "zai-coding-cn": `
["glm-4.6v","GLM-4.6V",1,128000,32768,1,"01234",[0.3,0.9,0,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":false,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.3","GLM-5.3",1,1000000,131072,0,"246",[1.4,4.4,0.26,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.3-flash","GLM-5.3-Flash",1,1000000,131072,1,"246",[0.15,0.5,0.03,0],{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
["glm-5.3-highspeed","GLM-5.3 Highspeed",1,1000000,131072,0,"246",null,{},{"supportsStore":false,"supportsDeveloperRole":false,"supportsReasoningEffort":true,"maxTokensField":"max_tokens","thinkingFormat":"zai","zaiToolStream":true}]
`,
};
