import type { Bench } from '../bench'
import { readNumber, withClient } from '../cluster'
import { rare } from '../job-load'
import type { JobsStage } from '../jobs-stage'
import { forgetPeaks } from '../memory'
import { type Row, single } from '../row'
import { memoryRow } from './ingest'

/** Lines that are not a job: the head of CSV, the brackets of JSON. */
const formats = { csv: 1, json: 2 } as const

/** Lists that are exported: all jobs, and long filtered ones; `where` is the same of `maintenance_jobs`. */
const lists = [
  { name: '', query: '', where: 'true' },
  { name: ' of a search', query: 'q=backup', where: "task_name = 'run_backup'" },
  { name: ' of a task', query: 'task=clear_cache', where: "task_name = 'clear_cache'" },
  { name: ' of a status', query: 'status=Completed', where: "status = 'Completed'" },
  { name: ' of a label', query: `label=${rare.label}`, where: "target_node_did LIKE '%7'" },
]

/** Lists as files, as fast as somebody takes them, and the server's memory meanwhile. */
export async function exportRows(stage: JobsStage, bench: Bench): Promise<Row[]> {
  const rows: Row[] = []
  forgetPeaks(stage.server.pid)
  for (const { name, query, where } of lists) {
    const wanted = await withClient(stage.oursUrl, (client) =>
      readNumber(client, `SELECT count(*) AS n FROM maintenance_jobs WHERE ${where}`),
    )
    for (const [format, others] of Object.entries(formats)) {
      const rates: number[] = []
      for (let round = -1; round < bench.options.repeats; round += 1) {
        const started = performance.now()
        const jobs = (await readLines(stage, `format=${format}&${query}`)) - others
        if (jobs !== wanted) throw new Error(`${format}: ${jobs} of ${wanted} jobs${name} were exported`)
        if (round >= 0) rates.push(jobs / ((performance.now() - started) / 1_000))
      }
      rows.push(
        single({
          work: `export of ${wanted.toLocaleString('en-US')} jobs${name} as ${format.toUpperCase()}`,
          ...{ ours: rates, unit: 'jobs/s', aim: { least: 50_000 } },
        }),
      )
    }
  }
  return [...rows, memoryRow(stage, 'while they are exported', 400)]
}

const newline = 10

async function readLines({ server, access }: JobsStage, query: string): Promise<number> {
  const answer = await fetch(`${server.url}/api/v1/jobs/export?${query}`, {
    headers: { authorization: `Bearer ${access.token}` },
  })
  if (!answer.ok || !answer.body) throw new Error(`the export answered ${answer.status}`)
  let lines = 0
  for await (const chunk of answer.body) for (const byte of chunk) if (byte === newline) lines += 1
  return lines
}
