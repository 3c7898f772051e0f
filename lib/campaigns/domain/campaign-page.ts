import type { NodeState } from '@/lib/fleet/domain/node-state'
import type { JsonValue } from '@/lib/kernel/json/json'
import type { CampaignRules, CampaignState } from './campaign'
import type { DryRunState } from './dry-runs'
import type { Mark } from './marks'

export type Person = { did: string; name: string }

/** A campaign as lists and its own page show it; counts are of nodes that the viewer may see. */
export type CampaignHead = {
  id: string
  name: string
  task: string
  params: JsonValue
  reason: string
  requester: Person | null
  createdAt: string
  state: CampaignState
  stateAt: string
  /** Null: the clock. */
  stateBy: Person | null
  stateReason: string | null
  rules: CampaignRules
  waves: number
  wave: number | null
  counts: Record<Mark, number>
  nodes: number
  worse: number
  /** Failed or lost since it was last resumed after a stop; so many of them stop it. */
  failures: number
}

export type CampaignJob = {
  id: string
  mark: Mark
  node: { did: string; name: string | null; state: NodeState | null }
  /** What it does now, or how it ended. */
  said: string | null
  verdict: string | null
  /** Null: nobody asked for one. */
  dryRun: DryRunState | null
  approvedBy: string[]
  seconds: number | null
}

export type Wave = {
  wave: number
  openedAt: string | null
  waitsUntil: string | null
  endedAt: string | null
  /** From the earliest to the latest time; null: not known, or over. */
  begins: Span | null
  ends: Span | null
  jobs: CampaignJob[]
}

type Span = { from: string; to: string }

/** When owners were last reminded, by whom, and from when on they can be again. */
type Reminder = { at: string; by: string | null; nextAt: string }

/** How far one owner is with deciding. */
export type OwnerShare = {
  person: Person
  nodes: number
  decided: number
  waits: number
  refused: number
  /** What was said about one that was refused. */
  refusedWhy: string | null
}

/** The same command on some of the nodes. */
export type Variant = {
  command: readonly string[] | null
  risk: string | null
  nodes: number
  example: string
}

export type CampaignPage = CampaignHead & {
  risk: string | null
  each: Wave[]
  owners: OwnerShare[]
  variants: Variant[]
  /** Why this viewer cannot pause, resume or cancel it; null if they can. */
  refusal: string | null
  /** How many people a reminder would reach, why this viewer cannot send one, and the last one with whom it reached. */
  asked: number
  remindRefusal: string | null
  reminder: (Reminder & { people: string[] }) | null
  /** Null: they are told of it anyway, or it is over. */
  follows: boolean | null
}
