import { expect, it } from 'vitest'
import { csvColumns, csvLines, fileName } from './csv'

/** RFC 4180, read back. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += sign
      at += 1
    } else if (sign === '"') quoted = !quoted
    else if (!quoted && sign === ',') {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (!quoted && sign === '\r' && text[at + 1] === '\n') {
      rows.at(-1)?.push(cell)
      rows.push([])
      cell = ''
      at += 1
    } else cell += sign
  }
  return rows.slice(0, -1)
}

it('has a row for each bucket with every digit, and the reason where there is no value', () => {
  const columns = {
    unit: '%',
    t: [0, 60],
    count: [2, 0],
    min: [-1.5, null],
    avg: [0.1 + 0.2, null],
    max: [7, null],
    missing: [null, 'no_report' as const],
  }
  const node = { node: 'did:a:1', name: '=evil, "1"', reports: [2, 0], worst: [null, null], gaps: [] }
  const text = [
    ...csvLines({
      t: [0, 60],
      to: '1970-01-01T00:01:40.000Z',
      nodes: [{ ...node, series: { cpu_usage_percent: columns }, previous: null }],
    }),
  ].join('')
  const own = ['did:a:1', `'=evil, "1"`, 'cpu_usage_percent', '%']
  expect(parse(text)).toEqual([
    [...csvColumns],
    [
      ...own,
      '1970-01-01T00:00:00Z',
      '1970-01-01T00:01:00Z',
      '2',
      '2',
      '-1.5',
      '0.30000000000000004',
      '7',
      '',
      '',
    ],
    [...own, '1970-01-01T00:01:00Z', '1970-01-01T00:01:40Z', '0', '0', '', '', '', 'no_report', ''],
  ])
})

it('names the file by what is in it, in letters that every system takes', () => {
  const range = { from: '2026-11-23T10:00:00.000Z', to: '2026-11-30T10:00:00.000Z' }
  expect(fileName(['a{b="/c"}'], range)).toBe('hakim-a-b-c-2026-11-23T1000-2026-11-30T1000.csv')
  expect(fileName(['a', 'b'], range)).toBe('hakim-metrics-2026-11-23T1000-2026-11-30T1000.csv')
})
