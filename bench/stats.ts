/** The middle value; of an even number of values the mean of the middle two. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('There is no median of no values.')
  return (lower + upper) / 2
}

/** The value below which this share (0 to 1) of the values lies, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('There is no quantile of no values.')
  return value
}

type Side = (round: number) => Promise<number>

/**
 * Measures two sides in turns, so that what the machine does meanwhile falls on both, and lets the other one begin
 * in every second round, so that neither always finds what the first one warmed or wore out. Round -1 comes before
 * and does not count.
 */
export async function interleave(
  ours: Side,
  theirs: Side,
  rounds: number,
): Promise<{ ours: number[]; theirs: number[] }> {
  const samples: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  await ours(-1)
  await theirs(-1)
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) samples.ours.push(await ours(round))
    samples.theirs.push(await theirs(round))
    if (round % 2 === 1) samples.ours.push(await ours(round))
  }
  return samples
}

const budgetMs = 400

/**
 * One sample of something short: the median of up to so many calls in a row. What takes longer than the budget
 * by itself is called once. `once` returns what the call took.
 */
export async function sample(calls: number, once: () => Promise<number>): Promise<number> {
  const taken: number[] = []
  for (let spent = 0; taken.length < calls && (taken.length === 0 || spent < budgetMs); ) {
    const ms = await once()
    taken.push(ms)
    spent += ms
  }
  return median(taken)
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}
