/** A well-mixed 32-bit number from integers; each round ends like the finalizer of MurmurHash3. */
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

/** Uniform noise from -1 to 1, the same for the same numbers. */
export const noise = (...parts: readonly number[]): number => hash32(...parts) / 2 ** 31 - 1

/** Noise from -1 to 1 that moves smoothly from one value to the next within `period` seconds. */
export function drift(seed: number, channel: number, time: number, period: number): number {
  const knot = Math.floor(time / period)
  const within = time / period - knot
  const eased = within * within * (3 - 2 * within)
  const from = noise(seed, channel, knot)
  return from + (noise(seed, channel, knot + 1) - from) * eased
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/**
 * A version 8 UUID (RFC 9562: custom bits) from two integers below 2^32 and 2^16. UUIDs sort in the order of the numbers,
 * so that an index grows at its end.
 */
export const sampleUuid = (first: number, second: number): string =>
  `${hex(first, 8)}-${hex(second, 4)}-8a3e-a${hex(hash32(1, first, second) >>> 20, 3)}-` +
  `${hex(hash32(2, first, second) >>> 8, 6)}${hex(hash32(3, first, second) >>> 8, 6)}`
