import { migratedDatabase } from '@/test/database'
import { openWorld, type World } from './entrances-world'

/** A world on a database of its own, made on the server that vitest.global.ts started. */
export async function databaseWorld(): Promise<World> {
  const database = await migratedDatabase()
  const world = await openWorld(database.url)
  return {
    ...world,
    close: async () => {
      const code = await world.close()
      await database.drop()
      return code
    },
  }
}
