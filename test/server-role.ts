import { migrate } from '@/lib/db/connection/migrate'
import { SERVER } from '@/lib/postgres/cluster'

/** The address of the same database for the role of the server. */
export function serverAddressOf(ownerUrl: string): string {
  const server = process.env.HAKIM_TEST_SERVER_URL
  if (!server) throw new Error('HAKIM_TEST_SERVER_URL is not set: run the tests with vitest')
  const [url, own] = [new URL(server), new URL(ownerUrl)]
  url.host = own.host
  url.pathname = own.pathname
  return url.href
}

/** Lets the role of the server use this database, as `hakim migrate` does; returns its address for it. */
export async function serverUrlOf(
  ownerUrl: string,
  issuers: readonly string[] | null = null,
): Promise<string> {
  await migrate(ownerUrl, { serving: { role: SERVER, issuers } })
  return serverAddressOf(ownerUrl)
}
