import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coalesce } from './coalesce'

type Item = { id: number; size: number; breaks: boolean }

const items = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 12 }),
    breaks: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, fc.constant(true)),
  }),
  { minLength: 1, maxLength: 30 },
)

describe('coalescing', () => {
  it('gives each caller its own result, in any interleaving of arrivals and ends of groups', async () => {
    let together = 0
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        items,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 20 }),
        async (s, given, parallel, worth) => {
          const groups: Item[][] = []
          let underWay = 0
          const take = coalesce<Item, string>({
            ...{ parallel: () => parallel, worth, room: 10 },
            sizeOf: ({ size }) => size,
            run: async (group) => {
              groups.push(group)
              underWay += 1
              expect(underWay).toBeLessThanOrEqual(parallel)
              await s.schedule(Promise.resolve())
              underWay -= 1
              if (group.some(({ breaks }) => breaks)) throw new Error(`broken ${group[0]?.id}`)
              return group.map(({ id }) => `result ${id}`)
            },
          })
          const answers = given.map(async (each, id) => {
            await s.schedule(Promise.resolve())
            return take({ ...each, id }).catch((error: unknown) => String(error))
          })
          await s.waitFor(Promise.all(answers))
          const results = await Promise.all(answers)

          expect(groups.flat().map(({ id }) => id)).toHaveLength(given.length)
          expect(new Set(groups.flat().map(({ id }) => id)).size).toBe(given.length)
          for (const group of groups) {
            if (group.length > 1) together += 1
            const size = group.reduce((sum, each) => sum + each.size, 0)
            expect(group.length === 1 || size <= 10).toBe(true)
            const broken = group.some(({ breaks }) => breaks)
            for (const { id } of group)
              expect(results[id]).toBe(broken ? `Error: broken ${group[0]?.id}` : `result ${id}`)
          }
        },
      ),
    )
    expect(together).toBeGreaterThan(10)
  })

  const gate = () => {
    const opened: (() => void)[] = []
    const groups: number[][] = []
    const run = async (group: number[]) => {
      groups.push(group)
      await new Promise<void>((resolve) => opened.push(resolve))
      return group
    }
    /** Ends the oldest group and lets its callers run. */
    const open = async () => {
      opened.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { groups, run, open }
  }

  it('runs at once when idle, then runs together what arrived meanwhile, in order', async () => {
    const { groups, run, open } = gate()
    const take = coalesce({ ...{ run, parallel: () => 1, worth: 1, room: 3 }, sizeOf: () => 1 })
    const first = take(1)
    expect(groups).toEqual([[1]])
    const others = [2, 3, 4, 5].map(take)
    expect(groups).toEqual([[1]])
    await open()
    expect(await first).toBe(1)
    expect(groups).toEqual([[1], [2, 3, 4]])
    await open()
    expect(groups).toEqual([[1], [2, 3, 4], [5]])
    await open()
    expect(await Promise.all(others)).toEqual([2, 3, 4, 5])
  })

  it('starts a second group beside the first only when it is worth it', async () => {
    const { groups, run, open } = gate()
    const take = coalesce({ ...{ run, parallel: () => 2, worth: 2, room: 10 }, sizeOf: () => 1 })
    const answers = [take(1), take(2)]
    expect(groups).toEqual([[1]])
    answers.push(take(3), take(4), take(5), take(6))
    expect(groups).toEqual([[1], [2, 3]])
    await open()
    await open()
    await open()
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6])
    expect(groups).toEqual([[1], [2, 3], [4, 5, 6]])
  })

  it('runs one group at a time from the moment when no more may run', async () => {
    const { groups, run, open } = gate()
    let most = 2
    const take = coalesce({ ...{ run, parallel: () => most, worth: 1, room: 1 }, sizeOf: () => 1 })
    const answers = [1, 2, 3, 4].map(take)
    expect(groups).toEqual([[1], [2]])
    most = 1
    await open()
    await open()
    expect(groups).toEqual([[1], [2], [3]])
    await open()
    await open()
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4])
  })

  it('fails when a group does not get one answer per item', async () => {
    const take = coalesce<number, number>({
      ...{ parallel: () => 1, worth: 1, room: 9 },
      sizeOf: () => 1,
      run: async () => [],
    })
    await expect(take(1)).rejects.toThrow('0 results for a group of 1')
  })
})
