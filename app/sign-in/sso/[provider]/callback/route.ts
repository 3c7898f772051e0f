import { cookies } from 'next/headers'
import { contextless } from '@/lib/auth/context'
import { openSession } from '@/lib/auth/sign-in'
import { flowCookie, readFlow } from '@/lib/auth/sso/flow'
import { endSignIn } from '@/lib/auth/sso/openid'
import { ssoProvider } from '@/lib/auth/sso/providers'
import { backToSignIn, toOwnPage } from '@/lib/auth/sso/send-on'
import { signInWithProvider } from '@/lib/people/services/sign-in-with-provider'

type At = { params: Promise<{ provider: string }> }

/** The provider has sent the browser back: verifies its answer and opens the session. */
export async function GET(request: Request, { params }: At): Promise<Response> {
  const provider = ssoProvider((await params).provider)
  if (!provider) return backToSignIn()
  const jar = await cookies()
  const flow = readFlow(jar.get(flowCookie())?.value)
  jar.delete({ name: flowCookie(), path: '/' })
  const query = new URL(request.url).searchParams
  if (flow?.provider !== provider.id || query.get('state') !== flow.state)
    return backToSignIn({ provider: provider.id, refused: 'expired', next: flow?.next })
  const back = { provider: provider.id, next: flow.next }
  const claims = await endSignIn(provider, flow, query)
  if (!claims.ok) return backToSignIn({ ...back, refused: claims.refused })
  const person = await signInWithProvider(await contextless(), { provider, claims: claims.value })
  if (!person.ok) return backToSignIn({ ...back, refused: person.refused })
  return (await openSession(person.personId, provider.issuer))
    ? toOwnPage(flow.next)
    : backToSignIn({ ...back, refused: 'disabled' })
}
