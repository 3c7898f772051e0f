import { expect, it } from 'vitest'
import { withCurrentNames } from './former-names'

it('gives the members of older versions the names of today, and leaves all others', () => {
  const former = {
    seal_no: 1,
    sealed_at: 'x',
    seals: 2,
    last_seal: null,
    unsealed: 3,
    fault: 'moved',
    seq: 4,
  }
  expect(withCurrentNames(former)).toEqual({
    ...{ checkpoint_no: 1, created_at: 'x', checkpoints: 2, last_checkpoint: null, uncovered: 3 },
    ...{ kind: 'moved', seq: 4 },
  })
})

it.each([[{ seq: 4 }], [[{ seals: 2 }]], ['seals'], [null], [undefined], [7]])(
  'leaves %j as it is',
  (value) => {
    expect(withCurrentNames(value)).toBe(value)
  },
)
