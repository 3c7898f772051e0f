import { expect, it } from 'vitest'
import { hasRole, roles } from './role'

it('orders the roles', () => {
  expect(roles.map((have) => roles.map((need) => hasRole(have, need)))).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})
