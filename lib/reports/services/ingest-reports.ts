import type { DataSource } from 'typeorm'
import { isLockTimeout } from '@/lib/db/connection/failures'
import { coalesce } from '@/lib/kernel/coalesce'
import { type FieldProblem, fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { loopTurn, stepper } from '@/lib/kernel/loop-turn'
import { readersWait } from '@/lib/kernel/waiting-readers'
import { metrics } from '@/lib/metrics/metrics'
import type { Context } from '@/lib/people/services/context'
import type { ReportRow } from '@/lib/reports/db/reports'
import { type MetricLimits, usualLimits } from '@/lib/reports/domain/metric-limits'
import { parseReport } from '@/lib/reports/domain/report'
import { nodeHeld, setAside, unlessHeld } from './held-nodes'
import { type ItemProblem, itemProblem } from './item-problem'
import { type ParsedCall, type ReadCall, withPlaces } from './name-places'
import { type Stored, storeReports } from './store-reports'

export type Ingested = {
  accepted: number
  duplicates: number
  rejected: ItemProblem[]
  /** What was dropped from accepted reports, such as a metric that is not a number. */
  warnings: ItemProblem[]
}

/** One item as read by the transport; `problem` when it was not JSON. */
export type IncomingReport = { value: unknown } | { problem: string }

/** The reports of one call; `alone`: a single one, whose call fails if it is not valid. */
type Incoming = { items: readonly IncomingReport[]; alone?: boolean }

/** One call. `read` parses it when its turn comes: waiting as text takes a fifth of the memory. */
export type ReportCall = { bytes: number; read: () => Result<Incoming>; limits?: MetricLimits }

/** `since`: when it began to wait, by `performance.now()`. */
type NodeCall = ReportCall & { nodeDid: string; since: number }
type Ingest = (call: NodeCall) => Promise<Result<Ingested>>
const ingests = new WeakMap<DataSource, Ingest>()

/**
 * Two inserts at once keep PostgreSQL busy while the next one is parsed; one leaves room for the queries of pages while
 * somebody waits for one. Single reports, which would wait for each other's node and commit, are faster in one larger
 * insert. A group of 1 MB is some 1,400 reports.
 */
function ingestOf(db: DataSource): Ingest {
  const known = ingests.get(db)
  if (known) return known
  const ingest = coalesce<NodeCall, Result<Ingested>>({
    run: (calls) => {
      countStarted(calls)
      return ingestGroup(db, calls)
    },
    ...{ parallel: () => (readersWait() ? 1 : 2), worth: 64 * 1024, room: 1024 * 1024 },
    sizeOf: ({ bytes }) => bytes,
  })
  ingests.set(db, ingest)
  return ingest
}

function countStarted(calls: readonly NodeCall[]): void {
  const { queued, queueWait } = metrics().ingest
  const now = performance.now()
  queued.dec(calls.length)
  for (const { since } of calls) queueWait.observe((now - since) / 1_000)
}

/**
 * Stores reports of the agent's own node, together with those of other callers that arrive meanwhile, and answers after
 * the commit. Valid items of a call are kept, invalid ones are returned with their index. A report for another node fails
 * the whole call, since the token is not valid for it.
 */
export function ingestReports({ db, viewer }: Context, call: ReportCall): Promise<Result<Ingested>> {
  if (viewer.kind !== 'agent')
    return Promise.resolve(
      fail('forbidden', 'Send reports with a node’s token: `hakim token create --node DID`.'),
    )
  const own = { ...call, nodeDid: viewer.nodeDid, since: performance.now() }
  return unlessHeld(db, viewer.nodeDid, {
    store: () => {
      metrics().ingest.queued.inc()
      return ingestOf(db)(own)
    },
    alone: async () => (await ingestGroup(db, [own]))[0] ?? nodeHeld,
  })
}

async function ingestGroup(db: DataSource, calls: readonly NodeCall[]): Promise<Result<Ingested>[]> {
  const read = await parseCalls(calls)
  const { parsed, stored } = await storeUnheld(db, calls, await withPlaces(db, read))
  let next = 0
  return parsed.map((call) => {
    if (!call.ok) return call
    const mine = stored.slice(next, next + call.value.reports.length)
    next += mine.length
    return ok(ingested(call.value, mine))
  })
}

/** Long calls are parsed in steps, between which the server answers others. */
async function parseCalls(calls: readonly NodeCall[]): Promise<Result<ReadCall>[]> {
  const isFull = stepper()
  const parsed: Result<ReadCall>[] = []
  for (const call of calls) {
    if (isFull(call.bytes)) await loopTurn()
    parsed.push(await parseCall(call))
  }
  return parsed
}

type Parsed = Result<ParsedCall>[]

/**
 * Stores the reports of the calls but for those of nodes that another program's transaction holds, whose calls fail. After
 * a wait without such a node, which has ended meanwhile or is for something else, it tries once more.
 */
async function storeUnheld(
  db: DataSource,
  calls: readonly NodeCall[],
  parsed: Parsed,
  again = false,
): Promise<{ parsed: Parsed; stored: Stored[] }> {
  try {
    return { parsed, stored: await storeReports(db.manager, parsed.flatMap(rowsOf)) }
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    const waiting = calls.flatMap(({ nodeDid }, index) => (parsed[index]?.ok ? [nodeDid] : []))
    const held = new Set(await setAside(db, [...new Set(waiting)]))
    if (held.size === 0 && again) throw error
    const rest = parsed.map((call, index) => (held.has(calls[index]?.nodeDid ?? '') ? nodeHeld : call))
    return storeUnheld(db, calls, rest, held.size === 0)
  }
}

const rowsOf = (call: Result<ParsedCall>): ReportRow[] =>
  call.ok ? call.value.reports.map(({ row }) => row) : []

async function parseCall({
  nodeDid,
  bytes,
  read,
  limits = usualLimits,
}: NodeCall): Promise<Result<ReadCall>> {
  const incoming = read()
  if (!incoming.ok) return incoming
  const { items, alone = false } = incoming.value
  if (items.some((item) => 'value' in item && isForeign(item.value, nodeDid)))
    return fail('forbidden', `This token is for ${nodeDid} and can only report for that node.`)
  const call: ReadCall = { limits, reports: [], rejected: [], warnings: [] }
  const isFull = stepper()
  for (const [index, item] of items.entries()) {
    if ('problem' in item) call.rejected.push({ index, error: item.problem, fields: [] })
    else addReport(call, index, item.value)
    if (isFull(bytes / items.length)) await loopTurn()
  }
  const [problem] = call.rejected
  return alone && problem
    ? fail('invalid', 'The report was not accepted.', { fields: problem.fields })
    : ok(call)
}

function addReport(call: ReadCall, index: number, value: unknown): void {
  const parsed = parseReport(value, call.limits.report)
  if (!parsed.ok) {
    call.rejected.push(itemProblem(index, parsed.problems))
    return
  }
  call.reports.push({ index, report: parsed.report })
  if (parsed.warnings.length > 0) call.warnings.push(itemProblem(index, parsed.warnings))
}

const isForeign = (value: unknown, nodeDid: string): boolean =>
  isJsonObject(value) && typeof value.target_node_did === 'string' && value.target_node_did !== nodeDid

const foreignId: FieldProblem = {
  path: 'report_id',
  message:
    'is already that of a report of another node; send the report with an id of its own, or without one',
}

function ingested({ reports, rejected, warnings }: ParsedCall, stored: readonly Stored[]): Ingested {
  const count = (what: Stored): number => stored.filter((one) => one === what).length
  const refused = reports.flatMap(({ index }, place) => {
    if (stored[place] === 'refused')
      return [{ index, error: 'The database refused this report; see the server’s log.', fields: [] }]
    return stored[place] === 'foreign' ? [itemProblem(index, [foreignId])] : []
  })
  const all = refused.length > 0 ? [...rejected, ...refused].sort((a, b) => a.index - b.index) : rejected
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: all, warnings }
}
