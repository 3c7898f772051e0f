import { expect, it } from 'vitest'
import { itemOf, lineOf, readExportLine, readHead } from './export'
import type { AuditItem } from './log'

const hash = 'ab'.repeat(32)
const event: AuditItem = {
  event: { id: 3, stream: 'rights', seq: 2, body: '{"a": "\\u00e9 \n"}', prev: null, hash },
}
const checkpoint: AuditItem = {
  checkpoint: {
    no: 1,
    createdAt: '2026-01-01T00:00:00.000000Z',
    events: [{ id: 3, stream: 'rights', seq: 2, hash }],
    prev: hash,
    hash,
    signature: 'cd'.repeat(64),
  },
}

it.each([event, checkpoint])('a line holds a complete item', (item) => {
  const line = readExportLine(JSON.stringify(lineOf(item)))
  expect(line && itemOf(line)).toEqual(item)
})

it('a line of an export of version 1 is read, too', () => {
  const { checkpoint_no, created_at, ...kept } = JSON.parse(JSON.stringify(lineOf(checkpoint)))
  const line = readExportLine(
    JSON.stringify({ ...kept, type: 'seal', seal_no: checkpoint_no, sealed_at: created_at }),
  )
  expect(line && itemOf(line)).toEqual(checkpoint)
  expect(readExportLine('{"type":"end","events":1,"seals":2}')).toMatchObject({ checkpoints: 2 })
})

it('the first and the last line hold no items', () => {
  const first = readExportLine('{"type":"hakim-audit","version":2,"exported_at":"2026","key":"did:key:z6Mk"}')
  const last = readExportLine('{"type":"end","events":1,"checkpoints":0}')
  expect([first?.type, last?.type]).toEqual(['hakim-audit', 'end'])
  expect([first && itemOf(first), last && itemOf(last)]).toEqual([null, null])
})

it.each([
  '',
  'x',
  '[]',
  '{"type":"other"}',
  '{"type":"hakim-audit","version":3,"exported_at":"2026","key":null}',
  JSON.stringify({ ...lineOf(event), event_id: 2 ** 60 }),
  ...['AB', `${hash}0`, `0${hash}`].map((wrong) => JSON.stringify({ ...lineOf(event), hash: wrong })),
  ...['', `${hash}${hash}0`, `0${hash}${hash}`].map((signature) =>
    JSON.stringify({ ...lineOf(checkpoint), signature }),
  ),
  '['.repeat(100_000),
])('%.60s is not a line of an export', (text) => {
  expect(readExportLine(text)).toBeNull()
})

it('reads a complete head and nothing less', () => {
  const head = {
    checkpoint_no: 1,
    hash,
    created_at: '2026-01-01T00:00:00.000000Z',
    events: 1,
    last_event_id: 3,
    signature: 'cd'.repeat(64),
    key: 'did:key:z6Mk',
  }
  expect(readHead(JSON.stringify(head))).toEqual(head)
  for (const key of Object.keys(head))
    expect(readHead(JSON.stringify({ ...head, [key]: undefined }))).toBeNull()
  expect(readHead(JSON.stringify({ ...head, checkpoint_no: 0 }))).toBeNull()
  const { checkpoint_no, created_at, ...rest } = head
  expect(readHead(JSON.stringify({ seal_no: checkpoint_no, sealed_at: created_at, ...rest }))).toEqual(head)
})
