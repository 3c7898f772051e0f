const firstMs = 10_000
const longestMs = 3_600_000

/** How long a message is tried. */
export const giveUpHours = 24

/**
 * How long to wait before the next attempt: about as long as it has been tried so far, from 10 s to an hour, so that the pauses
 * double. `random` from 0 to 1 spreads what failed together. A receiver that asks for a longer pause gets it, up to an hour.
 */
export function pauseMs(triedMs: number, random: number, askedMs = 0): number {
  const pause = Math.max(firstMs, triedMs) * (1 + random / 4)
  return Math.round(Math.min(longestMs, Math.max(pause, askedMs)))
}
