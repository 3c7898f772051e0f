import { readFirings } from '@/lib/alerts/db/firings'
import { type Firings, firingsOf } from '@/lib/alerts/domain/firings'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'

/** How often rules fired in the last four weeks, for this viewer. */
export async function firingsOfRules(
  viewer: PersonViewer,
  rules: readonly { rule_id: string; created_at: Date }[],
): Promise<(rule: string) => Firings> {
  const { manager } = await database()
  const now = new Date()
  const fired = new Map((await readFirings(manager, viewer, now)).map((row) => [row.rule_id, row]))
  const found = new Map(
    rules.map(({ rule_id, created_at }) => {
      const counts = Object.entries(fired.get(rule_id)?.counts ?? {})
      const weeks = new Map(counts.map(([week, count]) => [Number(week), count]))
      return [
        rule_id,
        firingsOf(weeks, { created: created_at, now, ever: fired.get(rule_id)?.ever ?? false }),
      ]
    }),
  )
  return (rule) => found.get(rule) ?? { weeks: [], ever: false, noisy: false }
}
