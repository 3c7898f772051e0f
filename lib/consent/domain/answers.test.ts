import { expect, it } from 'vitest'
import { answeredRule, nodeConsentAnswer } from './answers'

it.each([
  [[1, 7], true],
  [[0], false],
  [[8], false],
])('a node’s window on the days %j can be answered: %s', (weekdays, fits) => {
  const window = {
    ...{ window_id: crypto.randomUUID(), name: 'Nights', weekdays },
    ...{ start_minute: 0, duration_minutes: 60, time_zone: 'UTC' },
  }
  const node = { node_did: 'did:a:n', restricted: false, owners: [], delegations: [], rules: [] }
  expect(nodeConsentAnswer.safeParse({ ...node, windows: [window] }).success).toBe(fits)
})

it('a rule names its groups as a call that makes one does', () => {
  expect(answeredRule({ name: 'R', groupVotes: [{ name: 'Security', votes: 2 }] })).toEqual({
    ...{ name: 'R', groups: [{ group: 'Security', votes: 2 }] },
  })
})
