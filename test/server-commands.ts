import { vi } from 'vitest'
import { registerAlert } from '@/lib/cli/alert/alert'
import { registerChannel } from '@/lib/cli/alert/channel'
import { registerJob } from '@/lib/cli/job/job'
import { registerKey } from '@/lib/cli/key/key'
import { testServer } from './query-server'
import { type Routes, serveRoutes } from './route-server'
import { runCommand } from './run-command'
import { removeTempDirs } from './temp-folder'

/** Runs `hakim key …`, `hakim job …`, `hakim alert …` or `hakim channel …` and returns what it prints; rejects as it does. */
export const hakim = (...argv: string[]): Promise<string> =>
  runCommand((program) => {
    registerKey(program)
    registerJob(program)
    registerAlert(program)
    registerChannel(program)
  }, argv)

/** A server of these routes, with a database of its own, for commands that know it by HAKIM_SERVER. */
export async function serveCommands(routes: Routes) {
  const fleet = await testServer()
  const { address, stop } = await serveRoutes(routes)
  vi.stubEnv('HAKIM_SERVER', address)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  return {
    ...{ fleet, address },
    close: async () => {
      vi.unstubAllEnvs()
      vi.restoreAllMocks()
      removeTempDirs()
      await stop()
      await fleet.close()
    },
  }
}
