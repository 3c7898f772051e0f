import { expect, it } from 'vitest'
import { occasionOf, occasionReason, requestHref } from './occasion'

const at = Date.parse('2026-11-28T10:41:00Z') / 1_000
const [did, task] = ['did:kos:griot:1', 'clear_cache']
const occasion = { reason: 'Disk & more since 12:41', at, metric: 'disk_usage_gb' }
const paramsOf = (href: string) => Object.fromEntries(new URL(href, 'http://h').searchParams)

it('a link carries node, task, reason, moment and metric, and the form reads them back', () => {
  const params = paramsOf(requestHref(did, task, occasion))
  expect(params).toMatchObject({ node: did, task, at: '2026-11-28T10:41:00Z' })
  expect(occasionOf(params, at + 60)).toEqual(occasion)
})

it('reads no moment that is yet to come, no time at all, and no longer text than an address carries', () => {
  const params = paramsOf(requestHref(did, task, occasion))
  expect(occasionOf(params, at - 1)).toBeNull()
  expect(occasionOf({ ...params, at: 'yesterday' }, at + 60)).toBeNull()
  expect(occasionOf({ node: did }, at)).toBeNull()
  const long = requestHref(did, task, { ...occasion, reason: 'x'.repeat(3_000) })
  expect(occasionOf(paramsOf(long), at + 60)?.reason).toBe('x'.repeat(500))
})

it('the reason says when, in the zone of the page', () => {
  const when = { at, zone: 'Africa/Cairo' }
  expect(
    occasionReason('DISK_NEARING_CAPACITY', { ...when, since: true, advice: 'Clear the cache.' }),
  ).toMatch(/^DISK_NEARING_CAPACITY since Sat 28 Nov( 2026)? 12:41 \(Africa\/Cairo\)\. Clear the cache\.$/)
  expect(occasionReason('Disk: full in 9–11 d', { ...when, since: false })).toMatch(
    /^Disk: full in 9–11 d, as of Sat 28 Nov( 2026)? 12:41 \(Africa\/Cairo\)\.$/,
  )
})
