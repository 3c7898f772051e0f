/** How much harm a task can do, as its node says, in order; approval rules use it to require more votes. */
export const riskLevels = ['low', 'medium', 'high'] as const
export type Risk = (typeof riskLevels)[number]

/** The place of a risk in that order; -1 for an unstated or unknown one. As `hakim_risk_rank` in SQL. */
export function riskRank(risk: string | null): number {
  const levels: readonly unknown[] = riskLevels
  return levels.indexOf(risk)
}
