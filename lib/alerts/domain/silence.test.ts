import { expect, it } from 'vitest'
import { judgeSilence } from './silence'

const rule = { kind: 'silence', minutes: 10 } as const
const quiet = { since: null, well: null }
const contact = { heard: 0, silent: true, aliveSince: -10_000, now: 600 }

it('fires once the node is silent, and for as long as the rule says', () => {
  expect(judgeSilence(rule, 0, quiet, contact).since).toBe(0)
  expect(judgeSilence(rule, 0, quiet, { ...contact, now: 599 }).since).toBeNull()
  expect(judgeSilence(rule, 0, quiet, { ...contact, silent: false }).since).toBeNull()
})

it('does not hold the time against a node in which the server was down, but keeps what fires', () => {
  expect(judgeSilence(rule, 0, quiet, { ...contact, aliveSince: 1 }).since).toBeNull()
  expect(judgeSilence(rule, 0, quiet, { ...contact, aliveSince: 1, now: 601 }).since).toBe(0)
  const firing = { since: 0, well: null }
  expect(judgeSilence(rule, 0, firing, { ...contact, aliveSince: 600 })).toMatchObject({
    since: 0,
    ended: null,
  })
})

it('ends once the node was heard for as long as it is kept', () => {
  const heard = { ...contact, silent: false }
  const first = judgeSilence(rule, 5, { since: 0, well: null }, heard)
  expect(first).toEqual({ since: 0, well: 600, ended: null })
  expect(judgeSilence(rule, 5, first, { ...heard, now: 899 }).ended).toBeNull()
  expect(judgeSilence(rule, 5, first, { ...heard, now: 900 })).toEqual({
    since: null,
    well: null,
    ended: 600,
  })
  expect(judgeSilence(rule, 5, first, { ...contact, now: 700 })).toMatchObject({ since: 0, well: null })
})
