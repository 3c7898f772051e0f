/** The median; for an even count, the mean of the middle two. Throws without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('There is no median of no values.')
  return (lower + upper) / 2
}

/** The quantile (`share` from 0 to 1) by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('There is no quantile of no values.')
  return value
}

type Side = (round: number) => Promise<number>

/**
 * Measures two sides alternately, so that other load affects both, and alternates which one begins, so that neither always
 * runs after the other. Round -1 is a warm-up and does not count.
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

/**
 * Calls several sides in turn, `calls` times each in every round, so that other load affects all; in each call another one begins.
 * A call returns its milliseconds. Round -1 is a warm-up and does not count.
 * @returns for each side its rounds, and of each round the calls
 */
export async function inTurn(
  sides: readonly (() => Promise<number>)[],
  rounds: number,
  calls: number,
): Promise<number[][][]> {
  const samples: number[][][] = sides.map(() => [])
  for (let round = -1; round < rounds; round += 1) {
    const taken: number[][] = sides.map(() => [])
    for (let call = 0; call < calls; call += 1)
      for (let turn = 0; turn < sides.length; turn += 1) {
        const index = (call + turn) % sides.length
        const ms = await sides[index]?.()
        if (ms !== undefined) taken[index]?.push(ms)
      }
    if (round >= 0) for (const [index, ms] of taken.entries()) samples[index]?.push(ms)
  }
  return samples
}

const budgetMs = 400

/**
 * One sample of something short: the median of several calls in a row, or one call if that exceeds the budget. `once`
 * returns the time of one call.
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

/** Measures the work in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}
