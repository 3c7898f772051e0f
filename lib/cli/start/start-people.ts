import type { DataSource } from 'typeorm'
import { CommandError } from '@/lib/cli/exit'
import type { Config } from '@/lib/config'
import { openDataSource } from '@/lib/db/connection/data-source'
import { ensureLocalNode } from '@/lib/fleet/services/ensure-local-node'
import { ensureLocalAccounts } from '@/lib/people/services/ensure-local-accounts'
import { issueSetupToken } from '@/lib/people/services/issue-setup-token'
import { announceSecret } from '@/lib/people/services/one-secret'
import type { SamplePeople } from '@/lib/sample/services/load-sample'

/** `local` is for local mode only. */
type People = { howToSignIn: string; local: { people: SamplePeople; agentToken: string } | null }

async function signInWords(db: DataSource, config: Config): Promise<string> {
  const token = await issueSetupToken(db)
  return token === null
    ? 'Sign in with your e-mail address and password.'
    : `No administrator can sign in yet. Open ${config.baseUrl}/setup and enter this setup token:\n\n    ${token}\n`
}

/** Local mode: sets up the three one-click accounts, and this machine as a node. */
export async function setUpLocal(url: string, config: Config, secret: string): Promise<People> {
  const db = await openDataSource(url, { poolSize: 4 })
  try {
    const people = await ensureLocalAccounts(db, secret)
    const { token } = await ensureLocalNode(db, people.approverId)
    const howToSignIn = config.oneClick
      ? 'Local mode: open it and choose an account (operator, approver or admin).'
      : `It can be reached from other machines (HOST, HAKIM_BASE_URL), so there are no one-click accounts.\n${await signInWords(db, config)}`
    return { howToSignIn, local: { people, agentToken: token } }
  } finally {
    await db.destroy()
  }
}

/** With DATABASE_URL: while there is no administrator, the setup asks for the token shown here. */
export async function setUpShared(url: string, config: Config, secret: string): Promise<People> {
  const db = await openDataSource(url, { poolSize: 2 })
  try {
    const used = await announceSecret(db, secret)
    if (!used.ok) throw new CommandError(used.error.detail)
    return { howToSignIn: await signInWords(db, config), local: null }
  } finally {
    await db.destroy()
  }
}
