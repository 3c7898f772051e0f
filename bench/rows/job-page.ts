import type { Bench } from '../bench'
import { openVisitor, type Wanted } from '../browser'
import type { JobsStage } from '../jobs-stage'
import { type LoggedJobs, writeLogs } from '../long-log'
import { beside, notMeasured, type Row, single } from '../row'
import { interleave, timed } from '../stats'
import { leftOut } from './pages'

/** The last lines of the log, below the request, the votes, the verdict and what ran. */
const lastLines: Wanted = { selector: 'main [data-seq]', least: 10, inWindow: false }

/** Opening a job, with a short log and with a long one; the parts of a long log. */
export async function jobPageRows(stage: JobsStage, bench: Bench): Promise<Row[]> {
  const { logLines } = bench.options.scale.board
  const many = logLines.toLocaleString('en-US')
  const jobs = await bench.host.step(`Writing a log of ${many} lines`, () =>
    writeLogs(stage.oursUrl, logLines),
  )
  return [...(await opened(stage, bench, jobs, many)), ...(await parts(stage, bench, jobs, many))]
}

async function opened(stage: JobsStage, bench: Bench, jobs: LoggedJobs, many: string): Promise<Row[]> {
  const [short, long] = ['job page, its last lines visible, cold', `the same with a log of ${many} lines`]
  if (!bench.options.scale.visitors) return [short, long].map((work) => notMeasured(work, '', leftOut))
  const visitor = await openVisitor(bench, stage.server.url, stage.access)
  const visit = async (job: string) => (await visitor.visit(`/jobs/${job}`, lastLines)).ms
  const { ours, theirs } = await interleave(
    () => visit(jobs.long),
    () => visit(jobs.short),
    bench.options.repeats,
  )
  return [
    single({ work: short, ours: theirs, unit: 'ms', aim: { most: 300 } }),
    beside({ work: long, against: 'a log of 20 lines', ours, theirs, unit: 'ms', aim: { most: 300 } }),
  ]
}

async function parts(stage: JobsStage, bench: Bench, { long }: LoggedJobs, many: string): Promise<Row[]> {
  const { server, access } = stage
  const read = async (query: string): Promise<string> => {
    const answer = await fetch(`${server.url}/api/v1/jobs/${long}/${query}`, {
      headers: { authorization: `Bearer ${access.token}` },
    })
    if (!answer.ok) throw new Error(`the log answered ${answer.status}`)
    return answer.text()
  }
  const took = async (query: string): Promise<number[]> => {
    const samples: number[] = []
    for (let round = -1; round < bench.options.repeats; round += 1) {
      const ms = await timed(() => read(query))
      if (round >= 0) samples.push(ms)
    }
    return samples
  }
  const whole = await took('log.txt')
  const lines = (await read('log.txt')).split('\n').length - 1
  if (lines !== bench.options.scale.board.logLines) throw new Error(`the log has ${lines} lines`)
  const part = (work: string, ours: number[]): Row => single({ work, ours, unit: 'ms' })
  return [
    part(`1,000 lines in the middle of ${many}`, await took(`log?after=${Math.floor(lines / 2)}&limit=1000`)),
    part(
      `a text that one of ${many} lines has`,
      await took(`log?q=${encodeURIComponent('block 77 of')}&limit=500`),
    ),
    single({
      work: `the whole log of ${many} lines`,
      ours: whole.map((ms) => lines / (ms / 1_000)),
      unit: 'lines/s',
    }),
  ]
}
