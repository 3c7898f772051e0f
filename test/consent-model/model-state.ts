import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { openDataSource } from '@/lib/db/connection/data-source'
import type { PersonViewer, Role } from '@/lib/kernel/role'
import type { Policy } from '@/lib/signing/domain/policy'
import type { TestKey } from '@/test/consent-signing'
import { type TestFleet, testFleet } from '@/test/fleet'
import { testWriter } from '@/test/sql-writer'
import { endOfRights } from './history'
import { offers } from './offers'
import { watchMoves } from './watch-moves'

/** A database in which histories run, each with its own people, nodes and task. */
export type Stage = { fleet: TestFleet; writer: DataSource; close(): Promise<void> }

export async function openStage(): Promise<Stage> {
  const fleet = await testFleet(24)
  await watchMoves(fleet.db)
  const { url, close } = await testWriter(fleet)
  const writer = await openDataSource(url, { poolSize: 4 })
  return {
    fleet,
    writer,
    close: async () => {
      await writer.destroy()
      await close()
      await fleet.close()
    },
  }
}

const roles: readonly [string, Role][] = [
  ['requester', 'operator'],
  ['owner', 'approver'],
  ['second', 'approver'],
  ['delegate', 'approver'],
  ['member', 'approver'],
  ['stranger', 'approver'],
  ['admin', 'admin'],
  ['other-admin', 'admin'],
]
export const peopleCount = roles.length

/** A key of somebody, as far as the history knows: another client may be revoking it. */
export type ModelKey = { id: string; person: string; key: TestKey }

/** The setting of one history, and what has happened in it so far. */
export type ModelState = {
  db: DataSource
  /** A role that may write only to the given tables. */
  writer: DataSource
  people: PersonViewer[]
  nodes: string[]
  task: string
  groups: string[]
  /** Where the log of rights ended before the history. */
  since: number
  jobs: string[]
  claims: { jobId: string; token: string; node: string; hash: string }[]
  /** Everybody's keys, and those that were revoked. */
  keys: ModelKey[]
  revoked: ModelKey[]
  /** Whose policies there are. */
  policies: { owner: string; policy: Policy }[]
  /** How often which action ended how. */
  outcomes: Map<string, number>
}

/** Two nodes, one with two owners and a delegate, the other a stranger's, which has announced nothing; two groups with members. */
export async function newModelState({ fleet: { db }, writer }: Stage): Promise<ModelState> {
  const name = randomUUID().slice(0, 13)
  const since = await endOfRights(db)
  const people = roles.map(
    ([id, role]): PersonViewer => ({
      ...{ kind: 'person', id: `${name}-${id}`, did: `did:${id}:${name}`, name: id, role },
    }),
  )
  const nodes = ['a', 'b'].map((node) => `did:node:${name}:${node}`)
  const groups = [randomUUID(), randomUUID()]
  const task = `task-${name}`
  const ids = people.map(({ id }) => id)
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO people (id, name, email, did, role)
       SELECT id, name, id, did, role FROM jsonb_to_recordset($1) AS p (id text, name text, did text, role text)`,
      [JSON.stringify(people)],
    )
    await tx.query(`INSERT INTO nodes (node_did, tasks) VALUES ($1, $3), ($2, NULL)`, [
      ...nodes,
      JSON.stringify(offers(task)[0]),
    ])
    await tx.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, $3), ($1, $4), ($2, $5)`, [
      ...[nodes[0], nodes[1], ids[1], ids[2], ids[5]],
    ])
    await tx.query(
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ($1, $2, $3, now() + interval '1 day')`,
      [nodes[0], ids[1], ids[3]],
    )
    await tx.query(
      `INSERT INTO approver_groups (group_id, name) SELECT g, g FROM unnest($1::uuid[]) AS t (g)`,
      [groups],
    )
    await tx.query(`INSERT INTO group_members VALUES ($1, $3), ($1, $4), ($2, $4), ($2, $5)`, [
      ...[groups[0], groups[1], ids[4], ids[2], ids[7]],
    ])
  })
  const empty = {
    jobs: [],
    claims: [],
    keys: [],
    revoked: [],
    policies: [],
    outcomes: new Map<string, number>(),
  }
  return { db, writer, people, nodes, groups, since, task, ...empty }
}
