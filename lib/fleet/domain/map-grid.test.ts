import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellSizes, gridOf, inColumns, markAt, moveBy, outlineOf, placeOf } from './map-grid'

const grids = fc.record({
  count: fc.integer({ min: 1, max: 400 }),
  width: fc.integer({ min: 1, max: 700 }),
  cell: fc.constantFrom(...cellSizes),
})

describe('the places of marks', () => {
  it('are within the grid and do not overlap, and the mark at each is its own', () => {
    fc.assert(
      fc.property(grids, ({ count, width, cell }) => {
        const grid = gridOf(count, width, cell)
        const taken = new Set<string>()
        for (let index = 0; index < count; index += 1) {
          const { x, y } = placeOf(grid, index)
          expect([x % cell, y % cell]).toEqual([0, 0])
          expect(x + cell).toBeLessThanOrEqual(Math.max(width, cell))
          expect(y + cell).toBeLessThanOrEqual(grid.rows * cell)
          taken.add(`${x} ${y}`)
          expect(markAt(grid, x, y)).toBe(index)
          expect(markAt(grid, x + cell - 1, y + cell - 1)).toBe(index)
        }
        expect(taken.size).toBe(count)
      }),
    )
  })

  it('end where the marks end', () => {
    const grid = gridOf(5, 45, 14)
    expect(grid).toMatchObject({ columns: 3, rows: 2 })
    expect([markAt(grid, 28, 14), markAt(grid, 43, 3), markAt(grid, -1, 3), markAt(grid, 3, 28)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('the keys', () => {
  const grid = gridOf(8, 42, 14)
  it.each([
    ['ArrowRight', 2, 3],
    ['ArrowLeft', 3, 2],
    ['ArrowDown', 4, 7],
    ['ArrowUp', 4, 1],
    ['Home', 5, 0],
    ['End', 5, 7],
    ['ArrowLeft', 0, null],
    ['ArrowRight', 7, null],
    ['ArrowDown', 5, null],
    ['ArrowUp', 2, null],
    ['End', 7, null],
    ['a', 3, null],
    ['constructor', 3, null],
  ])('%s leads from mark %i to %j', (key, from, to) => {
    expect(moveBy(key, from, grid)).toBe(to)
  })

  it('reach every mark from every other', () => {
    fc.assert(
      fc.property(grids, ({ count, width, cell }) => {
        const marks = gridOf(count, width, cell)
        const reached = new Set([0])
        for (let at: number | null = 0; at !== null; at = moveBy('ArrowRight', at, marks)) reached.add(at)
        expect(reached.size).toBe(count)
      }),
    )
  })
})

describe('the frame around marks in a row', () => {
  const area = (corners: [number, number][]): number =>
    Math.abs(
      corners.reduce((sum, [x, y], at) => {
        const [nextX, nextY] = corners[(at + 1) % corners.length] ?? [0, 0]
        return sum + x * nextY - nextX * y
      }, 0) / 2,
    )

  it('holds exactly as much as they need', () => {
    fc.assert(
      fc.property(grids, fc.nat(), fc.nat(), ({ count, width, cell }, from, more) => {
        const grid = gridOf(count, width, cell)
        const first = from % count
        const framed = 1 + (more % (count - first))
        expect(area(outlineOf(grid, first, framed))).toBeCloseTo(framed * cell * cell)
      }),
    )
  })
})

it('groups go where the column is shortest, each once', () => {
  const heights = [90, 40, 30, 30, 5]
  expect(inColumns(heights, 2, (height) => height)).toEqual([
    [90, 5],
    [40, 30, 30],
  ])
  expect(inColumns(heights, 1, (height) => height)).toEqual([heights])
})
