import { expect, it } from 'vitest'
import { isWallToken, wallPath, wallTokenIn } from './wall-token'

const token = `wall_${'a'.repeat(43)}`

it('knows the form of a token', () => {
  expect([token, `${token}a`, token.slice(1), `hk_${'a'.repeat(43)}`, ''].map(isWallToken)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})

it('finds the token in the path of a wall, and in no other', () => {
  expect(wallTokenIn(wallPath(token))).toBe(token)
  expect(wallTokenIn(`${wallPath(token)}?theme=light`)).toBe(token)
  expect(wallTokenIn('/wall')).toBeNull()
  expect(wallTokenIn('/settings/walls')).toBeNull()
  expect(wallTokenIn('/nodes/wall/x')).toBeNull()
})
