import { expect, it } from 'vitest'
import { riskLevels, riskRank } from './risk'

it('ranks risks in their order, and an unknown or unstated one below all', () => {
  expect(riskLevels.map(riskRank)).toEqual([0, 1, 2])
  expect(['High', '', null].map(riskRank)).toEqual([-1, -1, -1])
})
