import { describe, expect, it } from 'vitest'
import { fillOf, fillStep } from './map-fill'

describe('the fill of the map', () => {
  it('is in per cent where the metric is', () => {
    expect(fillOf('cpu_usage_percent', [{ cpu_usage_percent: 12 }, {}])).toEqual({
      scale: { percent: true, top: 100 },
      values: [12, null],
    })
  })

  it('is the share of the whole where all nodes report that', () => {
    const nodes: Record<string, number>[] = [
      { disk_usage_gb: 30, disk_total_gb: 120 },
      { cpu_usage_percent: 1 },
    ]
    expect(fillOf('disk_usage_gb', nodes)).toEqual({ scale: { percent: true, top: 100 }, values: [25, null] })
    expect(fillOf('disk_usage_gb', [...nodes, { disk_usage_gb: 30 }])).toEqual({
      ...{ scale: { percent: false, top: 50 }, values: [30, null, 30] },
    })
  })

  it.each([
    [{ depth: 38 }, 50],
    [{ depth: 0.011 }, 0.02],
    [{ depth: 100 }, 100],
    [{ depth: 0 }, 1],
    [{ depth: -4 }, 1],
    [{}, 1],
  ])('of %j is up to the round number %d', (node, top) => {
    expect(fillOf('depth', [node]).scale.percent).toBe(false)
    expect(fillOf('depth', [node]).scale.top).toBeCloseTo(top)
  })

  it('has five steps', () => {
    const scale = { percent: true, top: 100 }
    expect(
      [-1, 0, 29.9, 30, 59, 60, 84, 85, 94.9, 95, 100, 130].map((value) => fillStep(value, scale)),
    ).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4])
    expect(fillStep(44, { percent: false, top: 50 })).toBe(3)
    expect(fillStep(null, scale)).toBeNull()
  })
})
