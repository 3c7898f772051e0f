import { readRegular } from '@/lib/kernel/files/regular-file'
import { fieldProblems, isJsonObject } from '@/lib/kernel/json/json'
import { type Pins, pins as pinsForm } from './domain/pins'
import { parseLossless, problemText } from './domain/strict'
import { reportOnExport } from './domain/verify-export'

/** A file that cannot be used; the message says why. */
class FileProblem extends Error {}

function textOf(file: string): string {
  try {
    return readRegular(file)
  } catch (error) {
    throw new FileProblem(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** The pins in a file of their own, or those in a node's tasks file. */
function pinsOf(file: string): Pins {
  const json = parseLossless(textOf(file))
  if (!json.ok) throw new FileProblem(`The pins in ${file} cannot be read: ${problemText(json.problem)}.`)
  const { value } = json
  if (pinsNobody(value))
    throw new FileProblem(
      `${file} pins nobody: it is a tasks file without "consent", whose node trusts its server. Leave out --pins, which checks the signatures alone.`,
    )
  const parsed = pinsForm.safeParse(isJsonObject(value) && 'consent' in value ? value.consent : value)
  if (parsed.success) return parsed.data
  const problems = fieldProblems(parsed.error).map((problem) => `  ${problemText(problem)}`)
  throw new FileProblem([`The pins in ${file} are not valid:`, ...problems].join('\n'))
}

const pinsNobody = (value: unknown): boolean =>
  isJsonObject(value) &&
  ('consent' in value ? value.consent === null : 'tasks' in value && !('owners' in value))

/**
 * Verifies the exported consent of one job and prints who signed.
 * @returns 0: approved, or without pins all signatures genuine; 1: not so; 2: a file cannot be used
 */
export function verifyFile(
  { file, pins }: { file: string; pins?: string | undefined },
  print: (line: string) => void,
): 0 | 1 | 2 {
  try {
    const known = pins === undefined ? null : pinsOf(pins)
    const { readable, ok, lines } = reportOnExport(textOf(file), known, Date.now())
    for (const line of lines) print(line)
    return readable ? (ok ? 0 : 1) : 2
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    print(error.message)
    return 2
  }
}
