import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { parseEvent } from './event-json'
import type { AuditEvent } from './log'

/** What the index of the log has of an event; `at` in milliseconds since 1970. */
export type IndexRow = { kind: string; node: string | null; at: number | null; people: readonly string[] }

/** For which node a job was requested, and by whom. */
type Asked = { node: string; requester: string }

type Known = { since: number; dids: string[] }

const keyOfPerson = /(^|_)(id|did|by)$/

/**
 * What hakim_index_event must have noted of each event. Whom it found depends on who was there when it looked, so that only those are
 * missed of whom nothing has changed, and only those are too many whom the event does not name by any DID that they had.
 */
export class IndexCheck {
  private readonly people = new Map<string, Known>()
  /** By the last request so far: a job that was deleted may be requested again with its id. */
  private readonly jobs = new Map<string, Asked>()
  /** One for all jobs of a node that somebody requested: there may be a million. */
  private readonly asked = new Map<string, Asked>()

  /** Whom a name may mean today: their id and their DID. */
  private readonly named = new Map<string, string[]>()

  /** @param present the DIDs of the people in their table, by id */
  constructor(private readonly present: ReadonlyMap<string, string>) {
    for (const [person, did] of present)
      for (const name of new Set([person, did]))
        this.named.set(name, [...(this.named.get(name) ?? []), person])
  }

  /** How the index differs from an event; events are taken in their order. */
  problems({ id, stream, body: text }: AuditEvent, row: IndexRow | undefined): string[] {
    const body = parseEvent(text) ?? {}
    this.learn(id, stream, body)
    if (!row) return ['lacks it, so that pages and filters do not show it']
    const wrong: string[] = []
    const { kind = '', at } = body
    if (typeof kind === 'string' && kind.length <= 200 && kind !== row.kind)
      wrong.push(`has it as ${row.kind}`)
    const time = typeof at === 'string' ? Date.parse(at) : Number.NaN
    if (Number.isFinite(time) && time !== row.at) wrong.push('has it at another time')
    const node = this.nodeOf(stream, body)
    if (node !== undefined && node !== row.node) wrong.push(`has it on node ${row.node}`)
    return [...wrong, ...this.wrongPeople(id, stream, body, row.people)]
  }

  private learn(id: number, stream: string, body: JsonObject): void {
    if (stream !== 'rights') {
      const { target_node_did: node, requester_did: requester } = body
      if (body.kind !== 'requested' || typeof node !== 'string' || typeof requester !== 'string') return
      const key = JSON.stringify([node, requester])
      const asked = this.asked.get(key) ?? { node, requester }
      this.asked.set(key, asked)
      this.jobs.set(stream, asked)
    } else if (body.kind === 'people insert' || body.kind === 'people update') this.learnPerson(id, body.is)
    else if (body.kind === 'state' && body.table === 'people' && Array.isArray(body.rows))
      for (const row of body.rows) this.learnPerson(id, row)
  }

  private learnPerson(since: number, row: JsonValue | undefined): void {
    if (!isJsonObject(row) || typeof row.id !== 'string') return
    const known = this.people.get(row.id) ?? { since, dids: [] }
    this.people.set(row.id, known)
    if (typeof row.did === 'string' && !known.dids.includes(row.did)) known.dids.push(row.did)
  }

  /** The node that it is on; undefined: unknown, as where the log does not have the request of its job. */
  private nodeOf(stream: string, body: JsonObject): string | null | undefined {
    if (stream.startsWith('job:')) return this.jobs.get(stream)?.node
    const named = [body.is, body.was].map((part) => (isJsonObject(part) ? part.node_did : undefined))
    const node = [...named, body.node_did].find((each) => each !== undefined && each !== null) ?? null
    return node === null || typeof node === 'string' ? node : undefined
  }

  /** Whether somebody was there before an event as they are today. */
  private wasThere(person: string, id: number): boolean {
    const known = this.people.get(person)
    return (
      known !== undefined &&
      known.since < id &&
      known.dids.length === 1 &&
      known.dids[0] === this.present.get(person)
    )
  }

  private wrongPeople(id: number, stream: string, body: JsonObject, indexed: readonly string[]): string[] {
    const named = namesIn(body)
    const isUnknown = stream.startsWith('job:') && !this.jobs.has(stream)
    const job = this.jobs.get(stream)
    if (job) named.add(job.requester)
    const meant = new Set([...named].flatMap((name) => this.named.get(name) ?? []))
    const missing = [...meant].filter((person) => !indexed.includes(person) && this.wasThere(person, id))
    const more = indexed.filter((person) => {
      const dids = [...(this.people.get(person)?.dids ?? []), this.present.get(person) ?? person]
      return !named.has(person) && !dids.some((did) => named.has(did))
    })
    return [
      ...missing.map((person) => `lacks that it is about ${person}`),
      ...(isUnknown ? [] : more).map((person) => `says that it is about ${person}`),
    ]
  }
}

/** Everything that an event may name somebody by. */
function namesIn(body: JsonObject): Set<string> {
  const names = new Set<string>()
  for (const part of [body, body.is, body.was])
    for (const [key, value] of isJsonObject(part) ? Object.entries(part) : [])
      if (typeof value === 'string' && keyOfPerson.test(key)) names.add(value)
  for (const entry of Array.isArray(body.history) ? body.history : [])
    if (isJsonObject(entry) && typeof entry.actor_did === 'string') names.add(entry.actor_did)
  return names
}
