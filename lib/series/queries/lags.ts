import { metricsDatabase } from '@/lib/db/connection/server-database'
import { readSeriesLags, type SeriesLags } from '@/lib/series/db/lags'

/** For the metrics, which are about no node in particular. */
export const seriesLags = async (): Promise<SeriesLags> => readSeriesLags((await metricsDatabase()).manager)
