import clsx from 'clsx'
import { VisibleText } from '@/components/ui/visible-text'
import { type AnsiColour, type StyledText, styledText } from '@/lib/kernel/text/ansi'
import { visibleProse } from '@/lib/kernel/text/visible-text'

// Tokens that reach 4.5 : 1 on paper in both themes; black and white would vanish in one of them.
const colours: Record<AnsiColour, string> = {
  black: 'text-ink-2',
  red: 'text-error',
  green: 'text-healthy',
  yellow: 'text-warning',
  blue: 'text-running',
  magenta: 'text-pending',
  cyan: 'text-accent',
  white: 'text-ink',
}

const look = ({ colour, bold, dim, italic, underline }: StyledText): string =>
  clsx(
    colour ? colours[colour] : dim && 'text-ink-2',
    bold && 'font-semibold',
    italic && 'italic',
    underline && 'underline',
  )

/** A line of a job's log with the colours that its program asked for. */
export const LogLineText = ({ line }: { line: string }) =>
  styledText(line).map((part, index) => {
    // Parts have no identity but their position.
    const key = `${index}`
    return (
      <span key={key} className={look(part)}>
        <VisibleText parts={visibleProse(part.text)} />
      </span>
    )
  })
