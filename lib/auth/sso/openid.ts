import * as client from 'openid-client'
import { config, isLoopback } from '@/lib/config'
import { log } from '@/lib/log/log'
import { readClaims, type SsoClaims } from '@/lib/people/domain/sso-claims'
import type { SsoProvider } from '@/lib/people/domain/sso-provider'
import type { SsoRefusal } from '@/lib/people/domain/sso-refusal'
import { flowSeconds, type SsoFlow } from './flow'

type Outcome<T> = { ok: true; value: T } | { ok: false; refused: SsoRefusal }

const timeoutSeconds = 5
const discoveredForMs = 600_000
const discovered = new Map<string, { until: number; found: Promise<client.Configuration> }>()

/** The provider's addresses and keys from its discovery document, which is read again every ten minutes. */
function discover({ issuer, client_id, client_secret }: SsoProvider): Promise<client.Configuration> {
  const known = discovered.get(issuer)
  if (known && known.until > Date.now()) return known.found
  const found = client.discovery(
    new URL(issuer),
    client_id,
    undefined,
    client_secret === undefined ? client.None() : client.ClientSecretBasic(client_secret),
    {
      timeout: timeoutSeconds,
      // The list of providers takes http for loopback only.
      execute: isLoopback(new URL(issuer).hostname) ? [client.allowInsecureRequests] : [],
    },
  )
  discovered.set(issuer, { until: Date.now() + discoveredForMs, found })
  found.catch(() => discovered.delete(issuer))
  return found
}

/** Its name is what the log needs; a response's body, which may hold tokens, stays out of it. */
function refusalOf(error: unknown, provider: SsoProvider): SsoRefusal {
  if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied') return 'denied'
  const code = error instanceof client.ClientError ? (error.code ?? '') : ''
  const status = error instanceof client.ResponseBodyError ? error.status : 0
  // fetch throws a TypeError when nobody answers.
  const isDown = error instanceof TypeError || /TIMEOUT|UNEXPECTED_STATUS/.test(code) || status >= 500
  const said = error instanceof client.ResponseBodyError ? error.error : code
  log().warn(
    { provider: provider.id, failure: said || (error instanceof Error ? error.name : 'unknown') },
    isDown ? 'A sign-in provider does not answer' : 'A sign-in provider gave an answer that does not hold',
  )
  return isDown ? 'down' : 'invalid'
}

const redirectUri = (provider: SsoProvider): string =>
  `${config().baseUrl}/sign-in/sso/${provider.id}/callback`

/** Where to send the browser, and what it has to bring back. */
export async function beginSignIn(
  provider: SsoProvider,
  next: string,
): Promise<Outcome<{ url: URL; flow: SsoFlow }>> {
  try {
    const found = await discover(provider)
    const flow: SsoFlow = {
      provider: provider.id,
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      next,
      expires: Date.now() + flowSeconds * 1_000,
    }
    const url = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri(provider),
      scope: provider.scopes.join(' '),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    })
    return { ok: true, value: { url, flow } }
  } catch (error) {
    return { ok: false, refused: refusalOf(error, provider) }
  }
}

/** Exchanges the code for claims whose signature, audience, nonce and age were verified. */
export async function endSignIn(
  provider: SsoProvider,
  flow: SsoFlow,
  query: URLSearchParams,
): Promise<Outcome<SsoClaims>> {
  try {
    const found = await discover(provider)
    const answer = new URL(redirectUri(provider))
    answer.search = query.toString()
    const tokens = await client.authorizationCodeGrant(found, answer, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
    })
    const claims = tokens.claims()
    if (claims === undefined) return { ok: false, refused: 'invalid' }
    // Providers may keep e-mail and groups out of the token.
    const isComplete = 'email' in claims && provider.groups_claim in claims
    const more =
      isComplete || found.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await client.fetchUserInfo(found, tokens.access_token, claims.sub)
    const read = readClaims({ ...more, ...claims }, provider)
    return read ? { ok: true, value: read } : { ok: false, refused: 'invalid' }
  } catch (error) {
    return { ok: false, refused: refusalOf(error, provider) }
  }
}

/** Where the provider's own session ends; null when it has no such page or does not answer. */
export async function signOutUrl(provider: SsoProvider): Promise<string | null> {
  try {
    const found = await discover(provider)
    if (found.serverMetadata().end_session_endpoint === undefined) return null
    return client.buildEndSessionUrl(found, {
      client_id: provider.client_id,
      post_logout_redirect_uri: `${config().baseUrl}/sign-in`,
    }).href
  } catch (error) {
    refusalOf(error, provider)
    return null
  }
}
