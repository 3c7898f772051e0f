import { describe, expect, it } from 'vitest'
import type { Metrics } from '@/lib/agent/host/collect'
import { assess, type Condition, thresholdsSchema } from './assess'

const thresholds = thresholdsSchema.parse({ sustained_samples: 3 })
const calm: Metrics = { cpu_usage_percent: 10, memory_usage_percent: 20, disk_usage_percent: 30 }
const cpu = (...values: number[]): Metrics[] => values.map((value) => ({ ...calm, cpu_usage_percent: value }))
const service = (answers: boolean) => ({ name: 'heartbeat', answers })
const peer = (status: 'Healthy' | 'Unreachable') => ({ dependency_did: 'did:kos:griot:2', status })
const condition = (part: Partial<Condition>): Condition => ({
  samples: [calm],
  service: null,
  dependencies: [],
  ...part,
})

const table: [string, Partial<Condition>, string, string | null][] = [
  ['nothing wrong', {}, 'Healthy', null],
  ['a short CPU peak', { samples: cpu(10, 10, 99) }, 'Healthy', null],
  ['too few samples for a lasting load', { samples: cpu(99, 99) }, 'Healthy', null],
  ['CPU over the warning for three samples', { samples: cpu(85, 99, 90) }, 'Warning', 'HIGH_CPU_LOAD'],
  ['CPU just below the warning', { samples: cpu(84.9, 99, 99) }, 'Healthy', null],
  ['CPU over the error for three samples', { samples: cpu(1, 95, 99, 97) }, 'Error', 'HIGH_CPU_LOAD'],
  ['memory at the warning', { samples: [{ memory_usage_percent: 85 }] }, 'Warning', 'MEMORY_PRESSURE'],
  ['memory at the error', { samples: [{ memory_usage_percent: 95 }] }, 'Error', 'MEMORY_PRESSURE'],
  ['disk at the warning', { samples: [{ disk_usage_percent: 85 }] }, 'Warning', 'DISK_NEARING_CAPACITY'],
  ['disk full', { samples: [{ disk_usage_percent: 100 }] }, 'Error', 'DISK_NEARING_CAPACITY'],
  ['a service that answers', { service: service(true) }, 'Healthy', null],
  ['a service that does not', { service: service(false) }, 'Error', 'SERVICE_DOWN'],
  ['a reachable dependency', { dependencies: [peer('Healthy')] }, 'Healthy', null],
  ['a lost dependency', { dependencies: [peer('Unreachable')] }, 'Warning', 'DEPENDENCY_UNREACHABLE'],
  ['nothing could be read', { samples: [{}] }, 'Unknown', 'METRICS_UNAVAILABLE'],
  [
    'an error before a warning',
    { samples: [{ disk_usage_percent: 90, memory_usage_percent: 97 }] },
    'Error',
    'MEMORY_PRESSURE',
  ],
]

describe('assess', () => {
  it.each(table)('%s', (_, part, status, code) => {
    const { status: found, diagnosis } = assess(condition(part), thresholds)
    expect([found, diagnosis?.code ?? null]).toEqual([status, code])
  })

  it('says what to do, with the measured numbers and names', () => {
    const full = assess(condition({ samples: [{ disk_usage_percent: 96.7 }] }), thresholds)
    expect(full.diagnosis?.recommendation).toBe(
      '96 % of the disk is used. Clear caches and old logs, or add space.',
    )
    const down = assess(condition({ service: service(false) }), thresholds)
    expect(down.diagnosis?.recommendation).toContain('restart_service with service_name heartbeat')
  })

  it('names every finding when there are several', () => {
    const samples = [{ disk_usage_percent: 90, memory_usage_percent: 97 }]
    const { diagnosis } = assess(condition({ samples }), thresholds)
    expect(diagnosis?.findings?.map(({ code }) => code)).toEqual(['DISK_NEARING_CAPACITY', 'MEMORY_PRESSURE'])
  })

  it('accepts other thresholds, but no warning threshold above the error threshold', () => {
    const strict = thresholdsSchema.parse({ disk_usage_percent: { warning: 20, error: 25 } })
    expect(assess(condition({}), strict).status).toBe('Error')
    expect(thresholdsSchema.safeParse({ disk_usage_percent: { warning: 99, error: 90 } }).success).toBe(false)
  })
})
