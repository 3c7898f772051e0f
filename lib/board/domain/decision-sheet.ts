import { z } from 'zod'
import type { DocumentChange } from '@/lib/jobs/domain/document-changes'
import { mostDecided } from '@/lib/jobs/domain/most-decided'
import type { OnNode } from '@/lib/jobs/domain/on-node'
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
}

/** A job that is not decided on with the others: why, and whether it can at least be rejected. */
export type SheetApart = { job: SheetJob; why: string; rejectable: boolean }

/** Jobs that run the same command; `params` are those of most of them. `differs`: in what one of them is unlike those. */
export type SheetGroup = {
  task: string
  offer: DocumentOffer | null
  params: JsonValue
  rows: { job: SheetJob; differs: ParamChange[] }[]
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
      return {
        ...{ task: group[0]?.task ?? '', offer: group[0]?.offer ?? null, params },
        rows: group.map((job) => ({ job, differs: differences(job.params, params) })),
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
  if (job.onNode?.counts === 'no') return { job, why: job.onNode.why, rejectable: false }
  return job.offer?.risk === 'high'
    ? { job, why: 'High risk is never approved in a list; decide on it alone.', rejectable: false }
    : null
}
