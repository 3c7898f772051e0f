import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { randomOf } from '@/test/noise'
import { evidenceOf, type VerdictCase, verdictCases } from '@/test/verdict-cases'
import { judge } from './judge'
import { settledSeconds, type Verdict, verdictNames, verdicts, watchedSeconds } from './verdict'

const runs = 100

type Rates = Record<Verdict, number>
const none = (): Rates => ({ fixed: 0, no_change: 0, worse: 0, not_enough_data: 0 })

/** How often each verdict is given, in per cent: when it is settled, and at the end of the time in which it is watched. */
function ratesOf({ machine }: VerdictCase, seed: number): { settled: Rates; watched: Rates } {
  const given = { settled: none(), watched: none() }
  for (let n = 0; n < runs; n += 1) {
    const random = randomOf(seed * 1_000 + n)
    const evidence = evidenceOf(machine(random), random, watchedSeconds)
    const stretches = evidence.stretches.filter(({ from }) => from < settledSeconds)
    const sooner = stretches.map((one) => ({ ...one, to: Math.min(one.to, settledSeconds) }))
    given.settled[judge({ ...evidence, until: settledSeconds, stretches: sooner }).verdict] += 100 / runs
    given.watched[judge(evidence).verdict] += 100 / runs
  }
  return given
}

const cells = (rates: Rates): string =>
  verdicts.map((verdict) => `${Math.round(rates[verdict] * 10) / 10}`).join(' | ')

const tableOf = (rows: { name: string; truth: Verdict; rates: Rates }[]): string =>
  [
    `| case (what is true) | ${verdicts.map((verdict) => verdictNames[verdict]).join(' | ')} |`,
    `| --- |${' --- |'.repeat(verdicts.length)}`,
    ...rows.map(({ name, truth, rates }) => `| ${name} (${verdictNames[truth]}) | ${cells(rates)} |`),
  ].join('\n')

it('docs/verdicts.md states the error rates as they are, settled and after a week', {
  timeout: 120_000,
}, () => {
  const measured = verdictCases.map((one, seed) => ({ ...one, ...ratesOf(one, seed + 1) }))
  const settled = measured.map((one) => ({ ...one, rates: one.settled }))
  const watched = measured.map((one) => ({ ...one, rates: one.watched }))
  const docs = readFileSync(new URL('../../../docs/verdicts.md', import.meta.url), 'utf8')
  console.log([settled, watched].map(tableOf).join('\n\n'))
  for (const { name, truth, rates } of settled.filter((row) => !row.name.startsWith('ends by itself'))) {
    // Too little data is no wrong verdict.
    const wrong = 100 - rates[truth] - rates.not_enough_data
    expect(wrong, name).toBeLessThanOrEqual(3)
  }
  expect(docs).toContain(tableOf(settled))
  expect(docs).toContain(tableOf(watched))
})
