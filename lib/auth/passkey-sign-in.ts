import { headers } from 'next/headers'
import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { auth } from './auth'
import { signedIn } from './signed-in'

/** What the browser needs to find a passkey. */
export const passkeyChallenge = async () =>
  ok(await auth().api.generatePasskeyAuthenticationOptions({ headers: await headers() }))

const text = z.string().max(10_000)

/** What a browser answers, as far as it is read. */
const passkeyAnswer = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.exactOptional(),
  }),
})

/** A passkey signs in alone: the device has checked the person. */
export async function signInWithPasskey(input: unknown): Promise<Result<null>> {
  const parsed = passkeyAnswer.safeParse(input)
  if (!parsed.success) return fail('invalid', 'The browser sent no passkey. Try again.')
  const response = parsed.data
  const sent = await headers()
  return signedIn(() => auth().api.verifyPasskeyAuthentication({ body: { response }, headers: sent }))
}
