/**
 * Where labels of one height stand, so that none covers another and each is as near as possible to its place: the least sum of
 * squared distances. Labels that touch form a block around the mean of their places.
 * @param wanted ascending
 * @param room the last label ends there; if they need more, they begin at 0 and go beyond
 */
export function labelPlaces(wanted: readonly number[], height: number, room: number): number[] {
  const blocks: { sum: number; count: number }[] = []
  wanted.forEach((place, index) => {
    // Each label without those above it: then order is all that has to be kept.
    let block = { sum: place - index * height, count: 1 }
    for (
      let above = blocks.at(-1);
      above && above.sum * block.count >= block.sum * above.count;
      above = blocks.at(-1)
    ) {
      blocks.pop()
      block = { sum: above.sum + block.sum, count: above.count + block.count }
    }
    blocks.push(block)
  })
  const last = Math.max(0, room - wanted.length * height)
  const starts = blocks.flatMap(({ sum, count }) =>
    Array.from({ length: count }, () => Math.min(last, Math.max(0, sum / count))),
  )
  return starts.map((start, index) => start + index * height)
}
