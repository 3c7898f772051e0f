import { z } from 'zod'
import type { DocumentChange } from '@/lib/jobs/domain/document-changes'
import { mostDecided } from '@/lib/jobs/domain/most-decided'
import type { OnNode } from '@/lib/jobs/domain/on-node'
import { waitsForDryRun } from '@/lib/jobs/domain/refusals'
import { canonicalJson, isJsonObject, type JsonValue } from '@/lib/kernel/json/json'
import type { DocumentOffer } from '@/lib/signing/domain/document'
import { type ParamChange, paramChanges } from '@/lib/tasks/domain/param-changes'
import { riskRank } from '@/lib/tasks/domain/risk'
import type { TriageRow } from './job-board'

/** One of several jobs to decide on together. */
export type SheetJob = TriageRow & {
  /** What is decided on. */
  approvalHash: string
  /** Changes with everything that is shown of what would run. */
  shownVersion: string
  /** What its node runs for it; null where the node has announced nothing. */
  offer: DocumentOffer | null
  /** What differs from the revision before. */
  edits: DocumentChange[]
  onNode: OnNode | null
  /** What its node found out that it would change; null: nobody asked, or there is no answer. */
  tried: { output: string; exitCode: number | null } | null
}

/** A job that is not decided on with the others: why, and whether it can at least be rejected. */
export type SheetApart = { job: SheetJob; why: string; rejectable: boolean }

/**
 * Jobs that run the same command; `params` are those of most of them. `differs`: in what one of them is unlike those; `tried`: how what it
 * would change compares with what most of them would.
 */
export type SheetGroup = {
  task: string
  offer: DocumentOffer | null
  params: JsonValue
  /** What most of them would change; null where nobody asked. */
  output: string | null
  rows: { job: SheetJob; differs: ParamChange[]; tried: 'failed' | 'other' | 'same' | null }[]
}

export type DecisionSheet = {
  groups: SheetGroup[]
  apart: SheetApart[]
  /** So many of those asked for do not exist for the viewer. */
  unknown: number
}

/** The jobs of the address of a sheet, each once and no more than can be decided at once. */
export const sheetJobIds = (text: string | undefined): string[] =>
  [...new Set((text ?? '').split('.'))]
    .filter((jobId) => z.guid().safeParse(jobId).success)
    .slice(0, mostDecided)

/** What a group has in common: everything that its nodes run, but not what they would accept besides. */
const groupKey = ({ task, offer }: SheetJob): string => {
  const { digest: _, params_schema: __, ...runs } = offer ?? { digest: null, params_schema: null }
  return `${task}\n${canonicalJson(runs)}`
}

/** The parameters that most of these have; of several, those of the first. */
function usualParams(jobs: readonly SheetJob[]): JsonValue {
  const counts = new Map<string, number>()
  for (const { params } of jobs) {
    const text = canonicalJson(params)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const most = Math.max(...counts.values())
  return jobs.find(({ params }) => counts.get(canonicalJson(params)) === most)?.params ?? null
}

/** The output that most of these would have; of several, that of the first. */
function usualOutput(jobs: readonly SheetJob[]): string | null {
  const outputs = jobs.flatMap(({ tried }) => (tried?.exitCode === 0 ? [tried.output] : []))
  const count = (output: string): number => outputs.filter((one) => one === output).length
  return outputs.toSorted((a, b) => count(b) - count(a))[0] ?? null
}

const triedLike = ({ tried }: SheetJob, usual: string | null): SheetGroup['rows'][number]['tried'] =>
  tried && (tried.exitCode !== 0 ? 'failed' : tried.output === usual ? 'same' : 'other')

/** Jobs that run the same, together: what is of higher risk, first. The order within a group is kept. */
export function sheetGroups(jobs: readonly SheetJob[]): SheetGroup[] {
  const alike = new Map<string, SheetJob[]>()
  for (const job of jobs) {
    const key = groupKey(job)
    alike.set(key, [...(alike.get(key) ?? []), job])
  }
  return [...alike.values()]
    .map((group) => {
      const params = usualParams(group)
      const usual = usualOutput(group)
      return {
        ...{ task: group[0]?.task ?? '', offer: group[0]?.offer ?? null, params, output: usual },
        rows: group.map((job) => ({
          job,
          differs: differences(job.params, params),
          tried: triedLike(job, usual),
        })),
      }
    })
    .sort((a, b) => riskRank(b.offer?.risk ?? null) - riskRank(a.offer?.risk ?? null))
}

/** Parameters that are no object differ as a whole. */
const differences = (params: JsonValue, usual: JsonValue): ParamChange[] =>
  isJsonObject(params) && isJsonObject(usual)
    ? paramChanges(params, usual)
    : canonicalJson(params) === canonicalJson(usual)
      ? []
      : [{ name: 'params', kind: 'changed', was: usual }]

/** Why the viewer does not decide on a job together with others; null if they can. */
export function whyApart(job: SheetJob, refusal: string | null): SheetApart | null {
  if (refusal !== null) return { job, why: refusal, rejectable: false }
  if (job.unfit !== null) return { job, why: job.unfit, rejectable: true }
  if (job.triesUntil !== null) return { job, why: waitsForDryRun(job.triesUntil), rejectable: false }
  if (job.onNode?.counts === 'no') return { job, why: job.onNode.why, rejectable: false }
  return job.offer?.risk === 'high'
    ? { job, why: 'High risk is never approved in a list; decide on it alone.', rejectable: false }
    : null
}
