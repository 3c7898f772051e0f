import { metricOfCode } from '@/lib/reports/domain/telling-metric'
import { type Forecast, horizonDays } from './forecast'

/** "Full in 9–11 d", "Full in less than a day". Null where nothing is to be said. */
export function forecastText(found: Forecast | null): string | null {
  if (found === null || found.kind === 'falls') return null
  if (found.kind === 'no_trend') return 'no trend'
  if (found.kind === 'later') return `not full within ${horizonDays} d`
  const [from, to] = [Math.floor(found.from), Math.ceil(found.to)]
  if (to <= 1) return 'Full within a day'
  if (to > horizonDays) return `Full in ${from} d or later`
  return from === 0 ? `Full within ${to} d` : from === to ? `Full in ${from} d` : `Full in ${from}–${to} d`
}

/** Of each metric, by its name. */
export const forecastTexts = (forecasts: Readonly<Record<string, Forecast>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(forecasts).flatMap(([metric, found]) => {
      const text = forecastText(found)
      return text === null ? [] : [[metric, text]]
    }),
  )

/** When the metric that a diagnosis is about will be full; null where that is not foreseen. */
export function fullOf(code: string | null, texts: Readonly<Record<string, string>>): string | null {
  const text = texts[metricOfCode(code, Object.keys(texts)) ?? '']
  return text?.startsWith('Full') ? text : null
}

/** "Full in 9–11 d · higher than usual for a Monday 14:00". `to`: the end of what was looked at, epoch seconds. */
export function outlookTexts(
  forecasts: Readonly<Record<string, string>>,
  unusual: Readonly<Record<string, 'higher' | 'lower'>>,
  to: number,
  zone: string,
): Record<string, string> {
  const at = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
    // The whole hour that was judged last.
    .format((Math.floor(to / 3_600) - 1) * 3_600_000)
    .replace(',', '')
  const texts = new Map(Object.entries(forecasts))
  for (const [metric, side] of Object.entries(unusual)) {
    const text = texts.get(metric)
    texts.set(metric, `${text === undefined ? '' : `${text} · `}${side} than usual for a ${at}`)
  }
  return Object.fromEntries(texts)
}
