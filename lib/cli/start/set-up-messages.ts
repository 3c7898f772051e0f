import { z } from 'zod'

/** What `hakim start` tells the process that sets up its database: the addresses, which hold passwords and so are no arguments. */
export const setUpOrder = z.strictObject({ owner: z.string(), server: z.string() })
export type SetUpOrder = z.infer<typeof setUpOrder>

/** What the terminal says once Hakim is running, and the token of this machine's agent in local mode. */
const welcome = z.strictObject({ howToSignIn: z.string(), agentToken: z.string().nullable() })
export type Welcome = z.infer<typeof welcome>

/** What that process answers. */
export const setUpMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), welcome }),
  /** Replaces the line before it on a terminal. */
  z.strictObject({ kind: z.literal('progress'), line: z.string() }),
  z.strictObject({ kind: z.literal('said'), line: z.string() }),
  z.strictObject({ kind: z.literal('failed'), message: z.string(), code: z.number() }),
])
export type SetUpMessage = z.infer<typeof setUpMessage>
