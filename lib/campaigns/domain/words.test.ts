import { expect, it } from 'vitest'
import { usualRules } from './campaign'
import { minutesText, stopText, waitText, wavesText, waveText } from './words'

const job = (
  mark: 'completed' | 'failed' | 'approved' | 'waits' | 'refused' | 'running',
  verdict: string | null = null,
) => ({ mark, verdict })

it('says how far the owners are before a wave, and what its runs came to after that', () => {
  const jobs = [job('approved'), job('waits'), job('refused')]
  expect(waveText({ openedAt: null, jobs })).toBe('1 of 3 approved, 1 refused')
  expect(waveText({ openedAt: null, jobs: [job('waits')] })).toBe('0 of 1 approved')
  const ran = [
    job('completed', 'fixed'),
    job('completed', 'fixed'),
    job('completed'),
    job('completed', 'no_change'),
  ]
  const at = '2026-11-30T10:00:00Z'
  expect(waveText({ openedAt: at, jobs: [...ran, job('failed', 'not_enough_data'), job('running')] })).toBe(
    'Fixed 2 · No change 1 · failed 1',
  )
  expect(waveText({ openedAt: at, jobs: [job('running')] })).toBe('')
})

it('says the rules in units that people read', () => {
  expect(minutesText(1_530)).toBe('1 d 1 h 30 min')
  expect(stopText(usualRules)).toBe('Stops at 2 failures or a verdict Worse')
  expect(wavesText({ ...usualRules, at_once: 2, pause_minutes: 0 })).toBe(
    '2 at a time; no pause between waves; a node that has not started 1 d after its wave began is skipped',
  )
})

it('says what a job of a wave that has begun waits for', () => {
  const says = (mark: 'approved' | 'waits' | 'running', silent: boolean, at_once: number | null) =>
    waitText({ mark, silent }, { at_once }, 2)
  expect(says('waits', true, null)).toBe('waits for consent; skipped without it')
  expect(says('approved', true, 2)).toMatch(/silent/)
  expect(says('approved', false, 2)).toBe('starts when a place is free (2 at a time)')
  for (const at_once of [3, null]) expect(says('approved', false, at_once)).toBeNull()
  expect(says('running', true, 2)).toBeNull()
})
