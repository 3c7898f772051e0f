import { type Shared, shareRead } from '@/lib/kernel/shared-read'
import type { FleetList, FleetSummary } from './fleet-page'

/** One reading of the list; rows as the JSON that is sent. */
type Version = {
  name: string
  dids: readonly string[]
  rows: ReadonlyMap<string, string>
  page: FleetSummary
  /** The updates to this version that were made, by the version they add to. */
  updates: Map<string | null, string>
}

/** Browsers read at most every two seconds; whoever is further behind gets the whole list. */
const keptVersions = 6

/** A list that many people see: it is read once a second for all of them, and each gets what they lack. */
export class FleetVersions {
  private readonly versions: Version[] = []
  private readonly latest: () => Promise<Shared<Version>>
  private made = 0

  /** `tag` tells the versions of this list from those of any other. */
  constructor(
    read: () => Promise<FleetList<{ did: string }>>,
    private readonly tag: string,
    freshMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.latest = shareRead(async () => this.keep(await read()), freshMs, now)
  }

  /** What has changed since the version `known`, as JSON of a FleetUpdate, and how long ago that was read. */
  async since(known: string | null): Promise<{ ageMs: number; text: string }> {
    const asked = this.now()
    const { value, readAt } = await this.latest()
    return { ageMs: Math.max(0, Math.ceil(asked - readAt)), text: this.updateTo(value, known) }
  }

  private keep({ rows, ...page }: FleetList<{ did: string }>): Version {
    this.made += 1
    const before = this.versions.at(-1)
    // Text that is the same is kept once, however many versions have it.
    const textOf = (row: { did: string }): string => {
      const [text, kept] = [JSON.stringify(row), before?.rows.get(row.did)]
      return kept === text ? kept : text
    }
    const version: Version = {
      name: `${this.tag}.${this.made}`,
      dids: rows.map(({ did }) => did),
      rows: new Map(rows.map((row) => [row.did, textOf(row)])),
      page,
      updates: new Map(),
    }
    this.versions.push(version)
    if (this.versions.length > keptVersions) this.versions.shift()
    return version
  }

  private updateTo(version: Version, known: string | null): string {
    const base = this.versions.find(({ name }) => name === known)
    const since = base?.name ?? null
    const text = version.updates.get(since) ?? updateText(version, base)
    version.updates.set(since, text)
    return text
  }
}

function updateText({ name, dids, rows, page }: Version, base: Version | undefined): string {
  const changed = [...rows].flatMap(([did, row]) => (base?.rows.get(did) === row ? [] : [row]))
  const order = base && sameOrder(base.dids, dids) ? null : dids
  // Put together as text, because the rows are JSON already.
  return `{"version":${JSON.stringify(name)},"since":${JSON.stringify(base?.name ?? null)},"dids":${JSON.stringify(order)},"rows":[${changed.join(',')}],"page":${JSON.stringify(page)}}`
}

const sameOrder = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((did, place) => did === others[place])
