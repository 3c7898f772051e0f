import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verified } from '@/test/audit'
import { type Action, action, perform } from '@/test/consent-model/actions'
import { readHistory } from '@/test/consent-model/history'
import { findIllegal } from '@/test/consent-model/history-check'
import { countedOtherwise } from '@/test/consent-model/logged-consent'
import { type ModelState, newModelState, openStage, type Stage } from '@/test/consent-model/model-state'

// Histories of a few jobs by people, agents and other programs, some of them concurrent on several connections.
// Whatever they try, the database must hold a legal history afterwards. `npm run check-model` runs many more
// (docs/security.md).

const histories = Number(process.env.HAKIM_MODEL_HISTORIES ?? 150)
const seed = Number(process.env.HAKIM_MODEL_SEED ?? Date.now() % 2 ** 31)
const minutes = Number(process.env.HAKIM_MODEL_MINUTES ?? 10)
const path = process.env.HAKIM_MODEL_PATH

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** How many histories run at the same time in one database. */
const atOnce = 5

/** What several clients try at once. */
class Together implements fc.AsyncCommand<object, ModelState> {
  constructor(readonly actions: readonly Action[]) {}
  check = () => true
  async run(_: object, state: ModelState): Promise<void> {
    await Promise.all(this.actions.map((one) => perform(state, one)))
  }
  toString = () => this.actions.map((one) => Object.values(one).join(' ')).join(' | ')
}

const together = fc
  .oneof(
    { weight: 2, arbitrary: fc.array(action, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(action, { minLength: 2, maxLength: 5 }) },
  )
  .map((actions) => new Together(actions))

/** Nothing can happen without a job. What chance rarely reaches is among the beginnings, so that it always happens. */
const openings = [
  ['request'],
  ['request', 'approve'],
  ['request', 'approve', 'claim'],
  ['request', 'approve', 'claim'],
  ['request', 'approve', 'withdraw'],
  ['request', 'emergency'],
  ['enrol', 'request', 'approve', 'approve', 'claim'],
  ['enrol', 'request', 'approve', 'approve', 'revoke', 'claim'],
  ['enrol', 'request', 'sql vote', 'approve', 'claim'],
  ['request', 'approve', 'announce', 'claim'],
  ['request', 'announce', 'approve', 'claim'],
  ['enrol', 'policy', 'request', 'policies', 'claim'],
  ['enrol', 'policy', 'request', 'policies', 'policy', 'claim', 'policies'],
  ['enrol', 'policy', 'rule', 'request', 'policies', 'approve', 'claim'],
] as const
/** The requester, an owner of the node, an administrator. */
const actor = {
  ...{ request: 0, claim: 0, approve: 1, withdraw: 1, emergency: 6 },
  ...{ enrol: 1, revoke: 1, announce: 0, 'sql vote': 1, policy: 1, policies: 0, rule: 0 },
}

/** How each of them tries: those who have a key first without their signature, or with one of another document. */
const howOf = (kinds: readonly string[], n: number, how: number): number => {
  if (kinds[n] === 'claim') return 0
  if (kinds[n] === 'sql vote' || kinds[n] === 'rule') return 1
  if (kinds[n] === 'policy') return n === 1 ? 0 : how
  if (kinds[1] === 'policy') return 0
  if (kinds[n] !== 'approve' || kinds[0] !== 'enrol') return how
  return kinds[n + 1] !== 'approve' ? 0 : how % 2 === 0 ? 4 : 7
}

const opening = fc
  .tuple(fc.constantFrom(...openings), fc.nat(11))
  .map(([kinds, how]): Action[] =>
    kinds.map((kind, n) => ({ kind, who: actor[kind], job: 0, how: howOf(kinds, n, how) })),
  )

test(
  `${histories} histories are legal`,
  async () => {
    const totals = new Map<string, number>()
    const began = performance.now()
    let run = 0
    console.info(`seed ${seed}`)
    const play = async ([first, commands]: readonly [
      Action[],
      Iterable<fc.AsyncCommand<object, ModelState>>,
    ]): Promise<void> => {
      const state = await newModelState(stage)
      for (const one of first) await perform(state, one)
      await fc.asyncModelRun(() => ({ model: {}, real: state }), commands)
      const found = findIllegal(await readHistory(state.db, state.nodes, state.since, state.claims))
      if (found.length > 0) throw new Error(found.join('\n'))
      for (const [key, n] of state.outcomes) totals.set(key, (totals.get(key) ?? 0) + n)
      run += 1
      if (run % 500 === 0)
        console.info(`${run} histories, ${(run / ((performance.now() - began) / 1_000)).toFixed(1)} a second`)
    }
    const history = fc.tuple(opening, fc.commands([together], { maxCommands: 24, size: 'max' }))
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: atOnce, maxLength: atOnce }), async (all) => {
        // Wait for all of them before reporting a failure, so that the next run does not meet them.
        const ends = await Promise.allSettled(all.map(play))
        for (const end of ends) if (end.status === 'rejected') throw end.reason
      }),
      { numRuns: Math.ceil(histories / atOnce), seed, ...(path ? { path } : {}), endOnFailure: true },
    )
    const seconds = (performance.now() - began) / 1_000
    console.info(`${run} histories in ${seconds.toFixed(1)} s; seed ${seed}`)
    console.info(
      [...totals]
        .sort()
        .map(([key, n]) => `${key} ${n}`)
        .join('\n'),
    )
    // Whatever happened, the log bears it out: each row that rights and consent rest on is as its events say.
    expect((await verified(stage.fleet.db)).findings).toEqual([])
    expect(await countedOtherwise(stage.fleet.db)).toEqual([])
    // An action that never happened proves nothing.
    for (const key of [
      'request',
      'approve',
      'claim',
      'finish',
      'expire',
      'emergency',
      'sql move',
      'revise',
      'withdraw',
      'owner',
      'delegation',
      'announce',
      'enrol',
      'revoke',
      'approve: right',
      'policy',
      'policies',
    ])
      expect(totals.get(`${key}: ok`) ?? 0, key).toBeGreaterThan(0)
    for (const refused of [
      'owner: refused node_owners_consent',
      'approve: unsigned: forbidden',
      'approve: other document: invalid signed',
      'sql vote: refused job_votes_signature',
      'sql move: refused maintenance_jobs_consent',
    ])
      expect(totals.get(refused) ?? 0, refused).toBeGreaterThan(0)
  },
  minutes * 60_000,
)
