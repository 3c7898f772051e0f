import { describe, expect, it } from 'vitest'
import type { StoredEvidence } from './evidence'
import { verdictSentence } from './words'

const disk = { status: 'Warning', code: 'DISK_NEARING_CAPACITY', since: -90_000 }
const well = { status: 'Healthy', code: null, since: 240 }
const evidence: StoredEvidence = {
  ...{ verdict: 'fixed', why: 'gone', before: disk, after: well, goneAt: 240, backAt: null, passing: null },
  ...{ heardUntil: 86_640, run: { from: -420, to: 0 }, until: 86_700, named: 'disk_usage_gb' },
  figures: [{ metric: 'disk_usage_gb', before: 438.2, during: 400, after: 371.4, usual: null, reads: null }],
}
const said = (changes: Partial<StoredEvidence>, status = 'Completed'): string =>
  verdictSentence({ ...evidence, ...changes }, status)

describe('the sentence of a verdict', () => {
  it('says what is gone, how soon, for how long, and by how much', () => {
    expect(said({})).toBe(
      'Fixed: DISK_NEARING_CAPACITY gone 4 min after the end, for 1 d so far; disk 438 → 371 GB.',
    )
    expect(said({ goneAt: 20, figures: [] })).toBe(
      'Fixed: DISK_NEARING_CAPACITY gone by the end, for 1 d so far.',
    )
  })
  it('shows each character of what another program wrote', () => {
    expect(said({ before: { ...disk, code: 'DISK\u202eLLUF' }, figures: [] })).toMatch(
      /^Fixed: DISKU\+202ELLUF gone/,
    )
    const [before, after] = [
      { ...disk, status: '' },
      { ...well, status: '\u202eError' },
    ]
    expect(said({ why: 'more_severe', before, after, figures: [] })).toMatch(
      /: empty status before, U\+202EError after\./,
    )
  })
  it('says how a job ended that did not complete', () => {
    expect(said({ figures: [] }, 'Lost')).toMatch(
      /^Fixed: The outcome of the job is unknown\. DISK_NEARING_CAPACITY gone/,
    )
    expect(said({ figures: [] }, 'Cancelled')).toMatch(/^Fixed: The job was stopped\. /)
  })
  it.each<[Partial<StoredEvidence>, string]>([
    [{ verdict: 'no_change', why: 'still_there' }, 'No change: DISK_NEARING_CAPACITY is still there.'],
    [
      { verdict: 'no_change', why: 'came_back', backAt: 7_440 },
      'No change: DISK_NEARING_CAPACITY gone 4 min after the end, but back after 2 h.',
    ],
    [
      {
        verdict: 'no_change',
        why: 'other_illness',
        after: { status: 'Error', code: 'HIGH_CPU', since: 600 },
      },
      'No change: DISK_NEARING_CAPACITY gone, but HIGH_CPU since 10 min after the end.',
    ],
    [
      { verdict: 'no_change', why: 'still_well', before: well, after: well },
      'Was well before: the node is still well.',
    ],
    [
      {
        verdict: 'not_enough_data',
        why: 'comes_and_goes',
        passing: { times: 6, longest: 82_800 },
        heardUntil: 3_840,
      },
      'Not enough data: DISK_NEARING_CAPACITY gone for 1 h, but it went by itself 6 times in the 7 d before, for up to 23 h.',
    ],
    [
      { verdict: 'worse', why: 'ill_since', before: well, after: { ...disk, since: 600 } },
      'Worse: the node was well before, DISK_NEARING_CAPACITY since 10 min after the end.',
    ],
    [
      { verdict: 'worse', why: 'ill_since', before: well, after: { ...disk, since: 5 } },
      'Worse: the node was well before, DISK_NEARING_CAPACITY since the end.',
    ],
    [
      { verdict: 'worse', why: 'more_severe', after: { status: 'Error', code: 'DISK_FULL', since: 0 } },
      'Worse: Warning before, Error after.',
    ],
    [
      { verdict: 'not_enough_data', why: 'silent_after', heardUntil: -5 },
      'Not enough data: no report since the run ended.',
    ],
    [
      { verdict: 'not_enough_data', why: 'silent_after', heardUntil: 5 },
      'Not enough data: too few reports since the run ended.',
    ],
  ])('in words', (changes, sentence) => expect(said({ figures: [], ...changes })).toBe(sentence))
})
