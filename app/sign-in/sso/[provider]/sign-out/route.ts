import { signOutUrl } from '@/lib/auth/sso/openid'
import { ssoProvider } from '@/lib/auth/sso/providers'
import { backToSignIn, sendTo } from '@/lib/auth/sso/send-on'

type At = { params: Promise<{ provider: string }> }

/** Sends the browser to where the provider's own session ends. */
export async function GET(_: Request, { params }: At): Promise<Response> {
  const provider = ssoProvider((await params).provider)
  const url = provider && (await signOutUrl(provider))
  return url ? sendTo(url) : backToSignIn()
}
