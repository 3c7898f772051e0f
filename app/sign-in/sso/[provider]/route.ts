import { cookies } from 'next/headers'
import { flowCookie, flowCookieOptions, signFlow } from '@/lib/auth/sso/flow'
import { beginSignIn } from '@/lib/auth/sso/openid'
import { ssoProvider } from '@/lib/auth/sso/providers'
import { backToSignIn, sendTo } from '@/lib/auth/sso/send-on'
import { ownPage } from '@/lib/people/domain/return-path'

type At = { params: Promise<{ provider: string }> }

/** Sends the browser to the provider. */
export async function GET(request: Request, { params }: At): Promise<Response> {
  const provider = ssoProvider((await params).provider)
  if (!provider) return backToSignIn()
  const next = ownPage(new URL(request.url).searchParams.get('next'))
  const begun = await beginSignIn(provider, next)
  if (!begun.ok) return backToSignIn({ provider: provider.id, refused: begun.refused, next })
  const jar = await cookies()
  jar.set(flowCookie(), signFlow(begun.value.flow), flowCookieOptions())
  return sendTo(begun.value.url.href)
}
