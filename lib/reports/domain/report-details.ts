import { z } from 'zod'
import { isJsonObject } from '@/lib/kernel/json/json'

// What a stored report says beside its metrics; any program may have written it.

const dependency = z.object({ dependency_did: z.string(), status: z.string() })
const logsSummary = z.object({ error_count: z.number(), warning_count: z.number() }).partial()

export type Dependency = z.infer<typeof dependency>
export type LogsSummary = z.infer<typeof logsSummary>

/** The dependencies in a raw report; entries of another shape are skipped. */
export const dependenciesOf = (raw: unknown): Dependency[] =>
  isJsonObject(raw) && Array.isArray(raw.dependencies)
    ? raw.dependencies.flatMap((entry) => dependency.safeParse(entry).data ?? [])
    : []

export const logsSummaryOf = (raw: unknown): LogsSummary | null =>
  isJsonObject(raw) ? (logsSummary.safeParse(raw.logs_summary).data ?? null) : null

const limit = z.object({ warning: z.number(), error: z.number() })
const agentLimits = z.object({
  cpu_usage_percent: limit.optional(),
  memory_usage_percent: limit.optional(),
  disk_usage_percent: limit.optional(),
  sustained_samples: z.number().optional(),
})

/** The limits by which an agent judges its node, in per cent; the CPU has to be there for `sustained_samples` in a row. */
export type AgentLimits = z.infer<typeof agentLimits>

/** What the agent announces in a raw report; null if it says nothing of its limits. */
export const agentLimitsOf = (raw: unknown): AgentLimits | null =>
  isJsonObject(raw) && isJsonObject(raw.agent) && isJsonObject(raw.agent.thresholds)
    ? (agentLimits.safeParse(raw.agent.thresholds).data ?? null)
    : null

/** Code and recommendation of a diagnosis, if it has them. */
export function diagnosisOf(value: unknown): { code: string | null; recommendation: string | null } | null {
  if (!isJsonObject(value)) return null
  const text = (entry: unknown): string | null => (typeof entry === 'string' && entry !== '' ? entry : null)
  const diagnosis = { code: text(value.code), recommendation: text(value.recommendation) }
  return diagnosis.code || diagnosis.recommendation ? diagnosis : null
}
