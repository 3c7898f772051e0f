import { readingText } from '@/components/charts/axis/axis-text'
import { dayText } from '@/components/charts/axis/time-axis'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { withUnit } from '@/lib/kernel/text/with-unit'
import { horizonDays, leastDays } from '@/lib/series/domain/forecast'
import type { ForecastChart } from '@/lib/series/domain/forecast-chart'
import { forecastText } from '@/lib/series/domain/forecast-text'

const day = 86_400

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** "6.7 to 8.2 GB a day", of what is taken. */
function paceText([low, high]: [number, number], { factor, unit }: Scale): string {
  const [least, most] = [low, high].map((pace) => Number((Math.abs(pace) * factor).toPrecision(2)))
  const amount =
    least === most ? `${most}` : `${Math.min(least ?? 0, most ?? 0)} to ${Math.max(least ?? 0, most ?? 0)}`
  return `${withUnit(amount, unit)} a day`
}

/** When, by the calendar: "7 – 9 Dec". */
function datesText({ forecast, now }: ForecastChart, zone: string): string {
  if (forecast?.kind !== 'full') return ''
  const [first, last] = [forecast.from, forecast.to].map((days) => dayText(now + days * day, zone))
  if (forecast.to > horizonDays) return `from ${first} on`
  return first === last ? `on ${first}` : `between ${first} and ${last}`
}

/** What a forecast says, and from what: also where there is none. */
export function forecastWords(chart: ForecastChart, scale: Scale): { title: string; text: string } {
  const { forecast: found, pace, days, limit } = chart
  if (found === null)
    return {
      title: 'No forecast yet',
      text: `It needs ${leastDays} days with reports since the last clearance.`,
    }
  const learned = `from the last ${days} d`
  if (found.kind === 'no_trend' || pace === null)
    return { title: 'No trend', text: `The last ${days} d go neither up nor down for certain.` }
  if (found.kind === 'falls')
    return { title: 'Not filling', text: `${paceText(pace, scale)} less, ${learned}` }
  const more = `${paceText(pace, scale)}, ${learned}`
  const title = capital(forecastText(found) ?? '')
  if (found.kind === 'later') return { title, text: more }
  const end =
    limit === 0
      ? 'nothing left'
      : `${withUnit(readingText(limit * scale.factor, scale.axis), scale.unit)} used`
  return { title, text: `${end} ${datesText(chart, scale.zone)} · ${more}` }
}
