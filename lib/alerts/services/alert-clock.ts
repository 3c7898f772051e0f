import type { DataSource } from 'typeorm'
import { evaluator } from './evaluate'
import { tellOfAlerts } from './tell'

/** Returns what judges and tells on the clock; one server at a time does both. */
export function alertClock(): (db: DataSource) => Promise<void> {
  const evaluate = evaluator()
  return async (db) => {
    if (await evaluate(db)) await tellOfAlerts(db)
  }
}
