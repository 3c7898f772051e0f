import { isRangePreset, parseTime, presetEnds, type RangeEnds } from './range-params'
import { quoted, type TypedProblem, unitLetter, wrong } from './typed-time'

const periods = ['hour', 'day', 'week', 'month', 'year']

/** "last 3 days", "past 2 hours", "6h", "this week", "previous month". */
export function typedPeriod(text: string): RangeEnds | TypedProblem | null {
  const [, lead, count, unit = ''] = /^(?:the )?(last |past )?(?:(\d{1,5}) ?)?([a-z]+)$/i.exec(text) ?? []
  const letter = unitLetter(unit)
  if (letter && count !== undefined) {
    const preset = `${Number(count)}${letter}`
    return isRangePreset(preset) ? presetEnds(preset) : { from: `now-${preset}`, to: 'now' }
  }
  if (letter && lead && 'smh'.includes(letter)) return { from: `now-1${letter}`, to: 'now' }
  if (letter && lead && unit.length > 1) {
    const same = { d: '24 hours', w: '7 days', M: '30 days', y: '365 days' }[letter] ?? ''
    return wrong(`${quoted(text)} may mean two things. Choose one of them.`, [
      `last ${same}`,
      letter === 'd' ? 'yesterday' : `previous ${unit.toLowerCase()}`,
    ])
  }
  const [, which = '', period = ''] = /^(this|previous) ([a-z]+)$/i.exec(text) ?? []
  const one = periods.includes(period.toLowerCase()) ? unitLetter(period) : null
  if (one === null) return null
  if (which.toLowerCase() === 'this') return { from: `now/${one}`, to: 'now' }
  return { from: `now-1${one}/${one}`, to: `now-1${one}/${one}` }
}

const dottedDate = /(?<!\d)(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)/

/** Both readings of a date such as 03/11/2026 where there are two. */
export function dayOrMonth(text: string): TypedProblem | null {
  const [found, one = '', _, other = '', year = ''] = dottedDate.exec(text) ?? []
  if (found === undefined) return null
  const two = (part: string): string => part.padStart(2, '0')
  const readings = [`${year}-${two(other)}-${two(one)}`, `${year}-${two(one)}-${two(other)}`]
  const choices = [...new Set(readings)].filter((day) => parseTime(day) !== null)
  return wrong(
    `${found} may be read in two ways. Write dates as year-month-day.`,
    choices.map((day) => text.replace(found, day)),
  )
}
