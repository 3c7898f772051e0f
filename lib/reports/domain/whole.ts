/** The whole of which an amount is a part, in the amount's own unit, and the part in per cent. */
export type Whole = { amount: number; percent: number }

/** `disk_usage_gb`, `node_filesystem_avail_bytes{mountpoint="/data"}`, `node_memory_MemAvailable_bytes`. */
const amountName =
  /^(?<subject>.+?)(?:_(?<part>usage|used|avail|available|free)|(?<word>Available|Free|Used))?_(?<unit>bytes|[kmgtKMGT][bB])(?<labels>\{.*\})?$/
const wholeNames = ['total', 'size', 'capacity']
const shareNames = ['usage_percent', 'used_percent']

/**
 * The keys that may say what the whole of an amount is: `disk_usage_gb` → `disk_total_gb`, …, `disk_usage_percent`, ….
 * A name with labels is a part of one with the same labels.
 */
function companions(key: string): { wholes: string[]; shares: string[] } | null {
  const { subject, part, word, unit, labels = '' } = amountName.exec(key)?.groups ?? {}
  if (subject === undefined || unit === undefined) return null
  const wholes =
    word === undefined
      ? wholeNames.map((name) => `${subject}_${name}_${unit}${labels}`)
      : [`${subject}Total_${unit}${labels}`]
  if (wholes.includes(key)) return null
  // What is left is not what these are shares of.
  const isUsed = word === undefined && (part === undefined || part.startsWith('us'))
  return { wholes, shares: isUsed ? shareNames.map((name) => `${subject}_${name}${labels}`) : [] }
}

/** The metrics from which the whole of an amount, or its share, may be known. */
export function wholeMetrics(key: string): string[] {
  const names = companions(key)
  return names === null ? [] : [...names.wholes, ...names.shares]
}

/** Null where the report does not say, or says something that cannot be. */
export function wholeOf(key: string, metrics: Readonly<Record<string, number>>): Whole | null {
  const value = Object.hasOwn(metrics, key) ? metrics[key] : undefined
  const names = companions(key)
  if (value === undefined || names === null || value < 0) return null
  const known = (name: string): number[] => (Object.hasOwn(metrics, name) ? [metrics[name] ?? 0] : [])
  const [amount] = names.wholes.flatMap(known)
  if (amount !== undefined)
    return amount >= value && amount > 0 ? { amount, percent: (value / amount) * 100 } : null
  const [percent] = names.shares.flatMap(known)
  if (percent === undefined || percent <= 0 || percent > 100) return null
  // A share tells no more digits; unrounded, the whole would differ from report to report.
  return { amount: Math.max(value, Number(((value * 100) / percent).toPrecision(3))), percent }
}
