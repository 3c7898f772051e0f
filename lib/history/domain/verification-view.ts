import type {
  KeptFinding,
  Outcome,
  VerificationProgress,
  VerificationReport,
} from '@/lib/audit/domain/verification'

/** What somebody did about a finding; `by` is null when a program wrote it that named nobody. */
export type FindingNote = {
  at: string
  by: { did: string; name: string; you: boolean } | null
  note: string
}
/** `id` names the finding from one verification to the next. */
export type ShownFinding = KeptFinding & { id: string; notes: FindingNote[] }
export type ShownReport = Omit<VerificationReport, 'findings'> & { findings: ShownFinding[] }

/** One verification as the page shows it. Times in ISO 8601. */
export type VerificationView = {
  id: number
  askedAt: string
  /** Who asked for it; null: the server's clock, each night. */
  by: { name: string; you: boolean } | null
  startedAt: string | null
  endedAt: string | null
  outcome: Outcome | null
  stopping: boolean
  progress: VerificationProgress | null
  report: ShownReport | null
}

/** How one night ended: `none` where nothing ran. */
export type Night = { day: string; outcome: 'clean' | 'findings' | 'failed' | 'none'; found: number }

export type Verifications = {
  current: VerificationView | null
  /** The newest that came to its end, with its result. */
  last: VerificationView | null
  /** The newest that ended otherwise, if that was after `last`. */
  broken: VerificationView | null
  /** Oldest first; empty before the first night. */
  nights: Night[]
}

type Run = { endedAt: string | null; outcome: Outcome | null; report: Pick<ShownReport, 'found'> | null }

const dayOf = (iso: string): string => iso.slice(0, 10)

/** The last `count` nights by the day on which the run ended, in UTC; those before the first run are left out. */
export function nightsOf(runs: readonly Run[], now: Date, count = 30): Night[] {
  const byDay = new Map<string, Run>()
  // The newest run of a day comes first and counts, unless an earlier one has findings.
  for (const run of runs) {
    if (run.endedAt === null) continue
    const known = byDay.get(dayOf(run.endedAt))
    if (!known || (run.report?.found ?? 0) > (known.report?.found ?? 0) || (!known.report && run.report))
      byDay.set(dayOf(run.endedAt), run)
  }
  const first = [...byDay.keys()].sort()[0]
  if (first === undefined) return []
  const days = Array.from({ length: count }, (_, n) =>
    dayOf(new Date(now.getTime() - (count - 1 - n) * 86_400_000).toISOString()),
  )
  return days.filter((day) => day >= first).map((day) => nightOf(day, byDay.get(day)))
}

function nightOf(day: string, run: Run | undefined): Night {
  if (!run) return { day, outcome: 'none', found: 0 }
  if (!run.report) return { day, outcome: 'failed', found: 0 }
  const { found } = run.report
  return { day, outcome: found > 0 ? 'findings' : 'clean', found }
}
