import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelPlaces } from './label-places'

const height = 14
const wanted = fc
  .array(fc.double({ min: -20, max: 520, noNaN: true }), { minLength: 1, maxLength: 50 })
  .map((places) => places.sort((a, b) => a - b))
const distance = (places: readonly number[], from: readonly number[]): number =>
  places.reduce((sum, place, index) => sum + (place - (from[index] ?? 0)) ** 2, 0)

describe('labels at the ends of lines', () => {
  it('never overlap, keep their order and stay within the room that holds them', () => {
    fc.assert(
      fc.property(wanted, (ends) => {
        const room = Math.max(500, ends.length * height)
        const places = labelPlaces(ends, height, room)
        expect(places).toHaveLength(ends.length)
        places.forEach((place, index) => {
          if (index > 0) expect(place - (places[index - 1] ?? 0)).toBeGreaterThanOrEqual(height - 1e-9)
          expect(place).toBeGreaterThanOrEqual(-1e-9)
          expect(place + height).toBeLessThanOrEqual(room + 1e-9)
        })
      }),
    )
  })

  it('stand at their ends where these are far enough apart', () => {
    expect(labelPlaces([10, 40, 90], height, 200)).toEqual([10, 40, 90])
  })

  it('share a place evenly: two that want the same stand half a label above and below it', () => {
    expect(labelPlaces([100, 100], height, 200)).toEqual([93, 107])
  })

  it('are nowhere nearer to their ends than any other order-keeping choice', () => {
    fc.assert(
      fc.property(
        wanted,
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 50, maxLength: 50 }),
        (ends, gaps) => {
          const room = 2_000
          const inside = ends.map((end) => Math.max(0, end))
          const places = labelPlaces(inside, height, room)
          // Any other choice: the found one, with more room between some, begun anywhere above.
          let more = 0
          const other = places.map((place, index) => {
            more += index === 0 ? 0 : (gaps[index] ?? 0)
            return place + more - (gaps[0] ?? 0) * 5
          })
          if ((other[0] ?? 0) < 0) return
          expect(distance(places, inside)).toBeLessThanOrEqual(distance(other, inside) + 1e-6)
        },
      ),
    )
  })

  it('begin at the top where there is no room for all', () => {
    expect(labelPlaces([50, 50, 50], height, 20)).toEqual([0, 14, 28])
  })
})
