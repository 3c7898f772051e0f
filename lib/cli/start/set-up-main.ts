import { explain } from '@/lib/cli/exit'
import { type SetUpMessage, type SetUpOrder, setUpOrder } from '@/lib/cli/start/set-up-messages'
import { setUpLocal, setUpShared } from '@/lib/cli/start/start-people'
import { loadSampleFleet } from '@/lib/cli/start/start-sample'
import { migrateFor } from '@/lib/cli/with-database'
import { readConfig, readSecret } from '@/lib/config'

/** The process that sets up the database for `hakim start`: does what its first message asks, tells, and ends. */
const tell = (message: SetUpMessage): void => void process.send?.(message)

async function setUpDatabase({ owner, server }: SetUpOrder): Promise<void> {
  const config = readConfig()
  const { applied, functions, restored } = await migrateFor(config, owner)
  if (applied.length + functions.length > 0)
    tell({
      kind: 'said',
      line: `Database: ${applied.length} migrations and ${functions.length} functions applied`,
    })
  if (restored.length > 0)
    tell({
      kind: 'said',
      line: `Database: somebody had replaced ${restored.map((name) => `hakim_${name}`).join(', ')}; restored. Votes and runs until now may lack consent.`,
    })
  const secret = readSecret(config)
  const { howToSignIn, local } = config.local
    ? await setUpLocal(owner, config, secret)
    : await setUpShared(server, config, secret)
  tell({ kind: 'ready', welcome: { howToSignIn, agentToken: local?.agentToken ?? null } })
  // Loads while the server starts.
  if (config.demo && local) await loadSampleFleet(owner, local.people, tell)
}

process.once('message', (message) => {
  // The channel keeps nothing alive once nobody listens to it.
  setUpDatabase(setUpOrder.parse(message)).catch((error: unknown) =>
    tell({ kind: 'failed', ...explain(error) }),
  )
})
