/** Samples of Prometheus's text format by name and labels as they are written, such as `up{job="x"}`. */
export type Samples = ReadonlyMap<string, number>

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const label = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"`
const comment = new RegExp(`^# (?:HELP ${name} .+|TYPE ${name} (?:counter|gauge|histogram|summary))$`)
const sample = new RegExp(
  `^(${name}(?:\\{${label}(?:,${label})*\\})?) (Na[Nn]|[+-]Inf|-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`,
)

/** Reads the text format 0.0.4, in which prom-client writes NaN as Nan. Throws at a line that is not in it, and at a sample that comes twice. */
export function parseExposition(text: string): Samples {
  if (!text.endsWith('\n')) throw new Error('The last line has no end')
  const samples = new Map<string, number>()
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '' || comment.test(line)) continue
    const [, key, value] = sample.exec(line) ?? []
    if (key === undefined || value === undefined) throw new Error(`Not in the text format: ${line}`)
    if (samples.has(key)) throw new Error(`Twice: ${key}`)
    samples.set(key, Number(value.replace('Inf', 'Infinity')))
  }
  return samples
}
