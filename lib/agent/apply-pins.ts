import { readRegular } from '@/lib/kernel/files/regular-file'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { pinSetLines } from '@/lib/signing/domain/pin-set-text'
import { parsePinSet, parseUnsignedPins } from '@/lib/signing/domain/pins'
import { parseLossless, problemText } from '@/lib/signing/domain/strict'
import { verifyPins } from '@/lib/signing/domain/verify-pins'
import { StartError } from './host/start-error'
import { openPins } from './host/task-file'

/** What others wrote shows each of its characters, and is no line of its own. */
const shown = (line: string): string =>
  visibleData(line)
    .map(({ text }) => text)
    .join('')

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function readSigned(file: string): unknown {
  let text: string
  try {
    text = readRegular(file)
  } catch (error) {
    throw new StartError(`Cannot read the new pins: ${reasonOf(error)}.`, 2)
  }
  const json = parseLossless(text)
  if (!json.ok)
    throw new StartError(`The new pins in ${file} cannot be read: ${problemText(json.problem)}.`, 2)
  return json.value
}

/**
 * Replaces the pins of a tasks file by new ones, if enough of the owners whom it pins have signed them. Only somebody on the node
 * runs this: no server hands out pins. Throws StartError where a file cannot be used.
 * @returns 0: replaced; 1: refused, and nothing was changed
 */
export function applyPins(tasksFile: string, file: string, print: (line: string) => void): 0 | 1 {
  const present = openPins(tasksFile)
  if (!present)
    throw new StartError(
      `${tasksFile} pins no owner yet, so nobody can have signed other pins. Write the first ones by hand, as docs/agent.md says.`,
      2,
    )
  const value = readSigned(file)
  const { pins, replace } = present
  const verified = verifyPins(value, { pins, sequence: pins.sequence ?? 0 })
  if (!verified.ok && parseUnsignedPins(value).ok) {
    print(
      shown(
        `The pins stay as they are (${verified.code}): nobody has signed the new ones in ${file}. ${pins.required} of the present owners each run "hakim pins sign ${file} --key KEY-FILE" first.`,
      ),
    )
    return 1
  }
  if (!verified.ok) {
    print(shown(`The pins stay as they are (${verified.code}): ${verified.message}`))
    return 1
  }
  try {
    replace({ ...verified.pins, sequence: verified.sequence })
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`The pins stay as they are: ${tasksFile} cannot be replaced: ${reasonOf(error)}.`)
  }
  const parsed = parsePinSet(value)
  for (const line of parsed.ok ? pinSetLines(parsed.value.pins) : []) print(shown(line))
  print(shown(`Signed by ${verified.persons.join(', ')}. Restart the agent: it then requires these.`))
  return 0
}
