import { expect, it } from 'vitest'
import { chosenRefresh, refreshChoices, refreshNames } from './refresh'

it('reads how often a page may be read again', () => {
  expect(Object.keys(refreshNames)).toEqual(Object.keys(refreshChoices))
  for (const choice of Object.keys(refreshChoices)) expect(chosenRefresh({ refresh: choice })).toBe(choice)
  expect(chosenRefresh({ refresh: ['30s', '5m'] })).toBe('30s')
})

it.each([undefined, '', '1s', 'constructor', []])('takes %j for no choice', (refresh) => {
  expect(chosenRefresh({ refresh })).toBeNull()
})
