import type { ReportCondition } from './condition'

/** How a report stands to a condition: well, between recovery and limit, or beyond the limit. */
export type Level = 0 | 1 | 2

/** What a condition looks at in a report; `metric` is null if the report does not have it. */
export type Reading = { status: string; code: string | null; metric: number | null }

export const worseStatuses: Readonly<Record<'Warning' | 'Error' | 'Unknown', readonly string[]>> = {
  Warning: ['Warning', 'Error'],
  Error: ['Error'],
  Unknown: ['Unknown'],
}

/** Null if the report says nothing about it. */
export function levelOf(condition: ReportCondition, { status, code, metric }: Reading): Level | null {
  switch (condition.kind) {
    case 'metric': {
      if (metric === null) return null
      const { over, limit, recovery } = condition
      const beyond = (bound: number): boolean => (over ? metric > bound : metric < bound)
      return beyond(limit) ? 2 : beyond(recovery ?? limit) ? 1 : 0
    }
    case 'status':
      return worseStatuses[condition.status].includes(status) ? 2 : 0
    case 'diagnosis':
      return code !== null && (condition.code === null || condition.code === code) ? 2 : 0
  }
}
