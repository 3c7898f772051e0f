import { mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Host } from './bench'
import { Cleanups } from './cleanups'
import { startCluster } from './cluster'
import { machine, shownMachine } from './machine'
import { type Options, readOptions, shownScale, usage } from './options'
import { type Outcome, stages, topics } from './stages'
import { sample } from './stats'
import { summary, table } from './table'

/**
 * Measures, prints the table and writes it as JSON. Returns the exit code: 0 even if a target is missed, 1 if something
 * broke, 2 for an invalid command line.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(usage(topics))
    return 0
  }
  const options = readOptions(argv, topics)
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usage(topics)}`)
    return 2
  }
  const short = missingSpace(options)
  if (short) {
    console.error(short)
    return 1
  }
  const cleanups = new Cleanups()
  const { interrupted, forget } = endBySignal(cleanups)
  try {
    return await measure(options, host, cleanups, interrupted)
  } finally {
    await cleanups.run()
    forget()
  }
}

function missingSpace({ scale }: Options): string | null {
  const disk = statfsSync(tmpdir())
  const free = (disk.bavail * disk.bsize) / 1_024 ** 3
  if (free >= scale.diskGb) return null
  return `${tmpdir()} has ${free.toFixed(1)} GB free and ${scale.diskGb} are needed. Set TMPDIR to another folder.`
}

async function measure(
  options: Options,
  host: Host,
  cleanups: Cleanups,
  interrupted: AbortSignal,
): Promise<number> {
  const startedAt = new Date().toISOString()
  const cluster = await startCluster()
  cleanups.add(cluster.stop)
  const where = machine(host.root, cluster.version)
  const head = `${shownMachine(where)}\n${shownScale(options)}`
  console.log(`${head}\n`)
  const shortly: Bench['sample'] = (once) => sample(options.scale.calls, once)
  const bench: Bench = { host, options, cluster, cleanups, sample: shortly }
  const wanted = (topic: string) => options.only.length === 0 || options.only.includes(topic)
  const outcomes: Outcome[] = []
  for (const stage of stages) {
    outcomes.push(...(await stage.run(bench, wanted)))
    // The outcome of an aborted stage does not matter.
    if (interrupted.aborted) return 130
  }
  const rows = outcomes.flatMap((outcome) => outcome.rows)
  const broken = outcomes.filter((outcome) => outcome.error !== null)
  console.log(`${table(rows)}\n\n${summary(rows)}`)
  for (const { topic, error } of broken) console.error(`\n${topic} broke: ${error?.stack}`)
  const file = write(host.root, options, {
    ...{ startedAt, finishedAt: new Date().toISOString(), machine: where, scale: options.scale },
    ...{ repeats: options.repeats, rows: outcomes.flatMap(withTopic) },
    broken: broken.map(({ topic, error }) => ({ topic, error: error?.message })),
  })
  console.log(`\nWritten to ${file}`)
  return broken.length === 0 ? 0 : 1
}

const withTopic = ({ topic, rows }: Outcome) => rows.map((row) => ({ topic, ...row }))

function write(root: string, { scale, only }: Options, result: object): string {
  const dir = join(root, 'dist', 'bench')
  // A partial run does not overwrite the results of a whole one.
  const file = join(dir, `${[scale.name, ...only].join('-')}.json`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  return file
}

/** Ctrl-C stops everything that was started and leaves nothing behind. */
function endBySignal(cleanups: Cleanups): { interrupted: AbortSignal; forget(): void } {
  const stop = new AbortController()
  const end = () => {
    stop.abort()
    void cleanups.run().finally(() => process.exit(130))
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.once(signal, end)
  const forget = () => {
    for (const signal of signals) process.off(signal, end)
  }
  return { interrupted: stop.signal, forget }
}
