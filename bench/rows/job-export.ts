import type { Bench } from '../bench'
import type { JobsStage } from '../jobs-stage'
import { forgetPeaks } from '../memory'
import { type Row, single } from '../row'
import { memoryRow } from './ingest'

/** Lines that are not a job: the head of CSV, the first bracket of JSON. */
const formats = { csv: 1, json: 1 } as const

/** All jobs as a file, as fast as somebody takes it, and the server's memory meanwhile. */
export async function exportRows(stage: JobsStage, bench: Bench): Promise<Row[]> {
  const rows: Row[] = []
  forgetPeaks(stage.server.pid)
  for (const [format, others] of Object.entries(formats)) {
    const rates: number[] = []
    for (let round = -1; round < bench.options.repeats; round += 1) {
      const started = performance.now()
      const jobs = (await readLines(stage, format)) - others
      if (jobs !== stage.jobs) throw new Error(`${format}: ${jobs} of ${stage.jobs} jobs were exported`)
      if (round >= 0) rates.push(jobs / ((performance.now() - started) / 1_000))
    }
    rows.push(
      single({
        work: `export of ${stage.jobs.toLocaleString('en-US')} jobs as ${format.toUpperCase()}`,
        ours: rates,
        unit: 'jobs/s',
        aim: { least: 50_000 },
      }),
    )
  }
  return [...rows, memoryRow(stage, 'while they are exported')]
}

const newline = 10

async function readLines({ server, access }: JobsStage, format: string): Promise<number> {
  const answer = await fetch(`${server.url}/api/v1/jobs/export?format=${format}`, {
    headers: { authorization: `Bearer ${access.token}` },
  })
  if (!answer.ok || !answer.body) throw new Error(`the export answered ${answer.status}`)
  let lines = 0
  for await (const chunk of answer.body) for (const byte of chunk) if (byte === newline) lines += 1
  return lines
}
