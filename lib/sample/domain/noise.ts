/** A well mixed 32-bit number from whole numbers; each round ends like the finaliser of MurmurHash3. */
export function hash32(...parts: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const part of parts) {
    hash ^= part | 0
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

/** Even noise from -1 to 1, the same for the same numbers. */
export const noise = (...parts: readonly number[]): number => hash32(...parts) / 2 ** 31 - 1

/** Noise from -1 to 1 that wanders from one value to the next within `period` seconds. */
export function drift(seed: number, channel: number, time: number, period: number): number {
  const knot = Math.floor(time / period)
  const within = time / period - knot
  const eased = within * within * (3 - 2 * within)
  const from = noise(seed, channel, knot)
  return from + (noise(seed, channel, knot + 1) - from) * eased
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/**
 * A UUID of version 8 (RFC 9562: the bits are ours) from two whole numbers below 2^32 and 2^16. What is made in order
 * sorts in order, so that an index grows at its end.
 */
export const sampleUuid = (first: number, second: number): string =>
  `${hex(first, 8)}-${hex(second, 4)}-8a3e-a${hex(hash32(1, first, second) >>> 20, 3)}-` +
  `${hex(hash32(2, first, second) >>> 8, 6)}${hex(hash32(3, first, second) >>> 8, 6)}`
