import { setTimeout as sleep } from 'node:timers/promises'
import { openDataSource } from '@/lib/db/connection/data-source'
import { insertToken } from '@/lib/people/db/tokens'
import { findEmbedded, startEmbedded } from '@/lib/postgres/start'
import { ask, trialFolder } from '@/test/embedded-postgres'
import { type Hakim, startHakim } from '../hakim'
import type { Outcome, Run } from './fault'
import { type Sent, startWriters, type Writer, type Writers } from './writers'

/** What a fault is tried on. */
export type Scene = {
  hakim: Hakim
  /** Where writers send reports; asked each time. */
  address: () => string
  /** PostgreSQL itself, whatever is between it and Hakim. */
  database: () => string
  writers: Writer[]
  close: () => Promise<unknown>
}

/** Breaks something and puts it right. Returns the milliseconds until all was answered again. */
export type Break<S extends Scene> = (
  scene: S,
  writers: Writers,
  random: () => number,
) => Promise<number | { back: number; wrong: string }>

/** Writers under full load; in each round something breaks at a random moment. Afterwards every report is looked for. */
export const tried =
  <S extends Scene>(open: () => Promise<S>, breakIt: Break<S>) =>
  async ({ rounds, random }: Run): Promise<Outcome> => {
    const scene = await open()
    const writers = startWriters(scene.address, scene.writers)
    try {
      await writers.untilBack(60_000)
      const results: { back: number; wrong: string }[] = []
      for (let round = 0; round < rounds; round += 1) {
        await sleep(random() * 1_000)
        const result = await breakIt(scene, writers, random)
        results.push(typeof result === 'number' ? { back: result, wrong: '' } : result)
      }
      const sent = await writers.stop()
      return {
        ...(await counted(scene.database(), [sent])),
        back: results.map(({ back }) => back),
        wrong: [...results.map(({ wrong }) => wrong).filter((text) => text !== ''), ...unexpected(sent)],
        note: '',
      }
    } finally {
      await writers.stop()
      await scene.close()
    }
  }

export const unexpected = (sent: Sent): string[] =>
  [...sent.unexpected].map(([answer, times]) => `${times} × ${answer}`)

/** What the database has of the acknowledged reports. */
export async function counted(
  database: string,
  all: readonly Sent[],
): Promise<Pick<Outcome, 'acknowledged' | 'lost' | 'doubled'>> {
  const rows = await ask(
    database,
    `SELECT (metrics ->> 'number')::int AS number, count(*)::int AS stored FROM health_reports
     WHERE target_node_did LIKE 'did:fault:%' AND metrics ? 'number' GROUP BY 1`,
  )
  const stored = new Map(rows.map(({ number, stored }) => [Number(number), Number(stored)]))
  const acknowledged = all.flatMap((sent) => sent.acknowledged)
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((number) => !stored.has(number)).length,
    doubled: [...stored.values()].filter((times) => times > 1).length,
  }
}

export const nodes = ['a', 'b', 'c', 'd'].map((name) => `did:fault:${name}`)

/** Two writers for each node: one sends single reports, the other batches. */
export async function makeWriters(database: string): Promise<Writer[]> {
  const db = await openDataSource(database, { poolSize: 1, connectTimeoutMs: 30_000 })
  try {
    const writers: Writer[] = []
    for (const did of nodes) {
      await db.query('INSERT INTO nodes (node_did) VALUES ($1)', [did])
      const token = await insertToken(db.manager, { nodeDid: did }, null)
      for (const size of [1, 20]) writers.push({ did, token, size })
    }
    return writers
  } finally {
    await db.destroy()
  }
}

/** Hakim with a PostgreSQL of its own, as `npm start` runs it. */
export async function openLocal(env: Record<string, string> = {}): Promise<Scene> {
  const hakim = await startHakim({ HAKIM_DEMO: '0', ...env })
  const database = await findEmbedded(hakim.env.HAKIM_DATA_DIR ?? '')
  if (database === null) throw new Error('no database')
  const scene: Scene = {
    hakim,
    address: () => scene.hakim.url,
    database: () => database,
    writers: await makeWriters(database),
    close: () => scene.hakim.stop(),
  }
  return scene
}

/** Something between Hakim and PostgreSQL, which it reaches at this address. */
type Between = { url: string; close: () => Promise<void> }

/** Hakim with something between it and PostgreSQL. */
export async function openBehind<B extends Between>(
  put: (database: string) => Promise<B>,
): Promise<Scene & { between: B }> {
  const postgres = await startEmbedded({ dataDir: trialFolder() })
  const between = await put(postgres.url)
  const hakim = await startHakim({ DATABASE_URL: between.url })
  return {
    ...{ hakim, between },
    address: () => hakim.url,
    database: () => postgres.url,
    writers: await makeWriters(postgres.url),
    close: async () => {
      await hakim.stop()
      await between.close()
      await postgres.stop()
    },
  }
}
