import { createServer } from 'node:http'
import Provider from 'oidc-provider'

export type ProviderAccount = { email: string; email_verified: boolean; name?: string; groups?: string[] }

/** A real OpenID Connect provider on loopback, whose sign-in page takes any password. */
export async function startProvider(
  port: number,
  {
    client,
    accounts,
  }: { client: { id: string; secret: string; url: string }; accounts: Map<string, ProviderAccount> },
): Promise<{ issuer: string; close: () => Promise<void> }> {
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${client.url}/sign-in/sso/lagos/callback`],
        post_logout_redirect_uris: [`${client.url}/sign-in`],
      },
    ],
    cookies: { keys: ['a key for a test'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_, id) => {
      const account = accounts.get(id)
      return account && { accountId: id, claims: () => ({ sub: id, ...account }) }
    },
  })
  const server = createServer(provider.callback())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
