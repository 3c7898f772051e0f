import { expect, it } from 'vitest'
import type { z } from 'zod'
import { claiming, completion, failing, progress } from './agent-calls'

const claim_token = 'hk_x'
const line = { at: '2026-11-24T22:00:00Z', stream: 'stdout', line: 'ok' }
const text = (length: number): string => 'x'.repeat(length)
const list = <T>(length: number, of: T): T[] => Array.from({ length }, () => of)
const claimed = (more: object) => ({ claim_token, ...more })
const instance = (id: string, host: string) => ({ instance: { id, host } })

it.each<[string, z.ZodType, unknown[], unknown[]]>([
  [
    'claim token',
    progress,
    [claimed({ claim_token: text(100) })],
    ['', text(101)].map((claim_token) => ({ claim_token })),
  ],
  [
    'percentage',
    progress,
    [claimed({ percent: 0 }), claimed({ percent: 100 })],
    [-1, 101, 0.5].map((percent) => claimed({ percent })),
  ],
  ['message', progress, [claimed({ message: text(2_000) })], [claimed({ message: text(2_001) })]],
  [
    'log',
    completion,
    [claimed({ log: [] }), claimed({ log: list(1_000, line) })],
    [claimed({ log: list(1_001, line) })],
  ],
  [
    'line of a log',
    completion,
    [...['', text(4_000)].map((line_) => claimed({ log: [{ ...line, line: line_ }] }))],
    [
      claimed({ log: [{ ...line, line: text(4_001) }] }),
      claimed({ log: [{ ...line, stream: 'stdin' }] }),
      claimed({ log: [{ ...line, extra: 1 }] }),
    ],
  ],
  [
    'command that was run',
    failing,
    [['true'], list(101, ''), [text(20_000)]].map((ran) => claimed({ message: 'x', ran })),
    [[], list(102, ''), [text(20_001)], ['\0']].map((ran) => claimed({ message: 'x', ran })),
  ],
  [
    'instance of an agent',
    claiming,
    [{}, instance('x', ''), instance(text(100), text(255))],
    [instance('', 'x'), instance(text(101), 'x'), instance('x', text(256)), { instance: { id: 'x' } }],
  ],
])('a %s has its limits', (_, schema, within, beyond) => {
  for (const body of within) expect(schema.safeParse(body).error?.issues ?? []).toEqual([])
  expect(beyond.filter((body) => schema.safeParse(body).success)).toEqual([])
})

it('takes a call without a log for one without lines', () => {
  expect(progress.parse({ claim_token })).toEqual({ claim_token, log: [] })
})
