import { z } from 'zod'

/**
 * What `settings` keeps of the sample fleet under `sample_fleet`. `anchor` is when it was loaded, in epoch seconds: every
 * later report continues the life that was told around it. `removed` is remembered, so that it does not come back.
 */
const sampleState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  z.object({ state: z.literal('loaded'), anchor: z.number().int() }),
  z.object({ state: z.literal('removed') }),
])
export type SampleState = z.infer<typeof sampleState>

export const parseSampleState = (value: unknown): SampleState =>
  sampleState.safeParse(value).data ?? { state: 'never' }
