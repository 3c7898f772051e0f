import type { DataSource } from 'typeorm'
import { database, ingestDatabase } from '@/lib/db/server-db'
import type { Viewer } from '@/lib/domain/role'

/** What a service works with, for whoever asks. */
export const contextOf = async <V extends Viewer>(viewer: V): Promise<{ db: DataSource; viewer: V }> => ({
  db: await database(),
  viewer,
})

/** The same on the pool that is kept for reports. */
export const ingestContextOf = async <V extends Viewer>(
  viewer: V,
): Promise<{ db: DataSource; viewer: V }> => ({ db: await ingestDatabase(), viewer })

/** For the few calls that come before anybody can sign in. */
export const contextless = (): Promise<DataSource> => database()
