import type { EntityManager } from 'typeorm'
import { contains } from '@/lib/db/connection/parameters'
import type { Part } from '@/lib/history/domain/facts'
import type { Names } from '@/lib/history/domain/sentence'

type Named = { key: string; name: string | null }

const mapOf = (rows: readonly Named[]): Map<string, string> =>
  new Map(rows.flatMap(({ key, name }) => (name === null ? [] : [[key, name] as const])))

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The names of what these sentences mention; people by id and by DID. */
export async function namesIn(db: EntityManager, parts: readonly Part[]): Promise<Names> {
  const found = {
    people: new Set<string>(),
    nodes: new Set<string>(),
    groups: new Set<string>(),
    rules: new Set<string>(),
  }
  for (const part of parts) {
    if (typeof part === 'string') continue
    if ('person' in part) found.people.add(part.person)
    else if ('node' in part) found.nodes.add(part.node)
    else if ('group' in part && uuid.test(part.group)) found.groups.add(part.group)
    else if ('rule' in part && uuid.test(part.rule)) found.rules.add(part.rule)
  }
  const read = async (statement: string, keys: ReadonlySet<string>): Promise<Map<string, string>> =>
    keys.size === 0 ? new Map() : mapOf(await db.query<Named[]>(statement, [[...keys]]))
  const [people, nodes, groups, rules] = await Promise.all([
    readPeople(db, [...found.people]),
    read(`SELECT node_did AS key, name FROM nodes WHERE node_did = ANY ($1)`, found.nodes),
    read(`SELECT group_id AS key, name FROM approver_groups WHERE group_id = ANY ($1)`, found.groups),
    read(`SELECT rule_id AS key, name FROM approval_rules WHERE rule_id = ANY ($1)`, found.rules),
  ])
  return { people, nodes, groups, rules }
}

async function readPeople(db: EntityManager, keys: readonly string[]): Promise<Names['people']> {
  if (keys.length === 0) return new Map()
  const rows = await db.query<{ key: string; name: string; did: string }[]>(
    `SELECT k.key, p.name, p.did FROM unnest($1::text[]) AS k (key) JOIN people p ON p.id = k.key OR p.did = k.key`,
    [keys],
  )
  return new Map(rows.map(({ key, ...person }) => [key, person]))
}

/** Up to 200 people and nodes whose name contains the text. */
export async function named(db: EntityManager, text: string): Promise<{ people: string[]; nodes: string[] }> {
  const [row] = await db.query<{ people: string[]; nodes: string[] }[]>(
    `SELECT ARRAY (SELECT id FROM people WHERE name ILIKE $1 OR email ILIKE $1 LIMIT 200) AS people,
            ARRAY (SELECT node_did::text FROM nodes WHERE name ILIKE $1 LIMIT 200) AS nodes`,
    [contains(text)],
  )
  return row ?? { people: [], nodes: [] }
}
