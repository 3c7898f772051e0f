import { backfills } from '../derived-tables'
import type { HistoryStage } from '../history-stage'
import { notMeasured, type Row, single } from '../row'

/** Measured once, while the stage was set up. */
export async function adoptionRows(stage: HistoryStage): Promise<Row[]> {
  const reports = `${stage.reports.toLocaleString('en-US')} reports`
  const backfill = `adoption of ${reports}, backfill with the server running`
  const seconds = stage.backfillMs / 1_000
  return [
    single({
      work: `adoption of ${reports}, migration`,
      ours: [stage.migrationMs / 1_000],
      unit: 's',
      aim: { most: 5 },
      note: '"immediate" means at most 5 s',
    }),
    backfills
      ? single({
          work: backfill,
          ours: [stage.reports / seconds],
          unit: 'reports/s',
          note: `${seconds.toFixed(1)} s`,
        })
      : notMeasured(backfill, '', 'nothing is derived in the background'),
  ]
}
