import { expect, it } from 'vitest'
import { choiceName, statusChoice, statusesIn } from './status-choice'

it.each([
  [['waiting'], 'waiting', null],
  [['Failed'], 'Failed', ['Failed']],
  [['Failed,Lost'], 'Lost,Failed', ['Lost', 'Failed']],
  [['Lost', 'Failed'], 'Lost,Failed', ['Lost', 'Failed']],
  [['open'], 'open', ['PendingApproval', 'Approved', 'Running', 'Lost']],
  [['Lost,Running,Approved', 'PendingApproval'], 'open', ['PendingApproval', 'Approved', 'Running', 'Lost']],
  [['Expired,Failed,Lost'], 'bad', ['Lost', 'Failed', 'Expired']],
  [['bad,Failed'], 'bad', ['Lost', 'Failed', 'Expired']],
  [[' Failed , Failed '], 'Failed', ['Failed']],
] as const)('reads %j as %s', (texts, choice, statuses) => {
  expect(statusChoice(texts)).toBe(choice)
  expect(statusesIn(choice)).toEqual(statuses)
})

it.each([[], [''], ['Done'], ['Failed,Done'], ['Failed,'], ['constructor'], ['waiting,Failed']])(
  'refuses %j',
  (...texts) => {
    expect(statusChoice(texts)).toBeNull()
  },
)

it('names a choice', () => {
  expect(['open', 'bad', 'PendingApproval,Lost'].map(choiceName)).toEqual([
    ...['Open', 'Ended badly', 'Pending approval or Lost'],
  ])
})
