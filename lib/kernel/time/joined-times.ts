/** From the first to before the second, both in the same unit. */
export type Span = [number, number]

/** These spans in order; those that overlap or touch are one. */
export function joinedTimes(times: readonly Readonly<Span>[]): Span[] {
  const found: Span[] = []
  for (const [from, to] of times.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else found.push([from, to])
  }
  return found
}
