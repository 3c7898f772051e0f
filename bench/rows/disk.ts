import { readNumber, withClient } from '../cluster'
import type { HistoryStage } from '../history-stage'
import { notMeasured, type Row, single } from '../row'

/** Names of the tables derived from all reports; add new ones here. */
const rollUpTables = ['%roll\\_up%', '%rollup%']

const relations = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname LIKE ANY (ARRAY['${rollUpTables.join("', '")}'])`

export const diskRows = (stage: Pick<HistoryStage, 'oursUrl' | 'reports'>): Promise<Row[]> =>
  withClient(stage.oursUrl, async (client) => {
    const work = 'roll-ups on disk, indexes included'
    const against = 'the raw heap'
    const { rows } = await client.query<{ relname: string }>(`SELECT relname ${relations} ORDER BY relname`)
    if (rows.length === 0) return [notMeasured(work, against, 'there are no roll-up tables')]
    await client.query(`VACUUM ${rows.map(({ relname }) => `"${relname}"`).join(', ')}`)
    const rolled = await readNumber(client, `SELECT sum(pg_total_relation_size(c.oid)) AS n ${relations}`)
    const raw = await readNumber(client, `SELECT pg_relation_size('health_reports') AS n`)
    const bytes = Math.round(raw / stage.reports)
    const note = `${rows.map(({ relname }) => relname).join(', ')}; ${bytes} bytes of heap per report`
    return [single({ work, against, ours: [(100 * rolled) / raw], unit: '%', aim: { most: 8 }, note })]
  })
