import { randomUUID } from 'node:crypto'
import type { DataSource, EntityManager } from 'typeorm'
import {
  closeGroups,
  endIncidents,
  endOrphans,
  lastIncidents,
  noteWell,
  openIncidents,
} from '@/lib/alerts/db/incidents'
import { holdLease, type Lease, stillHolds } from '@/lib/alerts/db/lease'
import { type Latest, readLatest, readReports, snapshot } from '@/lib/alerts/db/readings'
import { readRules } from '@/lib/alerts/db/rules'
import { readSilent } from '@/lib/alerts/db/silent'
import type { Rule } from '@/lib/alerts/domain/rule'
import { Evaluation, type Moves } from './evaluation'
import { SilenceEvaluation } from './silence-evaluation'

/** Nodes whose reports are read at once. */
const together = 500
/** Older reports that come now are history. */
const oldestSeconds = 6 * 3_600
/** Ended incidents that a new evaluator has to know: a node may send only once a day. */
const rememberedSeconds = 26 * 3_600

/** What was read of a node: how many reports, and up to when (epoch seconds). */
type Seen = { reports: number; at: number }

type Memory = {
  version: string
  since: string
  seen: Map<string, Seen>
  reports: Evaluation
  silence: SilenceEvaluation
}

/**
 * Returns what judges all rules by what has come since the last run. It keeps in memory what is not plainly quiet; whatever goes
 * wrong, and whenever another server evaluated meanwhile, it begins again with the reports of the last minutes and the
 * incidents that PostgreSQL has. Answers whether this server evaluates.
 */
export function evaluator(id: string = randomUUID()): (db: DataSource) => Promise<boolean> {
  let memory: Memory | null = null
  return async (db) => {
    const before = memory
    // Until the moves are written, nothing is known for certain.
    memory = null
    const lease = await holdLease(db.manager, id)
    if (!lease) return false
    const rules = (await readRules(db.manager)).filter(({ enabled }) => enabled)
    const version = JSON.stringify(rules)
    const known = lease.kept && before?.version === version ? before : null
    const { after, moves } = known
      ? await goOn(db.manager, known, lease)
      : await begin(db.manager, rules, version, lease)
    if (await write(db, id, after, moves)) memory = after
    return memory !== null
  }
}

async function begin(db: EntityManager, rules: readonly Rule[], version: string, lease: Lease) {
  const since = await snapshot(db)
  const known = await lastIncidents(db, seconds(lease.now) - rememberedSeconds)
  const reports = new Evaluation(rules, known)
  const after: Memory = {
    version,
    since,
    seen: new Map(),
    reports,
    silence: new SilenceEvaluation(rules, known),
  }
  const moves = noMoves()
  if (reports.needed) await judgeRead(db, after, await readLatest(db, null, reports.names), moves)
  await judgeSilent(db, after, lease, moves)
  return { after, moves }
}

async function goOn(db: EntityManager, memory: Memory, lease: Lease) {
  const { reports, seen } = memory
  const moves = noMoves()
  const since = await snapshot(db)
  if (reports.needed) {
    const incomplete: Latest[] = []
    for (const latest of await readLatest(db, memory.since, reports.names)) {
      const last = seen.get(latest.did)
      if (last?.reports === latest.reports && last.at === latest.at) continue
      // One more report, and the latest: then it is all that came.
      if (last && latest.reports === last.reports + 1 && latest.at > last.at) {
        seen.set(latest.did, { reports: latest.reports, at: latest.at })
        add(moves, reports.judge(latest, [latest]))
      } else incomplete.push(latest)
    }
    await judgeRead(db, memory, incomplete, moves)
  }
  await judgeSilent(db, memory, lease, moves)
  return { after: { ...memory, since }, moves }
}

/** Judges nodes by their reports of the last minutes, and by all that came since the last look. */
async function judgeRead(
  db: EntityManager,
  { reports, seen }: Memory,
  nodes: readonly Latest[],
  moves: Moves,
): Promise<void> {
  for (let from = 0; from < nodes.length; from += together) {
    const some = nodes.slice(from, from + together)
    const found = await readReports(
      db,
      some.map(({ did, at }) => ({
        did,
        since: Math.max(Math.min(seen.get(did)?.at ?? at, at) - reports.lookBackSeconds, at - oldestSeconds),
      })),
      reports.names,
    )
    const rows = new Map<string, typeof found>()
    for (const row of found) rows.set(row.did, [...(rows.get(row.did) ?? []), row])
    for (const node of some) {
      seen.set(node.did, { reports: node.reports, at: node.at })
      add(moves, reports.judge(node, rows.get(node.did) ?? []))
    }
  }
}

async function judgeSilent(
  db: EntityManager,
  { silence }: Memory,
  lease: Lease,
  moves: Moves,
): Promise<void> {
  if (!silence.needed) return
  const silent = await readSilent(db, lease.now)
  add(moves, silence.judge(silent, seconds(lease.now), seconds(lease.aliveSince)))
}

/** Whether it was written: not if another server has taken over. */
const write = (db: DataSource, id: string, { reports, silence }: Memory, moves: Moves): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (!(await stillHolds(tx, id))) return false
    if (moves.ended.length > 0) await endIncidents(tx, moves.ended)
    await openIncidents(tx, moves.opened)
    if (moves.well.length > 0) await noteWell(tx, moves.well)
    for (const { rule, node } of await endOrphans(tx)) {
      reports.forget(rule, node)
      silence.forget(rule, node)
    }
    await closeGroups(tx)
    return true
  })

const seconds = (time: Date): number => time.getTime() / 1_000

const noMoves = (): Moves => ({ opened: [], ended: [], well: [] })

function add(moves: Moves, more: Moves): void {
  moves.opened.push(...more.opened)
  moves.ended.push(...more.ended)
  moves.well.push(...more.well)
}
