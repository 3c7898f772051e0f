import { migratedDatabase } from '@/test/database'
import { openWorld, type World } from './entrances-world'

/** A world on a database of its own, made on the server that vitest.global.ts started; `env` is set for its Hakim. */
export async function databaseWorld(env: Record<string, string> = {}): Promise<World> {
  const database = await migratedDatabase()
  const world = await openWorld(database.url, env)
  return {
    ...world,
    close: async () => {
      const code = await world.close()
      await database.drop()
      return code
    },
  }
}
