import { afterAll, beforeAll, expect, test } from 'vitest'
import { hash32 } from '@/lib/sample/domain/noise'
import { removeFolders } from '@/test/embedded-postgres'
import { type Outcome, verdict } from './fault'
import { faults } from './kinds/all'
import { line, type Row, table } from './table'

// `npm run faults` sets these; without them each fault is tried once.
const { HAKIM_FAULTS_ONLY: only, HAKIM_FAULTS_ROUNDS: rounds, HAKIM_FAULTS_SEED: seed } = process.env
const run = { rounds: Number(rounds ?? 1), seed: Number(seed ?? Date.now() % 2 ** 31) }
const names = only ? only.split(',') : faults.map(({ name }) => name)
const unknown = names.filter((name) => !faults.some((fault) => fault.name === name))
if (unknown.length > 0 || !(run.rounds >= 1))
  throw new Error(`Choose --rounds from 1 and --only from ${faults.map(({ name }) => name).join(',')}.`)
const chosen = faults.filter(({ name }) => names.includes(name))
const rows: Row[] = []

beforeAll(() => console.log(`Seed ${run.seed}, rounds of each fault: ${run.rounds}`))
afterAll(() => {
  removeFolders()
  console.log(`\n${table(rows)}`)
})

/** Numbers from 0 to 1 that follow from the seed and the fault, whichever others are tried. */
function numbers(name: string): () => number {
  let drawn = 0
  return () => hash32(run.seed, ...Buffer.from(name), drawn++) / 2 ** 32
}

const brokenBy = (error: unknown): Outcome => ({
  ...{ acknowledged: 0, lost: 0, doubled: 0, back: [], note: '' },
  wrong: [error instanceof Error ? error.message : String(error)],
})

test.each(chosen)(
  '$name',
  async (fault) => {
    const skipped = fault.cannot()
    if (skipped !== null) {
      const row = { fault, rounds: run.rounds, skipped }
      rows.push(row)
      return console.log(line(row))
    }
    const outcome = await fault.run({ rounds: run.rounds, random: numbers(fault.name) }).catch(brokenBy)
    const row = { fault, rounds: run.rounds, outcome }
    rows.push(row)
    console.log(line(row))
    expect(verdict(fault, outcome)).toEqual([])
  },
  1_800_000,
)
