import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { delegationAttacks } from '@/test/consent-attacks/delegation-attacks'
import { document, honest } from '@/test/consent-attacks/given'
import { jobAttacks } from '@/test/consent-attacks/job-attacks'
import { voteAttacks } from '@/test/consent-attacks/vote-attacks'
import { at, delegationOf, now, voteOf } from '@/test/consent-signing'
import { archiveDocument, handed, maliciousServer } from '@/test/malicious-server'
import { anna, ben, dora, keys, pins } from '@/test/signed-job'
import { removeTempDirs, tempDir } from '@/test/temp-folder'

let server: Awaited<ReturnType<typeof maliciousServer>>
beforeAll(async () => {
  server = await maliciousServer()
  // The documents are of a day of their own.
  vi.useFakeTimers({ toFake: ['Date'], now })
})
afterAll(async () => {
  vi.useRealTimers()
  await server.stop()
})
afterEach(() => {
  vi.setSystemTime(now)
  removeTempDirs()
})

const attacks = [...jobAttacks, ...voteAttacks, ...delegationAttacks]

it.each(attacks)('a pinned node given %s runs nothing: %s', async (_, code, attack) => {
  const { job, time = 0, ...given } = attack()
  vi.setSystemTime(Date.parse(at(time)))
  const { ran, reported } = await server.handOut(job, given)
  expect(ran).toEqual([])
  expect(reported).toEqual([
    {
      verb: 'fail',
      body: {
        claim_token: 'claim',
        message: expect.stringMatching(
          new RegExp(`^Consent could not be verified \\(${code}\\): .*Seen: .*Nothing was run\\.$`),
        ),
        result: { consent: { code, expected: expect.any(String), seen: expect.any(String) } },
        log: [],
      },
    },
  ])
  expect(server.lines.at(-2)).toMatch(/ error Job \S+: Consent could not be verified/)
})

it('has tried at least forty ways, each with a name of its own', () => {
  const names = attacks.map(([name]) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(40)
})

const reordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reordered)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, reordered(inner)]),
        )
      : value

it.each<[string, () => unknown]>([
  ['two owners have signed', () => honest],
  ['members come in another order', () => reordered(honest)],
  [
    'an owner and the delegate of another have signed',
    () => ({
      ...honest,
      votes: [voteOf(document, anna, keys.anna), voteOf(document, dora, keys.dora)],
      delegations: [delegationOf({ person: ben, key: keys.ben }, { person: dora, keys: [keys.dora.pinned] })],
    }),
  ],
  [
    'a key for emergencies has signed',
    () => handed(document, [voteOf(document, dora, keys.emergency, { decision: 'emergency' })]),
  ],
])('runs once what %s', async (_, job) => {
  const { ran, reported } = await server.handOut(job())
  expect(ran).toEqual([{ days: 30 }])
  expect(reported).toMatchObject([{ verb: 'complete' }])
})

it('runs nothing twice: a replay is refused, by a later agent too, a new revision runs', async () => {
  const stateDir = tempDir()
  const code = (reported: unknown) => JSON.stringify(reported).match(/"code":"(\w+)"/)?.[1]
  expect((await server.handOut(honest, { stateDir })).ran).toHaveLength(1)
  for (const _ of [1, 2]) {
    const { ran, reported } = await server.handOut(honest, { stateDir })
    expect([ran, code(reported)]).toEqual([[], 'replayed'])
  }
  const next = archiveDocument({ revision: 3 })
  const votes = [voteOf(next, anna, keys.anna), voteOf(next, ben, keys.ben)]
  expect((await server.handOut(handed(next, votes), { stateDir })).ran).toHaveLength(1)
})

it('runs nothing that it cannot keep on disk; a node without pins does', async () => {
  const stateDir = tempDir()
  symlinkSync('/nonexistent', join(stateDir, 'started-jobs.ndjson'))
  const { ran, reported } = await server.handOut(honest, { stateDir })
  expect(ran).toEqual([])
  expect(JSON.stringify(reported)).toContain('could not keep on disk that it starts this job')
  expect((await server.handOut(honest, { stateDir, pins: null })).ran).toHaveLength(1)
})

it('without pins runs what nobody has signed, and still only what the document says', async () => {
  const unsigned = handed(document, [])
  expect((await server.handOut(unsigned, { pins: null })).ran).toHaveLength(1)
  const other = { ...unsigned, params: { days: 1 } }
  expect((await server.handOut(other, { pins: null })).ran).toEqual([])
})

it('reads no giant answer to its end, and understands no answer that is none', async () => {
  const giant = { ...honest, padding: 'x'.repeat(1_100_000) }
  for (const job of [
    giant,
    'run',
    [honest],
    { ...honest, job_id: '../../x' },
    { ...honest, window: 'now' },
  ]) {
    const { ran, reported } = await server.handOut(job)
    expect([ran, reported]).toEqual([[], []])
  }
  expect(pins.required).toBe(2)
})
