import { expect, it } from 'vitest'
import { lesserRole, roles } from '@/lib/kernel/role'

it('the lesser of two roles is the one with fewer rights', () => {
  for (const one of roles)
    for (const other of roles)
      expect(lesserRole(one, other)).toBe(roles[Math.min(roles.indexOf(one), roles.indexOf(other))])
})
