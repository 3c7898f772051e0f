import { z } from 'zod'

/**
 * The value of `sample_fleet` in `settings`. `anchor` is when the fleet was loaded, in epoch seconds: all events are
 * relative to it, in later reports too. `removed` keeps the next start from loading it again.
 */
const sampleState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  z.object({ state: z.literal('loaded'), anchor: z.number().int() }),
  z.object({ state: z.literal('removed') }),
])
export type SampleState = z.infer<typeof sampleState>

export const parseSampleState = (value: unknown): SampleState =>
  sampleState.safeParse(value).data ?? { state: 'never' }
