import { expect, it } from 'vitest'
import { logText } from './log-text'

it('writes a line for each line, without colours', () => {
  const at = '2026-01-31T09:30:00.000Z'
  expect(
    logText([
      { at, stream: 'stdout', line: 'a \u001b[32mgreen\u001b[0m word' },
      { at: new Date(at), stream: 'stderr', line: '' },
      { at, stream: 'system', line: 'end' },
    ]),
  ).toBe(`${at} out a green word\n${at} err \n${at} sys end\n`)
})
