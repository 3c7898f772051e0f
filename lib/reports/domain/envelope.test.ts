import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeSchema, quickEnvelope } from './envelope'

const good = {
  target_node_did: 'did:kos:griot:123f7a90',
  timestamp: '2026-01-31T09:30:00.000Z',
  status: 'Healthy',
}

const object = fc.constantFrom<unknown[]>({}, { a: 1 }, { code: 'X' })
const wrong = fc.constantFrom<unknown[]>(null, undefined, 7, '', 'x', true, [], [1], {}, [{}], Number.NaN)
const ids = fc.oneof(fc.uuid(), fc.constantFrom('11111111-1111-1111-1111-11111111111G', 'x'))
const dids = fc.constantFrom(
  'did:kos:griot:123f7a90',
  'did:web:example.org%3A8080',
  'did:KOS:x',
  'did:kos:',
  `did:kos:${'x'.repeat(247)}`,
  `did:kos:${'x'.repeat(248)}`,
)
const two = (text: number) => String(text).padStart(2, '0')
const times = fc
  .record({
    date: fc.tuple(fc.integer({ min: 1969, max: 2031 }), fc.nat(13), fc.nat(32)),
    time: fc.tuple(fc.nat(24), fc.nat(60), fc.nat(60)),
    fraction: fc.constantFrom('', '.', '.1', '.123', '.123456', '.1234567891'),
    zone: fc.constantFrom('', 'Z', 'z', '+00:00', '-00:00', '+05:30', '+23:59', '-24:00', '+0530'),
  })
  .map(
    ({ date: [year, month, day], time, fraction, zone }) =>
      `${year}-${two(month)}-${two(day)}T${time.map(two).join(':')}${fraction}${zone}`,
  )
const statuses = fc.constantFrom('Healthy', 'x'.repeat(50), 'x'.repeat(51), '')

/** Mostly valid, with any part invalid now and then. */
const part = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: right, weight: 12 }, { arbitrary: wrong, weight: 1 })
const sent = fc
  .record(
    {
      report_id: part(ids),
      target_node_did: part(dids),
      timestamp: part(fc.oneof(times, fc.constant(good.timestamp))),
      status: part(statuses),
      metrics: part(object),
      diagnosis: part(object),
      raw_report: part(object),
      dependencies: part(fc.array(part(object), { maxLength: 3 })),
      logs_summary: part(object),
      more: fc.oneof(
        {
          arbitrary: fc.constantFrom({}, ...[1, 5.5, 86_400].map((n) => ({ interval_seconds: n }))),
          weight: 12,
        },
        fc.constantFrom(
          { approved_by: 'me' },
          ...[0.9, 86_401, '5', null, Number.NaN].map((n) => ({ interval_seconds: n })),
        ),
      ),
    },
    { requiredKeys: ['target_node_did', 'timestamp', 'status'] },
  )
  .map(({ more, ...report }) => ({ ...report, ...more }))

describe('the quick check', () => {
  it('agrees with the schema, or leaves the decision to it', () => {
    let quickly = 0
    fc.assert(
      fc.property(sent, (report) => {
        const quick = quickEnvelope(report)
        if (quick === null) return
        quickly += 1
        expect(envelopeSchema.safeParse(report)).toEqual({ success: true, data: quick })
      }),
      { numRuns: 5_000 },
    )
    // A check that never decided anything would pass too.
    expect(quickly).toBeGreaterThan(200)
  })

  it.each<[string, unknown]>([
    ['a plain report', good],
    ['an agent’s report', { ...good, report_id: null, metrics: { a: 1 }, diagnosis: null, raw_report: {} }],
    ['microseconds and a zone', { ...good, timestamp: '2026-01-31T09:30:00.123456+05:30' }],
    ['dependencies', { ...good, dependencies: [{ a: 1 }], logs_summary: {} }],
  ])('decides on %s without the schema', (_, report) => {
    expect(quickEnvelope(report)).toEqual(envelopeSchema.parse(report))
  })

  it.each<[string, unknown]>([
    ['__proto__', JSON.parse(JSON.stringify(good).replace('{', '{"__proto__":{},'))],
    ['constructor', { ...good, constructor: 1 }],
    ['1,001 dependencies', { ...good, dependencies: Array(1_001).fill({}) }],
    ['nothing', undefined],
    ['a list', [good]],
  ])('leaves %s to the schema', (_, report) => {
    expect(quickEnvelope(report)).toBeNull()
    expect(envelopeSchema.safeParse(report).success).toBe(false)
  })
})
