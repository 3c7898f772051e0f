import { expect, test } from 'vitest'
import { flowOutcomes } from '@/lib/flow/domain/flow'
import { type FlowPoint, flowAxis } from './flow-point'

const nothing: FlowPoint = {
  ...{ label: '30 Nov', p50: null, p90: null },
  ...{ completed: 0, failed: 0, lost: 0, rejected: 0, expired: 0, cancelled: 0, open: 0, other: 0 },
}

test('times are read at round numbers that enclose the longest', () => {
  const axis = flowAxis([nothing, { ...nothing, p50: 0.2, p90: 3.1 }], null)
  expect(axis.ticks).toEqual([0, 1, 2, 3, 4])
  expect(flowAxis([nothing], null).domain[0]).toBe(0)
})

test('requests are counted in whole numbers, all outcomes of a bar together', () => {
  expect(flowAxis([{ ...nothing, completed: 2, failed: 1 }], flowOutcomes).ticks).toEqual([0, 1, 2, 3])
  expect(flowAxis([{ ...nothing, open: 9, lost: 1 }], flowOutcomes).ticks.every(Number.isInteger)).toBe(true)
})
